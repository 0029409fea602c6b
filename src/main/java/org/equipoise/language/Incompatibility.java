package org.equipoise.language;

import java.util.List;

/**
 * Things that a rule states cannot stand together. Immutable.
 *
 * @param about the rule and the participants that it names, in words and in ascending order
 * @param why the author's reason
 */
public record Incompatibility(List<String> about, String why) {
  public Incompatibility {
    about = Conflict.inOrder(about);
  }
}

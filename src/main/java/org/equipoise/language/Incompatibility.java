package org.equipoise.language;

import java.util.List;

/**
 * What an author states cannot stand together.
 *
 * @param about the rule that says so and the participants it names, in words and sorted
 * @param why the author's reason
 */
public record Incompatibility(List<String> about, String why) {
  public Incompatibility {
    about = Conflict.inOrder(about);
  }
}

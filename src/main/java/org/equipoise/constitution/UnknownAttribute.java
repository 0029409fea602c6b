package org.equipoise.constitution;

import java.util.Comparator;
import java.util.List;

/**
 * A declared attribute that a case does not have and that may have any of its values. Immutable.
 *
 * @param output the id of the output that lacks it; empty if the case does
 * @param name the dotted name
 * @param possible every value that it may have; two or more, or the only one declared
 */
public record UnknownAttribute(String output, String name, List<Object> possible) {
  static final Comparator<UnknownAttribute> ORDER =
      Comparator.comparing(UnknownAttribute::output).thenComparing(UnknownAttribute::name);

  public UnknownAttribute {
    possible = List.copyOf(possible);
  }

  /** Returns whether it is a truth value, which may be true or false. */
  public boolean isTruthValue() {
    return possible.contains(true);
  }
}

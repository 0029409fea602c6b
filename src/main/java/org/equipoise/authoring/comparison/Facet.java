package org.equipoise.authoring.comparison;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One thing that a decision says. Ordered by aspect, then output.
 *
 * @param output the output it is said of, or empty for the case as a whole
 */
public record Facet(Aspect aspect, String output) implements Comparable<Facet>, Serializable {
  private static final Comparator<Facet> ORDER =
      Comparator.comparing(Facet::aspect).thenComparing(Facet::output);

  @Override
  public int compareTo(Facet other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return output.isEmpty() ? aspect.word() : aspect.word() + " of " + output;
  }
}

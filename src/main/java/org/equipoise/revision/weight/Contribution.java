package org.equipoise.revision.weight;

import java.util.Comparator;

/**
 * What one argument adds to the weight of another, or subtracts from it. Immutable. Sorted by
 * source, then by kind.
 *
 * @param from the id of the argument that supports or undermines
 * @param kind whether it supports or undermines
 * @param edgeStrength the strength that the rule states, in (0, 1]
 * @param sourceStrength the final strength of the source, in [0, 1]; 1 if it is entrenched
 * @param amount the product of the two strengths, positive for support and negative otherwise; the
 *     sum of the amounts moves an argument away from its base weight
 * @param why the reason that the rule gives
 */
public record Contribution(
    String from, Kind kind, double edgeStrength, double sourceStrength, double amount, String why)
    implements Comparable<Contribution> {

  private static final Comparator<Contribution> ORDER =
      Comparator.comparing(Contribution::from).thenComparing(Contribution::kind);

  /** The direction in which an edge pulls. */
  public enum Kind {
    SUPPORT,
    UNDERMINE
  }

  @Override
  public int compareTo(Contribution other) {
    return ORDER.compare(this, other);
  }
}

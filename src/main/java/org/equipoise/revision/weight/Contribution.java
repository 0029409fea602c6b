package org.equipoise.revision.weight;

import java.util.Comparator;

/**
 * What one argument adds to another's weight, or takes from it. Contributions sort by source, then
 * kind.
 *
 * @param from the argument that speaks
 * @param kind whether it supports or undermines
 * @param edgeStrength how strongly it is said to, in (0, 1]
 * @param sourceStrength the final strength of the argument that speaks, in [0, 1]; 1 if entrenched
 * @param amount the product of the two strengths, positive for support and negative otherwise; the
 *     sum of an argument's amounts is the energy that moves it from its base weight
 * @param why the reason given
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

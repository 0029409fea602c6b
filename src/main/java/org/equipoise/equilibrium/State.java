package org.equipoise.equilibrium;

import java.util.Comparator;

/**
 * A theory and commitments: a candidate for an equilibrium.
 *
 * @param theory the principles, a consistent position
 * @param commitments the judgments, any position
 */
public record State(Position theory, Position commitments) implements Comparable<State> {
  private static final Comparator<State> ORDER =
      Comparator.comparing(State::theory).thenComparing(State::commitments);

  @Override
  public int compareTo(State other) {
    return ORDER.compare(this, other);
  }
}

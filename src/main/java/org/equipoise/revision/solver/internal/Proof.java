package org.equipoise.revision.solver.internal;

import java.util.List;

/**
 * Why no cover weighs less than a bound. Read from the root, with nothing fixed; every step holds
 * under the fixings above it.
 *
 * <p>All numbers are integers, so a reader can check each step by adding and comparing.
 */
public sealed interface Proof {

  /**
   * Multipliers for rows, in units of {@code 1 / scale}. They prove, rounded up, the demands they
   * pay for, plus the weight left to every element that is in, less what they overcharge the free
   * elements.
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Multipliers(int[] rows, long[] values, long scale) {}

  /** The multipliers alone reach the bound. */
  record Leaf(Multipliers multipliers) implements Proof {}

  /**
   * Were one of these elements decided the other way, the multipliers alone would reach the bound;
   * so they may be fixed.
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Fix(Multipliers multipliers, int[] in, int[] out, Proof rest) implements Proof {}

  /** The bound holds with the element in and with it out. */
  record Branch(int element, Proof in, Proof out) implements Proof {}

  /**
   * The free elements fall into parts; the bounds of the parts, each on its elements' weight only,
   * and the weight of the elements that are in add up to the bound.
   */
  record Split(List<Part> parts) implements Proof {}

  /** Further rows, each proven from the rows before it; their numbers follow on. */
  record Lemmas(List<Lemma> lemmas, Proof rest) implements Proof {}

  /** Some elements, a bound on their weight, and why it holds. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Part(int[] elements, long bound, Proof proof) {}

  /** Coefficients times chosen elements are at least the demand: a bound on another weight. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Lemma(int[] elements, long[] coefficients, long demand, Proof proof) {}
}

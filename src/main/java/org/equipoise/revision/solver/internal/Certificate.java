package org.equipoise.revision.solver.internal;

import java.util.List;

/**
 * Why no hitting set costs less than the lower bound, so that a reader who trusts nobody can check
 * it: first the steps, in order, on the sets that can be hit without the elements of cost {@link
 * HittingSetProblem#NEVER}; then the bounds of the components that remain. The forced elements and
 * the components' bounds add up to the lower bound.
 */
public record Certificate(List<Step> steps, List<Component> components) {

  /** A certificate, copied. */
  public Certificate {
    steps = List.copyOf(steps);
    components = List.copyOf(components);
  }

  /** A simplification that keeps some cheapest hitting set. */
  public sealed interface Step {
    /** Every remaining element of the witness is in the set, so the set is hit anyway. */
    record RedundantSet(int set, int witness) implements Step {}

    /** The witness hits every remaining set the element hits and costs no more. */
    record DominatedElement(int element, int witness) implements Step {}

    /** The set has no other remaining element, so the element is chosen and its sets are hit. */
    record ForcedElement(int element, int set) implements Step {}
  }

  /**
   * Sets that share no remaining element with any other set. The proof numbers elements and rows by
   * their position here.
   *
   * @param elements the component's elements
   * @param sets the component's sets
   * @param divisor divides the cost of each of the elements
   * @param bound on the cost, divided by the divisor
   * @param proof why the bound holds
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Component(int[] elements, int[] sets, long divisor, long bound, Proof proof) {}
}

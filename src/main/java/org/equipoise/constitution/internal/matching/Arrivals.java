package org.equipoise.constitution.internal.matching;

import java.util.List;
import org.equipoise.constitution.internal.matching.AlphaNetwork.Slot;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.Meter.Use;

/**
 * To which patterns some facts came that never change, so that nothing is tested when the same come
 * again. Immutable.
 */
final class Arrivals {
  private final List<?> facts;
  private final Slot[] slots;
  private final int[] ends;
  private final Use use;

  private Arrivals(List<?> facts, Slot[] slots, int[] ends, Use use) {
    this.facts = facts;
    this.slots = slots;
    this.ends = ends;
    this.use = use;
  }

  /**
   * Where some facts came to.
   *
   * @param slots where each came to, one fact after another
   * @param ends by fact: how many of these are its own or of those before it; not written to later
   * @param use what testing them used
   */
  static Arrivals of(List<?> facts, List<Slot> slots, int[] ends, Use use) {
    return new Arrivals(facts, slots.toArray(Slot[]::new), ends, use);
  }

  /** Adds facts where they came before; false if these are others, or if a limit is near. */
  @SuppressWarnings("ReferenceEquality") // whoever adds the same facts again has the same list
  boolean repeat(List<?> some, NetworkMemory memory) {
    if (some != facts || !use.leavesAmple(Meter.mark())) {
      return false;
    }
    use.charge();
    int at = 0;
    for (int i = 0; i < ends.length; i++) {
      Object fact = facts.get(i);
      for (; at < ends[i]; at++) {
        memory.arrive(slots[at], fact);
      }
    }
    return true;
  }
}

package org.equipoise.constitution.internal.matching;

import java.util.List;
import org.equipoise.constitution.internal.matching.AlphaNetwork.Slot;
import org.equipoise.constitution.metering.Meter;

/**
 * To which patterns some facts came that never change, so that nothing is tested when the same come
 * again. Immutable.
 */
final class Arrivals {
  private static final long AMPLE_STEPS = 100_000;
  private static final long AMPLE_BYTES = 1 << 20;

  private final List<?> facts;
  private final Slot[] slots;
  private final int[] ends;
  private final long steps;
  private final long bytes;

  private Arrivals(List<?> facts, Slot[] slots, int[] ends, long steps, long bytes) {
    this.facts = facts;
    this.slots = slots;
    this.ends = ends;
    this.steps = steps;
    this.bytes = bytes;
  }

  /**
   * What came of some facts.
   *
   * @param slots where each came to, one fact after another
   * @param ends by fact: how many of these are its own or of those before it; not written to later
   */
  static Arrivals of(
      List<?> facts, List<Slot> slots, int[] ends, Meter.Mark before, Meter.Mark after) {
    return new Arrivals(
        facts, slots.toArray(Slot[]::new), ends, before.stepsTo(after), before.bytesTo(after));
  }

  /**
   * Leads facts to where they came before; whether these are the ones, and no limit is near. Near
   * it, exactly where it is met matters.
   */
  @SuppressWarnings("ReferenceEquality") // whoever adds the same facts again has the same list
  boolean lead(List<?> some, NetworkMemory memory) {
    Meter.Mark now = Meter.mark();
    if (some != facts || now.steps() - steps < AMPLE_STEPS || now.bytes() - bytes < AMPLE_BYTES) {
      return false;
    }
    Meter.charge(steps, bytes);
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

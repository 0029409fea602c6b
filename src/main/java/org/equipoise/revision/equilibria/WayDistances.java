package org.equipoise.revision.equilibria;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/** The distances between the ways out of one part: {@link Distance#ofRevisions}, by numbers. */
final class WayDistances {
  private final List<BitSet> given = new ArrayList<>();
  private final List<Cost> weights = new ArrayList<>();

  WayDistances(RevisionPart part, Function<Relaxation, Map<AppliedElement, Cost>> givenUp) {
    Map<AppliedElement, Integer> numbers = new HashMap<>();
    Map<Relaxation, BitSet> known = new HashMap<>();
    for (RevisionPart.Way way : part.ways()) {
      Meter.turns(way.relaxations().size());
      BitSet all = new BitSet();
      for (Relaxation each : way.relaxations()) {
        all.or(
            known.computeIfAbsent(
                each,
                it -> {
                  BitSet own = new BitSet();
                  givenUp
                      .apply(it)
                      .forEach((element, weight) -> own.set(number(numbers, element, weight)));
                  return own;
                }));
      }
      given.add(all);
    }
  }

  private int number(Map<AppliedElement, Integer> numbers, AppliedElement element, Cost weight) {
    Integer known = numbers.putIfAbsent(element, weights.size());
    if (known == null) {
      weights.add(weight);
      return weights.size() - 1;
    }
    return known;
  }

  Cost between(int one, int other) {
    Meter.step();
    BitSet difference = (BitSet) given.get(one).clone();
    difference.xor(given.get(other));
    Cost sum = Cost.ZERO;
    for (int e = difference.nextSetBit(0); e >= 0; e = difference.nextSetBit(e + 1)) {
      sum = sum.plus(weights.get(e));
    }
    return sum;
  }
}

package org.equipoise.authoring.amendment.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

class ConjunctionsTest {
  private static final int PLACES = 200;

  @Test
  void aSearchThatIsCancelledEndsAtOnceAndGivesWhatItFound() {
    Random random = new Random(1);
    List<BitSet> tests = new ArrayList<>();
    for (int t = 0; t < 80; t++) {
      BitSet passing = new BitSet();
      for (int p = 0; p < PLACES; p++) {
        passing.set(p, random.nextBoolean());
      }
      tests.add(passing);
    }
    int[] universe = new int[PLACES];
    Arrays.setAll(universe, it -> it);
    long[] gain = new long[PLACES];
    Arrays.fill(gain, 1);
    BitSet useful = new BitSet();
    useful.set(0, PLACES);
    Conjunctions.Terms terms = new Conjunctions.Terms(gain, 0, new BitSet(), useful);
    AtomicInteger asked = new AtomicInteger();
    SolveLimits limits = SolveLimits.none().withCancellation(() -> asked.incrementAndGet() >= 3);
    Conjunctions all = new Conjunctions(tests, universe, 5); // 24 million conjunctions
    assertFalse(all.best(terms, 1, 1_000_000, limits).isEmpty());
    assertEquals(3, asked.get());
  }
}

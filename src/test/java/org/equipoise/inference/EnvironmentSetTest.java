package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Families against truth tables over all sets of a few elements. */
class EnvironmentSetTest {
  private static final int SIZE = 7;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** A family and the sets in which it is true, made side by side. */
  private record Pair(EnvironmentSet family, BitSet table) {}

  @Test
  void falseHasNoEnvironmentAndTrueHasTheEmptyOne() {
    assertTrue(EnvironmentSet.FALSE.isFalse());
    assertTrue(EnvironmentSet.TRUE.isTrue());
    assertEquals("[]", EnvironmentSet.FALSE.toString());
    assertEquals("[[]]", EnvironmentSet.TRUE.toString());
    assertEquals("[[3]]", EnvironmentSet.of(3).toString());
  }

  @Test
  void andAndOrAgreeWithTruthTables() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Pair pair = random(random, 4);
      assertEquals(environments(pair.table()), pair.family().toString(), "round " + round);
      assertFalse(pair.family().truncated());
    }
  }

  @Test
  void whatIsSureToStandIsNoLongerRequired() {
    Random random = new Random(11);
    for (int round = 0; round < 1_000; round++) {
      Pair pair = random(random, 4);
      int sure = random.nextInt(1 << SIZE);
      BitSet rest = new BitSet();
      for (int set = 0; set < 1 << SIZE; set++) {
        rest.set(set, pair.table().get(set | sure));
      }
      BitSet standing = BitSet.valueOf(new long[] {sure});
      assertEquals(environments(rest), pair.family().given(standing).toString(), "round " + round);
    }
  }

  @Test
  void whatSufficesWhetherAnElementStandsIsJoinedAsItWouldBeInSteps() {
    Random random = new Random(12);
    int element = SIZE + 1;
    for (int round = 0; round < 2_000; round++) {
      EnvironmentSet with = random(random, 4).family();
      EnvironmentSet without =
          random.nextBoolean() ? with.or(random(random, 3).family(), NO_LIMIT) : with;
      without = random.nextInt(3) == 0 ? random(random, 3).family() : without;
      for (int size : new int[] {3, 10, NO_LIMIT}) {
        assertWhether(with, element, without, size);
        assertWhether(with.cut(), element, without, size);
        assertWhether(with, element, without.cut(), size);
      }
    }
    for (int round = 0; round < 20; round++) {
      EnvironmentSet with = pairs(random, 1_500);
      EnvironmentSet without = round % 2 == 0 ? pairs(random, 1_500) : with;
      for (int size : new int[] {1_000, 4_096}) {
        assertWhether(with.cut(), 2_000, without.cut(), size);
        assertWhether(with.cut(), 2_000, without, size);
        assertWhether(with, 2_000, without.cut(), size);
      }
    }
  }

  private static void assertWhether(
      EnvironmentSet with, int element, EnvironmentSet without, int size) {
    EnvironmentSet expected =
        !with.truncated() && with.equals(without)
            ? with
            : with.and(EnvironmentSet.of(element), size).or(with.and(without, size), size);
    assertEquals(expected, with.whether(element, without, size), () -> with + " " + without);
  }

  private static EnvironmentSet pairs(Random random, int number) {
    EnvironmentSet[] pairs = new EnvironmentSet[number];
    for (int i = 0; i < number; i++) {
      pairs[i] =
          EnvironmentSet.of(random.nextInt(40))
              .and(EnvironmentSet.of(40 + random.nextInt(60)), NO_LIMIT);
    }
    return EnvironmentSet.any(NO_LIMIT, pairs);
  }

  @Test
  void theSupportIsEveryElementThatMatters() {
    Random random = new Random(13);
    for (int round = 0; round < 1_000; round++) {
      Pair pair = random(random, 4);
      BitSet support = new BitSet();
      for (int set = 0; set < 1 << SIZE; set++) {
        for (int bit = 0; bit < SIZE; bit++) {
          if (pair.table().get(set | 1 << bit) != pair.table().get(set & ~(1 << bit))) {
            support.set(bit);
          }
        }
      }
      assertEquals(support, pair.family().support(), "round " + round);
    }
  }

  @Test
  void equalFunctionsAreEqualFamiliesHoweverTheyWereMade() {
    Random random = new Random(17);
    for (int round = 0; round < 500; round++) {
      EnvironmentSet a = random(random, 3).family();
      EnvironmentSet b = random(random, 3).family();
      EnvironmentSet c = random(random, 3).family();
      EnvironmentSet one = a.and(b.or(c, NO_LIMIT), NO_LIMIT);
      EnvironmentSet other = c.and(a, NO_LIMIT).or(a.and(b, NO_LIMIT), NO_LIMIT);
      assertEquals(one, other, "round " + round);
      assertEquals(one.hashCode(), other.hashCode());
      assertEquals(one.toString(), other.toString());
    }
  }

  @Test
  void ofManyEnvironmentsThoseAreKeptThatHoldNoOther() {
    Random random = new Random(23);
    for (int round = 0; round < 30; round++) {
      EnvironmentSet family = EnvironmentSet.FALSE;
      List<BitSet> drawn = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        EnvironmentSet some = EnvironmentSet.FALSE;
        for (int j = 0; j < 10; j++) {
          int[] elements = random.ints(i == 19 ? 2 : 2 + random.nextInt(4), 0, 40).toArray();
          EnvironmentSet environment = EnvironmentSet.TRUE;
          BitSet set = new BitSet();
          for (int element : elements) {
            environment = environment.and(EnvironmentSet.of(element), NO_LIMIT);
            set.set(element);
          }
          drawn.add(set);
          some = some.or(environment, NO_LIMIT);
        }
        family = family.or(some, NO_LIMIT);
      }
      List<List<Integer>> minimal =
          drawn.stream()
              .distinct()
              .filter(it -> drawn.stream().noneMatch(other -> isWithin(other, it)))
              .map(it -> it.stream().boxed().toList())
              .sorted(
                  Comparator.comparingInt((List<Integer> it) -> it.size())
                      .thenComparing(it -> it, EnvironmentSetTest::compare))
              .toList();
      assertTrue(minimal.size() > 60, "round " + round);
      assertEquals(minimal.toString(), family.toString(), "round " + round);
    }
  }

  /** Whether a set is a part of another, and not all of it. */
  private static boolean isWithin(BitSet part, BitSet whole) {
    BitSet outside = (BitSet) part.clone();
    outside.andNot(whole);
    return outside.isEmpty() && !part.equals(whole);
  }

  private static int compare(List<Integer> one, List<Integer> another) {
    return Arrays.compare(
        one.stream().mapToInt(it -> it).toArray(), another.stream().mapToInt(it -> it).toArray());
  }

  @Test
  void aFamilyCutToItsSizeSaysSoAndKeepsOnlyWhatSuffices() {
    Random random = new Random(19);
    int cut = 0;
    for (int round = 0; round < 2_000; round++) {
      Pair whole = random(random, 4);
      Pair other = random(random, 3);
      int limit = 1 + random.nextInt(3);
      EnvironmentSet product = whole.family().and(other.family(), limit);
      EnvironmentSet exact = whole.family().and(other.family(), NO_LIMIT);
      cut += product.truncated() ? 1 : 0;
      for (int[] environment : product.environments()) {
        int set = 0;
        for (int element : environment) {
          set |= 1 << element;
        }
        assertTrue(whole.table().get(set) && other.table().get(set), "round " + round);
      }
      if (!product.truncated()) {
        assertEquals(exact, product, "round " + round);
      } else {
        assertTrue(product.or(EnvironmentSet.of(0), NO_LIMIT).truncated());
        assertTrue(product.given(BitSet.valueOf(new long[] {1})).truncated());
      }
    }
    assertTrue(cut > 50, "few were cut: " + cut);
  }

  private static Pair random(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      int kind = random.nextInt(12);
      if (kind == 0) {
        BitSet all = new BitSet();
        all.set(0, 1 << SIZE);
        return new Pair(EnvironmentSet.TRUE, all);
      } else if (kind == 1) {
        return new Pair(EnvironmentSet.FALSE, new BitSet());
      }
      int element = random.nextInt(SIZE);
      BitSet table = new BitSet();
      for (int set = 0; set < 1 << SIZE; set++) {
        table.set(set, (set & 1 << element) != 0);
      }
      return new Pair(EnvironmentSet.of(element), table);
    }
    Pair one = random(random, depth - 1);
    Pair other = random(random, depth - 1);
    BitSet table = (BitSet) one.table().clone();
    if (random.nextBoolean()) {
      table.and(other.table());
      return new Pair(one.family().and(other.family(), NO_LIMIT), table);
    }
    table.or(other.table());
    return new Pair(one.family().or(other.family(), NO_LIMIT), table);
  }

  /** The minimal sets of a monotone truth table, as a family shows them. */
  private static String environments(BitSet table) {
    List<List<Integer>> minimal = new ArrayList<>();
    for (int set : Oracle.minimal(table, SIZE)) {
      minimal.add(BitSet.valueOf(new long[] {set}).stream().boxed().toList());
    }
    minimal.sort(
        java.util.Comparator.comparingInt((List<Integer> it) -> it.size())
            .thenComparing(Object::toString));
    return minimal.toString();
  }
}

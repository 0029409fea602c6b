package org.equipoise.revision.equilibria;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.equilibria.Verifier.Verification;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/** Random conflict sets, conditional ones too, against every set of relaxations. */
class EquilibriaSearchTest {
  private static final int TRIALS = Math.max(100, Integer.getInteger("equipoise.seeds", 200));
  private static final Levels LEVELS = new Levels(List.of("high", "low"));
  private static final int ALL = 100_000;

  /**
   * What can be relaxed, what conflicts from the start, and what comes up while some is relaxed.
   */
  private record Instance(
      TreeMap<AppliedElement, Cost> elements,
      List<ConflictSet> plain,
      List<ConflictSet> conditional,
      double suspension) {

    static Instance of(int seed) {
      Random random = new Random(seed);
      Levels levels = seed % 3 == 0 ? LEVELS : Levels.NONE;
      TreeMap<AppliedElement, Cost> elements = new TreeMap<>();
      for (String in : List.of("C", "D", "E").subList(0, 1 + random.nextInt(3))) {
        put(elements, Element.principle("p"), in, levels, random);
        put(elements, Element.principle("q"), in, levels, random);
        put(elements, Element.judgment("j" + in), in, levels, random);
      }
      put(elements, Element.judgment("k"), "C", levels, random);
      List<AppliedElement> all = List.copyOf(elements.keySet());
      List<ConflictSet> plain = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(5); i++) {
        plain.add(ConflictSet.of(some(all, 1 + random.nextInt(3), random)));
      }
      List<ConflictSet> conditional = new ArrayList<>();
      for (int i = 0; i < random.nextInt(4) && seed % 2 == 0; i++) {
        List<AppliedElement> whileRelaxed = some(all, 1 + random.nextInt(2), random);
        List<AppliedElement> rest = all.stream().filter(it -> !whileRelaxed.contains(it)).toList();
        conditional.add(new ConflictSet(some(rest, 1 + random.nextInt(2), random), whileRelaxed));
      }
      return new Instance(elements, plain, conditional, 1 + random.nextInt(3) / 2.0);
    }

    private static void put(
        Map<AppliedElement, Cost> elements,
        Element element,
        String in,
        Levels levels,
        Random random) {
      Cost cost =
          Cost.of(levels, random.nextInt(levels.count()), 100_000_000L * (1 + random.nextInt(3)));
      elements.put(new AppliedElement(element, in), cost);
    }

    private static List<AppliedElement> some(List<AppliedElement> all, int number, Random random) {
      Set<AppliedElement> some = new LinkedHashSet<>();
      for (int i = 0; i < number; i++) {
        some.add(all.get(random.nextInt(all.size())));
      }
      return List.copyOf(some);
    }

    List<ConflictSet> unbroken(Collection<Relaxation> given) {
      List<ConflictSet> all = new ArrayList<>(plain);
      all.addAll(conditional);
      return all.stream()
          .filter(
              set ->
                  set.elements().stream().noneMatch(it -> isRelaxed(it, given))
                      && set.whileRelaxed().stream().allMatch(it -> isRelaxed(it, given)))
          .toList();
    }

    private static boolean isRelaxed(AppliedElement element, Collection<Relaxation> given) {
      return given.stream().anyMatch(it -> it.covers(element));
    }

    RevisionSearch search() {
      Map<Element, Cost> dearest = new TreeMap<>();
      elements.forEach(
          (applied, cost) -> {
            if (applied.element().isRule()) {
              dearest.merge(applied.element(), cost, (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
          });
      RevisionSearch search =
          new RevisionSearch(
              elements,
              dearest,
              suspension,
              conditional.isEmpty(),
              given -> Optional.of(unbroken(given)),
              SolveLimits.none());
      search.add(plain);
      return search;
    }

    Verification verify(List<RevisionPart> parts, Cost within) {
      RevisionSpace space = new RevisionSpace(parts, within, it -> Map.of());
      Set<ConflictSet> unbroken = new LinkedHashSet<>();
      space.list(ALL).forEach(it -> unbroken.addAll(unbroken(space.relaxations(it))));
      return new Verification(List.copyOf(unbroken), true);
    }

    /** Every minimal set of relaxations within a surplus that leaves nothing unbroken. */
    Set<List<Relaxation>> minimal(List<Relaxation> all, Cost within) {
      List<List<Relaxation>> holding = new ArrayList<>();
      for (long mask = 0; mask < 1L << all.size(); mask++) {
        List<Relaxation> given =
            BitSet.valueOf(new long[] {mask}).stream().mapToObj(all::get).toList();
        if (unbroken(given).isEmpty()) {
          holding.add(given);
        }
      }
      holding.sort(Comparator.comparing(EquilibriaSearchTest::cost));
      Set<List<Relaxation>> minimal = new LinkedHashSet<>();
      for (List<Relaxation> each : holding) {
        if (cost(each).compareTo(cost(holding.get(0)).plus(within)) <= 0
            && minimal.stream().noneMatch(each::containsAll)) {
          minimal.add(each);
        }
      }
      return minimal;
    }
  }

  private static Cost cost(List<Relaxation> given) {
    return given.stream().map(Relaxation::cost).reduce(Cost.ZERO, Cost::plus);
  }

  @Test
  void theRevisionsWithinASurplusAreThoseOfTryingEverything() {
    int several = 0;
    int counted = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Instance instance = Instance.of(seed);
      RevisionSearch search = instance.search();
      List<Revision> revisions = search.revisions(1);
      if (revisions.isEmpty() || !revisions.get(0).verified()) {
        continue;
      }
      Levels levels = seed % 3 == 0 ? LEVELS : Levels.NONE;
      for (long amount : List.of(0L, 100_000_000L, 300_000_000L)) {
        Cost within = Cost.of(levels, seed % levels.count(), amount);
        RevisionSpace space = space(instance, search, revisions.get(0), within, ALL);
        Set<List<Relaxation>> expected = instance.minimal(search.relaxations(), within);
        Set<List<Relaxation>> found = new HashSet<>();
        space.list(ALL).forEach(it -> found.add(space.relaxations(it)));
        assertEquals(expected, found, "seed " + seed + " within " + within);
        assertEquals(BigInteger.valueOf(expected.size()), space.count(), "seed " + seed);
        Map<Relaxation, BigInteger> numbers = new TreeMap<>();
        expected.forEach(
            it -> it.forEach(each -> numbers.merge(each, BigInteger.ONE, BigInteger::add)));
        assertEquals(numbers, space.relaxed(), "seed " + seed);
        several += expected.size() > 1 ? 1 : 0;
        RevisionSpace cut = space(instance, search, revisions.get(0), within, 1);
        if (cut.isCounted() && instance.conditional().isEmpty()) {
          assertEquals(space.count(), cut.count(), "seed " + seed + " within " + within);
          counted += cut.isComplete() ? 0 : 1;
        }
      }
    }
    assertTrue(several > TRIALS / 2, "only " + several + " had several");
    assertTrue(counted > TRIALS / 10, "only " + counted + " were counted without being listed");
  }

  private static RevisionSpace space(
      Instance instance, RevisionSearch search, Revision best, Cost within, int limit) {
    EquilibriaSearch.Options options =
        new EquilibriaSearch.Options(within, limit, ALL, SolveLimits.none());
    return new RevisionSpace(
        new EquilibriaSearch(search, instance.plain(), best, Map.of(), options)
            .find(it -> instance.verify(it, within))
            .parts(),
        within,
        it -> Map.of());
  }

  /** Pairs of judgments of which one must go; all of one part if they share one more judgment. */
  private static RevisionSpace pairs(int number, boolean areTied, int limit) {
    TreeMap<AppliedElement, Cost> elements = new TreeMap<>();
    List<ConflictSet> sets = new ArrayList<>();
    Cost one = new Cost(1_000_000_000);
    AppliedElement common = new AppliedElement(Element.judgment("common"), "C");
    elements.put(common, new Cost(1_000_000_000L * number * 2));
    for (int i = 0; i < number; i++) {
      AppliedElement a = new AppliedElement(Element.judgment("a" + i), "C");
      AppliedElement b = new AppliedElement(Element.judgment("b" + i), "C");
      elements.put(a, one);
      elements.put(b, one);
      sets.add(ConflictSet.of(areTied ? List.of(a, b, common) : List.of(a, b)));
    }
    RevisionSearch search =
        new RevisionSearch(
            elements, Map.of(), 8, true, it -> Optional.of(List.of()), SolveLimits.none());
    search.add(sets);
    Revision best = search.revisions(1).get(0);
    return new RevisionSpace(
        new EquilibriaSearch(
                search,
                sets,
                best,
                Map.of(),
                new EquilibriaSearch.Options(Cost.ZERO, limit, ALL, SolveLimits.none()))
            .find(it -> Verification.DONE)
            .parts(),
        Cost.ZERO,
        it -> Map.of(new AppliedElement(it.element(), "C"), it.cost()));
  }

  @Test
  void numbersMayHaveAnyLength() {
    RevisionSpace space = pairs(200, false, ALL);
    assertTrue(space.isComplete());
    assertEquals(BigInteger.TWO.pow(200), space.count());
    assertEquals(new Cost(400_000_000_000L), space.diameter().distance());
    assertTrue(space.diameter().exact());
    space.relaxed().values().forEach(it -> assertEquals(BigInteger.TWO.pow(199), it));
    assertEquals(3, space.representatives(3).size());
  }

  /**
   * A rule that conflicts in many cases with a judgment of half its weight, or of its own; to
   * suspend it costs as much as to give up something in each of them.
   */
  private static RevisionSpace tied(int cases, Cost within, int limit) {
    TreeMap<AppliedElement, Cost> elements = new TreeMap<>();
    List<ConflictSet> sets = new ArrayList<>();
    Element rule = Element.principle("p");
    for (int i = 0; i < cases; i++) {
      AppliedElement applied = new AppliedElement(rule, "C" + i);
      AppliedElement judgment = new AppliedElement(Element.judgment("j" + i), "C" + i);
      elements.put(applied, new Cost(200_000_000));
      elements.put(judgment, new Cost(i % 2 == 0 ? 200_000_000 : 100_000_000));
      sets.add(ConflictSet.of(List.of(applied, judgment)));
    }
    Cost dearest = new Cost(200_000_000);
    RevisionSearch search =
        new RevisionSearch(
            elements,
            Map.of(rule, dearest),
            0.75 * cases,
            true,
            it -> Optional.of(List.of()),
            SolveLimits.none());
    search.add(sets);
    return new RevisionSpace(
        new EquilibriaSearch(
                search,
                sets,
                search.revisions(1).get(0),
                Map.of(),
                new EquilibriaSearch.Options(within, limit, ALL, SolveLimits.none()))
            .find(it -> Verification.DONE)
            .parts(),
        within,
        it -> Map.of());
  }

  @Test
  void aTiedSuspensionIsCountedThoughNotEveryWayIsListed() {
    for (long surplus : List.of(0L, 100_000_000L, 200_000_000L)) {
      Cost within = new Cost(surplus);
      RevisionSpace listed = tied(12, within, ALL);
      RevisionSpace counted = tied(12, within, 10);
      assertTrue(listed.isComplete());
      assertFalse(counted.isComplete());
      assertTrue(counted.isCounted());
      assertEquals(listed.count(), counted.count());
    }
    RevisionSpace many = tied(100, Cost.ZERO, 10);
    assertTrue(many.isCounted());
    assertEquals(BigInteger.TWO.pow(50).add(BigInteger.ONE), many.count());
  }

  @Test
  void aLimitThatIsMetGivesALowerBound() {
    RevisionSpace space = pairs(30, true, 100);
    assertFalse(space.isComplete());
    assertTrue(space.count().compareTo(BigInteger.valueOf(100)) >= 0);
    assertFalse(space.diameter().exact());
    List<Cost> costs =
        IntStream.range(0, space.parts().get(0).ways().size())
            .mapToObj(it -> space.parts().get(0).ways().get(it).surplus())
            .distinct()
            .toList();
    assertEquals(List.of(Cost.ZERO), costs);
  }
}

package org.equipoise.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/** Prices found together near the best revision, against a search of its own for each. */
class PricesOfKeepingTest {
  private static final int TRIALS = Math.max(30, Integer.getInteger("equipoise.seeds", 30));

  @Test
  void withNewConflictsOnTheWayPricesAreThoseOfSearchesWithoutTheElement() {
    int dear = 0;
    int changedByConditions = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Trial trial = new Trial(new Random(seed));
      RevisionSearch search = trial.search(null, trial.conditional);
      List<Revision> best = search.revisions(1);
      assertTrue(best.get(0).certified() && best.get(0).verified(), "seed " + seed);
      List<AppliedElement> elements = List.copyOf(trial.costs.keySet());
      List<Optional<Cost>> prices = search.pricesOfKeeping(elements, best.get(0));
      RevisionSearch monotone = trial.search(null, List.of());
      List<Optional<Cost>> without =
          monotone.pricesOfKeeping(elements, monotone.revisions(1).get(0));
      changedByConditions += prices.equals(without) ? 0 : 1;
      for (int i = 0; i < elements.size(); i++) {
        Cost price = prices.get(i).orElseThrow();
        dear += price.equals(Cost.ZERO) ? 0 : 1;
        RevisionSearch keeping = trial.search(elements.get(i), trial.conditional);
        List<Revision> kept = keeping.irreconcilable().isEmpty() ? keeping.revisions(1) : List.of();
        Cost expected =
            kept.isEmpty() || !kept.get(0).verified() // nothing that was tried holds
                ? Cost.INFINITE
                : kept.get(0).cost().minus(best.get(0).cost());
        assertEquals(expected, price, "seed " + seed + ", " + elements.get(i));
      }
    }
    assertTrue(dear > 10 * TRIALS, "only " + dear + " elements cost anything to keep");
    assertTrue(changedByConditions > TRIALS / 4, "only in " + changedByConditions + " trials");
  }

  /** Cases that a few rules apply to, each with judgments against them. */
  private static final class Trial {
    private final Map<AppliedElement, Cost> costs = new TreeMap<>();
    private final List<ConflictSet> sets = new ArrayList<>();
    private final List<ConflictSet> conditional = new ArrayList<>();

    private Trial(Random random) {
      int cases = 8 + random.nextInt(10);
      int rules = 3 + random.nextInt(3);
      boolean isUnit = random.nextInt(4) == 0;
      List<List<AppliedElement>> byCase = new ArrayList<>();
      for (int c = 0; c < cases; c++) {
        List<AppliedElement> here = new ArrayList<>();
        for (int r = 0; r < rules; r++) {
          if (random.nextInt(3) > 0) {
            here.add(new AppliedElement(Element.principle("p" + r), "c" + c));
          }
        }
        for (int j = 0; j < 3; j++) {
          here.add(new AppliedElement(Element.judgment("j" + j + "-" + c), "c" + c));
        }
        here.forEach(it -> costs.put(it, cost(isUnit ? 1 : 1 + random.nextInt(9))));
        for (int s = 0; s < 3; s++) {
          sets.add(ConflictSet.of(some(here, 2, random)));
        }
        byCase.add(here);
      }
      for (int s = 0; s < 4; s++) {
        List<AppliedElement> one = byCase.get(random.nextInt(cases));
        List<AppliedElement> other = byCase.get(random.nextInt(cases));
        List<AppliedElement> elements = new ArrayList<>(some(one, 1, random));
        elements.addAll(some(other, 1, random));
        List<AppliedElement> relaxed = some(one, 1 + random.nextInt(2), random);
        elements.removeAll(relaxed);
        if (!elements.isEmpty()) {
          conditional.add(new ConflictSet(elements, relaxed));
        }
      }
    }

    private static Cost cost(int tenths) {
      return new Cost(tenths * 100_000_000L);
    }

    private static List<AppliedElement> some(List<AppliedElement> all, int count, Random random) {
      List<AppliedElement> some = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        some.add(all.get(random.nextInt(all.size())));
      }
      return some;
    }

    /** A search in which one element may not be given up, or none. */
    private RevisionSearch search(AppliedElement kept, List<ConflictSet> further) {
      Map<AppliedElement, Cost> priced = new HashMap<>(costs);
      Map<Element, Cost> dearest = new HashMap<>();
      costs.forEach(
          (applied, cost) -> {
            if (applied.element().isRule()) {
              dearest.merge(
                  applied.element(), cost, (one, more) -> one.compareTo(more) > 0 ? one : more);
            }
          });
      if (kept != null) {
        priced.put(kept, Cost.INFINITE);
        dearest.remove(kept.element());
      }
      List<ConflictSet> all = new ArrayList<>(sets);
      all.addAll(further);
      RevisionSearch search =
          new RevisionSearch(
              priced, dearest, 4, further.isEmpty(), it -> unbroken(all, it), SolveLimits.none());
      search.add(sets);
      return search;
    }

    private static Optional<List<ConflictSet>> unbroken(
        List<ConflictSet> all, Collection<Relaxation> given) {
      return Optional.of(
          all.stream()
              .filter(set -> set.elements().stream().noneMatch(it -> isGivenUp(it, given)))
              .filter(set -> set.whileRelaxed().stream().allMatch(it -> isGivenUp(it, given)))
              .toList());
    }

    private static boolean isGivenUp(AppliedElement element, Collection<Relaxation> given) {
      return given.stream().anyMatch(it -> it.covers(element));
    }
  }
}

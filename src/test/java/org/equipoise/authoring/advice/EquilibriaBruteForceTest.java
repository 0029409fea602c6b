package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.advice.CorpusEquilibria.Apart;
import org.equipoise.authoring.advice.CorpusEquilibria.Contested;
import org.equipoise.authoring.advice.CorpusEquilibria.Extent;
import org.equipoise.authoring.advice.CorpusEquilibria.Given;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionSummary;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Case;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.Distance;
import org.equipoise.revision.equilibria.RevisionSpace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * All equilibria of random corpora, cheapest and within a surplus, against every set of relaxations
 * tried by inference: numbers, sets, shares, decisions and distances.
 */
class EquilibriaBruteForceTest {
  private static final int TRIALS = Math.max(60, Integer.getInteger("equipoise.seeds", 60));
  private static final int MANY = 300;
  private static final int STARTS = 3;
  private static final long SEED = 5;

  /** Relaxations of a corpus at most, so that every set of them is soon tried. */
  private static final int MOST = 14;

  @Test
  void theyAreAllMinimalRevisionsWithinTheSurplus() {
    int several = 0;
    int conditional = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      int levels = seed % 3 == 2 ? AdvisorTrial.NUMBERS.get(seed % AdvisorTrial.NUMBERS.size()) : 0;
      AdvisorTrial trial = new AdvisorTrial(seed, levels);
      if (trial.size() > MOST) {
        continue;
      }
      List<List<Relaxation>> holding = trial.holding();
      for (Cost within : surpluses(trial, seed)) {
        Expected expected = Expected.of(trial, holding, within);
        if (expected.revisions.size() <= MANY) {
          several += expected.revisions.size() > 1 ? 1 : 0;
          conditional += trial.isMonotone() ? 0 : 1;
          expected.check(trial, "seed " + seed + " within " + within);
        }
      }
    }
    assertTrue(several > TRIALS / 6, "only " + several + " had several equilibria");
    assertTrue(conditional > TRIALS / 6, "only " + conditional + " had rules with negation");
  }

  private static List<Cost> surpluses(AdvisorTrial trial, int seed) {
    Levels levels = trial.constitution.settings().levels();
    Random random = new Random(seed);
    int rank = random.nextInt(levels.count());
    return List.of(Cost.ZERO, Cost.of(levels, rank, 100_000_000L * (1 + random.nextInt(6))));
  }

  /** What trying everything finds. */
  private record Expected(
      List<List<Relaxation>> revisions,
      List<Map<AppliedElement, Cost>> given,
      List<Map<String, DecisionSummary>> decided,
      Cost within) {

    static Expected of(AdvisorTrial trial, List<List<Relaxation>> holding, Cost within) {
      List<List<Relaxation>> minimal = new ArrayList<>();
      boolean isReconcilable = trial.advisor().advise().irreconcilable().isEmpty();
      if (isReconcilable && !holding.isEmpty()) {
        Cost most = AdvisorTrial.cost(holding.get(0)).plus(within);
        for (List<Relaxation> each : holding) {
          if (AdvisorTrial.cost(each).compareTo(most) <= 0
              && minimal.stream().noneMatch(each::containsAll)) {
            minimal.add(each);
          }
        }
      }
      List<Map<AppliedElement, Cost>> given = new ArrayList<>();
      List<Map<String, DecisionSummary>> decided = new ArrayList<>();
      if (minimal.size() <= MANY) {
        minimal.forEach(it -> given.add(given(trial, it)));
        minimal.forEach(it -> decided.add(decided(trial, it)));
      }
      return new Expected(minimal, given, decided, within);
    }

    private static Map<AppliedElement, Cost> given(AdvisorTrial trial, List<Relaxation> revision) {
      Map<AppliedElement, Cost> given = new TreeMap<>();
      for (Relaxation each : revision) {
        for (Case one : trial.cases) {
          AppliedElement applied = new AppliedElement(each.element(), one.id());
          boolean isThere =
              each.caseId() == null
                  ? trial.decided.get(one.id()).speakers().contains(each.element())
                      || trial.inConflict().contains(applied)
                  : each.caseId().equals(one.id());
          if (isThere) {
            given.put(applied, trial.weights.get(one.id()).cost(each.element()));
          }
        }
      }
      return given;
    }

    private static Map<String, DecisionSummary> decided(
        AdvisorTrial trial, List<Relaxation> revision) {
      Decider decider = new Decider(trial.constitution);
      Map<String, DecisionSummary> decided = new TreeMap<>();
      for (Case one : trial.cases) {
        TreeSet<Element> relaxed = new TreeSet<>();
        revision.stream()
            .filter(it -> it.caseId() == null || it.caseId().equals(one.id()))
            .forEach(it -> relaxed.add(it.element()));
        decided.put(one.id(), decider.summaryWithout(trial.decided.get(one.id()), relaxed));
      }
      return decided;
    }

    void check(AdvisorTrial trial, String seed) {
      CorpusEquilibria found =
          trial
              .advisor()
              .equilibria(EquilibriaOptions.DEFAULT.withSurplus(within).withStarts(STARTS, SEED));
      if (!found.irreconcilable().isEmpty()) {
        return;
      }
      assertEquals(BigInteger.valueOf(revisions.size()), found.count(), seed);
      if (revisions.isEmpty()) {
        return;
      }
      assertTrue(found.complete(), seed);
      assertTrue(found.verified(), seed);
      RevisionSpace space =
          new RevisionSpace(found.parts(), within, it -> given(trial, List.of(it)));
      Set<List<Relaxation>> listed = new HashSet<>();
      space.list(MANY + 1).forEach(it -> listed.add(space.relaxations(it)));
      assertEquals(new HashSet<>(revisions), listed, seed);
      checkElements(found, seed);
      checkCases(trial, found, seed);
      checkDistances(found, seed);
      checkStarts(found, trial, seed);
    }

    private static void checkStarts(CorpusEquilibria found, AdvisorTrial trial, String seed) {
      Map<List<Relaxation>, Integer> ends = new HashMap<>();
      for (int i = 0; i < STARTS; i++) {
        ends.merge(end(trial, new Random(SEED + i)), 1, Integer::sum);
      }
      Map<List<Relaxation>, Integer> reached = new HashMap<>();
      found.starts().orElseThrow().ends().forEach(it -> reached.put(it.relaxations(), it.starts()));
      assertEquals(ends, reached, seed);
    }

    private static List<Relaxation> end(AdvisorTrial trial, Random random) {
      List<Relaxation> all = trial.relaxations.stream().sorted().toList();
      List<Relaxation> judgments =
          new ArrayList<>(all.stream().filter(it -> it.kind() == Relaxation.Kind.REVISE).toList());
      Collections.shuffle(judgments, random);
      List<Relaxation> given = new ArrayList<>();
      List<Relaxation> waiting = new ArrayList<>(judgments);
      given.addAll(first(trial, all, waiting, null));
      for (Relaxation judgment : judgments) {
        waiting.remove(judgment);
        List<Relaxation> held = new ArrayList<>(given);
        held.addAll(waiting);
        given.addAll(first(trial, all, held, judgment));
      }
      return given.stream().sorted().toList();
    }

    /** The first set of relaxations that leaves no conflict, beyond what is relaxed already. */
    private static List<Relaxation> first(
        AdvisorTrial trial,
        List<Relaxation> all,
        List<Relaxation> relaxed,
        @Nullable Relaxation adopted) {
      List<Relaxation> open = all.stream().filter(it -> !relaxed.contains(it)).toList();
      List<Relaxation> best = null;
      for (long mask = 0; mask < 1L << open.size(); mask++) {
        List<Relaxation> more =
            BitSet.valueOf(new long[] {mask}).stream().mapToObj(open::get).toList();
        if (best == null || order(adopted).compare(more, best) < 0) {
          List<Relaxation> given = new ArrayList<>(relaxed);
          given.addAll(more);
          best = trial.holds(given) ? more : best;
        }
      }
      return Objects.requireNonNull(best);
    }

    private static Comparator<List<Relaxation>> order(@Nullable Relaxation adopted) {
      return Comparator.comparing((List<Relaxation> it) -> AdvisorTrial.cost(it))
          .thenComparing(List::size)
          .thenComparing(it -> it.stream().filter(r -> r.element().isRule()).count())
          .thenComparing(it -> it.stream().filter(r -> r.kind() == Relaxation.Kind.SUSPEND).count())
          .thenComparing(it -> adopted != null && !it.contains(adopted))
          .thenComparing(AdvisorTrial::compareLists);
    }

    private void checkElements(CorpusEquilibria found, String seed) {
      Map<String, Integer> numbers = new HashMap<>();
      given.forEach(
          it -> it.keySet().forEach(each -> numbers.merge(each.toString(), 1, Integer::sum)));
      for (List<Relaxation> revision : revisions) {
        revision.stream()
            .filter(it -> it.caseId() == null)
            .forEach(it -> numbers.merge(it.element().toString(), 1, Integer::sum));
      }
      for (Given each : found.given()) {
        int number = numbers.getOrDefault(each.toString(), 0);
        assertEquals(BigInteger.valueOf(number), each.number(), seed + ": " + each);
        assertEquals((double) number / revisions.size(), each.share(), 1e-12, seed);
        Extent extent =
            number == 0 ? Extent.NONE : number == revisions.size() ? Extent.ALL : Extent.SOME;
        assertEquals(extent, each.extent(), seed + ": " + each);
      }
    }

    private void checkCases(AdvisorTrial trial, CorpusEquilibria found, String seed) {
      List<Contested> contested = new ArrayList<>();
      for (Case one : trial.cases) {
        TreeSet<String> answers = new TreeSet<>();
        decided.forEach(it -> answers.add(it.get(one.id()).answer().toString()));
        if (answers.size() > 1) {
          contested.add(new Contested(one.id(), List.copyOf(answers)));
        }
      }
      assertEquals(contested, found.contested(), seed);
      double alike = trial.cases.size() - contested.size();
      assertEquals(alike / trial.cases.size(), found.robust(), 1e-12, seed);
    }

    private Apart apart(int one, int other) {
      return new Apart(
          Distance.ofRevisions(given.get(one), given.get(other)),
          Distance.ofDecisions(verdicts(one), verdicts(other)));
    }

    private Map<String, Verdict> verdicts(int number) {
      Map<String, Verdict> verdicts = new TreeMap<>();
      decided
          .get(number)
          .forEach(
              (caseId, summary) -> {
                for (int o = 0; o < summary.verdicts().size(); o++) {
                  verdicts.put(caseId + "/" + o, summary.verdicts().get(o));
                }
              });
      return verdicts;
    }

    private void checkDistances(CorpusEquilibria found, String seed) {
      Cost revision = Cost.ZERO;
      double decision = 0;
      List<Cost> sums = new ArrayList<>();
      for (int i = 0; i < revisions.size(); i++) {
        Cost sum = Cost.ZERO;
        for (int j = 0; j < revisions.size(); j++) {
          Apart apart = apart(i, j);
          sum = sum.plus(apart.revision());
          revision = revision.compareTo(apart.revision()) < 0 ? apart.revision() : revision;
          decision = Math.max(decision, apart.decision());
        }
        sums.add(sum);
      }
      assertTrue(found.diameter().revisionExact() && found.diameter().decisionExact(), seed);
      assertEquals(revision, found.diameter().apart().revision(), seed);
      assertEquals(decision, found.diameter().apart().decision(), 1e-12, seed);
      int medoid = revisions.indexOf(found.medoid().orElseThrow().relaxations());
      assertEquals(sums.stream().min(Cost::compareTo).orElseThrow(), sums.get(medoid), seed);
      List<Integer> some =
          found.representatives().stream().map(it -> revisions.indexOf(it.relaxations())).toList();
      for (int i = 0; i < some.size(); i++) {
        assertEquals(
            some.stream().map(it -> apart(some.get(0), it)).toList(),
            found.representatives().get(0).distances(),
            seed);
        if (i > 1) {
          List<Integer> before = some.subList(0, i);
          Cost farthest = Cost.ZERO;
          for (int other = 0; other < revisions.size(); other++) {
            Cost nearest = nearest(other, before);
            farthest = farthest.compareTo(nearest) < 0 ? nearest : farthest;
          }
          assertEquals(farthest, nearest(some.get(i), before), seed);
        }
      }
      if (some.size() > 1) {
        assertEquals(revision, apart(some.get(0), some.get(1)).revision(), seed);
      }
    }

    private Cost nearest(int one, List<Integer> others) {
      return others.stream()
          .map(it -> apart(one, it).revision())
          .min(Cost::compareTo)
          .orElseThrow();
    }
  }
}

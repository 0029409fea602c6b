package org.equipoise.authoring.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.GlobalOptima;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.State;
import org.equipoise.equilibrium.Weights;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/** The formal model and the advisor agree where a theorem says so. */
class FlatStructureTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 100);
  private static final int ALL = 100_000;
  private static final double FACTOR = 1.25;

  /** Elements that cost something, and sets of them that conflict. */
  private record Conflicting(
      Map<AppliedElement, Cost> costs, List<List<AppliedElement>> conflicts) {
    static Conflicting random(Random random, boolean weighted) {
      int count = 2 + random.nextInt(5);
      Map<AppliedElement, Cost> costs = new TreeMap<>();
      List<AppliedElement> elements = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        AppliedElement element = new AppliedElement(Element.judgment("j" + i), "c");
        elements.add(element);
        costs.put(element, new Cost(weighted ? 100_000_000L * (1 + random.nextInt(9)) : 1));
      }
      List<List<AppliedElement>> conflicts = new ArrayList<>();
      for (int left = 1 + random.nextInt(5); left > 0; left--) {
        int members = 1 + random.nextInt((1 << count) - 1);
        List<AppliedElement> conflict = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          if ((members >> i & 1) == 1) {
            conflict.add(elements.get(i));
          }
        }
        conflicts.add(conflict);
      }
      return new Conflicting(costs, conflicts);
    }

    /** All sets of least cost that have a member of each conflict. */
    Set<Set<String>> cheapest() {
      List<AppliedElement> elements = List.copyOf(costs.keySet());
      Set<Set<String>> best = new HashSet<>();
      long least = Long.MAX_VALUE;
      for (int members = 0; members < 1 << elements.size(); members++) {
        Set<AppliedElement> set = new HashSet<>();
        long cost = 0;
        for (int i = 0; i < elements.size(); i++) {
          if ((members >> i & 1) == 1) {
            set.add(elements.get(i));
            cost += costs.getOrDefault(elements.get(i), Cost.ZERO).billionths();
          }
        }
        if (conflicts.stream().allMatch(it -> it.stream().anyMatch(set::contains))) {
          if (cost < least) {
            least = cost;
            best.clear();
          }
          if (cost == least) {
            best.add(set.stream().map(AppliedElement::toString).collect(Collectors.toSet()));
          }
        }
      }
      return best;
    }
  }

  private static Set<Set<String>> givenUp(FlatStructure flat, List<Position> positions) {
    return positions.stream()
        .map(it -> (Set<String>) new HashSet<>(flat.givenUp(it)))
        .collect(Collectors.toSet());
  }

  @Test
  void withoutSystematicityOptimaAreExactlyTheCheapestRevisions() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Conflicting system = Conflicting.random(new Random(seed), seed % 2 == 0);
      FlatStructure flat = FlatStructure.of(system.costs(), system.conflicts(), Map.of());
      GlobalOptima optima = flat.equilibria(new Weights(6, 0, 4)).globalOptima(Shape.LINEAR, ALL);
      List<Position> commitments = optima.optima().stream().map(State::commitments).toList();
      assertEquals(system.cheapest(), givenUp(flat, commitments), "seed " + seed);
      commitments.forEach(it -> assertEquals(flat.elements().size(), it.size()));
    }
  }

  @Test
  void withLittleSystematicityOptimaAreTheCheapestRevisionsThatFewestElementsImply() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Conflicting system = Conflicting.random(new Random(seed), seed % 2 == 0);
      FlatStructure flat = FlatStructure.of(system.costs(), system.conflicts(), Map.of());
      Equilibria equilibria = flat.equilibria(flat.adviceWeights());
      GlobalOptima optima = equilibria.globalOptima(Shape.LINEAR, ALL);
      Set<Set<String>> cheapest = system.cheapest();
      int least = Integer.MAX_VALUE;
      Set<Set<String>> simplest = new HashSet<>();
      for (State state :
          flat.equilibria(new Weights(6, 0, 4)).globalOptima(Shape.LINEAR, ALL).optima()) {
        if (state.theory().size() > 0 && state.theory().size() < least) {
          least = state.theory().size();
          simplest.clear();
        }
        if (state.theory().size() == least) {
          simplest.addAll(givenUp(flat, List.of(state.commitments())));
        }
      }
      for (State state : optima.optima()) {
        assertTrue(equilibria.isFullyAccounted(state), "seed " + seed);
        assertEquals(least, state.theory().size(), "seed " + seed);
        assertTrue(cheapest.containsAll(givenUp(flat, List.of(state.commitments()))));
      }
      assertEquals(
          simplest,
          givenUp(flat, optima.optima().stream().map(State::commitments).toList()),
          "seed " + seed);
    }
  }

  @Test
  void withQuadraticMeasuresAndEqualWeightsClosuresOfOptimaAreTheCheapestRevisions() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Conflicting system = Conflicting.random(new Random(seed), false);
      FlatStructure flat = FlatStructure.of(system.costs(), system.conflicts(), Map.of());
      List<Position> closures =
          flat.equilibria(new Weights(6, 0, 4)).globalOptima(Shape.QUADRATIC, ALL).optima().stream()
              .map(it -> flat.structure().closure(it.theory()).orElseThrow())
              .toList();
      assertEquals(system.cheapest(), givenUp(flat, closures), "seed " + seed);
    }
  }

  @Test
  void theCheapestRevisionsOfAConstitutionAreThoseOfTheAdvisor() {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"harm\",\"version\":\"1.0.0\"}",
                "rules.drl",
                """
                rule "no-harm"
                    @Principle( weight = 0.7 )
                when $o : Output( attr("harms") == true )
                then forbid( $o, "it harms" );
                end

                rule "help"
                    @Principle( weight = 0.4 )
                when $o : Output( attr("helps") == true )
                then permit( $o, "it helps" );
                end
                """));
    for (int seed = 0; seed < Math.min(20, SEEDS); seed++) {
      Random random = new Random(seed);
      Advisor advisor =
          new Advisor(constitution, new Advisor.Options(1000, FACTOR, SolveLimits.none()));
      List<Findings> found = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String id = "c" + i;
        Case given =
            Case.of(
                id,
                Output.of(
                    "o", Attributes.of(Map.of("harms", true, "helps", random.nextBoolean()))));
        List<Judgment> judgments = new ArrayList<>();
        for (int j = 0; j < 2; j++) {
          judgments.add(
              Judgment.of(
                  "j" + i + j,
                  id,
                  new Judgment.OnOutput(
                      "o",
                      random.nextBoolean() ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN),
                  (1 + random.nextInt(9)) / 10.0));
        }
        found.add(CountedJudgments.infer(constitution, given, judgments));
      }
      found.forEach(advisor::add);
      Advice advice = advisor.advise();
      if (advice.conflicts().isEmpty()) {
        continue;
      }
      Cost least = advice.revisions().get(0).cost();
      Set<Set<String>> cheapest =
          advice.revisions().stream()
              .filter(it -> it.cost().equals(least))
              .map(
                  it ->
                      it.relaxations().stream()
                          .map(FlatStructureTest::words)
                          .collect(Collectors.toSet()))
              .collect(Collectors.toSet());
      FlatStructure flat =
          FlatStructure.of(advice, FlatStructure.suspensions(constitution, found, FACTOR));
      GlobalOptima optima = flat.equilibria(flat.adviceWeights()).globalOptima(Shape.LINEAR, ALL);
      assertTrue(
          cheapest.containsAll(
              givenUp(flat, optima.optima().stream().map(State::commitments).toList())),
          "seed " + seed);
    }
  }

  private static String words(Relaxation it) {
    return it.caseId() == null
        ? it.element() + " everywhere"
        : new AppliedElement(it.element(), it.caseId()).toString();
  }

  @Test
  void whatHasNoStructureIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> FlatStructure.of(Map.of(), List.of(), Map.of()));
  }
}

package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.plurality.Plurality.Distances;
import org.equipoise.decision.Decision;
import org.equipoise.decision.Verdict;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;

/**
 * How far apart constitutions are. Each distance is a weighted symmetric difference over units that
 * are the same for every pair, as a share of the weight of all units: so all are metrics.
 */
final class Distancing {
  private final List<NamedConstitution> constitutions;
  private final RuleMeanings meanings;

  Distancing(List<NamedConstitution> constitutions, RuleMeanings meanings) {
    this.constitutions = constitutions;
    this.meanings = meanings;
  }

  private interface Measure {
    double of(int one, int other);
  }

  private List<List<Double>> matrix(Measure measure) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < constitutions.size(); i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < constitutions.size(); j++) {
        row.add(measure.of(i, j));
      }
      rows.add(row);
    }
    return rows;
  }

  Distances distances(List<ComparedCase> cases) {
    return new Distances(
        matrix((i, j) -> agreement(cases, i, j)),
        matrix((i, j) -> decisions(cases, i, j)),
        matrix(this::rules),
        revisions(cases));
  }

  private static double agreement(List<ComparedCase> cases, int one, int other) {
    long alike =
        cases.stream()
            .filter(
                it -> it.decisions().get(one).answer().equals(it.decisions().get(other).answer()))
            .count();
    return cases.isEmpty() ? 1 : (double) alike / cases.size();
  }

  private static double decisions(List<ComparedCase> cases, int one, int other) {
    long halves = 0;
    long outputs = 0;
    for (ComparedCase each : cases) {
      Decision a = each.decisions().get(one);
      Decision b = each.decisions().get(other);
      for (int o = 0; o < a.outputs().size(); o++) {
        halves +=
            Math.abs(
                position(a.outputs().get(o).verdict()) - position(b.outputs().get(o).verdict()));
        outputs++;
      }
    }
    return outputs == 0 ? 0 : halves / (2.0 * outputs);
  }

  /** Accepted, neither, or rejected, in halves. */
  private static int position(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> 2;
      case ESCALATE, ABSTAIN -> 1;
      case BLOCK -> 0;
    };
  }

  private double rules(int one, int other) {
    Set<Integer> a = meanings.of(one);
    Set<Integer> b = meanings.of(other);
    long differing =
        a.stream().filter(it -> !b.contains(it)).count()
            + b.stream().filter(it -> !a.contains(it)).count();
    return meanings.count() == 0 ? 0 : (double) differing / meanings.count();
  }

  /** What may be given up: a rule by its meaning, or a judgment or attribute, in a case. */
  private record Unit(Object what, String caseId) {}

  private Unit unit(int constitution, Element element, String caseId) {
    return new Unit(
        element.isRule() ? (Object) meanings.of(constitution, element) : element, caseId);
  }

  private Optional<List<List<Double>>> revisions(List<ComparedCase> cases) {
    if (cases.stream().allMatch(it -> it.judgments().isEmpty())) {
      return Optional.empty();
    }
    List<Set<Unit>> givenUp = new ArrayList<>();
    Map<Unit, Long> weights = new HashMap<>();
    boolean hasConflicts = false;
    for (int i = 0; i < constitutions.size(); i++) {
      Advisor advisor =
          new Advisor(
              constitutions.get(i).constitution(),
              Advisor.Options.of(constitutions.get(i).constitution()).withTop(1));
      Optional<Advice> advice = advice(advisor, cases);
      if (advice.isEmpty() || advice.get().revisions().isEmpty()) {
        return Optional.empty();
      }
      hasConflicts |= !advice.get().conflicts().isEmpty();
      givenUp.add(givenUp(i, advice.get().revisions().get(0), cases, weights));
    }
    if (!hasConflicts) {
      return Optional.empty();
    }
    double all = weights.values().stream().mapToLong(it -> it).sum();
    return Optional.of(
        matrix(
            (i, j) -> {
              Set<Unit> differing = new HashSet<>(givenUp.get(i));
              differing.addAll(givenUp.get(j));
              differing.removeIf(it -> givenUp.get(i).contains(it) && givenUp.get(j).contains(it));
              long sum = 0;
              for (Unit each : differing) {
                sum += Objects.requireNonNull(weights.get(each));
              }
              return sum / all;
            }));
  }

  private static Optional<Advice> advice(Advisor advisor, List<ComparedCase> cases) {
    try {
      cases.forEach(it -> advisor.add(it.given(), it.judgments()));
      return Optional.of(advisor.advise());
    } catch (UndecidableException e) {
      return Optional.empty();
    }
  }

  /**
   * What a revision gives up; the weights of all that is asserted are added, the greatest of each.
   * A suspension gives up all that its rule says.
   */
  private Set<Unit> givenUp(
      int constitution, Revision revision, List<ComparedCase> cases, Map<Unit, Long> weights) {
    Map<String, List<Relaxation>> byCase = new TreeMap<>();
    List<Relaxation> everywhere = new ArrayList<>();
    for (Relaxation each : revision.relaxations()) {
      if (each.caseId() == null) {
        everywhere.add(each);
      } else {
        byCase.computeIfAbsent(each.caseId(), it -> new ArrayList<>()).add(each);
      }
    }
    Set<Unit> givenUp = new HashSet<>();
    for (ComparedCase each : cases) {
      Map<Element, Cost> asserted = each.asserted().get(constitution).weights();
      asserted.forEach(
          (element, cost) ->
              weights.merge(unit(constitution, element, each.id()), cost.billionths(), Math::max));
      for (Relaxation own : byCase.getOrDefault(each.id(), List.of())) {
        Unit unit = unit(constitution, own.element(), each.id());
        weights.merge(unit, own.cost().billionths(), Math::max);
        givenUp.add(unit);
      }
      for (Relaxation suspended : everywhere) {
        if (asserted.containsKey(suspended.element())) {
          givenUp.add(unit(constitution, suspended.element(), each.id()));
        }
      }
    }
    return givenUp;
  }
}

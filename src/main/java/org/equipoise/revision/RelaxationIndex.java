package org.equipoise.revision;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.RuleReach;

/**
 * The relaxations of a corpus, numbered in their order: what a hitting set is chosen from. Each
 * element can be relaxed where it stands, and a rule everywhere as well.
 */
final class RelaxationIndex {
  private final List<Relaxation> relaxations;
  private final Map<AppliedElement, int[]> ways = new HashMap<>();
  private final Cost[] costs;
  private final RuleReach[] reaches;

  /**
   * @param elements every element that may come up, with what it costs to relax in its case
   * @param dearest the most that each rule among them costs to relax in any case
   * @param suspensionFactor how many overrides a suspension is worth; infinite if there is none
   */
  RelaxationIndex(
      Map<AppliedElement, Cost> elements, Map<Element, Cost> dearest, double suspensionFactor) {
    TreeSet<Relaxation> all = new TreeSet<>();
    elements.forEach((applied, cost) -> all.add(Relaxation.of(applied, cost)));
    all.addAll(suspensions(dearest, suspensionFactor, all));
    this.relaxations = List.copyOf(all);
    this.costs = relaxations.stream().map(Relaxation::cost).toArray(Cost[]::new);
    this.reaches = relaxations.stream().map(Relaxation::reach).toArray(RuleReach[]::new);
    Map<Relaxation, Integer> numbers = new HashMap<>();
    Map<Element, Integer> suspensions = new HashMap<>();
    for (int i = 0; i < costs.length; i++) {
      numbers.put(relaxations.get(i), i);
      if (relaxations.get(i).kind() == Relaxation.Kind.SUSPEND) {
        suspensions.put(relaxations.get(i).element(), i);
      }
    }
    elements.forEach(
        (applied, cost) -> {
          int own = Objects.requireNonNull(numbers.get(Relaxation.of(applied, cost)));
          Integer suspended = suspensions.get(applied.element());
          ways.put(applied, suspended == null ? new int[] {own} : new int[] {own, suspended});
        });
  }

  /**
   * The suspensions of rules. Where they cost so much that sums would not be exact, those are left
   * out that cost more than all other relaxations together, of which no cheapest revision needs
   * one.
   */
  private static List<Relaxation> suspensions(
      Map<Element, Cost> dearest, double factor, Collection<Relaxation> others) {
    if (Double.isInfinite(factor)) {
      return List.of();
    }
    List<Relaxation> suspensions =
        dearest.entrySet().stream()
            .map(it -> Relaxation.suspension(it.getKey(), it.getValue().times(factor)))
            .toList();
    Cost most = sum(others);
    boolean isExact = true;
    Cost all = sum(suspensions);
    for (int rank = 0; rank < Math.max(all.levels().count(), most.levels().count()); rank++) {
      isExact &= all.billionths(rank) + most.billionths(rank) < HittingSetProblem.MAX_COST_SUM;
    }
    return isExact
        ? suspensions
        : suspensions.stream().filter(it -> it.cost().compareTo(most) <= 0).toList();
  }

  /** What those cost together that have a price; on each level the limit if it is more. */
  private static Cost sum(Collection<Relaxation> relaxations) {
    Cost sum = Cost.ZERO;
    for (Relaxation each : relaxations) {
      if (!each.cost().isInfinite()) {
        sum =
            sum.atMost(HittingSetProblem.MAX_COST_SUM)
                .plus(each.cost().atMost(HittingSetProblem.MAX_COST_SUM));
      }
    }
    return sum.atMost(HittingSetProblem.MAX_COST_SUM);
  }

  int size() {
    return costs.length;
  }

  /** What each costs. */
  Cost[] costs() {
    return costs.clone();
  }

  /** How far each reaches into the rules. */
  RuleReach[] reaches() {
    return reaches;
  }

  Relaxation at(int number) {
    return relaxations.get(number);
  }

  /** The number of one of them. */
  int number(Relaxation relaxation) {
    return Collections.binarySearch(relaxations, relaxation);
  }

  /** The numbers of those that relax an element, in ascending order. */
  int[] ways(AppliedElement element) {
    return Objects.requireNonNull(ways.get(element));
  }

  /** The numbers of those that relax some element, in ascending order. */
  int[] ways(Collection<AppliedElement> elements) {
    return elements.stream()
        .flatMapToInt(it -> Arrays.stream(ways(it)))
        .distinct()
        .sorted()
        .toArray();
  }

  /** Whether an element can never be relaxed. */
  boolean isEntrenched(AppliedElement element) {
    return Arrays.stream(ways(element)).allMatch(it -> costs[it].isInfinite());
  }

  /** Those that a hitting set has chosen. */
  List<Relaxation> chosen(HittingProgram.Hit hit) {
    return chosen(hit.elements());
  }

  /** Those of some numbers. */
  List<Relaxation> chosen(List<Integer> numbers) {
    return numbers.stream().map(relaxations::get).toList();
  }
}

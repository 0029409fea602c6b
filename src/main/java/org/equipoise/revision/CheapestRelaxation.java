package org.equipoise.revision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.WorldRegion;
import org.equipoise.language.Element;
import org.equipoise.revision.internal.InexactCostException;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.RuleReach;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way, within one case, to give up elements so that no claim takes a stance. Immutable
 * and safe to share between threads. Sorted by cost, then by the number of relaxations, then by the
 * number of rules, then by the elements.
 *
 * @param cost the sum of the costs of the relaxations, or infinite if there is no way
 * @param relaxations the relaxations, sorted by element; empty if no claim takes the stance or if
 *     there is no way
 */
public record CheapestRelaxation(Cost cost, List<Relaxation> relaxations)
    implements Comparable<CheapestRelaxation> {

  public CheapestRelaxation {
    relaxations = List.copyOf(relaxations);
  }

  /** Nothing need be given up. The cost is 0. */
  public static final CheapestRelaxation OPEN = new CheapestRelaxation(Cost.ZERO, List.of());

  /** There is no way. The cost is infinite. */
  public static final CheapestRelaxation NONE = new CheapestRelaxation(Cost.INFINITE, List.of());

  /** Cheaper first; then fewer relaxations, fewer rules touched, and elements in order. */
  private static final Comparator<CheapestRelaxation> ORDER =
      Comparator.comparing(CheapestRelaxation::cost)
          .thenComparing(it -> it.relaxations().size())
          .thenComparing(it -> it.relaxations().stream().filter(r -> r.element().isRule()).count())
          .thenComparing(CheapestRelaxation::elements, CheapestRelaxation::compareElements);

  /**
   * The cheapest way out of a stance, over all worlds: exact also where rules are not monotone,
   * since in each region the stance is a monotone matter.
   *
   * @param fixed elements taken to stand, or to be relaxed, beyond question; the latter cost
   *     nothing
   * @throws TruncatedLabelException if environments are missing
   * @throws InexactCostException if of costs on several levels the least cannot be found
   */
  public static CheapestRelaxation outOf(
      List<WorldRegion> regions, CaseWeights weights, Map<Element, Boolean> fixed) {
    if (regions.size() == 1 && fixed.isEmpty()) {
      return within(regions.get(0), weights, fixed);
    }
    CheapestRelaxation best = NONE;
    for (WorldRegion region : regions) {
      Meter.step();
      if (agrees(region, fixed) && !isDearer(region, weights, fixed, best.cost())) {
        CheapestRelaxation way = within(region, weights, fixed);
        if (way.compareTo(best) < 0) {
          best = way;
        }
      }
    }
    return best;
  }

  private static boolean agrees(WorldRegion region, Map<Element, Boolean> fixed) {
    return region.standing().stream().allMatch(it -> fixed.getOrDefault(it, true))
        && region.relaxed().stream().noneMatch(it -> fixed.getOrDefault(it, false));
  }

  /** Whether what is relaxed in a region costs more by itself than the best way elsewhere. */
  private static boolean isDearer(
      WorldRegion region, CaseWeights weights, Map<Element, Boolean> fixed, Cost best) {
    Cost cost = Cost.ZERO;
    for (Element element : region.relaxed()) {
      if (!fixed.containsKey(element)) {
        cost = cost.plus(weights.cost(element));
      }
    }
    return cost.compareTo(best) > 0;
  }

  private static CheapestRelaxation within(
      WorldRegion region, CaseWeights weights, Map<Element, Boolean> fixed) {
    if (region.truncated()) {
      throw new TruncatedLabelException();
    }
    int[] rules = region.relaxed().isEmpty() && fixed.isEmpty() ? region.rulesAlone() : null;
    if (rules != null) {
      return givingUp(rules, weights);
    }
    TreeSet<Element> given = new TreeSet<>();
    Cost cost = Cost.ZERO;
    for (Element element : region.relaxed()) {
      if (!fixed.containsKey(element)) {
        given.add(element);
        cost = cost.plus(weights.cost(element));
      }
    }
    List<List<Element>> open = open(region.environments(), fixed);
    boolean single = true;
    for (List<Element> environment : open) {
      Meter.step();
      if (environment.isEmpty()) {
        return NONE;
      }
      single &= environment.size() == 1;
    }
    if (cost.isInfinite()) {
      return NONE;
    }
    if (single) {
      for (List<Element> environment : open) {
        if (given.add(environment.get(0))) {
          cost = cost.plus(weights.cost(environment.get(0)));
        }
      }
    } else {
      List<Element> chosen = hit(open, weights);
      if (chosen == null) {
        return NONE;
      }
      for (Element element : chosen) {
        given.add(element);
        cost = cost.plus(weights.cost(element));
      }
    }
    if (cost.isInfinite()) {
      return NONE;
    }
    List<Relaxation> relaxations = new ArrayList<>(given.size());
    for (Element element : given) {
      relaxations.add(weights.relaxation(element));
    }
    return new CheapestRelaxation(cost, List.copyOf(relaxations));
  }

  /** The way out of environments of one rule each. */
  private static CheapestRelaxation givingUp(int[] rules, CaseWeights weights) {
    if (rules.length == 0) {
      return OPEN;
    }
    Relaxation[] relaxations = new Relaxation[rules.length];
    Cost cost = Cost.ZERO;
    Meter.turns(rules.length);
    for (int i = 0; i < rules.length; i++) {
      relaxations[i] = weights.relaxation(rules[i]);
      cost = cost.plus(relaxations[i].cost());
    }
    return cost.isInfinite() ? NONE : new CheapestRelaxation(cost, List.of(relaxations));
  }

  /** What is still open of each environment that does not fall with what is fixed. */
  private static List<List<Element>> open(
      List<List<Element>> environments, Map<Element, Boolean> fixed) {
    if (fixed.isEmpty()) {
      return environments;
    }
    return environments.stream()
        .filter(it -> it.stream().allMatch(element -> fixed.getOrDefault(element, true)))
        .map(it -> it.stream().filter(element -> !fixed.containsKey(element)).toList())
        .distinct()
        .toList();
  }

  private static @Nullable List<Element> hit(
      List<List<Element>> environments, CaseWeights weights) {
    TreeSet<Element> all = new TreeSet<>();
    environments.forEach(all::addAll);
    List<Element> elements = List.copyOf(all);
    Map<Element, Integer> numbers = new HashMap<>();
    Cost[] costs = new Cost[elements.size()];
    RuleReach[] reaches = new RuleReach[costs.length];
    for (int i = 0; i < costs.length; i++) {
      numbers.put(elements.get(i), i);
      costs[i] = weights.cost(elements.get(i));
      reaches[i] = elements.get(i).isRule() ? RuleReach.ONE_PLACE : RuleReach.NO_RULE;
    }
    int[][] sets =
        environments.stream()
            .map(it -> it.stream().mapToInt(numbers::get).toArray())
            .toArray(int[][]::new);
    Meter.turns(sets.length);
    HittingProgram program =
        new HittingProgram(
            costs, reaches, sets, SolveLimits.none().withCancellation(Meter.expiry()));
    Meter.ask();
    if (program.isHittable() && !program.best().cost().equals(program.lowerBound())) {
      throw new InexactCostException(elements.size());
    }
    return program.isHittable()
        ? program.best().elements().stream().map(elements::get).toList()
        : null;
  }

  private List<Element> elements() {
    return relaxations.stream().map(Relaxation::element).toList();
  }

  private static int compareElements(List<Element> one, List<Element> another) {
    List<Integer> differences = new ArrayList<>();
    for (int i = 0; i < Math.min(one.size(), another.size()); i++) {
      differences.add(one.get(i).compareTo(another.get(i)));
    }
    return differences.stream()
        .filter(it -> it != 0)
        .findFirst()
        .orElse(Integer.compare(one.size(), another.size()));
  }

  @Override
  public int compareTo(CheapestRelaxation other) {
    return ORDER.compare(this, other);
  }
}

package org.equipoise.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.language.Levels;
import org.equipoise.revision.internal.CostScale;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Component;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.RuleReach;
import org.equipoise.revision.solver.internal.Settled;
import org.jspecify.annotations.Nullable;

/**
 * Which elements hit every set at the least cost, where a cost may be of several levels. Without
 * levels the solver is asked once. With levels, each part that shares no set with the others is
 * solved by itself, since costs add up level by level.
 *
 * <p>Hitting sets are ordered by cost, then number of elements, then how many of them touch a rule,
 * then how many touch one everywhere, then as lists of ascending elements.
 */
final class HittingProgram {
  private final RuleReach[] reaches;
  private final boolean isHittable;
  private final List<HittingPart> parts = new ArrayList<>();

  /**
   * Elements that hit every set.
   *
   * @param elements in ascending order
   */
  record Hit(List<Integer> elements, Cost cost) {
    static final Hit NONE = new Hit(List.of(), Cost.ZERO);

    Hit {
      elements = List.copyOf(elements);
    }
  }

  /**
   * The first hitting sets.
   *
   * @param complete whether no limit was reached
   */
  record Ranking(List<Hit> hits, boolean complete) {}

  /**
   * Elements that may not be chosen, and sets to hit besides those of the program.
   *
   * @param kept the elements
   * @param broken the places of the sets among some further ones
   */
  record Group(Set<Integer> kept, Set<Integer> broken) {}

  /**
   * What is cheapest where some elements may not be chosen, against the best.
   *
   * @param price how much dearer it is; infinite if there is nothing, empty if a limit was reached
   * @param after an exchange that comes first, the same one for many groups; null if none does
   * @param dropped of the best, as it is after that, what is not chosen
   * @param added what is chosen besides
   */
  record Exchange(
      Optional<Cost> price, @Nullable Exchange after, List<Integer> dropped, List<Integer> added) {
    static final Exchange NONE = new Exchange(Optional.of(Cost.ZERO), null, List.of(), List.of());
    static final Exchange IMPOSSIBLE =
        new Exchange(Optional.of(Cost.INFINITE), null, List.of(), List.of());
    static final Exchange UNKNOWN = new Exchange(Optional.empty(), null, List.of(), List.of());

    /** What is chosen after it instead of some elements, in ascending order. */
    List<Integer> appliedTo(Collection<Integer> best) {
      TreeSet<Integer> chosen = new TreeSet<>(after == null ? best : after.appliedTo(best));
      dropped.forEach(chosen::remove);
      chosen.addAll(added);
      return List.copyOf(chosen);
    }

    /** Both of them, in different parts. */
    private Exchange plus(Exchange more) {
      if (isImpossible() || more.isImpossible()) {
        return IMPOSSIBLE;
      }
      if (isNone() || more.isNone()) {
        return isNone() ? more : this;
      }
      return new Exchange(
          price.flatMap(one -> more.price.map(one::plus)),
          first(after, more.after),
          union(dropped, more.dropped),
          union(added, more.added));
    }

    /** Both of them, or the one that there is. */
    private static @Nullable Exchange first(@Nullable Exchange one, @Nullable Exchange other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.plus(other);
    }

    private boolean isNone() {
      return after == null && equals(NONE);
    }

    private static List<Integer> union(List<Integer> some, List<Integer> more) {
      TreeSet<Integer> all = new TreeSet<>(some);
      all.addAll(more);
      return List.copyOf(all);
    }

    boolean isImpossible() {
      return price.filter(Cost::isInfinite).isPresent();
    }
  }

  /**
   * Solves a program.
   *
   * @param costs of the elements; what is infinite may not be chosen
   * @param reaches how far choosing each element reaches into the rules
   * @param sets of elements
   */
  HittingProgram(Cost[] costs, RuleReach[] reaches, int[][] sets, SolveLimits limits) {
    this.reaches = reaches;
    if (Arrays.stream(costs).map(Cost::levels).noneMatch(Levels::areDeclared)) {
      int[] all = IntStream.range(0, costs.length).toArray();
      long[] numbers = Arrays.stream(costs).mapToLong(Cost::billionths).toArray();
      parts.add(
          new HittingPart.OfNumbers(all, CostScale.PLAIN, numbers, reaches, sets, null, limits));
      this.isHittable = parts.get(0).isHittable();
      return;
    }
    List<int[]> open = new ArrayList<>();
    for (int[] set : sets) {
      open.add(Arrays.stream(set).filter(e -> !costs[e].isInfinite()).toArray());
    }
    this.isHittable = open.stream().allMatch(it -> it.length > 0);
    for (Component.Part part :
        isHittable ? Component.parts(costs.length, open) : List.<Component.Part>of()) {
      int[][] own = Arrays.stream(part.sets()).mapToObj(open::get).toArray(int[][]::new);
      parts.add(part(part.elements(), costs, own, limits));
    }
  }

  private HittingPart part(int[] elements, Cost[] costs, int[][] sets, SolveLimits limits) {
    Cost[] own = Arrays.stream(elements).mapToObj(e -> costs[e]).toArray(Cost[]::new);
    Optional<CostScale> scale =
        CostScale.of(own[0].levels(), List.of(own), HittingSetProblem.MAX_COST_SUM);
    boolean isOfSeveral = Arrays.stream(own).mapToInt(Cost::rank).distinct().count() > 1;
    if (isOfSeveral && scale.isEmpty()) {
      return new LevelByLevel(costs, reaches, sets, limits);
    }
    if (scale.isEmpty()) {
      throw new ArithmeticException("costs on one level add up to more than 72 million");
    }
    long[] numbers = Arrays.stream(own).mapToLong(scale.get()::number).toArray();
    RuleReach[] reach = Arrays.stream(elements).mapToObj(e -> reaches[e]).toArray(RuleReach[]::new);
    int[][] positions =
        Arrays.stream(sets)
            .map(set -> Arrays.stream(set).map(e -> Arrays.binarySearch(elements, e)).toArray())
            .toArray(int[][]::new);
    return new HittingPart.OfNumbers(
        elements,
        scale.get(),
        numbers,
        reach,
        positions,
        isOfSeveral ? it -> new LevelByLevel(costs, reaches, sets, it) : null,
        limits);
  }

  /** Whether every set has an element that may be chosen; else nothing else here has a meaning. */
  boolean isHittable() {
    return isHittable;
  }

  /** The best hitting set that was found. */
  Hit best() {
    return union(parts.stream().map(HittingPart::best).toList());
  }

  /** No hitting set costs less. */
  Cost lowerBound() {
    return parts.stream().map(HittingPart::lowerBound).reduce(Cost.ZERO, Cost::plus);
  }

  /** Whether the best is known to be the first. */
  boolean isFirst() {
    return parts.stream().allMatch(HittingPart::isFirst);
  }

  /** All elements of some hitting sets of different parts. */
  static Hit union(List<Hit> hits) {
    if (hits.size() == 1) {
      return hits.get(0);
    }
    TreeSet<Integer> elements = new TreeSet<>();
    hits.forEach(it -> elements.addAll(it.elements()));
    Cost cost = hits.stream().map(Hit::cost).reduce(Cost.ZERO, Cost::plus);
    return new Hit(List.copyOf(elements), cost);
  }

  /** The first so many minimal hitting sets, the best first. */
  Ranking first(int wanted, SolveLimits limits) {
    if (parts.size() == 1) {
      return parts.get(0).first(wanted, limits);
    }
    List<Hit> combined = List.of(Hit.NONE);
    boolean isComplete = true;
    for (HittingPart part : parts) {
      Ranking own = part.first(wanted, limits);
      isComplete &= own.complete();
      List<Hit> unions = new ArrayList<>();
      for (int i = 0; i < combined.size(); i++) {
        // A union with the i-th of the one and the j-th of the other comes after i * j - 1 others.
        for (int j = 0; j < own.hits().size() && (i + 1) * (j + 1) <= wanted; j++) {
          unions.add(union(List.of(combined.get(i), own.hits().get(j))));
        }
      }
      combined = unions.stream().sorted(order(reaches)).limit(wanted).toList();
    }
    return new Ranking(combined, isComplete);
  }

  /** The order of hitting sets. */
  static Comparator<Hit> order(RuleReach[] reaches) {
    return Comparator.comparing(Hit::cost)
        .thenComparing(it -> it.elements().size())
        .thenComparing(it -> count(it, reaches, RuleReach.ONE_PLACE))
        .thenComparing(it -> count(it, reaches, RuleReach.EVERYWHERE))
        .thenComparing(Hit::elements, HittingProgram::compare);
  }

  private static long count(Hit hit, RuleReach[] reaches, RuleReach least) {
    return hit.elements().stream().filter(e -> reaches[e].compareTo(least) >= 0).count();
  }

  private static int compare(List<Integer> one, List<Integer> another) {
    return IntStream.range(0, Math.min(one.size(), another.size()))
        .map(i -> Integer.compare(one.get(i), another.get(i)))
        .filter(it -> it != 0)
        .findFirst()
        .orElse(Integer.compare(one.size(), another.size()));
  }

  /** What is quickly known of the hitting sets that cost so much more than the best, or less. */
  Settled settled(Cost dearer) {
    return parts.size() == 1 ? parts.get(0).settled(dearer) : Settled.NOTHING;
  }

  /**
   * For each of some groups of elements, what is cheapest if none of the group is chosen. Asked
   * only where the best is known to be the first.
   */
  List<Exchange> exchanges(List<int[]> groups, SolveLimits limits) {
    List<Exchange> sums = new ArrayList<>(groups.stream().map(it -> Exchange.NONE).toList());
    for (HittingPart part : parts) {
      List<Exchange> own = part.exchanges(groups, limits);
      for (int i = 0; i < sums.size(); i++) {
        sums.set(i, parts.size() == 1 ? own.get(i) : sums.get(i).plus(own.get(i)));
      }
    }
    return sums;
  }

  /**
   * Finds, for each of some groups, what is cheapest if its elements are not chosen and its further
   * sets are hit as well. Unknown with levels. Asked only where the best is known to be the first.
   *
   * @param further the further sets, of elements of the program
   */
  Function<List<Group>, List<Exchange>> exchanger(List<int[]> further, SolveLimits limits) {
    return parts.size() == 1
        ? parts.get(0).exchanger(further, limits)
        : groups -> groups.stream().map(it -> Exchange.UNKNOWN).toList();
  }
}

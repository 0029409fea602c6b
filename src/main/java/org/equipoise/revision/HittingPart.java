package org.equipoise.revision;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.revision.HittingProgram.Exchange;
import org.equipoise.revision.HittingProgram.Hit;
import org.equipoise.revision.HittingProgram.Ranking;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Component;
import org.equipoise.revision.solver.internal.HittingSet;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.HittingSetSolution;
import org.equipoise.revision.solver.internal.HittingSetSolver;
import org.equipoise.revision.solver.internal.RuleReach;
import org.equipoise.revision.solver.internal.WideSearch;

/**
 * Elements of a program that share no set with the others, and the sets made of them. Elements are
 * named by their numbers in the program.
 */
abstract sealed class HittingPart {
  final int[] elements;
  final CostScale scale;

  private HittingPart(int[] elements, CostScale scale) {
    this.elements = elements;
    this.scale = scale;
  }

  /** A program as a whole, with costs of one level. */
  static HittingPart whole(Cost[] costs, RuleReach[] reaches, int[][] sets, SolveLimits limits) {
    int[] all = IntStream.range(0, costs.length).toArray();
    long[] numbers = Arrays.stream(costs).mapToLong(Cost::billionths).toArray();
    HittingSetProblem problem = HittingSetProblem.of(numbers, reaches, sets);
    return new Small(all, CostScale.of(List.of()), problem, limits);
  }

  /** A part of a program; none of its costs is infinite. */
  static HittingPart of(
      Component.Part part,
      Cost[] costs,
      RuleReach[] reaches,
      List<int[]> sets,
      SolveLimits limits) {
    int[] elements = part.elements();
    CostScale scale = CostScale.of(Arrays.stream(elements).mapToObj(e -> costs[e]).toList());
    BigInteger[] numbers =
        Arrays.stream(elements).mapToObj(e -> scale.number(costs[e])).toArray(BigInteger[]::new);
    RuleReach[] own = Arrays.stream(elements).mapToObj(e -> reaches[e]).toArray(RuleReach[]::new);
    int[][] members =
        Arrays.stream(part.sets())
            .mapToObj(s -> local(elements, sets.get(s)))
            .toArray(int[][]::new);
    if (!scale.fits()) {
      return new Wide(elements, scale, new WideSearch(numbers, own, members), limits);
    }
    long[] small = Arrays.stream(numbers).mapToLong(BigInteger::longValueExact).toArray();
    return new Small(elements, scale, HittingSetProblem.of(small, own, members), limits);
  }

  /** The positions of those of some elements that are in the part. */
  private static int[] local(int[] elements, int[] some) {
    return Arrays.stream(some)
        .map(e -> Arrays.binarySearch(elements, e))
        .filter(it -> it >= 0)
        .distinct()
        .toArray();
  }

  final int[] local(int[] some) {
    return local(elements, some);
  }

  final List<Integer> named(List<Integer> local) {
    return local.stream().map(i -> elements[i]).toList();
  }

  /** Whether every set has an element that may be chosen. */
  abstract boolean isHittable();

  abstract Hit best();

  abstract Cost lowerBound();

  abstract boolean isFirst();

  abstract Ranking first(int wanted, SolveLimits limits);

  abstract List<Exchange> exchanges(List<int[]> groups, SolveLimits limits);

  /** A part whose costs are numbers that the solver takes. */
  private static final class Small extends HittingPart {
    private final HittingSetProblem problem;
    private final HittingSetSolution solution;

    Small(int[] elements, CostScale scale, HittingSetProblem problem, SolveLimits limits) {
      super(elements, scale);
      this.problem = problem;
      this.solution = HittingSetSolver.solve(problem, limits);
    }

    @Override
    boolean isHittable() {
      return solution.irreconcilable().isEmpty();
    }

    @Override
    Hit best() {
      return hit(solution.best());
    }

    private Hit hit(HittingSet set) {
      return new Hit(named(set.elements()), scale.cost(set.cost()));
    }

    @Override
    Cost lowerBound() {
      return scale.cost(solution.lowerBound());
    }

    @Override
    boolean isFirst() {
      return solution.certified() && solution.canonical();
    }

    @Override
    Ranking first(int wanted, SolveLimits limits) {
      var ranking = HittingSetSolver.first(wanted, problem, solution, limits);
      return new Ranking(ranking.sets().stream().map(this::hit).toList(), ranking.complete());
    }

    @Override
    List<Exchange> exchanges(List<int[]> groups, SolveLimits limits) {
      List<int[]> own = groups.stream().map(this::local).toList();
      return HittingSetSolver.exchanges(own, problem, solution, limits).stream()
          .map(
              it ->
                  new Exchange(
                      it.price().exact()
                          ? Optional.of(price(it.price().lower()))
                          : Optional.empty(),
                      named(it.dropped()),
                      named(it.added())))
          .toList();
    }

    /** A difference is of the levels of what it is between. */
    private Cost price(long dearer) {
      return dearer == HittingSetProblem.NEVER
          ? Cost.INFINITE
          : scale.cost(solution.best().cost() + dearer).minus(best().cost());
    }
  }

  /** A part whose costs, with a digit for each level, are too large for the solver. */
  private static final class Wide extends HittingPart {
    private final WideSearch search;
    private final WideSearch.Result result;

    Wide(int[] elements, CostScale scale, WideSearch search, SolveLimits limits) {
      super(elements, scale);
      this.search = search;
      this.result = search.first(1, new int[0], limits::reached);
    }

    @Override
    boolean isHittable() {
      return true;
    }

    @Override
    Hit best() {
      return hit(result.found().get(0));
    }

    private Hit hit(List<Integer> local) {
      return new Hit(named(local), scale.cost(search.costOf(local)));
    }

    @Override
    Cost lowerBound() {
      return scale.cost(result.bound());
    }

    @Override
    boolean isFirst() {
      return result.complete();
    }

    @Override
    Ranking first(int wanted, SolveLimits limits) {
      WideSearch.Result ranked = search.first(wanted, new int[0], limits::reached);
      return new Ranking(ranked.found().stream().map(this::hit).toList(), ranked.complete());
    }

    @Override
    List<Exchange> exchanges(List<int[]> groups, SolveLimits limits) {
      return groups.stream().map(it -> exchange(local(it), limits)).toList();
    }

    private Exchange exchange(int[] without, SolveLimits limits) {
      List<Integer> best = result.found().get(0);
      if (Arrays.stream(without).noneMatch(best::contains)) {
        return Exchange.NONE;
      }
      WideSearch.Result other = search.first(1, without, limits::reached);
      if (other.found().isEmpty() && other.complete()) {
        return new Exchange(Optional.of(Cost.INFINITE), List.of(), List.of());
      }
      if (!other.complete()) {
        return new Exchange(Optional.empty(), List.of(), List.of());
      }
      List<Integer> chosen = other.found().get(0);
      return new Exchange(
          Optional.of(hit(chosen).cost().minus(best().cost())),
          named(without(best, chosen)),
          named(without(chosen, best)));
    }

    private static List<Integer> without(List<Integer> some, List<Integer> others) {
      return some.stream().filter(it -> !others.contains(it)).toList();
    }
  }
}

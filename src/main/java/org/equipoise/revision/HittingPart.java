package org.equipoise.revision;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.revision.HittingProgram.Exchange;
import org.equipoise.revision.HittingProgram.Group;
import org.equipoise.revision.HittingProgram.Hit;
import org.equipoise.revision.HittingProgram.Ranking;
import org.equipoise.revision.internal.CostScale;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.HittingSet;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.HittingSetSolution;
import org.equipoise.revision.solver.internal.HittingSetSolver;
import org.equipoise.revision.solver.internal.Price;
import org.equipoise.revision.solver.internal.RuleReach;
import org.equipoise.revision.solver.internal.Settled;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a program that share no set with the others, and the sets made of them. Elements are
 * named by their numbers in the program.
 */
sealed interface HittingPart permits HittingPart.OfNumbers, LevelByLevel {

  /** Whether every set has an element that may be chosen. */
  boolean isHittable();

  /** The best hitting set that was found. */
  Hit best();

  /** No hitting set costs less. */
  Cost lowerBound();

  /** Whether the best is known to be the first. */
  boolean isFirst();

  /** The first so many minimal hitting sets. */
  Ranking first(int wanted, SolveLimits limits);

  /** What is quickly known of the hitting sets that cost so much more than the best, or less. */
  default Settled settled(Cost dearer) {
    return Settled.NOTHING;
  }

  /** What is cheapest without each of some groups, of which only own elements matter. */
  List<Exchange> exchanges(List<int[]> groups, SolveLimits limits);

  /**
   * Finds the same for groups with further sets; unknown where these need not be of own elements.
   */
  default Function<List<Group>, List<Exchange>> exchanger(List<int[]> further, SolveLimits limits) {
    return groups -> groups.stream().map(it -> Exchange.UNKNOWN).toList();
  }

  /** A part whose costs are numbers that the solver takes. */
  final class OfNumbers implements HittingPart {
    private final int[] elements;
    private final CostScale scale;
    private final HittingSetProblem problem;
    private final HittingSetSolution solution;
    private final @Nullable Function<SolveLimits, HittingPart> otherwise;

    /** The same part with its best known to be the first, where that is not known here. */
    private final @Nullable HittingPart other;

    /**
     * @param elements the number in the program of each element, ascending
     * @param sets of positions of elements
     * @param otherwise the same part for where numbers leave no room for what breaks ties; null if
     *     there is no other way
     */
    OfNumbers(
        int[] elements,
        CostScale scale,
        long[] numbers,
        RuleReach[] reaches,
        int[][] sets,
        @Nullable Function<SolveLimits, HittingPart> otherwise,
        SolveLimits limits) {
      this.otherwise = otherwise;
      this.elements = elements;
      this.scale = scale;
      this.problem = HittingSetProblem.of(numbers, reaches, sets);
      this.solution = HittingSetSolver.solve(problem, limits);
      boolean isOpen = solution.certified() && !solution.canonical() && !limits.reached();
      HittingPart found = isOpen && otherwise != null ? otherwise.apply(limits) : null;
      this.other = found != null && found.isFirst() ? found : null;
    }

    @Override
    public boolean isHittable() {
      return solution.irreconcilable().isEmpty();
    }

    @Override
    public Hit best() {
      return other != null ? other.best() : hit(solution.best());
    }

    private Hit hit(HittingSet set) {
      return new Hit(named(set.elements()), scale.cost(set.cost()));
    }

    private List<Integer> named(List<Integer> positions) {
      return positions.stream().filter(i -> i < elements.length).map(i -> elements[i]).toList();
    }

    @Override
    public Cost lowerBound() {
      return scale.cost(solution.lowerBound());
    }

    @Override
    public boolean isFirst() {
      return (solution.certified() && solution.canonical()) || other != null;
    }

    @Override
    public Ranking first(int wanted, SolveLimits limits) {
      var ranking = HittingSetSolver.first(wanted, problem, solution, limits);
      if (!ranking.complete() && otherwise != null && !limits.reached()) {
        Ranking others = (other != null ? other : otherwise.apply(limits)).first(wanted, limits);
        if (others.complete()) {
          return others;
        }
      }
      return new Ranking(ranking.sets().stream().map(this::hit).toList(), ranking.complete());
    }

    @Override
    public List<Exchange> exchanges(List<int[]> groups, SolveLimits limits) {
      if (other != null) {
        return other.exchanges(groups, limits);
      }
      List<int[]> own = groups.stream().map(this::positions).toList();
      return allNamed(HittingSetSolver.exchanges(own, problem, solution, limits));
    }

    @Override
    public Function<List<Group>, List<Exchange>> exchanger(
        List<int[]> further, SolveLimits limits) {
      if (other != null || !isOfTheWholeProgram()) {
        return HittingPart.super.exchanger(further, limits);
      }
      HittingSetProblem wider = problem.withOptional(further);
      int[] selectors = IntStream.range(elements.length, wider.elements()).toArray();
      var exchanger = HittingSetSolver.exchanger(wider, solution.with(selectors), limits);
      return groups -> allNamed(exchanger.apply(groups.stream().map(this::withSelectors).toList()));
    }

    /** The numbers of what a group may not choose: the selectors of its further sets, too. */
    private int[] withSelectors(Group group) {
      IntStream kept = group.kept().stream().mapToInt(it -> it);
      IntStream selectors = group.broken().stream().mapToInt(it -> elements.length + it);
      return IntStream.concat(kept, selectors).toArray();
    }

    /** Without levels there is one part of all elements, of which some may be in no set. */
    private boolean isOfTheWholeProgram() {
      return scale.equals(CostScale.PLAIN);
    }

    private List<Exchange> allNamed(
        List<org.equipoise.revision.solver.internal.Exchange> exchanges) {
      var known = new IdentityHashMap<org.equipoise.revision.solver.internal.Exchange, Exchange>();
      return exchanges.stream().map(it -> named(it, known)).toList();
    }

    @Override
    public Settled settled(Cost dearer) {
      return isOfTheWholeProgram() && !dearer.isInfinite() && solution.certified()
          ? HittingSetSolver.settled(dearer.billionths(), problem, solution)
          : Settled.NOTHING;
    }

    /** The same exchange where it is the same, since that which comes first is one for many. */
    private Exchange named(
        org.equipoise.revision.solver.internal.Exchange exchange,
        Map<org.equipoise.revision.solver.internal.Exchange, Exchange> known) {
      Exchange found = known.get(exchange);
      if (found == null) {
        Price price = exchange.price();
        found =
            new Exchange(
                price.exact() ? Optional.of(price(price.lower())) : Optional.empty(),
                exchange.after() == null ? null : named(exchange.after(), known),
                named(exchange.dropped()),
                named(exchange.added()));
        known.put(exchange, found);
      }
      return found;
    }

    private int[] positions(int[] group) {
      return Arrays.stream(group)
          .map(e -> Arrays.binarySearch(elements, e))
          .filter(it -> it >= 0)
          .toArray();
    }

    /** How much dearer, level by level, something is of which the number is so much greater. */
    private Cost price(long dearer) {
      return dearer == HittingSetProblem.NEVER
          ? Cost.INFINITE
          : scale.cost(solution.best().cost() + dearer).minus(best().cost());
    }
  }
}

package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.equipoise.authoring.plurality.BestAgreements.Agreement;
import org.equipoise.authoring.plurality.BridgeProblem.Choice;
import org.equipoise.authoring.plurality.BridgeProblem.Option;
import org.jspecify.annotations.Nullable;

/**
 * The least prices of agreement: the least sum, the least greatest burden, and the front between
 * them. A branch and bound over what is suspended; where that is settled, the burdens of all
 * agreements are added up case by case, and those are dropped that cost no party less than others
 * or can be no better than what is known.
 *
 * <p>A bound for what is not settled charges to each case in which a rule could be given up its
 * part of the price of the suspension. Whoever suspends the rule pays at least that, and whoever
 * does not pays the overrides.
 */
final class BridgeSearch {
  private static final int MAX_BRANCHES = 100_000;
  private static final long MAX_COMPARED_AT_ONCE = 60_000_000;

  private final BridgeProblem problem;
  private final BooleanSupplier stop;
  private final List<BitSet> reach = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();

  private final BestAgreements best = new BestAgreements();
  private long leastSum = BridgeProblem.NEVER;
  private List<Choice> cheapest = List.of();
  private long sumBound;
  private long greatestBound;
  private boolean isWhole = true;
  private int branches;

  /** How often sums of burdens may still be compared before the front is cut. */
  private long mayCompare = 400_000_000;

  BridgeSearch(BridgeProblem problem, BooleanSupplier stop) {
    this.problem = problem;
    this.stop = stop;
    problem.groups().forEach(it -> reach.add(it.candidates()));
    for (int c = 0; c < problem.candidates().size(); c++) {
      order.add(c);
    }
    order.sort(Comparator.comparingLong(c -> -uses(c)));
  }

  private long uses(int candidate) {
    long cases = 0;
    for (int g = 0; g < reach.size(); g++) {
      cases += reach.get(g).get(candidate) ? problem.groups().get(g).cases().size() : 0;
    }
    return cases;
  }

  /**
   * What was found.
   *
   * @param front by sum; the greatest burden falls. Empty if there is no agreement
   * @param fairest null if there is no agreement
   * @param sumBound no agreement costs less
   * @param greatestBound in no agreement is the greatest burden less
   * @param isWhole whether the front and the fairest are proven
   */
  record Result(
      List<Agreement> front,
      @Nullable Agreement fairest,
      long sumBound,
      long greatestBound,
      boolean isWhole) {}

  Result run() {
    long[] open = prices(allOf(Choice.OPEN));
    startWith(greedy());
    sumBound = BridgeProblem.NEVER;
    cheaper(new ArrayList<>(allOf(Choice.OPEN)), 0, open);
    sumBound = Math.min(sumBound, leastSum);
    if (leastSum >= BridgeProblem.NEVER) {
      return new Result(List.of(), null, sumBound, sumBound, false);
    }
    greatestBound = BridgeProblem.NEVER;
    branches = 0;
    settle(cheapest);
    settle(allOf(Choice.KEPT));
    better(new ArrayList<>(allOf(Choice.OPEN)), 0, open);
    Agreement fairest = best.fairest();
    greatestBound = fairest == null ? sumBound : Math.min(greatestBound, fairest.greatest());
    boolean isExact =
        problem.groups().stream()
            .flatMap(it -> it.places().stream())
            .allMatch(it -> it.beyond() == BridgeProblem.NEVER);
    return new Result(best.front(), fairest, sumBound, greatestBound, isWhole && isExact);
  }

  private List<Choice> allOf(Choice choice) {
    return Collections.nCopies(problem.candidates().size(), choice);
  }

  // ---- the least sum

  private long[] prices(List<Choice> choices) {
    long[] prices = new long[problem.groups().size()];
    for (int g = 0; g < prices.length; g++) {
      prices[g] = problem.groups().get(g).leastPrice(choices);
    }
    return prices;
  }

  private long[] pricesAfter(long[] before, int candidate, List<Choice> choices) {
    long[] prices = before.clone();
    for (int g = 0; g < prices.length; g++) {
      if (reach.get(g).get(candidate)) {
        prices[g] = problem.groups().get(g).leastPrice(choices);
      }
    }
    return prices;
  }

  /** The least sum, the dearest cases left divided where some may be. */
  private long sum(List<Choice> choices, long[] prices) {
    List<Long> dearest = new ArrayList<>();
    long sum = Arrays.stream(suspended(choices)).sum();
    for (int g = 0; g < prices.length; g++) {
      int cases = problem.groups().get(g).cases().size();
      boolean isOpen = prices[g] < BridgeProblem.NEVER;
      sum += isOpen ? prices[g] * cases : 0;
      if (!isOpen || (prices[g] > 0 && problem.mayLeave() > 0)) {
        dearest.addAll(Collections.nCopies(cases, prices[g]));
      }
    }
    dearest.sort(Comparator.reverseOrder());
    for (int i = 0; i < dearest.size(); i++) {
      boolean isNever = dearest.get(i) >= BridgeProblem.NEVER;
      if (i >= problem.mayLeave()) {
        return isNever ? BridgeProblem.NEVER : sum;
      }
      sum -= isNever ? 0 : dearest.get(i);
    }
    return sum;
  }

  /** By party, the prices of what is suspended. */
  private long[] suspended(List<Choice> choices) {
    long[] prices = new long[problem.parties()];
    for (int c = 0; c < choices.size(); c++) {
      if (choices.get(c) == Choice.SUSPENDED) {
        prices[problem.candidates().get(c).party()] += problem.candidates().get(c).price();
      }
    }
    return prices;
  }

  /** Suspends, or keeps after all, what lowers the sum, until nothing does. */
  private List<Choice> greedy() {
    List<Choice> choices = new ArrayList<>(allOf(Choice.KEPT));
    long[] prices = prices(choices);
    long sum = sum(choices, prices);
    boolean isLower = true;
    while (isLower) {
      isLower = false;
      for (int candidate : order) {
        Choice was = choices.get(candidate);
        choices.set(candidate, was == Choice.KEPT ? Choice.SUSPENDED : Choice.KEPT);
        long[] tried = pricesAfter(prices, candidate, choices);
        long less = sum(choices, tried);
        if (less < sum) {
          sum = less;
          prices = tried;
          isLower = true;
        } else {
          choices.set(candidate, was);
        }
      }
    }
    return choices;
  }

  private void startWith(List<Choice> choices) {
    long found = found(choices);
    if (found < leastSum) {
      leastSum = found;
      cheapest = List.copyOf(choices);
    }
  }

  /** The least sum of listed ways where all suspensions are settled. */
  private long found(List<Choice> choices) {
    long[] prices = new long[problem.groups().size()];
    for (int g = 0; g < prices.length; g++) {
      prices[g] =
          problem.groups().get(g).options(choices).stream()
              .mapToLong(Option::sum)
              .min()
              .orElse(BridgeProblem.NEVER);
    }
    return sum(choices, prices);
  }

  private boolean isLimitMet() {
    return ++branches > MAX_BRANCHES || stop.getAsBoolean();
  }

  private void cheaper(List<Choice> choices, int depth, long[] prices) {
    long bound = sum(choices, prices);
    if (bound >= leastSum) {
      return;
    }
    if (isLimitMet()) {
      sumBound = Math.min(sumBound, bound);
      return;
    }
    if (depth == order.size()) {
      sumBound = Math.min(sumBound, bound); // less than what is listed, if ways are missing
      startWith(choices);
      return;
    }
    int candidate = order.get(depth);
    for (Choice choice : List.of(Choice.SUSPENDED, Choice.KEPT)) {
      choices.set(candidate, choice);
      cheaper(choices, depth + 1, pricesAfter(prices, candidate, choices));
    }
    choices.set(candidate, Choice.OPEN);
  }

  // ---- the front

  /** The greatest burden is at least a fair part of the sum. */
  private long greatest(long sum, long[] burdens) {
    long part = (sum + problem.parties() - 1) / problem.parties();
    return Math.max(part, Arrays.stream(burdens).max().orElseThrow());
  }

  private void better(List<Choice> choices, int depth, long[] prices) {
    long bound = sum(choices, prices);
    long[] paid = suspended(choices);
    long greatest = greatest(bound, paid);
    if (bound >= BridgeProblem.NEVER || best.beat(bound, greatest, paid)) {
      return;
    }
    if (isLimitMet()) {
      isWhole = false;
      greatestBound = Math.min(greatestBound, greatest);
      return;
    }
    if (depth == order.size()) {
      settle(choices);
      return;
    }
    int candidate = order.get(depth);
    for (Choice choice : List.of(Choice.SUSPENDED, Choice.KEPT)) {
      choices.set(candidate, choice);
      better(choices, depth + 1, pricesAfter(prices, candidate, choices));
    }
    choices.set(candidate, Choice.OPEN);
  }

  /** Adds up the agreements where all suspensions are settled, and keeps the best. */
  private void settle(List<Choice> choices) {
    AddedBurdens added = new AddedBurdens(problem, choices, suspended(choices), best);
    if (!added.run(Math.min(MAX_COMPARED_AT_ONCE, mayCompare), stop)) {
      isWhole = false;
      greatestBound = Math.min(greatestBound, sumBound / problem.parties());
    }
    mayCompare -= added.compared();
  }
}

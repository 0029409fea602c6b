package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.equipoise.authoring.plurality.BridgeProblem.Choice;
import org.equipoise.authoring.plurality.BridgeProblem.Group;
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
  private static final int MAX_PARTIALS = 4_000;

  /** How often two burdens may be compared before the front is cut. */
  private static final long MAX_COMPARED = 400_000_000;

  private final BridgeProblem problem;
  private final BooleanSupplier stop;
  private final List<BitSet> reach = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();

  private final List<Solution> front = new ArrayList<>();
  private @Nullable Solution fairest;
  private long leastSum = BridgeProblem.NEVER;
  private List<Choice> cheapest = List.of();
  private long sumBound;
  private long greatestBound;
  private boolean isWhole = true;
  private int branches;
  private long compared;

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
   * An agreement.
   *
   * @param suspended what is settled of each suspension
   * @param burdens what each party pays
   * @param options by group, what its cases agree on, in the order of their numbers
   */
  record Solution(List<Choice> suspended, List<Long> burdens, List<List<Option>> options) {
    long sum() {
      return burdens.stream().mapToLong(it -> it).sum();
    }

    long greatest() {
      return Collections.max(burdens);
    }

    /** The burdens, the greatest first. */
    List<Long> falling() {
      return burdens.stream().sorted(Comparator.reverseOrder()).toList();
    }
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
      List<Solution> front,
      @Nullable Solution fairest,
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
    Solution best = fairest;
    greatestBound = best == null ? sumBound : Math.min(greatestBound, best.greatest());
    front.sort(Comparator.comparingLong(Solution::sum));
    boolean isExact =
        problem.groups().stream()
            .flatMap(it -> it.places().stream())
            .allMatch(it -> it.beyond() == BridgeProblem.NEVER);
    return new Result(front, best, sumBound, greatestBound, isWhole && isExact);
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

  private boolean isTired() {
    return ++branches > MAX_BRANCHES || stop.getAsBoolean();
  }

  private void cheaper(List<Choice> choices, int depth, long[] prices) {
    long bound = sum(choices, prices);
    if (bound >= leastSum) {
      return;
    }
    if (isTired()) {
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

  /** Whether something is known that is as good as anything of at least these burdens. */
  private boolean isBeaten(long sum, long greatest, Supplier<List<Long>> falling) {
    Solution best = fairest;
    if (best == null) {
      return false;
    }
    boolean isFair = greatest <= best.greatest() && compare(falling.get(), best.falling()) < 0;
    return !isFair && front.stream().anyMatch(it -> it.sum() <= sum && it.greatest() <= greatest);
  }

  private static int compare(List<Long> one, List<Long> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = Long.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Long> falling(long[] burdens) {
    return Arrays.stream(burdens).boxed().sorted(Comparator.reverseOrder()).toList();
  }

  /** The greatest burden is at least a fair part of the sum. */
  private long greatest(long sum, long[] burdens) {
    long part = (sum + problem.parties() - 1) / problem.parties();
    return Math.max(part, Arrays.stream(burdens).max().orElseThrow());
  }

  private void better(List<Choice> choices, int depth, long[] prices) {
    long bound = sum(choices, prices);
    long[] paid = suspended(choices);
    long greatest = greatest(bound, paid);
    if (bound >= BridgeProblem.NEVER || isBeaten(bound, greatest, () -> falling(paid))) {
      return;
    }
    if (isTired()) {
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

  /** Some agreements on the first cases; each names the one it goes on from. */
  private static final class Partial {
    private final long[] burdens;
    private final long sum;
    private final int left;
    private final @Nullable Partial before;
    private final @Nullable Option option;

    Partial(long[] burdens, int left, @Nullable Partial before, @Nullable Option option) {
      this.burdens = burdens;
      this.sum = Arrays.stream(burdens).sum();
      this.left = left;
      this.before = before;
      this.option = option;
    }

    Partial with(Option next) {
      long[] more = burdens.clone();
      for (int i = 0; i < more.length; i++) {
        more[i] += next.burdens().get(i);
      }
      return new Partial(more, left + (next.answer() < 0 ? 1 : 0), this, next);
    }

    boolean isAtLeast(Partial other) {
      if (left > other.left || sum > other.sum) {
        return false;
      }
      for (int i = 0; i < burdens.length; i++) {
        if (burdens[i] > other.burdens[i]) {
          return false;
        }
      }
      return true;
    }

    static int compare(Partial one, Partial other) {
      int order = Long.compare(one.sum, other.sum);
      order = order != 0 ? order : Integer.compare(one.left, other.left);
      return order != 0 ? order : Arrays.compare(one.burdens, other.burdens);
    }
  }

  /** Adds up the agreements where all suspensions are settled, and keeps the best. */
  private void settle(List<Choice> settled) {
    List<Choice> choices = List.copyOf(settled);
    List<List<Option>> options = new ArrayList<>();
    List<Integer> items = new ArrayList<>();
    for (int g = 0; g < problem.groups().size(); g++) {
      Group group = problem.groups().get(g);
      List<Option> own = new ArrayList<>(group.options(choices));
      boolean isFree = own.size() == 1 && own.get(0).sum() == 0;
      if (problem.mayLeave() > 0 && !isFree) {
        own.add(new Option(-1, Collections.nCopies(problem.parties(), 0L)));
      }
      if (own.isEmpty()) {
        return;
      }
      options.add(own);
      items.addAll(isFree ? List.of() : Collections.nCopies(group.cases().size(), g));
    }
    items.sort(Comparator.comparingLong((Integer g) -> -price(options.get(g))));
    Partial least = least(new Partial(suspended(choices), 0, null, null), items, options);
    if (least != null) {
      keep(solution(choices, least, items, options));
    }
    Rest rest = new Rest(items.stream().map(g -> price(options.get(g))).toList());
    List<Partial> partials = List.of(new Partial(suspended(choices), 0, null, null));
    for (int k = 0; k < items.size(); k++) {
      List<Partial> next = new ArrayList<>();
      for (Partial partial : partials) {
        for (Option option : options.get(items.get(k))) {
          Partial more = partial.with(option);
          if (more.left <= problem.mayLeave()
              && !isBeaten(more, rest.after(k, problem.mayLeave() - more.left))) {
            next.add(more);
          }
        }
      }
      partials = undominated(next);
      if (stop.getAsBoolean() || compared > MAX_COMPARED) {
        cut();
        return;
      }
    }
    for (Partial each : partials) {
      keep(solution(choices, each, items, options));
    }
  }

  /** The agreement of least sum; null if too many cases cannot be agreed on. */
  private @Nullable Partial least(Partial from, List<Integer> items, List<List<Option>> options) {
    Partial at = from;
    for (int group : items) {
      List<Option> own = options.get(group);
      boolean isLeft = at.left < problem.mayLeave() || own.get(0).answer() < 0;
      Option next =
          own.stream()
              .filter(it -> isLeft == it.answer() < 0)
              .min(Comparator.comparingLong(Option::sum))
              .orElseThrow();
      at = at.with(next);
    }
    return at.left <= problem.mayLeave() ? at : null;
  }

  /** The least sum of an agreement; those that cannot be agreed on come first. */
  private static long price(List<Option> options) {
    return options.stream()
        .filter(it -> it.answer() >= 0)
        .mapToLong(Option::sum)
        .min()
        .orElse(BridgeProblem.NEVER);
  }

  /** What the cases from each on cost together at least, where some may be left. */
  private static final class Rest {
    private final List<Long> prices;
    private final long[] sums;

    /**
     * @param prices of the cases, falling
     */
    Rest(List<Long> prices) {
      this.prices = prices;
      this.sums = new long[prices.size() + 1];
      for (int k = prices.size() - 1; k >= 0; k--) {
        sums[k] = Math.min(BridgeProblem.NEVER, sums[k + 1] + prices.get(k));
      }
    }

    /** What the cases after one cost, the dearest of them left. */
    long after(int number, int mayLeave) {
      return sums[Math.min(prices.size(), number + 1 + mayLeave)];
    }
  }

  private boolean isBeaten(Partial partial, long rest) {
    long sum = partial.sum + rest;
    return rest >= BridgeProblem.NEVER
        || isBeaten(sum, greatest(sum, partial.burdens), () -> falling(partial.burdens));
  }

  /** What was not looked at may be fairer, though not below a fair part of the least sum. */
  private void cut() {
    isWhole = false;
    greatestBound = Math.min(greatestBound, sumBound / problem.parties());
  }

  private List<Partial> undominated(List<Partial> partials) {
    partials.sort(Partial::compare);
    List<Partial> kept = new ArrayList<>();
    for (Partial each : partials) {
      boolean isWorse = false;
      for (int i = 0; i < kept.size() && !isWorse; i++) {
        isWorse = kept.get(i).isAtLeast(each);
      }
      compared += kept.size();
      if (!isWorse) {
        if (kept.size() == MAX_PARTIALS) {
          cut();
          break;
        }
        kept.add(each);
      }
    }
    return kept;
  }

  private Solution solution(
      List<Choice> choices, Partial last, List<Integer> items, List<List<Option>> options) {
    List<List<Option>> chosen = new ArrayList<>();
    for (int g = 0; g < options.size(); g++) {
      boolean isFree = !items.contains(g);
      chosen.add(
          isFree
              ? Collections.nCopies(problem.groups().get(g).cases().size(), options.get(g).get(0))
              : new ArrayList<>());
    }
    Partial at = last;
    for (int k = items.size() - 1; k >= 0 && at != null && at.option != null; k--) {
      chosen.get(items.get(k)).add(at.option);
      at = at.before;
    }
    for (int g = 0; g < chosen.size(); g++) {
      if (items.contains(g)) {
        chosen.get(g).sort(Comparator.comparingInt(Option::answer).reversed());
      }
    }
    return new Solution(choices, Arrays.stream(last.burdens).boxed().toList(), chosen);
  }

  private void keep(Solution found) {
    Solution best = fairest;
    if (best == null || compare(found.falling(), best.falling()) < 0) {
      fairest = found;
    }
    boolean isNew =
        front.stream()
            .noneMatch(it -> it.sum() <= found.sum() && it.greatest() <= found.greatest());
    if (isNew) {
      front.removeIf(it -> found.sum() <= it.sum() && found.greatest() <= it.greatest());
      front.add(found);
    }
  }
}

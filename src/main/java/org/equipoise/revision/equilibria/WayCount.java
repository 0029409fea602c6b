package org.equipoise.revision.equilibria;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Component;

/**
 * Counts the ways out of a part without listing them. Where it is settled which rules are
 * suspended, what is left falls into parts that share nothing; their numbers multiply. The ways are
 * those of all settlings together, since a way has one of them. Not safe for several threads.
 */
final class WayCount {
  /** How many suspensions are settled one way and the other at most. */
  private static final int MAX_SUSPENSIONS = 12;

  private static final int MAX_WAYS = 100_000;

  private final Cost[] costs;
  private final List<Clause> clauses;
  private final List<Integer> suspensions;
  private final Cost least;
  private final Cost within;
  private final SolveLimits limits;
  private final TreeMap<Cost, BigInteger> numbers = new TreeMap<>();
  private long steps;
  private boolean isCut;

  /**
   * @param costs finite and positive
   * @param suspensions those of the relaxations that tie others together
   * @param least what the cheapest way costs
   * @param steps how many steps to take at most
   */
  WayCount(
      Cost[] costs,
      List<Clause> clauses,
      List<Integer> suspensions,
      Cost least,
      Cost within,
      long steps,
      SolveLimits limits) {
    this.costs = costs;
    this.clauses = clauses;
    this.suspensions = suspensions;
    this.least = least;
    this.within = within;
    this.steps = steps;
    this.limits = limits;
  }

  /** How many steps are left. */
  long stepsLeft() {
    return steps;
  }

  /**
   * How many ways there are of each surplus up to the greatest; empty if a limit was met, if some
   * clause is conditional, or if a suspension costs so little that a way within the surplus might
   * have it for nothing.
   */
  Optional<NavigableMap<Cost, BigInteger>> find() {
    if (suspensions.size() > MAX_SUSPENSIONS
        || clauses.stream().anyMatch(Clause::isConditional)
        || suspensions.stream().anyMatch(it -> costs[it].compareTo(within) <= 0)) {
      return Optional.empty();
    }
    settle(0, new BitSet(), new BitSet(), Cost.ZERO);
    return isCut ? Optional.empty() : Optional.of(numbers);
  }

  private void settle(int place, BitSet in, BitSet out, Cost cost) {
    if (isCut || cost.compareTo(least.plus(within)) > 0) {
      return;
    }
    if (place == suspensions.size()) {
      count(in, out, cost);
      return;
    }
    int next = suspensions.get(place);
    in.set(next);
    settle(place + 1, in, out, cost.plus(costs[next]));
    in.clear(next);
    out.set(next);
    settle(place + 1, in, out, cost);
    out.clear(next);
  }

  private void count(BitSet in, BitSet out, Cost cost) {
    List<Clause> open =
        clauses.stream()
            .map(it -> Optional.ofNullable(it.under(in::get, out::get)))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (open.stream().anyMatch(it -> it.hits().isEmpty())) {
      return;
    }
    List<List<Clause>> parts =
        Component.parts(costs.length, open.stream().map(Clause::all).toList()).stream()
            .map(part -> Arrays.stream(part.sets()).mapToObj(open::get).toList())
            .toList();
    Cost most = least.plus(within);
    Cost sum = cost;
    List<Cost> cheapest = new ArrayList<>();
    for (List<Clause> part : parts) {
      Optional<Cost> own = cheapest(part, most);
      if (own.isEmpty()) {
        return;
      }
      cheapest.add(own.get());
      sum = sum.plus(own.get());
      if (sum.compareTo(most) > 0) {
        return;
      }
    }
    Cost slack = most.minus(sum);
    Surpluses all = Surpluses.none(slack);
    for (int i = 0; i < parts.size(); i++) {
      all = all.times(surpluses(parts.get(i), cheapest.get(i), slack));
    }
    isCut |= !all.greatest().equals(slack);
    Cost surplus = sum.minus(least);
    for (Map.Entry<Cost, BigInteger> each : all.numbers().entrySet()) {
      numbers.merge(surplus.plus(each.getKey()), each.getValue(), BigInteger::add);
    }
  }

  /** What the cheapest way out of some clauses costs; empty if that is more than a bound. */
  private Optional<Cost> cheapest(List<Clause> part, Cost most) {
    Optional<Cost> best = Optional.empty();
    Cost budget = most;
    while (!isCut) {
      List<Cost> found = costs(part, budget, 1);
      if (found.isEmpty()) {
        return best;
      }
      best = Optional.of(found.get(0));
      budget = found.get(0).minus(step(found.get(0)));
    }
    return best;
  }

  /** The least by which costs differ. */
  private static Cost step(Cost cost) {
    Levels levels = cost.levels();
    return Cost.of(levels, Math.max(0, levels.count() - 1), 1);
  }

  private Surpluses surpluses(List<Clause> part, Cost cheapest, Cost slack) {
    TreeMap<Cost, BigInteger> all = new TreeMap<>();
    for (Cost each : costs(part, cheapest.plus(slack), MAX_WAYS)) {
      all.merge(each.minus(cheapest), BigInteger.ONE, BigInteger::add);
    }
    return new Surpluses(all, slack);
  }

  /** What the ways out of some clauses cost that cost no more than a budget. */
  private List<Cost> costs(List<Clause> part, Cost budget, int limit) {
    int[] among =
        part.stream().flatMapToInt(it -> Arrays.stream(it.all())).distinct().sorted().toArray();
    Cost[] own = Arrays.stream(among).mapToObj(it -> costs[it]).toArray(Cost[]::new);
    PartSearch search =
        new PartSearch(
            own,
            part.stream().map(it -> it.numbered(among)).toList(),
            budget,
            limit,
            steps,
            limits);
    List<BitSet> found = search.find();
    steps = search.stepsLeft();
    isCut |= search.isCut() && (limit > 1 || found.isEmpty());
    return found.stream()
        .map(it -> it.stream().mapToObj(e -> own[e]).reduce(Cost.ZERO, Cost::plus))
        .toList();
  }
}

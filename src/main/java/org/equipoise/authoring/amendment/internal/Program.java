package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.internal.Effects.Demand;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Exchange;
import org.equipoise.revision.solver.internal.HittingSet;
import org.equipoise.revision.solver.internal.HittingSetProblem;
import org.equipoise.revision.solver.internal.HittingSetSolution;
import org.equipoise.revision.solver.internal.HittingSetSolver;
import org.equipoise.revision.solver.internal.Ranking;
import org.equipoise.revision.solver.internal.RuleReach;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest choices that meet every need.
 *
 * <p>Exceptions are too many to list, so they are priced (column generation; Dash, Günlük and Wei
 * 2018): multipliers of the needs under which no change to the rules is worth more than its price
 * prove a bound, in integers. A choice within the gap between the bound and the best found uses
 * only candidates that miss their price by no more than the gap; these are listed, all of them, and
 * the hitting-set solver proves which of them are best. Demands that only arise from several
 * choices together are met by branching, cheapest branch first. Not safe for several threads.
 */
public final class Program {
  private static final int MAX_BRANCHES = 2_000;
  private static final int MAX_DEPTH = 50;

  private final Model model;
  private final SolveLimits limits = SolveLimits.none().withCancellation(this::isOver);
  private final Columns columns;
  private final Map<String, Demand> demands = new LinkedHashMap<>();
  private final Map<String, List<Option>> meeting = new HashMap<>();
  private int held;
  private final Set<Set<Option>> rejected = new HashSet<>();
  private final @Nullable Solution incumbent;
  private SolveLimits until;
  private @Nullable Solution known;
  private boolean isGenerated;

  /**
   * Choices that meet every need.
   *
   * @param options the choices, in order
   * @param cost the sum of their prices, in billionths
   * @param lowerBound no choices cost less
   */
  public record Solution(List<Option> options, long cost, long lowerBound) {
    private static final Comparator<Solution> ORDER =
        Comparator.comparing(Solution::cost)
            .thenComparing(it -> it.options().size())
            .thenComparing(Solution::rules)
            .thenComparing(Solution::options, Solution::compareOptions);

    public Solution {
      options = List.copyOf(options);
    }

    public boolean isCertified() {
      return cost == lowerBound;
    }

    private long rules() {
      return options.stream().filter(it -> reach(it) != RuleReach.NO_RULE).count();
    }

    private static int compareOptions(List<Option> one, List<Option> another) {
      for (int i = 0; i < Math.min(one.size(), another.size()); i++) {
        int difference = one.get(i).compareTo(another.get(i));
        if (difference != 0) {
          return difference;
        }
      }
      return Integer.compare(one.size(), another.size());
    }
  }

  public Program(Model model, SolveLimits until) {
    this.model = model;
    this.until = until;
    this.columns = new Columns(model, limits);
    this.incumbent = greedy();
    this.known = incumbent;
  }

  private boolean isOver() {
    return until.reached();
  }

  /** Searches no longer than this from now on. */
  public void until(SolveLimits later) {
    until = later;
  }

  /** The best choices that were found so far, and were not rejected; empty if none were. */
  public Optional<Solution> known() {
    return Optional.ofNullable(known == null ? incumbent : known)
        .filter(it -> rejections(it).isEmpty())
        .map(it -> new Solution(it.options(), it.cost(), Math.min(it.cost(), columns.bound())));
  }

  /** Choices to fall back on when time runs out, of a few candidates. Null if they do not hold. */
  private @Nullable Solution greedy() {
    columns.greedy();
    Solved solved = solve(Set.of(), Set.of());
    Solution found = solution(solved, solved.solution().best());
    boolean isHeld = solved.solution().irreconcilable().isEmpty() && unmet(found).isEmpty();
    return isHeld ? new Solution(found.options(), found.cost(), 0) : null;
  }

  /** The cheapest choices; empty if there are none. */
  public Optional<Solution> best() {
    return best(Set.of());
  }

  /** The cheapest choices without some options; empty if there are none. */
  public Optional<Solution> best(Set<Option> without) {
    if (!isGenerated) {
      isGenerated = true;
      columns.generate();
    }
    Solution found = search(without);
    while (found != null
        && found.cost() - columns.bound() > columns.listedTo()
        && columns.isListedInFull()
        && !limits.reached()) {
      columns.list(found.cost() - columns.bound());
      found = search(without);
    }
    return Optional.ofNullable(found).map(this::bounded);
  }

  /** Choices with what is proven of them, given what is listed. */
  private Solution bounded(Solution found) {
    long unlisted = columns.bound() + Math.max(0, columns.listedTo() + 1);
    return new Solution(
        found.options(),
        found.cost(),
        columns.isListedInFull() && found.cost() - columns.bound() <= columns.listedTo()
            ? found.lowerBound()
            : Math.min(found.lowerBound(), unlisted));
  }

  /** Never again proposes choices that were found not to hold. */
  public void reject(Solution solution) {
    Set<Option> when = new TreeSet<>();
    solution.options().stream().filter(Candidate.class::isInstance).forEach(when::add);
    rejected.add(when.isEmpty() ? new TreeSet<>(solution.options()) : when);
    known = null;
  }

  /** A part of the search: what must be chosen, and what must not. */
  private record Branch(Set<Option> in, Set<Option> out, Solution relaxed, Solved solved) {}

  /** A problem with its numbering, solved. */
  private record Solved(
      List<Option> numbered, HittingSetProblem problem, HittingSetSolution solution) {}

  private @Nullable Branch last;

  private @Nullable Solution search(Set<Option> without) {
    Solution found = searched(without);
    boolean isBetter =
        incumbent != null
            && limits.reached()
            && (found == null || incumbent.cost() < found.cost())
            && incumbent.options().stream().noneMatch(without::contains)
            && unmet(incumbent).isEmpty();
    boolean isBest = found != null && (known == null || found.cost() < known.cost());
    known = isBest ? found : known;
    if (isBetter && incumbent != null) {
      last = null;
      long proven = found == null ? columns.bound() : found.lowerBound();
      return new Solution(incumbent.options(), incumbent.cost(), proven);
    }
    return found;
  }

  private @Nullable Solution searched(Set<Option> without) {
    PriorityQueue<Branch> branches =
        new PriorityQueue<>(Comparator.comparing(Branch::relaxed, Solution.ORDER));
    open(Set.of(), without, branches);
    int taken = 0;
    while (!branches.isEmpty()) {
      Branch branch = branches.poll();
      List<Demand> unmet = unmet(branch.relaxed());
      if (unmet.isEmpty()) {
        last = branch;
        return branch.relaxed();
      }
      if (++taken > MAX_BRANCHES || limits.reached()) {
        last = null;
        return dive(branch);
      }
      unmet.forEach(it -> demands.put(it.key(), it));
      Optional<Option> open = open(branch, unmet);
      if (open.isEmpty()) {
        open(branch.in(), branch.out(), branches);
      } else {
        open(with(branch.in(), open.get()), branch.out(), branches);
        open(branch.in(), with(branch.out(), open.get()), branches);
      }
    }
    last = null;
    return null;
  }

  /** Choices that meet all demands, near those of a branch; null if none were found. */
  private @Nullable Solution dive(Branch from) {
    Branch at = from;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      List<Demand> unmet = unmet(at.relaxed());
      if (unmet.isEmpty()) {
        Solution found = at.relaxed();
        return new Solution(found.options(), found.cost(), from.relaxed().lowerBound());
      }
      Set<Option> in = new TreeSet<>(at.in());
      for (Demand demand : unmet) {
        demands.put(demand.key(), demand);
        in.addAll(demand.when());
      }
      List<Branch> next = new ArrayList<>();
      open(in, at.out(), next);
      if (next.isEmpty()) {
        return null;
      }
      at = next.get(0);
    }
    return null;
  }

  /** The option that most unmet demands hang on, of those not settled in the branch. */
  private static Optional<Option> open(Branch branch, List<Demand> unmet) {
    Map<Option, Integer> counts = new TreeMap<>();
    for (Demand demand : unmet) {
      demand.when().stream()
          .filter(it -> !branch.in().contains(it))
          .forEach(it -> counts.merge(it, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Option, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  private static Set<Option> with(Set<Option> some, Option more) {
    Set<Option> all = new TreeSet<>(some);
    all.add(more);
    return all;
  }

  private List<Demand> unmet(Solution solution) {
    List<Demand> unmet = new ArrayList<>(new Effects(model, solution.options()).unmet());
    unmet.addAll(rejections(solution));
    return unmet;
  }

  private List<Demand> rejections(Solution solution) {
    Set<Option> all = new TreeSet<>(solution.options());
    return rejected.stream()
        .filter(all::containsAll)
        .map(each -> new Demand(each, it -> false, List.of(), "rejected " + each))
        .toList();
  }

  private void open(Set<Option> in, Set<Option> out, Collection<Branch> branches) {
    Solved solved = solve(in, out);
    if (!solved.solution().irreconcilable().isEmpty()) {
      return;
    }
    branches.add(new Branch(in, out, solution(solved, solved.solution().best()), solved));
  }

  private static Solution solution(Solved solved, HittingSet set) {
    List<Option> options = set.elements().stream().map(solved.numbered()::get).toList();
    return new Solution(options, set.cost(), solved.solution().lowerBound());
  }

  private Solved solve(Set<Option> in, Set<Option> out) {
    List<List<Option>> sets = new ArrayList<>();
    for (Needs.Need need : model.needs().all()) {
      Meter.step();
      sets.add(new ArrayList<>(need.locals()));
    }
    for (Candidate candidate : columns.pool()) {
      BitSet meets = columns.met(candidate);
      for (int n = meets.nextSetBit(0); n >= 0; n = meets.nextSetBit(n + 1)) {
        Meter.step();
        sets.get(n).add(candidate);
      }
    }
    for (Demand demand : demands.values()) {
      if (in.containsAll(demand.when())) {
        sets.add(meeting(demand));
      }
    }
    in.forEach(it -> sets.add(List.of(it)));
    IdentityHashMap<Option, Integer> numbers =
        new IdentityHashMap<>(); // to compare options takes long
    for (List<Option> set : sets) {
      Meter.step();
      set.forEach(it -> numbers.put(it, 0));
    }
    TreeMap<Option, Integer> ordered = new TreeMap<>();
    numbers.keySet().forEach(it -> ordered.put(it, 0));
    List<Option> numbered = List.copyOf(ordered.keySet());
    for (int i = 0; i < numbered.size(); i++) {
      ordered.put(numbered.get(i), i);
    }
    numbers.replaceAll((option, none) -> Objects.requireNonNull(ordered.get(option)));
    long[] costs = new long[numbered.size()];
    RuleReach[] reaches = new RuleReach[numbered.size()];
    for (int i = 0; i < costs.length; i++) {
      Option option = numbered.get(i);
      costs[i] =
          out.contains(option) || option.cost() == Long.MAX_VALUE
              ? HittingSetProblem.NEVER
              : Math.max(1, option.price());
      reaches[i] = reach(option);
    }
    int[][] asked =
        sets.stream()
            .map(set -> set.stream().mapToInt(numbers::get).toArray())
            .toArray(int[][]::new);
    HittingSetProblem problem = HittingSetProblem.of(costs, reaches, asked);
    HittingSetSolution solution = HittingSetSolver.solve(problem, limits);
    Meter.ask();
    return new Solved(numbered, problem, solution);
  }

  /** What meets a demand, as far as it is held. */
  private List<Option> meeting(Demand demand) {
    if (columns.pool().size() != held) {
      held = columns.pool().size();
      meeting.clear();
    }
    List<Option> known = meeting.get(demand.key());
    if (known == null) {
      known = new ArrayList<>(demand.known());
      for (Candidate each : columns.pool()) {
        Meter.step();
        if (demand.meets().test(each)) {
          known.add(each);
        }
      }
      meeting.put(demand.key(), known);
    }
    return known;
  }

  private static RuleReach reach(Option option) {
    if (option instanceof Candidate) {
      return RuleReach.EVERYWHERE;
    }
    return option instanceof Option.Local it && it.element().element().isRule()
        ? RuleReach.ONE_PLACE
        : RuleReach.NO_RULE;
  }

  /** The first so many choices, in order; none contains another. */
  public List<Solution> first(int wanted) {
    Optional<Solution> best = best();
    if (best.isEmpty() || wanted <= 1 || !best.get().isCertified()) {
      return best.stream().toList();
    }
    return byRank(wanted).orElseGet(() -> byExclusion(wanted, best.get()));
  }

  private Optional<List<Solution>> byRank(int wanted) {
    while (true) {
      if (last == null || !last.in().isEmpty() || !last.out().isEmpty()) {
        return Optional.empty();
      }
      Solved solved = last.solved();
      Ranking ranking = HittingSetSolver.first(wanted, solved.problem(), solved.solution(), limits);
      List<Solution> ranked = new ArrayList<>();
      for (HittingSet each : ranking.sets()) {
        Solution solution = solution(solved, each);
        if (!unmet(solution).isEmpty()) {
          return Optional.empty();
        }
        ranked.add(new Solution(solution.options(), each.cost(), each.cost()));
      }
      long dearest = ranked.get(ranked.size() - 1).cost();
      long needed = ranked.size() < wanted ? 2 * dearest : dearest;
      if (needed - columns.bound() <= columns.listedTo() || !columns.isListedInFull()) {
        return Optional.of(ranked);
      }
      columns.list(needed - columns.bound());
      search(Set.of());
    }
  }

  /** Further choices in general, each without something of those before it (Murty 1968). */
  private List<Solution> byExclusion(int wanted, Solution best) {
    record Open(Solution solution, Set<Option> without) {}
    List<Solution> found = new ArrayList<>(List.of(best));
    PriorityQueue<Open> open =
        new PriorityQueue<>(Comparator.comparing(Open::solution, Solution.ORDER));
    Set<Set<Option>> tried = new HashSet<>();
    Open next = new Open(best, Set.of());
    while (next != null && found.size() < wanted && !limits.reached()) {
      for (Option each : next.solution().options()) {
        Set<Option> without = with(next.without(), each);
        if (tried.add(without)) {
          best(without).ifPresent(it -> open.add(new Open(it, without)));
        }
      }
      next = open.poll();
      if (next != null) {
        Set<Option> options = new TreeSet<>(next.solution().options());
        if (found.stream().noneMatch(it -> options.containsAll(it.options()))) {
          found.add(next.solution());
        }
      }
    }
    return found;
  }

  /**
   * How much dearer it becomes to do without each of some options of the best choices; empty where
   * a limit kept it from being known. {@code Long.MAX_VALUE} if there is no way.
   */
  public List<OptionalLong> prices(Solution best, List<Option> options) {
    if (!best.isCertified() || limits.reached()) {
      return options.stream().map(it -> OptionalLong.empty()).toList();
    }
    best();
    if (last != null && last.in().isEmpty() && last.out().isEmpty()) {
      Optional<List<OptionalLong>> exchanged = exchanged(options);
      if (exchanged.isPresent()) {
        return exchanged.get();
      }
    }
    List<OptionalLong> prices = new ArrayList<>();
    for (Option option : options) {
      prices.add(price(best, option));
    }
    return prices;
  }

  private OptionalLong price(Solution best, Option option) {
    if (limits.reached()) {
      return OptionalLong.empty();
    }
    Optional<Solution> without = best(Set.of(option));
    if (without.isEmpty()) {
      columns.list(Long.MAX_VALUE / 4);
      without = best(Set.of(option));
    }
    if (without.isEmpty()) {
      return columns.isListedInFull() ? OptionalLong.of(Long.MAX_VALUE) : OptionalLong.empty();
    }
    return without.get().isCertified()
        ? OptionalLong.of(without.get().cost() - best.cost())
        : OptionalLong.empty();
  }

  /** Prices by exchange; empty where what takes an option's place makes demands of its own. */
  private Optional<List<OptionalLong>> exchanged(List<Option> options) {
    while (last != null && last.solved().solution().certified()) {
      Solved solved = last.solved();
      List<int[]> groups =
          options.stream().map(it -> new int[] {solved.numbered().indexOf(it)}).toList();
      List<Exchange> exchanges =
          HittingSetSolver.exchanges(groups, solved.problem(), solved.solution(), limits);
      Set<Option> chosen = new TreeSet<>(last.relaxed().options());
      long dearest = last.relaxed().cost();
      List<OptionalLong> prices = new ArrayList<>();
      for (Exchange each : exchanges) {
        if (each.price().lower() == HittingSetProblem.NEVER) {
          return Optional.empty();
        }
        Set<Option> exchanged = new TreeSet<>(chosen);
        each.dropped().forEach(it -> exchanged.remove(solved.numbered().get(it)));
        each.added().forEach(it -> exchanged.add(solved.numbered().get(it)));
        if (!unmet(new Solution(List.copyOf(exchanged), 0, 0)).isEmpty()) {
          return Optional.empty();
        }
        prices.add(
            each.price().exact() ? OptionalLong.of(each.price().lower()) : OptionalLong.empty());
        dearest = Math.max(dearest, last.relaxed().cost() + each.price().lower());
      }
      if (dearest - columns.bound() <= columns.listedTo() || !columns.isListedInFull()) {
        return Optional.of(prices);
      }
      columns.list(dearest - columns.bound());
      search(Set.of());
    }
    return Optional.empty();
  }

  /** How many candidates the exact search held. */
  public int candidates() {
    return columns.pool().size();
  }
}

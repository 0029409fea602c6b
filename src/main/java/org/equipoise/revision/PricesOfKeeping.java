package org.equipoise.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.HittingProgram.Exchange;
import org.equipoise.revision.HittingProgram.Group;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to keep elements where relaxing may bring up new conflicts, found for all of them
 * together. Each is a search of its own, which branches as {@link RevisionSearch} does; but what
 * takes the place of an element is looked for near the best revision and not from the start. A
 * conflict set that comes up is added to the program for all searches, and each branch says whether
 * it must be broken there.
 */
final class PricesOfKeeping {
  /** Branches of one element taken up before its price is looked for from the start. */
  private static final int MAX_BRANCHES = 200;

  private final RelaxationIndex choices;
  private final HittingProgram program;
  private final List<Relaxation> best;
  private final Set<ConflictSet> irreconcilable;
  private final RevisionVerifier verifier;
  private final SolveLimits limits;

  /** The conflict sets that came up, each with its place among them. */
  private final Map<ConflictSet, Integer> further = new LinkedHashMap<>();

  /** How many of these the exchanger has; it is made anew once there are more. */
  private int inExchanger;

  private @Nullable Function<List<Group>, List<Exchange>> exchanger;

  /** What each candidate leaves unbroken; empty if a limit kept it from being known. */
  private final Map<Exchange, Optional<List<ConflictSet>>> unbroken = new HashMap<>();

  /**
   * Revisions that keep some elements and break some further conflict sets.
   *
   * @param kept the numbers of the relaxations that may not be chosen
   * @param broken the places of the conflict sets
   * @param candidate what is cheapest of them, against the best revision
   */
  private record Branch(Set<Integer> kept, Set<Integer> broken, Exchange candidate) {
    Cost cost() {
      return candidate.price().orElseThrow();
    }
  }

  /** The search for the price of one element. */
  private static final class Search {
    private final AppliedElement element;
    private final PriorityQueue<Branch> open =
        new PriorityQueue<>(Comparator.comparing(Branch::cost));
    private int taken;

    /** Whether what is cheapest in a branch is not known. */
    private boolean isUnknown;

    private Search(AppliedElement element) {
      this.element = element;
    }

    private void add(Set<Integer> kept, Set<Integer> broken, Exchange candidate) {
      isUnknown |= candidate.price().isEmpty();
      if (!isUnknown && !candidate.isImpossible()) {
        open.add(new Branch(kept, broken, candidate));
      }
    }
  }

  /** A branch whose candidate is still to be found. */
  private record Unsolved(Search search, Set<Integer> kept, Set<Integer> broken) {}

  /**
   * Prices against the best revision.
   *
   * @param program of the sets that every revision must break
   * @param best the first hitting set of the program, which holds
   * @param irreconcilable the conflict sets that nothing breaks
   */
  PricesOfKeeping(
      RelaxationIndex choices,
      HittingProgram program,
      List<Relaxation> best,
      List<ConflictSet> irreconcilable,
      RevisionVerifier verifier,
      SolveLimits limits) {
    this.choices = choices;
    this.program = program;
    this.best = best;
    this.irreconcilable = Set.copyOf(irreconcilable);
    this.verifier = verifier;
    this.limits = limits;
  }

  /**
   * The price of each element, in their order; empty if a limit kept it from being known.
   *
   * @param fromTheStart finds a price that cannot be found here
   */
  List<Optional<Cost>> of(
      List<AppliedElement> elements, Function<AppliedElement, Optional<Cost>> fromTheStart) {
    List<int[]> ways = elements.stream().map(choices::ways).toList();
    List<Exchange> first = program.exchanges(ways, limits);
    Map<AppliedElement, Optional<Cost>> prices = new HashMap<>();
    List<Search> searches = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      prices.put(elements.get(i), first.get(i).price());
      if (first.get(i).price().isPresent()) {
        Search search = new Search(elements.get(i));
        search.add(numbers(ways.get(i)), Set.of(), first.get(i));
        searches.add(search);
      }
    }
    while (!searches.isEmpty()) {
      verify(searches);
      List<Search> unsettled = new ArrayList<>();
      List<Unsolved> branches = new ArrayList<>();
      for (Search search : searches) {
        Branch cheapest = search.open.poll();
        if (search.isUnknown || search.taken > MAX_BRANCHES) {
          prices.put(
              search.element,
              limits.reached() ? Optional.empty() : fromTheStart.apply(search.element));
        } else if (cheapest == null) {
          prices.put(search.element, Optional.of(Cost.INFINITE));
        } else if (isKnownToHold(cheapest)) {
          prices.put(search.element, Optional.of(cheapest.cost()));
        } else if (left(cheapest).isEmpty() || limits.reached()) {
          prices.put(search.element, Optional.empty());
        } else {
          search.taken++;
          branch(search, cheapest, left(cheapest).orElseThrow(), branches);
          unsettled.add(search);
        }
      }
      solve(branches);
      searches = unsettled;
    }
    return elements.stream().map(prices::get).toList();
  }

  private static Set<Integer> numbers(int[] some) {
    return Arrays.stream(some).boxed().collect(Collectors.toSet());
  }

  private Optional<List<ConflictSet>> left(Branch branch) {
    return isTheBest(branch.candidate())
        ? Optional.of(List.of())
        : unbroken.getOrDefault(branch.candidate(), Optional.empty());
  }

  private boolean isKnownToHold(Branch branch) {
    return left(branch).filter(List::isEmpty).isPresent();
  }

  private static boolean isTheBest(Exchange candidate) {
    return candidate.after() == null
        && candidate.dropped().isEmpty()
        && candidate.added().isEmpty();
  }

  /**
   * Finds what the cheapest candidates leave unbroken. Those that come after the same exchange are
   * looked at together, since what holds after that is inferred but once.
   */
  private void verify(List<Search> searches) {
    Map<Exchange, List<Exchange>> byFirst = new LinkedHashMap<>();
    for (Search search : searches) {
      Branch cheapest = search.open.peek();
      if (cheapest != null && !search.isUnknown && !isTheBest(cheapest.candidate())) {
        Exchange candidate = cheapest.candidate();
        byFirst
            .computeIfAbsent(
                candidate.after() == null ? Exchange.NONE : candidate.after(),
                it -> new ArrayList<>())
            .add(candidate);
      }
    }
    byFirst.forEach(
        (before, candidates) -> {
          List<Relaxation> given = before.equals(Exchange.NONE) ? best : after(before);
          for (Exchange each : candidates) {
            unbroken.computeIfAbsent(each, it -> unbroken(it, given));
          }
        });
  }

  private List<Relaxation> after(Exchange exchange) {
    return choices.chosen(exchange.appliedTo(best.stream().map(choices::number).toList()));
  }

  private Optional<List<ConflictSet>> unbroken(Exchange exchange, List<Relaxation> given) {
    return verifier
        .unbrokenAfter(given, choices.chosen(exchange.dropped()), choices.chosen(exchange.added()))
        .map(all -> all.stream().filter(it -> !irreconcilable.contains(it)).toList());
  }

  /** Breaks what is left too, or keeps an element without which it is no conflict. */
  private void branch(
      Search search, Branch branch, List<ConflictSet> left, List<Unsolved> branches) {
    places(left); // most of them come up again in the branches
    ConflictSet chosen = Collections.min(left, ConflictSet.SIMPLEST_FIRST);
    Set<Integer> broken = union(branch.broken(), places(chosen.alsoHolding(left)));
    branches.add(new Unsolved(search, branch.kept(), broken));
    for (AppliedElement kept : chosen.whileRelaxed()) {
      Set<Integer> more = union(branch.kept(), numbers(choices.ways(kept)));
      branches.add(new Unsolved(search, more, branch.broken()));
    }
  }

  private Set<Integer> places(List<ConflictSet> some) {
    return some.stream()
        .map(it -> further.computeIfAbsent(it, absent -> further.size()))
        .collect(Collectors.toSet());
  }

  private static Set<Integer> union(Set<Integer> some, Set<Integer> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
  }

  private void solve(List<Unsolved> branches) {
    if (branches.isEmpty()) {
      return;
    }
    if (exchanger == null || further.size() > inExchanger) {
      inExchanger = further.size();
      exchanger =
          program.exchanger(
              further.keySet().stream().map(it -> choices.ways(it.elements())).toList(), limits);
    }
    List<Group> groups = branches.stream().map(it -> new Group(it.kept(), it.broken())).toList();
    List<Exchange> found = exchanger.apply(groups);
    for (int i = 0; i < groups.size(); i++) {
      branches.get(i).search().add(groups.get(i).kept(), groups.get(i).broken(), found.get(i));
    }
  }
}

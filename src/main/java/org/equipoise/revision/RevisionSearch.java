package org.equipoise.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.HittingProgram.Exchange;
import org.equipoise.revision.HittingProgram.Hit;
import org.equipoise.revision.HittingProgram.Ranking;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Settled;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest revisions of a whole corpus: which relaxations break every conflict set.
 *
 * <p>Where rules are not monotone, relaxing one thing may bring up a conflict that was not there.
 * Such conflict sets are found by inferring again, and hold only while certain elements are
 * relaxed; so the search branches: break the set too, or leave one of those elements alone. The
 * cheapest relaxation of a branch never costs more than any revision in it, and branches are taken
 * up cheapest first; therefore the first revision that holds on inference is the cheapest of all
 * (implicit hitting sets; Chandrasekaran, Karp, Moreno-Centeno and Vempala 2011).
 */
public final class RevisionSearch {
  /** Branches taken up before the search gives up on a revision that holds. */
  private static final int MAX_BRANCHES = 20_000;

  /**
   * How often for each relaxation, and beyond that, ranking may ask whether to stop where what it
   * finds may not hold.
   */
  private static final int PATIENCE = 2;

  private static final int MIN_PATIENCE = 1_000;

  private final RelaxationIndex choices;
  private final Set<ConflictSet> conflictSets = new LinkedHashSet<>();
  private final RevisionVerifier verifier;
  private final SolveLimits limits;
  private final boolean monotone;

  private @Nullable List<ConflictSet> irreconcilable;

  /** The ways out of each conflict set that all must break and that can be. */
  private @Nullable List<int[]> waysOutOfAll;

  /** Where the best revision was found. */
  private @Nullable Branch last;

  /**
   * A program over conflict sets.
   *
   * @param elements every element that may come up, with what it costs to relax in its case
   * @param dearest the most that each rule among them costs to relax in any case, whether or not it
   *     can come up there
   * @param suspensionFactor how many overrides a suspension is worth; infinite if there is none
   * @param monotone whether relaxing can bring up no new conflict, so that prices need no inference
   * @param verifier tells what relaxations leave unbroken
   */
  public RevisionSearch(
      Map<AppliedElement, Cost> elements,
      Map<Element, Cost> dearest,
      double suspensionFactor,
      boolean monotone,
      RevisionVerifier verifier,
      SolveLimits limits) {
    this.verifier = verifier;
    this.limits = limits;
    this.monotone = monotone;
    this.choices = new RelaxationIndex(elements, dearest, suspensionFactor);
  }

  /** Adds what cannot all stand. */
  public void add(Collection<ConflictSet> sets) {
    conflictSets.addAll(sets);
    irreconcilable = null;
    waysOutOfAll = null;
  }

  /** The conflict sets that consist of entrenched elements alone: nothing breaks them. */
  public List<ConflictSet> irreconcilable() {
    if (irreconcilable == null) {
      irreconcilable =
          conflictSets.stream()
              .filter(
                  set ->
                      set.whileRelaxed().isEmpty()
                          && set.elements().stream().allMatch(choices::isEntrenched))
              .toList();
    }
    return irreconcilable;
  }

  private List<int[]> waysOutOfAll() {
    List<int[]> all = waysOutOfAll;
    if (all == null) {
      Set<ConflictSet> irreconcilableSets = Set.copyOf(irreconcilable());
      all = new ArrayList<>();
      for (ConflictSet set : conflictSets) {
        if (set.whileRelaxed().isEmpty() && !irreconcilableSets.contains(set)) {
          all.add(choices.ways(set.elements()));
        }
      }
      waysOutOfAll = all;
    }
    return all;
  }

  /** All that may be given up, with what it costs, in order; infinite where it may not be. */
  public List<Relaxation> relaxations() {
    return IntStream.range(0, choices.size()).mapToObj(choices::at).toList();
  }

  /**
   * The relaxations of which it is quickly known that every revision has them, or that none has,
   * among those that cost so much more than the best, the first of {@link #revisions}, or less.
   */
  public SettledRelaxations settled(Cost dearer) {
    if (last == null || !last.ranks() || last.sets() != waysOutOfAll) {
      return SettledRelaxations.NONE;
    }
    Settled settled = last.program().settled(dearer);
    return new SettledRelaxations(
        new HashSet<>(choices.chosen(settled.inAll())),
        new HashSet<>(choices.chosen(settled.inNone())));
  }

  /**
   * A cost below which there is no revision with a relaxation, or none without it; infinite if
   * there is none at all.
   */
  public Cost lowerBound(Relaxation relaxation, boolean isMade) {
    int number = choices.number(relaxation);
    List<int[]> sets = new ArrayList<>();
    for (int[] ways : waysOutOfAll()) {
      if (!isMade || Arrays.binarySearch(ways, number) < 0) {
        sets.add(ways);
      }
    }
    Cost[] costs = choices.costs();
    Cost own = isMade ? costs[number] : Cost.ZERO;
    costs[number] = Cost.INFINITE;
    HittingProgram program =
        new HittingProgram(costs, choices.reaches(), sets.toArray(int[][]::new), limits);
    return program.isHittable() ? own.plus(program.lowerBound()) : Cost.INFINITE;
  }

  /**
   * The first so many revisions, by cost, number of relaxations, number of relaxations of rules,
   * number of suspensions, and relaxations in order; none contains another. The first alone, not
   * verified, if none was found to hold within the limits.
   */
  public List<Revision> revisions(int wanted) {
    List<Revision> found = new ArrayList<>();
    Search search = new Search(new BitSet());
    Revision best = search.next();
    if (best == null) {
      return found;
    }
    last = search.last;
    found.add(best);
    if (wanted > 1 && best.verified() && best.certified()) {
      found.addAll(byRank(wanted).orElseGet(() -> byExclusion(wanted, best)));
    }
    return found.subList(0, Math.min(wanted, found.size()));
  }

  /**
   * The minimal hitting sets in order. Every revision that holds contains one of those of sets that
   * all must break; so if the first of them hold, they are the first revisions. Empty if some may
   * not hold, or if ranking takes too long for what may be in vain.
   */
  private Optional<List<Revision>> byRank(int wanted) {
    if (last == null || !last.ranks()) {
      return Optional.empty();
    }
    SolveLimits patient = monotone ? limits : limits.withCancellation(impatience());
    Ranking ranking = last.program.first(wanted, patient);
    if (!monotone && !ranking.complete()) {
      return Optional.empty();
    }
    List<Revision> further = new ArrayList<>();
    for (Hit each : ranking.hits().subList(1, ranking.hits().size())) {
      List<Relaxation> given = choices.chosen(each);
      boolean holds = holds(given);
      if (!monotone && !holds) {
        return Optional.empty();
      }
      Cost cost = each.cost();
      Cost proven = ranking.complete() ? cost : last.program.lowerBound();
      further.add(new Revision(cost, proven, cost.equals(proven), holds, given));
    }
    return Optional.of(further);
  }

  /** Cancels what asks too often; by the number of times, so that no result hangs on the clock. */
  private BooleanSupplier impatience() {
    int most = MIN_PATIENCE + PATIENCE * choices.size();
    AtomicInteger asked = new AtomicInteger();
    return () -> limits.cancelled().getAsBoolean() || asked.incrementAndGet() > most;
  }

  /**
   * Further revisions in general, each leaving alone something of those before it (Murty 1968). One
   * revision may come up under several such conditions, and each has its own successors.
   */
  private List<Revision> byExclusion(int wanted, Revision best) {
    record Candidate(Revision revision, BitSet forbidden) {}
    List<Revision> found = new ArrayList<>(List.of(best));
    PriorityQueue<Candidate> open =
        new PriorityQueue<>(Comparator.comparing(Candidate::revision, RevisionSearch::compare));
    Set<BitSet> tried = new HashSet<>();
    Candidate last = new Candidate(best, new BitSet());
    while (last != null && found.size() < wanted && !limits.reached()) {
      for (Relaxation each : last.revision().relaxations()) {
        BitSet forbidden = (BitSet) last.forbidden().clone();
        forbidden.set(choices.number(each));
        if (tried.add(forbidden)) {
          Revision next = new Search(forbidden).next();
          if (next != null && next.verified()) {
            open.add(new Candidate(next, forbidden));
          }
        }
      }
      last = open.poll();
      if (last != null) {
        Set<Relaxation> given = new HashSet<>(last.revision().relaxations());
        if (found.stream().noneMatch(it -> given.containsAll(it.relaxations()))) {
          found.add(last.revision());
        }
      }
    }
    return found.subList(1, found.size());
  }

  /**
   * How much dearer the best revision, the first of {@link #revisions}, becomes if an element must
   * stand, for each of some elements in their order; infinite if there is then none, empty if a
   * limit kept it from being known.
   */
  public List<Optional<Cost>> pricesOfKeeping(List<AppliedElement> elements, Revision best) {
    if (last == null || !last.ranks()) {
      return elements.stream().map(it -> priceOfKeeping(it, best)).toList();
    }
    if (monotone) {
      List<int[]> kept = elements.stream().map(choices::ways).toList();
      return last.program.exchanges(kept, limits).stream().map(Exchange::price).toList();
    }
    return new PricesOfKeeping(
            choices, last.program, best.relaxations(), irreconcilable(), verifier, limits)
        .of(elements, it -> priceOfKeeping(it, best));
  }

  private boolean holds(Collection<Relaxation> given) {
    return isWhole(verifier.unbroken(given));
  }

  /** Whether nothing is left unbroken that could be broken, as far as limits let see. */
  private boolean isWhole(Optional<List<ConflictSet>> unbroken) {
    List<ConflictSet> beyondRevision = irreconcilable();
    return unbroken
        .map(left -> left.isEmpty() || Set.copyOf(beyondRevision).containsAll(left))
        .orElse(false);
  }

  private Optional<Cost> priceOfKeeping(AppliedElement element, Revision best) {
    if (!best.relaxes(element)) {
      return Optional.of(Cost.ZERO);
    }
    BitSet forbidden = new BitSet();
    for (int way : choices.ways(element)) {
      forbidden.set(way);
    }
    Search search = new Search(forbidden);
    Revision without = search.next();
    if (search.exhausted) {
      return Optional.of(Cost.INFINITE);
    }
    return without != null && without.verified() && without.certified()
        ? Optional.of(without.cost().minus(best.cost()))
        : Optional.empty();
  }

  private static int compare(Revision one, Revision another) {
    return Comparator.comparing(Revision::cost)
        .thenComparing((Revision it) -> it.relaxations().size())
        .thenComparing(it -> count(it, r -> r.element().isRule()))
        .thenComparing(it -> count(it, r -> r.kind() == Relaxation.Kind.SUSPEND))
        .thenComparing(Revision::relaxations, RevisionSearch::compareLists)
        .compare(one, another);
  }

  private static long count(Revision revision, Predicate<Relaxation> which) {
    return revision.relaxations().stream().filter(which).count();
  }

  private static int compareLists(List<Relaxation> one, List<Relaxation> another) {
    for (int i = 0; i < Math.min(one.size(), another.size()); i++) {
      int difference = one.get(i).compareTo(another.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(one.size(), another.size());
  }

  /**
   * One search for the cheapest revision that holds, with some relaxations forbidden throughout.
   */
  private final class Search {
    private final BitSet forbidden;
    private final PriorityQueue<Branch> branches =
        new PriorityQueue<>(
            Comparator.comparing((Branch it) -> it.candidate, RevisionSearch::compare));
    private @Nullable Branch last;
    private boolean exhausted;

    Search(BitSet forbidden) {
      this.forbidden = forbidden;
    }

    /**
     * The cheapest revision that holds; not verified if none was found to; null if there is none.
     */
    @Nullable Revision next() {
      Set<ConflictSet> irreconcilableSets = new HashSet<>(irreconcilable());
      open(waysOutOfAll(), forbidden, !forbidden.isEmpty());
      int taken = 0;
      Revision first = null;
      while (!branches.isEmpty()) {
        Branch branch = branches.poll();
        Revision candidate = branch.candidate;
        first = first == null ? candidate : first;
        Optional<List<ConflictSet>> unbroken = verifier.unbroken(candidate.relaxations());
        if (unbroken.isEmpty()) {
          return bounded(candidate, false);
        }
        List<ConflictSet> left =
            unbroken.get().stream()
                .filter(it -> !irreconcilableSets.contains(it))
                .sorted(ConflictSet.SIMPLEST_FIRST)
                .toList();
        if (left.isEmpty()) {
          last = branch;
          return bounded(candidate, true);
        }
        taken++;
        if (!candidate.certified() || taken > MAX_BRANCHES || limits.reached()) {
          return bounded(candidate, false);
        }
        branch(branch, left);
      }
      exhausted = true;
      return first;
    }

    /** A candidate, bounded by what is known of all branches that are left. */
    private Revision bounded(Revision candidate, boolean verified) {
      Cost bound = candidate.lowerBound();
      for (Branch other : branches) {
        Cost least = other.candidate.lowerBound();
        bound = least.compareTo(bound) < 0 ? least : bound;
      }
      return new Revision(
          candidate.cost(),
          bound,
          bound.equals(candidate.cost()),
          verified,
          candidate.relaxations());
    }

    private void branch(Branch branch, List<ConflictSet> left) {
      List<int[]> breaking = new ArrayList<>(branch.sets);
      ConflictSet chosen = left.get(0);
      for (ConflictSet set : chosen.alsoHolding(left)) {
        breaking.add(choices.ways(set.elements()));
      }
      boolean isConditional = branch.conditional || !chosen.whileRelaxed().isEmpty();
      open(breaking, branch.forbidden, isConditional);
      for (AppliedElement kept : chosen.whileRelaxed()) {
        BitSet more = (BitSet) branch.forbidden.clone();
        for (int way : choices.ways(kept)) {
          more.set(way);
        }
        open(branch.sets, more, true);
      }
    }

    private void open(List<int[]> sets, BitSet without, boolean conditional) {
      Cost[] priced = choices.costs();
      without.stream().forEach(it -> priced[it] = Cost.INFINITE);
      HittingProgram program =
          new HittingProgram(priced, choices.reaches(), sets.toArray(int[][]::new), limits);
      if (program.isHittable()) {
        Hit best = program.best();
        Cost bound = program.lowerBound();
        Revision candidate =
            new Revision(
                best.cost(), bound, bound.equals(best.cost()), false, choices.chosen(best));
        branches.add(new Branch(sets, without, conditional, candidate, program));
      }
    }
  }

  /** A part of the search; conditional if some revision need not break all its sets. */
  private record Branch(
      List<int[]> sets,
      BitSet forbidden,
      boolean conditional,
      Revision candidate,
      HittingProgram program) {

    /** Whether the hitting sets of the problem, in order, come no later than any revision. */
    boolean ranks() {
      return !conditional && program.isFirst();
    }
  }
}

package org.equipoise.revision.equilibria;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.solver.SolveLimits;

/**
 * Adopts judgments one at a time. Whenever one conflicts with what is held so far, the cheapest
 * revision of that is made before the next is adopted; what was given up stays given up. Where this
 * ends may depend on the order. Of equally cheap revisions, those of fewer relaxations, then of
 * fewer rules, then of fewer suspensions go first, then the one that gives up what is adopted last,
 * then relaxations in order. Not safe for several threads.
 */
public final class GradualAdoption {
  private static final int MAX_WAYS = 1_000;
  private static final long MAX_STEPS = 20_000;
  private static final int MAX_ROUNDS = 50;

  private final List<Relaxation> relaxations;
  private final NumberedRelaxations numbered;
  private final Set<ConflictSet> sets = new HashSet<>();
  private final Map<Integer, List<Clause>> byRelaxation = new HashMap<>();
  private final BitSet out;
  private boolean mayAskForMore;
  private final Recheck recheck;
  private final SolveLimits limits;

  /** Infers again what cannot all stand where relaxations are made. */
  @FunctionalInterface
  public interface Recheck {
    /**
     * What is left.
     *
     * @param made the relaxations, among them judgments that nobody adopted as yet
     * @param cases the cases in which something has changed; empty for all
     */
    Collection<ConflictSet> unbroken(Collection<Relaxation> made, Set<String> cases);
  }

  /**
   * @param relaxations all that may be given up, in order
   * @param sets what cannot all stand while everything else does; none is irreconcilable
   */
  public GradualAdoption(
      List<Relaxation> relaxations,
      Collection<ConflictSet> sets,
      Recheck recheck,
      SolveLimits limits) {
    this.numbered = new NumberedRelaxations(relaxations);
    this.relaxations = numbered.all();
    this.out = numbered.infinite();
    this.recheck = recheck;
    this.limits = limits;
    sets.forEach(this::add);
  }

  private boolean add(ConflictSet set) {
    if (!sets.add(set)) {
      return false;
    }
    Clause clause = numbered.clause(set);
    mayAskForMore |= clause.isConditional();
    for (int each : clause.all()) {
      byRelaxation.computeIfAbsent(each, it -> new ArrayList<>()).add(clause);
    }
    return true;
  }

  /**
   * What is given up at the end, sorted.
   *
   * @param beginning what is given up before any judgment is adopted
   * @param judgments in any order
   * @param random which puts them in another order
   */
  public List<Relaxation> end(
      Collection<Relaxation> beginning, Collection<AppliedElement> judgments, Random random) {
    List<AppliedElement> order =
        new ArrayList<>(judgments.stream().filter(numbered.own()::containsKey).sorted().toList());
    Collections.shuffle(order, random);
    BitSet given = new BitSet();
    Set<Relaxation> first = new HashSet<>(beginning);
    for (int i = 0; i < relaxations.size(); i++) {
      given.set(i, first.contains(relaxations.get(i)));
    }
    BitSet waiting = new BitSet();
    order.forEach(it -> waiting.set(numbered.number(it)));
    for (AppliedElement judgment : order) {
      int number = numbered.number(judgment);
      waiting.clear(number);
      adopt(number, given, waiting);
    }
    return given.stream().mapToObj(relaxations::get).sorted().toList();
  }

  private void adopt(int judgment, BitSet given, BitSet waiting) {
    Meter.ask();
    BitSet held = (BitSet) given.clone();
    held.or(waiting);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<Clause> open = open(judgment, held);
      BitSet more = open.isEmpty() ? new BitSet() : cheapest(judgment, open);
      BitSet made = (BitSet) held.clone();
      made.or(more);
      Collection<ConflictSet> unbroken =
          recheck.unbroken(
              made.stream().mapToObj(relaxations::get).toList(), touched(judgment, more));
      boolean isNew = false;
      for (ConflictSet set : unbroken) {
        isNew |= add(set);
      }
      if (!isNew) {
        given.or(more);
        return;
      }
    }
    given.set(judgment);
  }

  /** The cases in which something has changed; empty for all. */
  private Set<String> touched(int judgment, BitSet more) {
    Set<String> cases = new TreeSet<>();
    cases.add(Objects.requireNonNull(relaxations.get(judgment).caseId()));
    for (int each = more.nextSetBit(0); each >= 0; each = more.nextSetBit(each + 1)) {
      String caseId = relaxations.get(each).caseId();
      if (caseId == null) {
        return Set.of();
      }
      cases.add(caseId);
    }
    return cases;
  }

  /** What is asked where a judgment is adopted, with all that choosing might ask for besides. */
  private List<Clause> open(int judgment, BitSet chosen) {
    Set<Clause> found = new LinkedHashSet<>();
    if (!mayAskForMore) {
      for (Clause each : byRelaxation.getOrDefault(judgment, List.of())) {
        Clause left = each.under(chosen::get, out::get);
        if (left != null) {
          found.add(left);
        }
      }
      return List.copyOf(found);
    }
    ArrayDeque<Integer> reached = new ArrayDeque<>(List.of(judgment));
    Set<Integer> seen = new HashSet<>(reached);
    boolean isAsked = false;
    while (!reached.isEmpty()) {
      int next = reached.poll();
      for (Clause each : byRelaxation.getOrDefault(next, List.of())) {
        Clause left = each.under(chosen::get, out::get);
        if (left != null && found.add(left)) {
          isAsked |= !left.isConditional();
          for (int other : left.all()) {
            if (seen.add(other)) {
              reached.add(other);
            }
          }
        }
      }
    }
    return isAsked ? List.copyOf(found) : List.of();
  }

  /** The first of the cheapest choices; to give up the judgment is one of the choices. */
  private BitSet cheapest(int judgment, List<Clause> open) {
    int[] numbers =
        open.stream().flatMapToInt(it -> IntStream.of(it.all())).distinct().sorted().toArray();
    Cost[] costs =
        IntStream.of(numbers).mapToObj(it -> relaxations.get(it).cost()).toArray(Cost[]::new);
    PartSearch search =
        new PartSearch(
            costs,
            open.stream().map(it -> it.numbered(numbers)).toList(),
            relaxations.get(judgment).cost(),
            MAX_WAYS,
            MAX_STEPS,
            limits);
    List<BitSet> choices = new ArrayList<>();
    for (BitSet each : search.find()) {
      BitSet choice = new BitSet();
      each.stream().forEach(it -> choice.set(numbers[it]));
      choices.add(choice);
    }
    BitSet alone = new BitSet();
    alone.set(judgment);
    choices.add(alone);
    return Collections.min(
        choices,
        Comparator.comparing(this::cost)
            .thenComparing(BitSet::cardinality)
            .thenComparing(it -> count(it, true))
            .thenComparing(it -> count(it, false))
            .thenComparing(it -> !it.get(judgment))
            .thenComparing(GradualAdoption::compare));
  }

  /** The one with the first relaxation that the other does not have. */
  private static int compare(BitSet one, BitSet other) {
    BitSet difference = (BitSet) one.clone();
    difference.xor(other);
    return difference.isEmpty() ? 0 : one.get(difference.nextSetBit(0)) ? -1 : 1;
  }

  private Cost cost(BitSet choice) {
    return choice.stream().mapToObj(it -> relaxations.get(it).cost()).reduce(Cost.ZERO, Cost::plus);
  }

  private long count(BitSet choice, boolean isAnyRule) {
    return choice.stream()
        .mapToObj(relaxations::get)
        .filter(it -> isAnyRule ? it.element().isRule() : it.kind() == Relaxation.Kind.SUSPEND)
        .count();
  }
}

package org.equipoise.revision.equilibria;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.equipoise.revision.Cost;
import org.equipoise.revision.solver.SolveLimits;

/**
 * Every minimal choice of relaxations that does what some clauses ask and costs no more than a
 * budget. Each is met once: the search branches on what is asked and not yet done, and leaves out
 * what it tried before. What clauses that share nothing ask for at least bounds the cost.
 */
final class PartSearch {
  private static final int ASK = 255;

  /** How many clauses are looked at in one step. */
  private static final int AT_ONCE = 64;

  /** How many relaxations a way out has at most, so that the search does not hang on the stack. */
  private static final int DEEPEST = 1_000;

  private final Cost[] costs;
  private final int[][] hits;
  private final int[][][] whileChosen;
  private final boolean isPlain;
  private final Cost budget;
  private final int limit;
  private final SolveLimits limits;
  private final BitSet chosen = new BitSet();
  private final BitSet left = new BitSet();
  private final List<BitSet> found = new ArrayList<>();
  private long steps;
  private int visits;
  private boolean isCut;

  /**
   * @param costs finite and positive
   * @param limit how many to find at most
   * @param steps how many steps to take at most
   */
  PartSearch(
      Cost[] costs, List<Clause> clauses, Cost budget, int limit, long steps, SolveLimits limits) {
    this.costs = costs;
    this.hits = clauses.stream().map(it -> byCost(it.hits())).toArray(int[][]::new);
    this.whileChosen =
        clauses.stream()
            .map(it -> it.whileChosen().stream().map(PartSearch::ints).toArray(int[][]::new))
            .toArray(int[][][]::new);
    this.isPlain = clauses.stream().noneMatch(Clause::isConditional);
    this.budget = budget;
    this.limit = limit;
    this.steps = steps;
    this.limits = limits;
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(it -> it).toArray();
  }

  /** What is cheap first, so that a search that is cut has met it. */
  private int[] byCost(List<Integer> numbers) {
    return numbers.stream()
        .sorted(Comparator.comparing((Integer it) -> costs[it]).thenComparing(it -> it))
        .mapToInt(it -> it)
        .toArray();
  }

  /** The choices, in no order. */
  List<BitSet> find() {
    visit(Cost.ZERO);
    return found;
  }

  /** Whether choices may be missing, since a limit was met. */
  boolean isCut() {
    return isCut;
  }

  /** How many steps are left. */
  long stepsLeft() {
    return steps;
  }

  /** Counts that all clauses are looked at once. */
  private void visit() {
    steps -= 1 + hits.length / AT_ONCE;
    visits++;
  }

  private boolean mayGoOn() {
    isCut |=
        steps <= 0 || chosen.cardinality() > DEEPEST || ((visits & ASK) == 0 && limits.reached());
    return !isCut;
  }

  private void visit(Cost cost) {
    if (!mayGoOn()) {
      return;
    }
    visit();
    int asking = -1;
    int fewest = Integer.MAX_VALUE;
    Cost least = cost;
    BitSet counted = new BitSet();
    for (int c = 0; c < hits.length; c++) {
      if (isAsking(c)) {
        int open = 0;
        int cheapest = -1;
        boolean isApart = true;
        for (int e : hits[c]) {
          if (!left.get(e)) {
            open++;
            cheapest = cheapest < 0 ? e : cheapest;
            isApart &= !counted.get(e);
          }
        }
        if (open == 0) {
          return;
        }
        if (isApart) {
          least = least.plus(costs[cheapest]);
          for (int e : hits[c]) {
            counted.set(e);
          }
        }
        if (open < fewest) {
          fewest = open;
          asking = c;
        }
      }
    }
    if (least.compareTo(budget) > 0) {
      return;
    }
    if (asking < 0) {
      add();
      return;
    }
    List<Integer> tried = new ArrayList<>();
    for (int e : hits[asking]) {
      if (!left.get(e) && !isCut) {
        Cost more = cost.plus(costs[e]);
        if (more.compareTo(budget) <= 0) {
          chosen.set(e);
          if (!isPlain || isEachNeeded()) {
            visit(more);
          }
          chosen.clear(e);
        }
        left.set(e);
        tried.add(e);
      }
    }
    tried.forEach(left::clear);
  }

  private boolean isAsking(int clause) {
    return !meets(hits[clause]) && Arrays.stream(whileChosen[clause]).allMatch(this::meets);
  }

  private boolean meets(int[] some) {
    for (int e : some) {
      if (chosen.get(e)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each that is chosen is the only one of some clause; if not, it never will be. */
  private boolean isEachNeeded() {
    BitSet needed = new BitSet();
    for (int[] clause : hits) {
      int only = -1;
      for (int e : clause) {
        if (chosen.get(e)) {
          if (only >= 0) {
            only = -1;
            break;
          }
          only = e;
        }
      }
      if (only >= 0) {
        needed.set(only);
      }
    }
    return needed.cardinality() == chosen.cardinality();
  }

  private void add() {
    if (!isPlain && !isMinimal()) {
      return;
    }
    if (found.size() == limit) {
      isCut = true;
      return;
    }
    found.add((BitSet) chosen.clone());
  }

  /** Whether no part of what is chosen does by itself. */
  private boolean isMinimal() {
    BitSet whole = (BitSet) chosen.clone();
    BitSet before = (BitSet) left.clone();
    left.set(0, costs.length);
    left.andNot(whole);
    chosen.clear();
    boolean isMinimal = !doesWithLess(whole.cardinality());
    chosen.or(whole);
    left.clear();
    left.or(before);
    return isMinimal;
  }

  private boolean doesWithLess(int size) {
    visit();
    if (!mayGoOn() || chosen.cardinality() >= size) {
      return false;
    }
    for (int c = 0; c < hits.length; c++) {
      if (isAsking(c)) {
        List<Integer> tried = new ArrayList<>();
        boolean does = false;
        for (int e : hits[c]) {
          if (!does && !left.get(e)) {
            chosen.set(e);
            does = doesWithLess(size);
            chosen.clear(e);
            left.set(e);
            tried.add(e);
          }
        }
        tried.forEach(left::clear);
        return does;
      }
    }
    return true;
  }
}

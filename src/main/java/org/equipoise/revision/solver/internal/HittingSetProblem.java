package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import java.util.List;

/**
 * A weighted hitting-set problem: choose elements, as cheaply as possible, so that every set
 * contains a chosen one. Immutable.
 *
 * <p>Elements are numbered from 0. An element of cost {@link #NEVER} may not be chosen. Sets may be
 * empty, may repeat and may name an element twice.
 */
public final class HittingSetProblem {
  /** The cost of an element that may never be chosen. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What all costs but {@link #NEVER} together stay below. */
  public static final long MAX_COST_SUM = 1L << 56;

  private final long[] costs;
  private final RuleReach[] reaches;
  private final int[][] sets;

  private HittingSetProblem(long[] costs, RuleReach[] reaches, int[][] sets) {
    this.costs = costs;
    this.reaches = reaches;
    this.sets = sets;
  }

  /**
   * A problem in which some elements touch a rule; between hitting sets of equal cost and size, the
   * one with fewer of those is preferred, then the one with fewer that touch it everywhere. A rule
   * counts once for each element that touches it: so how a tie is broken in one case does not hang
   * on what was relaxed in another.
   *
   * @throws IllegalArgumentException if a cost is not positive, an element is out of range, or the
   *     costs add up to {@link #MAX_COST_SUM} or more
   */
  public static HittingSetProblem of(long[] costs, RuleReach[] reaches, int[][] sets) {
    if (reaches.length != costs.length) {
      throw new IllegalArgumentException(
          "`reaches` has " + reaches.length + " entries, `costs` has " + costs.length);
    }
    long total = 0;
    for (int e = 0; e < costs.length; e++) {
      if (costs[e] <= 0) {
        throw new IllegalArgumentException("cost of element " + e + " is not positive");
      }
      if (costs[e] != NEVER) {
        total = costs[e] < MAX_COST_SUM ? total + costs[e] : MAX_COST_SUM;
        if (total >= MAX_COST_SUM) {
          throw new IllegalArgumentException("costs add up to 2^56 or more");
        }
      }
    }
    int[][] copy = new int[sets.length][];
    for (int s = 0; s < sets.length; s++) {
      copy[s] = sortedDistinct(sets[s]);
      if (copy[s].length > 0 && (copy[s][0] < 0 || copy[s][copy[s].length - 1] >= costs.length)) {
        throw new IllegalArgumentException("set " + s + " names an element that does not exist");
      }
    }
    return new HittingSetProblem(costs.clone(), reaches.clone(), copy);
  }

  /** A problem in which no element touches a rule. */
  public static HittingSetProblem of(long[] costs, int[][] sets) {
    RuleReach[] reaches = new RuleReach[costs.length];
    Arrays.fill(reaches, RuleReach.NO_RULE);
    return of(costs, reaches, sets);
  }

  /** How many elements there are. */
  public int elements() {
    return costs.length;
  }

  /** How many sets there are, repeated ones included. */
  public int sets() {
    return sets.length;
  }

  /** What choosing an element costs, or {@link #NEVER}. */
  public long cost(int element) {
    return costs[element];
  }

  /** How far choosing an element reaches into the rules. */
  public RuleReach reach(int element) {
    return reaches[element];
  }

  /** The elements of a set, in ascending order, each once. */
  public int[] set(int set) {
    return sets[set].clone();
  }

  /** Like {@link #set}, without the copy; not to be written to. */
  int[] rawSet(int set) {
    return sets[set];
  }

  /** The same problem in which one element more may not be chosen. */
  public HittingSetProblem without(int element) {
    long[] changed = costs.clone();
    changed[element] = NEVER;
    return new HittingSetProblem(changed, reaches, sets);
  }

  /**
   * The same problem with further sets that are optional: each has a selector, an element of its
   * own that costs nothing, numbered after the elements of the problem in the order of the sets.
   * While the selector may be chosen, the set asks for nothing else; without it, it is a set like
   * others.
   */
  public HittingSetProblem withOptional(List<int[]> further) {
    int first = costs.length;
    RuleReach[] allReaches = Arrays.copyOf(reaches, first + further.size());
    Arrays.fill(allReaches, first, allReaches.length, RuleReach.NO_RULE);
    int[][] all = Arrays.copyOf(sets, sets.length + further.size());
    for (int i = 0; i < further.size(); i++) {
      int[] set = Arrays.copyOf(further.get(i), further.get(i).length + 1);
      set[set.length - 1] = first + i;
      all[sets.length + i] = sortedDistinct(set);
    }
    return new HittingSetProblem(Arrays.copyOf(costs, allReaches.length), allReaches, all);
  }

  private static int[] sortedDistinct(int[] set) {
    int[] sorted = set.clone();
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept);
  }
}

package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The first minimal hitting sets of a problem of up to 62 elements, by none of the solver's means:
 * of a set that is not hit yet, each element is chosen in turn, those before it left out.
 */
public final class Backtracking {
  private final HittingSetProblem problem;
  private final int wanted;
  private final boolean ties;
  private final List<Long> sets = new ArrayList<>();
  private final TreeSet<HittingSet> found;

  private Backtracking(HittingSetProblem problem, int wanted, boolean ties) {
    this.problem = problem;
    this.wanted = wanted;
    this.ties = ties;
    this.found = new TreeSet<>(Exhaustive.order(problem));
    for (int s = 0; s < problem.sets(); s++) {
      long mask = 0;
      for (int e : problem.set(s)) {
        mask |= problem.cost(e) == HittingSetProblem.NEVER ? 0 : 1L << e;
      }
      if (mask != 0) {
        sets.add(mask);
      }
    }
  }

  /** The first so many, in order; sets that cannot be hit do not count. */
  public static List<HittingSet> first(int wanted, HittingSetProblem problem) {
    Backtracking self = new Backtracking(problem, wanted, true);
    self.choose(self.sets, 0, 0, 0);
    return List.copyOf(self.found);
  }

  /** What it costs to hit, without an element, what can be hit with it; or {@code NEVER}. */
  public static long costWithout(int element, HittingSetProblem problem) {
    Backtracking self = new Backtracking(problem, 1, false);
    if (self.sets.contains(1L << element)) {
      return HittingSetProblem.NEVER;
    }
    self.choose(self.sets, 0, 1L << element, 0);
    return self.found.first().cost();
  }

  /** Whether nothing of interest costs so much. */
  private boolean isTooDear(long cost) {
    return found.size() == wanted && cost > found.last().cost() - (ties ? 0 : 1);
  }

  private void choose(List<Long> before, long chosen, long leftOut, long cost) {
    List<Long> open = before.stream().filter(it -> (it & chosen) == 0).toList();
    if (isTooDear(cost + least(open))) {
      return;
    }
    if (open.isEmpty()) {
      offer(chosen, cost);
      return;
    }
    long shortest =
        open.stream().min(Comparator.comparing(it -> Long.bitCount(it & ~leftOut))).orElseThrow();
    long without = leftOut;
    for (int e : elements(shortest & ~leftOut)) {
      choose(open, chosen | 1L << e, without, cost + problem.cost(e));
      without |= 1L << e;
    }
  }

  private void offer(long chosen, long cost) {
    for (int e : elements(chosen)) {
      if (sets.stream().noneMatch(it -> (it & chosen) == 1L << e)) {
        return;
      }
    }
    found.add(new HittingSet(IntStream.of(elements(chosen)).boxed().toList(), cost));
    if (found.size() > wanted) {
      found.pollLast();
    }
  }

  /** What it costs at least to hit sets: those that share no element, by their cheapest. */
  private long least(List<Long> open) {
    long used = 0;
    long sum = 0;
    for (long set : open) {
      if ((set & used) == 0) {
        used |= set;
        sum += IntStream.of(elements(set)).mapToLong(problem::cost).min().orElseThrow();
      }
    }
    return sum;
  }

  private static int[] elements(long mask) {
    return IntStream.range(0, Long.SIZE).filter(e -> (mask & 1L << e) != 0).toArray();
  }
}

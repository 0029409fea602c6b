package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Every minimal hitting set of a small problem, in order, by trying all subsets. */
final class Exhaustive {
  private Exhaustive() {}

  static List<HittingSet> minimal(HittingSetProblem problem) {
    int n = problem.elements();
    int allowed = 0;
    for (int e = 0; e < n; e++) {
      allowed |= problem.cost(e) == HittingSetProblem.NEVER ? 0 : 1 << e;
    }
    List<Integer> masks = new ArrayList<>();
    for (int s = 0; s < problem.sets(); s++) {
      int mask = 0;
      for (int e : problem.set(s)) {
        mask |= 1 << e;
      }
      if ((mask & allowed) != 0) {
        masks.add(mask & allowed);
      }
    }
    boolean[] hits = new boolean[1 << n];
    for (int x = 0; x < 1 << n; x++) {
      hits[x] = (x & ~allowed) == 0;
      for (int mask : masks) {
        hits[x] &= (x & mask) != 0;
      }
    }
    List<HittingSet> found = new ArrayList<>();
    for (int x = 0; x < 1 << n; x++) {
      boolean minimal = hits[x];
      for (int e = 0; e < n && minimal; e++) {
        minimal = (x >> e & 1) == 0 || !hits[x & ~(1 << e)];
      }
      if (minimal) {
        int chosen = x;
        List<Integer> elements =
            IntStream.range(0, n).filter(e -> (chosen >> e & 1) == 1).boxed().toList();
        found.add(new HittingSet(elements, elements.stream().mapToLong(problem::cost).sum()));
      }
    }
    found.sort(order(problem));
    return found;
  }

  private static long count(HittingSet set, Predicate<Integer> which) {
    return set.elements().stream().filter(which).count();
  }

  static Comparator<HittingSet> order(HittingSetProblem problem) {
    return Comparator.comparingLong(HittingSet::cost)
        .thenComparingInt(it -> it.elements().size())
        .thenComparingLong(it -> count(it, e -> problem.reach(e) != RuleReach.NO_RULE))
        .thenComparingLong(it -> count(it, e -> problem.reach(e) == RuleReach.EVERYWHERE))
        .thenComparing(
            HittingSet::elements,
            (a, b) -> {
              for (int i = 0; i < a.size(); i++) {
                int byElement = Integer.compare(a.get(i), b.get(i));
                if (byElement != 0) {
                  return byElement;
                }
              }
              return 0;
            });
  }
}

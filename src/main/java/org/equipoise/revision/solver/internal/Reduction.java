package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The problem without the sets and elements that cannot matter to the first of the cheapest hitting
 * sets: sets that contain another, elements that another can replace, elements that are the only
 * ones left of a set (Beasley 1987, section 3). Each kind is repeated until none applies or a limit
 * is reached.
 */
final class Reduction {
  /** Numbers from 0 to below a bound, first in first out; one that waits is not added again. */
  private static final class Queue {
    private final int[] ring;
    private final boolean[] waits;
    private int first;
    private int size;

    Queue(int bound) {
      ring = new int[bound];
      waits = new boolean[bound];
    }

    boolean isEmpty() {
      return size == 0;
    }

    void add(int number) {
      if (!waits[number]) {
        waits[number] = true;
        int at = first + size++;
        ring[at < ring.length ? at : at - ring.length] = number;
      }
    }

    int poll() {
      int number = ring[first];
      first = first + 1 == ring.length ? 0 : first + 1;
      size--;
      waits[number] = false;
      return number;
    }
  }

  private final HittingSetProblem problem;
  private final int[][] live;
  private final boolean[] setGone;
  private final boolean[] elementGone;
  private final int[][] occurrences;
  private final int[] degree;
  private final long[] signature;
  private final Queue setQueue;
  private final Queue elementQueue;
  private final List<Integer> irreconcilable = new ArrayList<>();
  private final List<Integer> forced = new ArrayList<>();
  private final List<Certificate.Step> steps = new ArrayList<>();

  private Reduction(HittingSetProblem problem) {
    this.problem = problem;
    int n = problem.elements();
    int m = problem.sets();
    live = new int[m][];
    setGone = new boolean[m];
    elementGone = new boolean[n];
    occurrences = new int[n][];
    degree = new int[n];
    signature = new long[m];
    setQueue = new Queue(m);
    elementQueue = new Queue(n);
    for (int s = 0; s < m; s++) {
      live[s] = allowed(s);
      if (live[s].length == 0) {
        irreconcilable.add(s);
        setGone[s] = true;
      }
      for (int e : live[s]) {
        degree[e]++;
        signature[s] |= bit(e);
      }
    }
    for (int e = 0; e < n; e++) {
      occurrences[e] = new int[degree[e]];
      elementGone[e] = degree[e] == 0;
    }
    int[] filled = new int[n];
    for (int s = 0; s < m; s++) {
      for (int e : live[s]) {
        occurrences[e][filled[e]++] = s;
      }
    }
  }

  /** Reduces a problem until nothing more applies or {@code stop} says so. */
  static Reduction of(HittingSetProblem problem, BooleanSupplier stop) {
    Reduction reduction = new Reduction(problem);
    reduction.run(stop);
    return reduction;
  }

  /** Removes only repeated and containing sets, which holds whatever the costs are. */
  static Reduction ofSetsOnly(HittingSetProblem problem, BooleanSupplier stop) {
    Reduction reduction = new Reduction(problem);
    reduction.enqueueSets();
    while (!reduction.setQueue.isEmpty() && !stop.getAsBoolean()) {
      int s = reduction.setQueue.poll();
      reduction.removeSupersets(s);
    }
    return reduction;
  }

  List<Integer> irreconcilable() {
    return irreconcilable;
  }

  /** The elements that must be chosen. */
  List<Integer> forced() {
    return forced;
  }

  List<Certificate.Step> steps() {
    return steps;
  }

  boolean remains(int set) {
    return !setGone[set];
  }

  /** The remaining elements of a set, ascending. */
  int[] remaining(int set) {
    return live[set];
  }

  private int[] allowed(int s) {
    int[] set = problem.rawSet(s);
    int kept = 0;
    for (int e : set) {
      kept += problem.cost(e) == HittingSetProblem.NEVER ? 0 : 1;
    }
    if (kept == set.length) {
      return set;
    }
    return Arrays.stream(set).filter(e -> problem.cost(e) != HittingSetProblem.NEVER).toArray();
  }

  private void enqueueSets() {
    int[] size = new int[live.length];
    int greatest = 0;
    for (int s = 0; s < size.length; s++) {
      size[s] = live[s].length;
      greatest = Math.max(greatest, size[s]);
    }
    for (int s : Ordering.ascending(size, greatest + 1)) {
      enqueueSet(s);
    }
  }

  private void run(BooleanSupplier stop) {
    enqueueSets();
    long[] cost = new long[problem.elements()];
    for (int e = 0; e < cost.length; e++) {
      cost[e] = problem.cost(e);
    }
    for (int e : Ordering.descending(cost)) {
      enqueueElement(e);
    }
    int turn = 0;
    while (!setQueue.isEmpty() || !elementQueue.isEmpty()) {
      if ((++turn & 255) == 0 && stop.getAsBoolean()) {
        return;
      }
      if (!setQueue.isEmpty()) {
        int s = setQueue.poll();
        if (setGone[s]) {
          continue;
        }
        if (live[s].length == 1) {
          force(live[s][0], s);
        } else {
          removeSupersets(s);
        }
      } else {
        int e = elementQueue.poll();
        if (!elementGone[e]) {
          removeIfDominated(e);
        }
      }
    }
  }

  private void force(int e, int because) {
    steps.add(new Certificate.Step.ForcedElement(e, because));
    forced.add(e);
    elementGone[e] = true;
    for (int s : occurrences[e]) {
      if (!setGone[s]) {
        removeSet(s);
      }
    }
  }

  private void removeSupersets(int s) {
    if (setGone[s]) {
      return;
    }
    int[] small = live[s];
    int rarest = small[0];
    for (int e : small) {
      if (degree[e] < degree[rarest]) {
        rarest = e;
      }
    }
    for (int t : occurrences[rarest]) {
      if (!setGone[t]
          && t != s
          && live[t].length >= small.length
          && (signature[s] & ~signature[t]) == 0
          && contains(live[t], small)) {
        steps.add(new Certificate.Step.RedundantSet(t, s));
        removeSet(t);
      }
    }
  }

  private void removeSet(int s) {
    setGone[s] = true;
    for (int e : live[s]) {
      degree[e]--;
      if (degree[e] == 0) {
        elementGone[e] = true;
      }
      if (!elementGone[e]) {
        enqueueElement(e);
      }
    }
  }

  private void removeIfDominated(int e) {
    int shortest = -1;
    for (int s : occurrences[e]) {
      if (!setGone[s] && (shortest < 0 || live[s].length < live[shortest].length)) {
        shortest = s;
      }
    }
    for (int f : live[shortest]) {
      if (f != e && degree[f] >= degree[e] && replaces(f, e) && hitsAllOf(f, e)) {
        steps.add(new Certificate.Step.DominatedElement(e, f));
        elementGone[e] = true;
        for (int s : occurrences[e]) {
          if (!setGone[s]) {
            shrink(s, e);
          }
        }
        return;
      }
    }
  }

  private void shrink(int s, int e) {
    int[] shorter = new int[live[s].length - 1];
    int at = 0;
    long bits = 0;
    for (int other : live[s]) {
      if (other != e) {
        shorter[at++] = other;
        bits |= bit(other);
      }
    }
    live[s] = shorter;
    signature[s] = bits;
    enqueueSet(s);
  }

  private boolean hitsAllOf(int f, int e) {
    for (int s : occurrences[e]) {
      if (!setGone[s] && ((signature[s] & bit(f)) == 0 || !contains(live[s], f))) {
        return false;
      }
    }
    return true;
  }

  /** Whether putting {@code f} in the place of {@code e} makes a hitting set come earlier. */
  private boolean replaces(int f, int e) {
    long dearer = problem.cost(e) - problem.cost(f);
    if (dearer != 0) {
      return dearer > 0;
    }
    int further = problem.reach(e).compareTo(problem.reach(f));
    return further == 0 ? f < e : further > 0;
  }

  private void enqueueSet(int s) {
    if (!setGone[s]) {
      setQueue.add(s);
    }
  }

  private void enqueueElement(int e) {
    if (!elementGone[e]) {
      elementQueue.add(e);
    }
  }

  private static long bit(int e) {
    return 1L << e;
  }

  private static boolean contains(int[] set, int e) {
    for (int other : set) {
      if (other == e) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(int[] large, int[] small) {
    int at = 0;
    for (int e : small) {
      while (at < large.length && large[at] < e) {
        at++;
      }
      if (at == large.length || large[at] != e) {
        return false;
      }
    }
    return true;
  }
}

package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Covers that are lightest without a few elements, found near one that is lightest with them. What
 * multipliers show to be in every cover of interest, or in none, is fixed; so the elements left out
 * concern only what hangs together with them by sets that no fixed element hits. Elsewhere the
 * given cover stays the lightest. Only what it finds itself is looked at, never the whole cover.
 */
final class Neighbourhood {
  /** What a neighbourhood may have of a cover that is worth solving apart. */
  private static final double MOST = 0.5;

  private final Cover cover;
  private final boolean[] best;
  private final boolean[] out;
  private final List<Integer> outAlready;
  private final long weight;
  private final Repair repair;
  private final BooleanSupplier stop;
  private final long scale;

  /** Each element's weight less its charges, times the scale. */
  private final long[] slack;

  /** The multiplier of each set, times the scale. */
  private final long[] multipliers;

  private final long bound;

  /** How much the best cover exceeds the bound, times the scale. */
  private final long gap;

  private final boolean[] isSeenElement;
  private final boolean[] isSeenSet;

  /**
   * A lighter cover, or the lightest.
   *
   * @param changed the elements that are chosen in it and not in the given one, or the other way
   * @param lower how much more it weighs at least
   * @param upper how much more it weighs; the greatest long, like {@code lower}, if there is none
   */
  record Nearest(Set<Integer> changed, long lower, long upper) {}

  /**
   * What hangs together.
   *
   * @param elements ascending
   * @param sets the number of each set that they are to hit
   * @param open what is left of each of these
   */
  @SuppressWarnings("ArrayRecordComponent") // never written to, never compared
  private record Part(int[] elements, List<Integer> sets, List<int[]> open) {}

  /**
   * The neighbourhood of a cover.
   *
   * @param best lightest of those without what is out
   * @param without what is out
   * @param dual good multipliers for those
   */
  Neighbourhood(
      Cover cover, boolean[] best, List<Integer> without, Dual dual, BooleanSupplier stop) {
    this.cover = cover;
    this.best = best;
    this.out = new boolean[cover.n];
    this.outAlready = List.copyOf(without);
    byte[] fixed = new byte[cover.n];
    for (int e : without) {
      out[e] = true;
      fixed[e] = Fixing.OUT;
    }
    this.weight = cover.weightOf(best);
    this.repair = new Repair(cover, best);
    this.stop = stop;
    this.scale = dual.scale();
    this.slack = new long[cover.n];
    this.multipliers = new long[cover.sets];
    for (int i = 0; i < dual.rows().length; i++) {
      if (dual.rows()[i] < cover.sets) {
        multipliers[dual.rows()[i]] = dual.values()[i];
      }
    }
    this.bound = dual.scaledBound(cover, fixed, slack);
    this.gap = Math.max(0, weight * scale - bound);
    this.isSeenElement = new boolean[cover.n];
    this.isSeenSet = new boolean[cover.sets];
  }

  /**
   * The lightest cover without some elements that are not out already, or null if they hang
   * together with too much.
   */
  @Nullable Nearest without(List<Integer> elements) {
    List<Integer> all = new ArrayList<>(outAlready);
    all.addAll(elements);
    TreeSet<Integer> changed = new TreeSet<>();
    long dearer = repair.changes(all, changed);
    if (dearer == Long.MAX_VALUE) {
      return new Nearest(Set.of(), dearer, dearer);
    }
    elements.forEach(e -> out[e] = true);
    try {
      long bounded = bound;
      for (int e : elements) {
        bounded += Math.max(0, -slack[e]);
      }
      long spare = (weight + dearer - 1) * scale;
      if (dearer == 0 || bounded > spare || raised(elements, bounded) > spare) {
        return new Nearest(changed, dearer, dearer);
      }
      return nearest(elements, changed, dearer, Math.max(gap, spare - bounded));
    } finally {
      elements.forEach(e -> out[e] = false);
    }
  }

  /** The bound when the multipliers of the sets of what is left out are raised one by one. */
  private long raised(List<Integer> elements, long bounded) {
    long sum = bounded;
    List<int[]> sets = new ArrayList<>();
    List<Long> raises = new ArrayList<>();
    for (int left : elements) {
      for (int s : cover.occurrences[left]) {
        long least = Long.MAX_VALUE;
        for (int e : cover.set(s)) {
          least = out[e] ? least : Math.min(least, slack[e]);
        }
        if (least > 0 && least < Long.MAX_VALUE) {
          sum += least;
          sets.add(cover.set(s));
          raises.add(least);
          charge(cover.set(s), least);
        }
      }
    }
    for (int i = 0; i < raises.size(); i++) {
      charge(sets.get(i), -raises.get(i));
    }
    return sum;
  }

  private void charge(int[] set, long more) {
    for (int e : set) {
      slack[e] -= more;
    }
  }

  /** The lightest cover, where elements of greater slack than some are fixed as in the best. */
  private @Nullable Nearest nearest(
      List<Integer> elements, Set<Integer> repaired, long dearer, long free) {
    List<Integer> reached = new ArrayList<>();
    List<Integer> touched = new ArrayList<>();
    List<int[]> open = new ArrayList<>();
    boolean isRefuted = false;
    for (int i = -elements.size(); i < reached.size() && !isRefuted; i++) {
      int from = i < 0 ? elements.get(i + elements.size()) : reached.get(i);
      for (int s : cover.occurrences[from]) {
        if (!isSeenSet[s] && !isHit(s, free)) {
          isSeenSet[s] = true;
          touched.add(s);
          int[] left =
              Arrays.stream(cover.set(s)).filter(e -> !out[e] && slack[e] <= free).toArray();
          isRefuted |= left.length == 0;
          open.add(left);
          for (int e : left) {
            if (!isSeenElement[e]) {
              isSeenElement[e] = true;
              reached.add(e);
            }
          }
        }
      }
      if (reached.size() > MOST * cover.n) {
        break;
      }
    }
    touched.forEach(s -> isSeenSet[s] = false);
    reached.forEach(e -> isSeenElement[e] = false);
    if (isRefuted) {
      return new Nearest(repaired, dearer, dearer);
    }
    return reached.size() > MOST * cover.n
        ? null
        : solved(
            new Part(reached.stream().mapToInt(e -> e).sorted().toArray(), touched, open),
            elements,
            repaired,
            dearer);
  }

  /** Whether an element hits a set that every cover of interest has, or that costs nothing. */
  private boolean isHit(int s, long free) {
    for (int e : cover.set(s)) {
      if (!out[e] && (slack[e] < -free || cover.weight[e] == 0)) {
        return true;
      }
    }
    return false;
  }

  /** The multipliers of some sets, numbered afresh. */
  private Dual dual(List<Integer> sets) {
    int[] rows =
        IntStream.range(0, sets.size()).filter(i -> multipliers[sets.get(i)] > 0).toArray();
    long[] values = Arrays.stream(rows).mapToLong(i -> multipliers[sets.get(i)]).toArray();
    return new Dual(rows, values, scale);
  }

  private Nearest solved(Part all, List<Integer> elements, Set<Integer> repaired, long dearer) {
    int[] part = all.elements();
    long[] weights = Arrays.stream(part).mapToLong(e -> cover.weight[e]).toArray();
    int[][] sets =
        all.open().stream()
            .map(set -> Arrays.stream(set).map(e -> Arrays.binarySearch(part, e)).toArray())
            .toArray(int[][]::new);
    long before = 0;
    for (int e : part) {
      before += best[e] ? cover.weight[e] : 0;
    }
    for (int e : elements) {
      before += best[e] ? cover.weight[e] : 0;
    }
    Cover own = new Cover(weights, sets);
    SearchGoal goal = new SearchGoal(1, false, false, before + dearer - 1);
    SearchResult answer = CoverSolver.solve(own, goal, null, dual(all.sets()), stop);
    if (answer.found().isEmpty()) {
      return new Nearest(repaired, answer.complete() ? dearer : 0, dearer);
    }
    boolean[] chosen = answer.found().get(0).chosen();
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < part.length; i++) {
      if (chosen[i] != best[part[i]]) {
        changed.add(part[i]);
      }
    }
    elements.stream().filter(e -> best[e]).forEach(changed::add);
    long upper = answer.found().get(0).weight() - before;
    return new Nearest(changed, answer.complete() ? upper : 0, upper);
  }
}

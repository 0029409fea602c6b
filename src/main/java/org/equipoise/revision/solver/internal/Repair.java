package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Minimal covers that differ little from a given one. */
final class Repair {
  private final Cover cover;
  private final boolean[] chosen;
  private final boolean[] spared;
  private final int[] times;
  private int[] flipped = new int[16];
  private int count;
  private long dearer;

  Repair(Cover cover, boolean[] best) {
    this.cover = cover;
    this.chosen = best.clone();
    this.spared = new boolean[cover.n];
    this.times = new int[cover.sets];
    for (int e = 0; e < cover.n; e++) {
      if (chosen[e]) {
        for (int s : cover.occurrences[e]) {
          times[s]++;
        }
      }
    }
  }

  /**
   * How much a cover without some elements, found greedily, weighs more than the given one; the
   * greatest long if they cannot all be spared.
   *
   * @param receives the cover, or null if it is not wanted
   */
  long without(List<Integer> elements, boolean @Nullable [] receives) {
    return without(elements, receives, null);
  }

  /**
   * The same, which tells only what is chosen in the one cover and not in the other.
   *
   * @param changed receives these elements, in no order
   */
  long changes(List<Integer> elements, Set<Integer> changed) {
    return without(elements, null, changed);
  }

  private long without(
      List<Integer> elements, boolean @Nullable [] receives, @Nullable Set<Integer> changed) {
    dearer = 0;
    for (int e : elements) {
      spared[e] = true;
      if (chosen[e]) {
        flip(e);
      }
    }
    int taken = count;
    boolean possible = true;
    for (int i = 0; i < taken && possible; i++) {
      possible = hitAgain(flipped[i]);
    }
    if (possible) {
      dropUnneeded(taken);
      if (receives != null) {
        System.arraycopy(chosen, 0, receives, 0, chosen.length);
      }
      for (int i = 0; changed != null && i < count; i++) {
        if (!changed.add(flipped[i])) {
          changed.remove(flipped[i]); // flipped back
        }
      }
    }
    long result = possible ? dearer : Long.MAX_VALUE;
    while (count > 0) {
      toggle(flipped[--count]);
    }
    elements.forEach(e -> spared[e] = false);
    return result;
  }

  /** Hits again the sets that an element has left unhit, without what is spared. */
  private boolean hitAgain(int gone) {
    for (int s : cover.occurrences[gone]) {
      if (times[s] > 0) {
        continue;
      }
      int cheapest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int e : cover.set(s)) {
        if (!spared[e]) {
          int hits = 0;
          for (int t : cover.occurrences[e]) {
            hits += times[t] == 0 ? 1 : 0;
          }
          double price = (double) cover.weight[e] / hits;
          if (price < least) {
            least = price;
            cheapest = e;
          }
        }
      }
      if (cheapest < 0) {
        return false;
      }
      flip(cheapest);
    }
    return true;
  }

  /** Drops what those added after the first so many have made superfluous. */
  private void dropUnneeded(int first) {
    for (int i = first, added = count; i < added; i++) {
      for (int s : cover.occurrences[flipped[i]]) {
        for (int e : cover.set(s)) {
          if (chosen[e] && !isNeeded(e)) {
            flip(e);
          }
        }
      }
    }
  }

  private boolean isNeeded(int e) {
    for (int s : cover.occurrences[e]) {
      if (times[s] == 1) {
        return true;
      }
    }
    return false;
  }

  private void flip(int e) {
    if (count == flipped.length) {
      flipped = Arrays.copyOf(flipped, 2 * count);
    }
    flipped[count++] = e;
    toggle(e);
  }

  private void toggle(int e) {
    chosen[e] = !chosen[e];
    int by = chosen[e] ? 1 : -1;
    dearer += by * cover.weight[e];
    for (int s : cover.occurrences[e]) {
      times[s] += by;
    }
  }
}

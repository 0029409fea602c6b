package org.equipoise.revision.solver;

import java.util.Arrays;

/** Minimal covers that differ little from a given one. */
final class Repair {
  private final Cover cover;
  private final boolean[] chosen;
  private final int[] times;
  private int[] flipped = new int[16];
  private int count;
  private long dearer;

  Repair(Cover cover, boolean[] best) {
    this.cover = cover;
    this.chosen = best.clone();
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
   * How much a cover without an element, found greedily, weighs more than the given one; the
   * greatest long if the element cannot be spared.
   *
   * @param receives the cover, or null if it is not wanted
   */
  long without(int spared, boolean[] receives) {
    dearer = 0;
    flip(spared);
    boolean possible = hitAgain(spared);
    if (possible) {
      dropUnneeded();
      if (receives != null) {
        System.arraycopy(chosen, 0, receives, 0, chosen.length);
      }
    }
    long result = possible ? dearer : Long.MAX_VALUE;
    while (count > 0) {
      toggle(flipped[--count]);
    }
    return result;
  }

  private boolean hitAgain(int spared) {
    for (int s : cover.occurrences[spared]) {
      if (times[s] > 0) {
        continue;
      }
      int cheapest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int e : cover.set(s)) {
        if (e != spared) {
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

  private void dropUnneeded() {
    for (int i = 1, added = count; i < added; i++) {
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

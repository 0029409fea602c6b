package org.equipoise.revision.solver.internal;

import java.util.Arrays;

/**
 * Bounds by raising the multiplier of one set after the other until an element is paid in full
 * (Erlenkotter 1978). Integral, fast and weak: for small covers.
 */
final class DualAscent implements Bounder {
  private final Cover cover;
  private final long[] left;
  private final int[] freeElements;
  private final int[] open;

  DualAscent(Cover cover) {
    this.cover = cover;
    this.left = new long[cover.n];
    this.freeElements = new int[cover.sets];
    this.open = new int[cover.sets];
  }

  @Override
  public Dual bound(byte[] fixed, long ceiling) {
    System.arraycopy(cover.weight, 0, left, 0, cover.n);
    int opened = 0;
    int longest = 0;
    for (int s = 0; s < cover.sets; s++) {
      int free = free(s, fixed);
      freeElements[s] = free;
      if (free == 0) {
        return cover.refutation(s);
      }
      if (free > 0) {
        open[opened++] = s;
        longest = Math.max(longest, free);
      }
    }
    int[] rows = new int[opened];
    long[] multipliers = new long[opened];
    int count = 0;
    for (int size = 1; size <= longest; size++) {
      for (int i = 0; i < opened; i++) {
        int s = open[i];
        if (freeElements[s] != size) {
          continue;
        }
        long least = Long.MAX_VALUE;
        for (int e : cover.set(s)) {
          if (fixed[e] == Fixing.FREE) {
            least = Math.min(least, left[e]);
          }
        }
        if (least > 0) {
          for (int e : cover.set(s)) {
            left[e] -= least;
          }
          rows[count] = s;
          multipliers[count++] = least;
        }
      }
    }
    return new Dual(Arrays.copyOf(rows, count), Arrays.copyOf(multipliers, count), 1);
  }

  /** How many free elements a set has, or -1 if an element that is in hits it. */
  private int free(int set, byte[] fixed) {
    int free = 0;
    for (int e : cover.set(set)) {
      if (fixed[e] == Fixing.IN) {
        return -1;
      }
      free += fixed[e] == Fixing.FREE ? 1 : 0;
    }
    return free;
  }

  @Override
  public int branch(byte[] fixed, long[] slack) {
    int best = -1;
    for (int s = 0; s < cover.sets; s++) {
      freeElements[s] = free(s, fixed);
      if (freeElements[s] > 0 && (best < 0 || freeElements[s] < freeElements[best])) {
        best = s;
      }
    }
    if (best < 0) {
      return -1;
    }
    int chosen = -1;
    int most = -1;
    for (int e : cover.set(best)) {
      if (fixed[e] != Fixing.FREE) {
        continue;
      }
      int hits = 0;
      for (int s : cover.occurrences[e]) {
        hits += freeElements[s] > 0 ? 1 : 0;
      }
      if (chosen < 0 || slack[e] < slack[chosen] || (slack[e] == slack[chosen] && hits > most)) {
        chosen = e;
        most = hits;
      }
    }
    return chosen;
  }
}

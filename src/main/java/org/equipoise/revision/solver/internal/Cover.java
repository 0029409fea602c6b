package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A covering problem in integers: minimise {@code weight · x} over 0-1 vectors with {@code row · x
 * >= demand} for every row. The first rows are sets (coefficients and demand 1); rows derived from
 * them follow.
 */
final class Cover {
  /** A row with its coefficients and its demand. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Row(int[] elements, long[] coefficients, long demand) {
    static Row set(int[] elements) {
      long[] ones = new long[elements.length];
      Arrays.fill(ones, 1);
      return new Row(elements, ones, 1);
    }
  }

  final int n;
  final long[] weight;
  final int sets;
  final List<Row> rows;

  /** For each element, the sets that contain it. */
  final int[][] occurrences;

  private final int[][] members;
  private int @Nullable [] dearestFirst;

  Cover(long[] weight, int[][] sets) {
    this.n = weight.length;
    this.weight = weight;
    this.sets = sets.length;
    this.members = sets;
    this.rows = new ArrayList<>(sets.length);
    int[] degree = new int[n];
    for (int[] set : sets) {
      rows.add(Row.set(set));
      for (int e : set) {
        degree[e]++;
      }
    }
    occurrences = new int[n][];
    for (int e = 0; e < n; e++) {
      occurrences[e] = new int[degree[e]];
    }
    for (int s = sets.length - 1; s >= 0; s--) {
      for (int e : sets[s]) {
        occurrences[e][--degree[e]] = s;
      }
    }
  }

  int[] set(int s) {
    return members[s];
  }

  /**
   * All elements by weight, those of greatest weight first, then by number; not to be written to.
   */
  int[] dearestFirst() {
    if (dearestFirst == null) {
      dearestFirst = Ordering.descending(weight);
    }
    return dearestFirst;
  }

  /** The same rows under other weights. */
  Cover weighing(long[] other) {
    Cover cover = new Cover(other, members);
    cover.rows.addAll(rows.subList(sets, rows.size()));
    return cover;
  }

  long weightOf(boolean[] chosen) {
    long sum = 0;
    for (int e = 0; e < n; e++) {
      if (chosen[e]) {
        sum += weight[e];
      }
    }
    return sum;
  }

  boolean isHit(boolean[] chosen) {
    for (int s = 0; s < sets; s++) {
      boolean hit = false;
      for (int e : set(s)) {
        hit |= chosen[e];
      }
      if (!hit) {
        return false;
      }
    }
    return true;
  }

  /** Whether every chosen element is the only chosen one of some set. */
  boolean isMinimal(boolean[] chosen) {
    boolean[] needed = new boolean[n];
    for (int s = 0; s < sets; s++) {
      int only = -1;
      int hits = 0;
      for (int e : set(s)) {
        if (chosen[e]) {
          only = e;
          hits++;
        }
      }
      if (hits == 1) {
        needed[only] = true;
      }
    }
    for (int e = 0; e < n; e++) {
      if (chosen[e] && !needed[e]) {
        return false;
      }
    }
    return true;
  }

  /** A set of which every element is out, or -1. */
  int emptied(byte[] fixed) {
    for (int s = 0; s < sets; s++) {
      boolean empty = true;
      for (int e : set(s)) {
        empty &= fixed[e] == Fixing.OUT;
      }
      if (empty) {
        return s;
      }
    }
    return -1;
  }

  /** Multipliers that refute that every element of a set is out. */
  Dual refutation(int set) {
    return new Dual(new int[] {set}, new long[] {Arrays.stream(weight).sum() + 1}, 1);
  }
}

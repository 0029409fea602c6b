package org.equipoise.revision.solver.internal;

import java.util.function.BooleanSupplier;

/**
 * Improves a cover by taking out what is chosen around a random element and covering the gap
 * greedily, with some chance in the choice (ruin and recreate; Schrimpf et al. 2000). The random
 * numbers are always the same.
 */
final class LocalSearch {
  private static final double WARMTH = 0.15;

  private final Cover cover;
  private final boolean[] chosen;
  private final int[] times;
  private final int[] changed;
  private int changes;
  private final int[] open;
  private int opened;
  private long delta;
  private final int[] mark;
  private int round;
  private long random = 0x9E3779B97F4A7C15L;

  private LocalSearch(Cover cover, boolean[] start) {
    this.cover = cover;
    this.chosen = start.clone();
    this.times = new int[cover.sets];
    this.changed = new int[4 * cover.n + 64];
    this.open = new int[cover.sets];
    this.mark = new int[cover.n];
    for (int e = 0; e < cover.n; e++) {
      if (chosen[e]) {
        for (int s : cover.occurrences[e]) {
          times[s]++;
        }
      }
    }
  }

  /** A cover that is no heavier, after so many attempts. */
  static boolean[] improve(Cover cover, boolean[] start, int attempts, BooleanSupplier stop) {
    LocalSearch self = new LocalSearch(cover, start);
    long weight = cover.weightOf(start);
    long best = weight;
    boolean[] bestCover = start;
    double warmth = WARMTH * weight / count(start);
    for (int k = 0; k < attempts; k++) {
      if ((k & 255) == 0 && stop.getAsBoolean()) {
        break;
      }
      double heat = warmth * Math.max(0, 1 - 1.5 * k / attempts);
      long delta = self.attempt();
      if (delta <= -heat * Math.log(self.uniform())) {
        weight += delta;
      } else {
        self.undo();
      }
      if (weight < best) {
        best = weight;
        bestCover = self.chosen.clone();
      }
    }
    return bestCover;
  }

  private static int count(boolean[] chosen) {
    int count = 0;
    for (boolean each : chosen) {
      count += each ? 1 : 0;
    }
    return count;
  }

  private long attempt() {
    changes = 0;
    round++;
    opened = 0;
    delta = 0;
    ruin(2 + below(5), below(cover.n));
    for (int i = 0; i < opened; i++) {
      while (times[open[i]] == 0) {
        flip(bestFor(cover.set(open[i])));
      }
    }
    dropAround();
    return delta;
  }

  /** Takes out up to so many elements on a random walk from one. */
  private void ruin(int most, int from) {
    int e = from;
    for (int removed = 0, tries = 0; removed < most && tries < 3 * most; tries++) {
      if (chosen[e]) {
        flip(e);
        removed++;
        noteOpen(cover.occurrences[e]);
      }
      int[] around = cover.occurrences[e];
      int[] set = cover.set(around[below(around.length)]);
      e = set[below(set.length)];
    }
  }

  private void noteOpen(int[] sets) {
    for (int s : sets) {
      if (times[s] == 0) {
        open[opened++] = s;
      }
    }
  }

  private int bestFor(int[] set) {
    int best = -1;
    double bestScore = Double.POSITIVE_INFINITY;
    for (int candidate : set) {
      double score = cover.weight[candidate] / (double) misses(candidate) * (0.7 + 0.6 * uniform());
      if (score < bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }

  private int misses(int e) {
    int misses = 0;
    for (int s : cover.occurrences[e]) {
      misses += times[s] == 0 ? 1 : 0;
    }
    return misses;
  }

  /** Drops what the changes have made superfluous. */
  private void dropAround() {
    for (int last = changes, i = 0; i < last; i++) {
      if (chosen[changed[i]]) {
        for (int s : cover.occurrences[changed[i]]) {
          dropFrom(cover.set(s));
        }
      }
    }
  }

  private void dropFrom(int[] set) {
    for (int e : set) {
      if (chosen[e] && mark[e] != round) {
        mark[e] = round;
        if (!isNeeded(e)) {
          flip(e);
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
    changed[changes++] = e;
    toggle(e);
    delta += chosen[e] ? cover.weight[e] : -cover.weight[e];
  }

  private void toggle(int e) {
    chosen[e] ^= true;
    int by = chosen[e] ? 1 : -1;
    for (int s : cover.occurrences[e]) {
      times[s] += by;
    }
  }

  private void undo() {
    while (changes > 0) {
      toggle(changed[--changes]);
    }
  }

  private int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  private double uniform() {
    return (next() >>> 11) * 0x1p-53;
  }

  private long next() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return random;
  }
}

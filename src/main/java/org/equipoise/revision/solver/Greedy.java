package org.equipoise.revision.solver;

import java.util.Arrays;
import java.util.PriorityQueue;

/** A first cover: cheapest per set newly hit (Chvatal 1979), then without what is not needed. */
final class Greedy {
  private record Candidate(int element, double ratio, int hits) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byRatio = Double.compare(ratio, other.ratio);
      return byRatio != 0 ? byRatio : Integer.compare(element, other.element);
    }
  }

  private Greedy() {}

  static boolean[] cover(Cover cover) {
    int[] hits = new int[cover.n];
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int e = 0; e < cover.n; e++) {
      hits[e] = cover.occurrences[e].length;
      queue.add(candidate(cover, e, hits[e]));
    }
    boolean[] chosen = new boolean[cover.n];
    boolean[] hit = new boolean[cover.sets];
    for (int left = cover.sets; left > 0; ) {
      Candidate next = queue.remove();
      int e = next.element();
      if (hits[e] == 0) {
        continue;
      }
      if (hits[e] < next.hits()) {
        queue.add(candidate(cover, e, hits[e]));
        continue;
      }
      chosen[e] = true;
      for (int s : cover.occurrences[e]) {
        if (!hit[s]) {
          hit[s] = true;
          left--;
          for (int other : cover.set(s)) {
            hits[other]--;
          }
        }
      }
    }
    dropUnneeded(cover, chosen);
    return chosen;
  }

  /** Drops chosen elements, dearest first, that leave every set hit. */
  static void dropUnneeded(Cover cover, boolean[] chosen) {
    int[] times = new int[cover.sets];
    int count = 0;
    for (int e = 0; e < cover.n; e++) {
      if (chosen[e]) {
        count++;
        for (int s : cover.occurrences[e]) {
          times[s]++;
        }
      }
    }
    Integer[] dearestFirst = new Integer[count];
    for (int e = cover.n - 1; e >= 0; e--) {
      if (chosen[e]) {
        dearestFirst[--count] = e;
      }
    }
    Arrays.sort(dearestFirst, (a, b) -> Long.compare(cover.weight[b], cover.weight[a]));
    for (int e : dearestFirst) {
      boolean needed = false;
      for (int s : cover.occurrences[e]) {
        needed |= times[s] == 1;
      }
      if (!needed) {
        chosen[e] = false;
        for (int s : cover.occurrences[e]) {
          times[s]--;
        }
      }
    }
  }

  private static Candidate candidate(Cover cover, int e, int hits) {
    return new Candidate(e, (double) cover.weight[e] / Math.max(hits, 1), hits);
  }
}

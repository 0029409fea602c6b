package org.equipoise.revision.solver.internal;

/** Covers by greedy choice: what is cheapest per set newly hit comes next (Chvatal 1979). */
final class Greedy {
  private final Cover cover;
  private final double[] price;
  private final boolean[] chosen;
  private final boolean[] hit;

  /** For each element, how many sets it would newly hit, now and when it was last weighed. */
  private final int[] hits;

  private final int[] weighedAt;
  private final double[] ratio;
  private int left;

  /** The elements to choose from, as a heap by ratio, then number. */
  private final int[] heap;

  private int size;

  private Greedy(Cover cover, double[] price, boolean[] chosen) {
    this.cover = cover;
    this.price = price;
    this.chosen = chosen;
    this.hit = new boolean[cover.sets];
    this.hits = new int[cover.n];
    this.weighedAt = new int[cover.n];
    this.ratio = new double[cover.n];
    this.heap = new int[cover.n];
    this.left = cover.sets;
  }

  /** A first cover. */
  static boolean[] cover(Cover cover) {
    double[] price = new double[cover.n];
    for (int e = 0; e < cover.n; e++) {
      price[e] = cover.weight[e];
    }
    boolean[] chosen = new boolean[cover.n];
    complete(cover, price, chosen);
    return chosen;
  }

  /** Adds to what is chosen, at given prices, until every set is hit; drops what is not needed. */
  static void complete(Cover cover, double[] price, boolean[] chosen) {
    Greedy self = new Greedy(cover, price, chosen);
    self.begin();
    while (self.left > 0) {
      self.next();
    }
    dropUnneeded(cover, chosen);
  }

  private void begin() {
    for (int e = 0; e < cover.n; e++) {
      hits[e] = cover.occurrences[e].length;
    }
    for (int e = 0; e < cover.n; e++) {
      if (chosen[e]) {
        hit(e);
      }
    }
    for (int e = 0; e < cover.n; e++) {
      if (hits[e] > 0) {
        weigh(e);
        heap[size++] = e;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  private void next() {
    int e = heap[0];
    if (hits[e] == weighedAt[e]) {
      chosen[e] = true;
      hit(e);
    }
    if (hits[e] == 0) {
      heap[0] = heap[--size];
    } else {
      weigh(e);
    }
    sink(0);
  }

  private void hit(int e) {
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

  private void weigh(int e) {
    weighedAt[e] = hits[e];
    ratio[e] = price[e] / hits[e];
  }

  private void sink(int from) {
    int at = from;
    int e = heap[at];
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && precedes(heap[child + 1], heap[child])) {
        child++;
      }
      if (!precedes(heap[child], e)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = e;
  }

  private boolean precedes(int a, int b) {
    return ratio[a] < ratio[b] || (ratio[a] == ratio[b] && a < b);
  }

  /** Drops chosen elements, dearest first, that leave every set hit. */
  static void dropUnneeded(Cover cover, boolean[] chosen) {
    int[] times = new int[cover.sets];
    for (int e = 0; e < cover.n; e++) {
      if (chosen[e]) {
        count(cover.occurrences[e], times, 1);
      }
    }
    for (int e : cover.dearestFirst()) {
      if (chosen[e] && !isNeeded(cover.occurrences[e], times)) {
        chosen[e] = false;
        count(cover.occurrences[e], times, -1);
      }
    }
  }

  private static void count(int[] sets, int[] times, int by) {
    for (int s : sets) {
      times[s] += by;
    }
  }

  private static boolean isNeeded(int[] sets, int[] times) {
    for (int s : sets) {
      if (times[s] == 1) {
        return true;
      }
    }
    return false;
  }
}

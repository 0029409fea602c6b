package org.equipoise.revision.solver;

/** Covers that are near a given one. */
final class Repair {
  private Repair() {}

  /** A minimal cover without an element, found greedily; null if the element cannot be spared. */
  static boolean[] without(Cover cover, boolean[] best, int spared) {
    boolean[] chosen = best.clone();
    chosen[spared] = false;
    for (int s : cover.occurrences[spared]) {
      if (isHit(cover, s, chosen)) {
        continue;
      }
      int cheapest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int e : cover.set(s)) {
        if (e != spared) {
          int hits = 0;
          for (int t : cover.occurrences[e]) {
            hits += isHit(cover, t, chosen) ? 0 : 1;
          }
          double price = (double) cover.weight[e] / hits;
          if (price < least) {
            least = price;
            cheapest = e;
          }
        }
      }
      if (cheapest < 0) {
        return null;
      }
      chosen[cheapest] = true;
    }
    Greedy.dropUnneeded(cover, chosen);
    return chosen;
  }

  private static boolean isHit(Cover cover, int s, boolean[] chosen) {
    for (int e : cover.set(s)) {
      if (chosen[e]) {
        return true;
      }
    }
    return false;
  }
}

package org.equipoise.consultation.winner;

import java.util.ArrayList;
import java.util.List;

/**
 * The winners by the method of M. Schulze (2011): an item beats another if its strongest path of
 * majorities to it is stronger than the one back; a path is as strong as its weakest majority, and
 * a majority as strong as the number of people in it. Immutable.
 *
 * @param ranks the items that no other beats, then those that none of the rest beats, and so on;
 *     items of one rank are tied
 */
public record Schulze(List<List<String>> ranks) {
  public Schulze {
    ranks = ranks.stream().map(List::copyOf).toList();
  }

  /** The items that no other beats. */
  public List<String> winners() {
    return ranks.isEmpty() ? List.of() : ranks.get(0);
  }

  /** Finds the ranks. */
  public static Schulze of(Comparisons comparisons) {
    int items = comparisons.items().size();
    long[][] path = new long[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        long wins = comparisons.wins(i, j);
        path[i][j] = wins > comparisons.wins(j, i) ? wins : 0;
      }
    }
    for (int via = 0; via < items; via++) {
      for (int i = 0; i < items; i++) {
        for (int j = 0; j < items; j++) {
          if (i != j) {
            path[i][j] = Math.max(path[i][j], Math.min(path[i][via], path[via][j]));
          }
        }
      }
    }
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      left.add(i);
    }
    List<List<String>> ranks = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Integer> unbeaten =
          left.stream()
              .filter(it -> left.stream().noneMatch(other -> path[other][it] > path[it][other]))
              .toList();
      ranks.add(unbeaten.stream().map(comparisons.items()::get).toList());
      left.removeAll(unbeaten);
    }
    return new Schulze(ranks);
  }
}

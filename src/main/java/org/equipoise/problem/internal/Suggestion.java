package org.equipoise.problem.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nearest known word to one that a person misspelt. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The candidate with the least edit distance to the word, if that is at most a third of the
   * word's length (at least one); ties go to the candidate first in natural order.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    int best = Math.max(1, word.length() / 3) + 1;
    String nearest = null;
    for (String candidate : candidates.stream().sorted().toList()) {
      int distance =
          distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), best);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** A hint of the form {@code did you mean `x`?}, or null if no candidate is near. */
  public static @Nullable String didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(it -> "did you mean `" + it + "`?").orElse(null);
  }

  /** Damerau's optimal string alignment distance, or {@code limit} if it is not below it. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return Math.min(d[a.length()][b.length()], limit);
  }
}

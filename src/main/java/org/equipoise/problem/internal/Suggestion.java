package org.equipoise.problem.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The nearest known word to one that a person misspelt. */
public final class Suggestion {
  /** Nobody misspells a name as long as this, and to compare such names takes long. */
  private static final int MAX_LENGTH = 200;

  private static final int MAX_SLIPS = 3;

  /** Where the words of a name meet: at a sign between them, a capital, or a number. */
  private static final Pattern SEAM =
      Pattern.compile(
          "[._\\-/ ]+|(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})");

  private Suggestion() {}

  /**
   * The candidate with the least edit distance to the word, if that is at most a third of the
   * word's length (at least one); ties go to the candidate first in natural order.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
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

  /**
   * The candidate that was meant by a name of several words, such as {@code violates.decieve}, if
   * the one is written for the other by slips of the pen. Names of one family, which differ in a
   * word or a number ({@code risk.legal} and {@code risk.local}, {@code duty1} and {@code duty2}),
   * are none. Ties go to the candidate first in natural order.
   */
  public static Optional<String> nearestName(String name, Collection<String> candidates) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<String> words = words(name);
    int best = MAX_SLIPS + 1;
    String nearest = null;
    for (String candidate : candidates.stream().sorted().toList()) {
      int slips = slips(words, words(candidate));
      if (slips < best) {
        best = slips;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static List<String> words(String name) {
    return SEAM.splitAsStream(name).map(it -> it.toLowerCase(Locale.ROOT)).toList();
  }

  /** How many slips make the one name of the other, or more than are forgiven. */
  private static int slips(List<String> words, List<String> others) {
    if (String.join("", words).equals(String.join("", others))) {
      return 0;
    }
    if (words.size() != others.size()) {
      return MAX_SLIPS + 1;
    }
    int slips = 0;
    for (int i = 0; i < words.size(); i++) {
      slips += slips(words.get(i), others.get(i));
    }
    return slips;
  }

  /**
   * How many slips make the one word of the other: one in a word of at least four letters, two in
   * one of eight. Whoever slips writes the first letter right, or swaps it with the second.
   */
  private static int slips(String word, String other) {
    if (word.equals(other)) {
      return 0;
    }
    if (word.length() < 2 || other.length() < 2) {
      return MAX_SLIPS + 1;
    }
    int forgiven = Math.min(2, Math.max(word.length(), other.length()) / 4);
    int distance = distance(word, other, MAX_SLIPS + 1);
    boolean isSwapped = word.charAt(0) == other.charAt(1) && other.charAt(0) == word.charAt(1);
    boolean isReplaced = word.charAt(0) != other.charAt(0) && word.length() == other.length();
    boolean isAnother = !Character.isLetter(word.charAt(0)) || (isReplaced && !isSwapped);
    return distance > forgiven || isAnother ? MAX_SLIPS + 1 : distance;
  }

  /**
   * A hint of the form {@code did you mean `x`?}, or null if no candidate is near, or the word
   * itself is one.
   */
  public static @Nullable String didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates)
        .filter(it -> !it.equals(word))
        .map(it -> "did you mean `" + it + "`?")
        .orElse(null);
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

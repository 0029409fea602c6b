package org.equipoise.constitution.reading;

import java.util.Set;
import java.util.TreeSet;

/**
 * What code a text hands variables to: a method of a class or of a variable, or a constructor. That
 * code may read attributes of a fact, and its text may not be at hand.
 */
final class HandedOn {
  /** Methods of Java's own values, which read nothing of a fact that they are given. */
  private static final Set<String> OF_VALUES =
      Set.of(
          "add",
          "append",
          "compareTo",
          "contains",
          "containsKey",
          "endsWith",
          "equals",
          "equalsIgnoreCase",
          "get",
          "getOrDefault",
          "indexOf",
          "put",
          "startsWith");

  private final Tokens tokens;
  private final int from;

  /**
   * Of some tokens.
   *
   * @param from the first that counts
   */
  HandedOn(Tokens tokens, int from) {
    this.tokens = tokens;
    this.from = from;
  }

  /** The words before each method and after {@code new}, with the dots between them. */
  Set<String> to() {
    Set<String> all = new TreeSet<>();
    for (int i = from; i < tokens.size(); i++) {
      boolean isCall = tokens.isWord(i) && tokens.isSign(i + 1, "(");
      if (!isCall || !handsVariable(i + 1)) {
        continue;
      }
      int first = i;
      while (tokens.isSign(first - 1, ".") && tokens.isWord(first - 2)) {
        first -= 2;
      }
      if (tokens.isWord(first - 1, "new")) {
        all.add(dotted(first, i));
      } else if (tokens.isSign(i - 1, ".") && !OF_VALUES.contains(tokens.text(i))) {
        all.add(first < i ? dotted(first, i - 2) : "?");
      }
    }
    return all;
  }

  private String dotted(int first, int last) {
    StringBuilder name = new StringBuilder();
    for (int i = first; i <= last; i++) {
      name.append(tokens.text(i));
    }
    return name.toString();
  }

  /** Whether a variable is an argument, or part of one other than by its methods and properties. */
  private boolean handsVariable(int open) {
    int close = tokens.closing(open);
    for (int i = open + 1; i < close; i++) {
      if (tokens.isWord(i)
          && !tokens.isSign(i - 1, ".")
          && !tokens.isSign(i + 1, ".")
          && !tokens.isSign(i + 1, "(")
          && !Set.of("true", "false", "null").contains(tokens.text(i))) {
        return true;
      }
    }
    return false;
  }
}

package org.equipoise.audit.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decision comes down to. Of a case with one output it is what was decided about it. Of a
 * case with several it is whether one of them was chosen, and if none was, why.
 */
public enum LogOutcome {
  /** The only output is allowed, or one of several was chosen. */
  ALLOW,
  /** The only output is blocked, or all of several are, and that is an answer. */
  BLOCK,
  /** The only output is left to a person. */
  ESCALATE,
  /** No rule or judgment speaks. */
  ABSTAIN,
  /** None of several outputs was chosen, since they are tied. */
  UNDECIDED,
  /** All of several outputs are blocked. */
  ALL_BLOCKED,
  /** Entrenched rules forbid all of several outputs. */
  DILEMMA,
  /** Deciding failed. */
  ERROR;

  private final String word =
      name().equals("ALL_BLOCKED") ? "allBlocked" : name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses, such as {@code block}. */
  public String word() {
    return word;
  }

  /** Returns the outcome with this name, or empty if there is none. */
  public static Optional<LogOutcome> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
  }

  /**
   * Returns the outcome of a recorded decision; empty if the words are not those of one.
   *
   * @param verdicts what was decided about each output
   */
  static Optional<LogOutcome> of(
      String state, @Nullable String choice, boolean gap, List<String> verdicts) {
    if (state.equals(ERROR.word)) {
      return Optional.of(ERROR);
    }
    if (verdicts.size() == 1) {
      return of(verdicts.get(0));
    }
    return switch (state) {
      case "decided" -> Optional.of(choice != null ? ALLOW : BLOCK);
      case "undecided" -> Optional.of(gap ? ABSTAIN : UNDECIDED);
      default -> of(state);
    };
  }
}

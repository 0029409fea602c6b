package org.equipoise.decision;

import org.jspecify.annotations.Nullable;

/**
 * What a case comes down to: a choice among several outputs, or the verdict on the only one.
 *
 * @param choice null where nothing is chosen
 * @param verdict null where there are several outputs
 */
public record CaseAnswer(DecisionState state, @Nullable String choice, @Nullable Verdict verdict) {

  /** The end of an answer that names the lesser evil. */
  public static final String LESSER_EVIL = " (all blocked)";

  /** The answer that no output is taken, where that is fine. */
  public static final String NONE = "none";

  /** Returns whether there is a choice or a clear verdict, or blocking every output is fine. */
  public boolean isAnswered() {
    return choice != null || state == DecisionState.DECIDED;
  }

  /** Returns the answer without regard to whether what is chosen is the lesser of evils. */
  CaseAnswer plain() {
    return state == DecisionState.ALL_BLOCKED && choice != null
        ? new CaseAnswer(DecisionState.DECIDED, choice, verdict)
        : this;
  }

  /**
   * Returns an answer as people read it, which {@link #toString} gives as programs read it.
   *
   * @param word such as {@code allBlocked}, or the id of an output
   */
  public static String inWords(String word) {
    return word.equals(DecisionState.ALL_BLOCKED.word()) ? "all blocked" : word;
  }

  /** In a word: the output chosen, the verdict, or why there is neither. */
  @Override
  public String toString() {
    if (choice != null) {
      return state == DecisionState.ALL_BLOCKED ? choice + LESSER_EVIL : choice;
    }
    if (verdict != null) {
      return verdict.word();
    }
    return state == DecisionState.DECIDED ? NONE : state.word();
  }
}

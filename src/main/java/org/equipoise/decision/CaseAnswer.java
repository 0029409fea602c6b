package org.equipoise.decision;

import org.jspecify.annotations.Nullable;

/**
 * What a case comes down to: a choice among several outputs, or the verdict on the only one.
 *
 * @param choice null where nothing is chosen
 * @param verdict null where there are several outputs
 */
public record CaseAnswer(DecisionState state, @Nullable String choice, @Nullable Verdict verdict) {

  /** In a word: the output chosen, the verdict, or why there is neither. */
  @Override
  public String toString() {
    if (choice != null) {
      return choice;
    }
    return verdict != null ? verdict.word() : state.word();
  }
}

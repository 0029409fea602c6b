package org.equipoise.inference;

import org.jspecify.annotations.Nullable;

/** An inference that could not be finished: a rule failed, or met a limit. */
public final class InferenceException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String rule;

  InferenceException(@Nullable String rule, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.rule = rule;
  }

  /** The rule that was firing, or null if none was. */
  public @Nullable String rule() {
    return rule;
  }
}

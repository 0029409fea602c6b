package org.equipoise.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A case that cannot be decided; the message says why, in the same words in every run. */
public abstract class UndecidableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected UndecidableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public final String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

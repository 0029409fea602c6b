package org.equipoise.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thrown when a case cannot be decided. The message says why; it is the same in every run. */
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

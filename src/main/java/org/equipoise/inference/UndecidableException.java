package org.equipoise.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A case that cannot be decided, and why; see {@link FailureCause} for what the message says. */
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

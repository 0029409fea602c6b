package org.equipoise.constitution.metering;

/**
 * The code of a rule asked for something that could be otherwise when the case is decided again.
 */
public final class NotRepeatableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotRepeatableException(String message) {
    super(message);
  }
}

package org.equipoise.constitution.metering;

/**
 * Thrown when the code of a rule asks for something that could differ when the case is decided
 * again, such as the time.
 */
public final class NotRepeatableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotRepeatableException(String message) {
    super(message);
  }
}

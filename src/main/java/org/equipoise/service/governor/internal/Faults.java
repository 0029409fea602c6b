package org.equipoise.service.governor.internal;

import java.util.Objects;

/**
 * Describes exceptions of the host's code in words. An exception's own methods may throw as well.
 * Stateless and thread-safe.
 */
public final class Faults {
  private static final int MAX_CAUSES = 1_000;

  private Faults() {}

  /** Returns the class and the message of an exception. */
  public static String words(Throwable fault) {
    try {
      return String.valueOf(fault.toString());
    } catch (Throwable e) {
      return fault.getClass().getName();
    }
  }

  /** Returns the message of an exception, or its class if there is none. */
  public static String message(Throwable fault) {
    try {
      String message = fault.getMessage();
      return message == null ? words(fault) : message;
    } catch (Throwable e) {
      return words(fault);
    }
  }

  /**
   * Returns an exception that can be logged: the same, or one with its class name in its place
   * where its own methods throw, as a log calls them.
   */
  public static Throwable logged(Throwable fault) {
    try {
      Throwable each = fault;
      for (int i = 0; each != null && i < MAX_CAUSES; i++) {
        String ignored = each + each.getMessage() + each.getLocalizedMessage();
        Objects.requireNonNull(ignored);
        Objects.requireNonNull(each.getStackTrace());
        each = each.getCause();
      }
      return fault;
    } catch (Throwable e) {
      return new IllegalStateException(words(fault));
    }
  }

  /**
   * Restores the interrupt flag if the host's code was interrupted, so that the caller can detect
   * it. A method that declares no checked exception can still throw one.
   */
  public static void restoreInterrupt(Throwable fault) {
    if (fault instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}

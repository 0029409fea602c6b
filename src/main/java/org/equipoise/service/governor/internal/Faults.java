package org.equipoise.service.governor.internal;

/** What code of the host threw, put in words: an exception's own methods may throw as well. */
public final class Faults {
  private Faults() {}

  /** The class and the message of what was thrown. */
  public static String words(Throwable fault) {
    try {
      return String.valueOf(fault.toString());
    } catch (Throwable e) {
      return fault.getClass().getName();
    }
  }

  /** The message of what was thrown; its class if there is none. */
  public static String message(Throwable fault) {
    try {
      String message = fault.getMessage();
      return message == null ? words(fault) : message;
    } catch (Throwable e) {
      return words(fault);
    }
  }

  /**
   * Notes that code of the host was interrupted, so that whoever called it can tell: a method that
   * declares no checked exception can throw one all the same.
   */
  public static void restoreInterrupt(Throwable fault) {
    if (fault instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
  }
}

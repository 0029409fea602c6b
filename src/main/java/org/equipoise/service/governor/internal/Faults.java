package org.equipoise.service.governor.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.equipoise.service.governor.Discretion;

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

  /** Returns the class of an exception, and its message where that may be said. */
  public static String words(Throwable fault, Discretion discretion) {
    String words = words(fault);
    return discretion.text(words).equals(words) ? words : fault.getClass().getName();
  }

  /**
   * Returns an exception that can be logged, with the classes and places of the given one and of
   * its causes, but without messages, if one of them may not be said.
   */
  public static Throwable logged(Throwable fault, Discretion discretion) {
    Throwable logged = logged(fault);
    List<Throwable> chain = new ArrayList<>();
    for (Throwable each = logged; each != null && chain.size() < MAX_CAUSES; ) {
      chain.add(each);
      each = each.getCause();
    }
    return chain.stream().allMatch(it -> isSaid(it, discretion)) ? logged : silent(chain);
  }

  private static boolean isSaid(Throwable fault, Discretion discretion) {
    return words(fault, discretion).equals(words(fault))
        && Arrays.stream(fault.getSuppressed())
            .allMatch(it -> words(it, discretion).equals(words(it)));
  }

  private static Throwable silent(List<Throwable> chain) {
    Throwable silent = null;
    for (int i = chain.size() - 1; i >= 0; i--) {
      Throwable each = chain.get(i);
      silent = new IllegalStateException(each.getClass().getName(), silent);
      silent.setStackTrace(each.getStackTrace());
    }
    return Objects.requireNonNull(silent);
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

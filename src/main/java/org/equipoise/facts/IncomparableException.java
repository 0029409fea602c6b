package org.equipoise.facts;

/**
 * A condition that asks of a value what a value of its kind cannot answer, such as whether a text
 * is above a number. The message names the value, and the condition where that is known.
 */
public final class IncomparableException extends ClassCastException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that has a value's kind as its reason.
   *
   * @param message what was asked, and of which value
   */
  public IncomparableException(String message) {
    super(message);
  }

  private IncomparableException(String message, Throwable cause) {
    super(message);
    initCause(cause.getCause());
    setStackTrace(cause.getStackTrace());
  }

  /** The same error, which also names the condition that was tested. */
  public IncomparableException in(String condition) {
    return new IncomparableException("`" + condition + "`: " + getMessage(), this);
  }
}

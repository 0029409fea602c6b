package org.equipoise.service.governor;

/** Thrown when a constitution that was not adopted is to come into force. */
public final class NotAdoptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotAdoptedException(String message) {
    super(message);
  }
}

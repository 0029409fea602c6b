package org.equipoise.integration.langchain4j;

import dev.langchain4j.exception.NonRetriableException;
import org.equipoise.service.guard.Ruling;

/** Thrown when a reply of a model may not pass. It does not contain the reply. */
public final class RefusedReplyException extends NonRetriableException {
  private static final long serialVersionUID = 1;

  private final transient Ruling ruling;

  RefusedReplyException(Ruling ruling) {
    super("the reply was refused: " + ruling.reason());
    this.ruling = ruling;
  }

  /** Returns the ruling; null after the exception was serialized. */
  public Ruling ruling() {
    return ruling;
  }
}

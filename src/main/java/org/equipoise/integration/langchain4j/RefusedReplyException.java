package org.equipoise.integration.langchain4j;

import dev.langchain4j.exception.NonRetriableException;
import org.equipoise.service.guard.Ruling;

/** That a model's reply may not pass; the reply itself is not in it. */
public final class RefusedReplyException extends NonRetriableException {
  private static final long serialVersionUID = 1;

  private final transient Ruling ruling;

  RefusedReplyException(Ruling ruling) {
    super("the reply was refused: " + ruling.reason());
    this.ruling = ruling;
  }

  /** Why, with the decision; null after the exception was serialized. */
  public Ruling ruling() {
    return ruling;
  }
}

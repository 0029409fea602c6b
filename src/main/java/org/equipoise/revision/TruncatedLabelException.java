package org.equipoise.revision;

import org.equipoise.inference.Cause;
import org.equipoise.inference.UndecidableException;

/** A label that was cut at its limit, where all of it is needed. */
public final class TruncatedLabelException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  /** An exception for a label that was cut. */
  public TruncatedLabelException() {
    super(Cause.truncated(), null);
  }
}

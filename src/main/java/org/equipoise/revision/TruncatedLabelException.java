package org.equipoise.revision;

/** A label that was cut at its limit, where all of it is needed. */
public final class TruncatedLabelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception for a label that was cut. */
  public TruncatedLabelException() {
    super(
        "a label was cut at the limit on environments or worlds; raise"
            + " `settings.limits.labelSize` or `settings.limits.worlds`");
  }
}

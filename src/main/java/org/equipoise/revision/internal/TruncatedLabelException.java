package org.equipoise.revision.internal;

import java.util.List;
import org.equipoise.inference.UndecidableException;

/** A label that was cut at its limit, where all of it is needed. */
public final class TruncatedLabelException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  private static final String TRUNCATED =
      "a label was cut at the limit on environments or worlds; raise"
          + " `settings.limits.labelSize` or `settings.limits.worlds`";

  /** An exception for a label that was cut. */
  public TruncatedLabelException() {
    super(TRUNCATED, null);
  }

  /**
   * An exception for a conflict whose label was cut.
   *
   * @param cases those it is in
   */
  public TruncatedLabelException(String kind, List<String> cases) {
    super("of the " + kind + " in `" + String.join("` and `", cases) + "`, " + TRUNCATED, null);
  }
}

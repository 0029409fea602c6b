package org.equipoise.revision.internal;

import org.equipoise.inference.UndecidableException;

/** Costs on several levels of which it was not found out exactly which is the least. */
public final class InexactCostException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception for elements of which too many beginnings cost the same.
   *
   * @param elements how many elements there are
   */
  public InexactCostException(int elements) {
    super(
        "of "
            + elements
            + " elements on several levels too many combinations cost the same on a higher level;"
            + " give them different weights, or declare fewer levels",
        null);
  }
}

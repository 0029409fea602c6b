package org.equipoise.revision.internal;

import java.util.List;
import org.equipoise.inference.UndecidableException;

/**
 * Theories that support and undermine one another in a circle whose weights do not come to rest.
 */
public final class UnsettledWeightsException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  public UnsettledWeightsException(List<List<String>> cycles) {
    super(
        "the weights of `"
            + String.join("`, `", cycles.get(0))
            + "` do not come to rest, since they bear on each other in a circle",
        null);
  }
}

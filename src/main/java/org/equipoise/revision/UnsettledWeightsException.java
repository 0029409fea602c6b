package org.equipoise.revision;

import java.util.List;
import org.equipoise.inference.FailureCause;
import org.equipoise.inference.UndecidableException;

/**
 * Theories that support and undermine one another in a circle whose weights do not come to rest.
 */
public final class UnsettledWeightsException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  UnsettledWeightsException(List<List<String>> cycles) {
    super(FailureCause.unsettled(cycles.get(0)), null);
  }
}

package org.equipoise.authoring.ratchet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of constitution does. Immutable.
 *
 * @param sought cases that were decided against their judgments and are now decided as judged
 * @param elseChanged every other case that is decided otherwise
 * @param settled how many settled fixtures stand in both
 * @param unsettled the settled fixtures that are gone or altered
 * @param index the disequilibrium index; null if there were no cases
 * @param coverage the share of outputs on which a principle speaks; null if there were no cases
 * @param informative how many principles some answer depends on; null if there were no cases
 */
public record Effects(
    List<String> sought,
    List<String> elseChanged,
    int settled,
    List<String> unsettled,
    @Nullable Shift index,
    @Nullable Shift coverage,
    @Nullable Shift informative) {

  public Effects {
    sought = List.copyOf(sought);
    elseChanged = List.copyOf(elseChanged);
    unsettled = List.copyOf(unsettled);
  }

  /** A figure before and after. */
  public record Shift(double before, double after) {}
}

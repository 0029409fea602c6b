package org.equipoise.authoring.amendment.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.authoring.amendment.internal.Option.Dropped;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.language.Element;

/**
 * That a principle without some of its conditions would speak more often.
 *
 * @param drops the conditions, as they are written
 * @param status what it claims
 * @param speaks the outputs on which it does not speak now, and then would, by case
 */
public record Widening(
    Element rule, List<Dropped> drops, DeonticStatus status, Map<String, Set<String>> speaks) {
  public Widening {
    drops = List.copyOf(drops);
    speaks = Map.copyOf(speaks);
  }

  /** Whether the principle speaks for outputs. */
  boolean isFor() {
    return status != DeonticStatus.FORBIDDEN;
  }
}

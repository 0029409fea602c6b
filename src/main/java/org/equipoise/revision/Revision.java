package org.equipoise.revision;

import java.util.List;
import org.equipoise.inference.AppliedElement;

/**
 * Relaxations that restore consistency, if verified.
 *
 * @param cost the sum of the relaxations' costs
 * @param lowerBound no revision of its rank costs less
 * @param certified whether the cost equals the bound, by integers that were checked
 * @param verified whether everything was inferred again with the revision applied, and no conflict
 *     was left
 * @param relaxations in order
 */
public record Revision(
    Cost cost, Cost lowerBound, boolean certified, boolean verified, List<Relaxation> relaxations) {

  public Revision {
    relaxations = relaxations.stream().sorted().toList();
  }

  /** Whether it gives up an element in its case. */
  boolean relaxes(AppliedElement applied) {
    return relaxations.stream().anyMatch(it -> it.covers(applied));
  }
}

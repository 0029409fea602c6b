package org.equipoise.revision;

import java.util.List;
import org.equipoise.inference.AppliedElement;

/**
 * Relaxations that restore consistency, if {@code verified}. Immutable and safe to share between
 * threads.
 *
 * @param cost the sum of the costs of the relaxations
 * @param lowerBound no revision of the same rank costs less
 * @param certified whether the cost is proven to equal the bound, in integer arithmetic
 * @param verified whether inference was run again with the relaxations and found no conflict
 * @param relaxations the relaxations, sorted
 */
public record Revision(
    Cost cost, Cost lowerBound, boolean certified, boolean verified, List<Relaxation> relaxations) {

  public Revision {
    relaxations = relaxations.stream().sorted().toList();
  }

  /** Returns the same where not everything was looked at: neither certified nor verified. */
  public Revision ofAPart() {
    return new Revision(cost, lowerBound, false, false, relaxations);
  }

  /** Whether it gives up an element in its case. */
  boolean relaxes(AppliedElement applied) {
    return relaxations.stream().anyMatch(it -> it.covers(applied));
  }
}

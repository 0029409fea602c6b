package org.equipoise.authoring.ratchet;

import java.util.List;

/**
 * Whether one constitution may follow another. Immutable.
 *
 * @param before the digest of the one
 * @param after the digest of the other
 * @param criteria the answers, one of each name, in their order
 * @param effects what the change does
 */
public record RatchetReport(
    String before, String after, List<Criterion> criteria, Effects effects) {

  public RatchetReport {
    criteria = List.copyOf(criteria);
  }

  /** Whether every criterion passes. */
  public boolean passes() {
    return criteria.stream().allMatch(Criterion::passes);
  }

  /** The criteria that do not pass, in order. */
  public List<Criterion> failed() {
    return criteria.stream().filter(it -> !it.passes()).toList();
  }

  /** The answer to one question. */
  public Criterion criterion(Criterion.Name name) {
    return criteria.stream().filter(it -> it.name() == name).findFirst().orElseThrow();
  }
}

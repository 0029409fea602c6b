package org.equipoise.authoring.advice;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.Cost;

/** The cases of a corpus, by id. Not safe for several threads. */
final class AdvisedCases {
  private final SortedMap<String, AdvisedCase> byId = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if a case of that id was added before
   */
  void add(AdvisedCase added) {
    if (byId.putIfAbsent(added.caseId(), added) != null) {
      throw new IllegalArgumentException("there are two cases `" + added.caseId() + "`");
    }
  }

  /** All cases, sorted by id. */
  Collection<AdvisedCase> all() {
    return byId.values();
  }

  /**
   * @throws IllegalArgumentException if there is no such case
   */
  AdvisedCase of(String caseId) {
    AdvisedCase found = byId.get(caseId);
    if (found == null) {
      throw new IllegalArgumentException("there is no case `" + caseId + "`");
    }
    return found;
  }

  /** The cost of relaxing an element in its case. */
  Cost cost(AppliedElement applied) {
    return of(applied.caseId()).weights().cost(applied.element());
  }
}

package org.equipoise.authoring.advice;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;

/** The cases of a corpus, by id. Not safe for several threads. */
final class AdvisedCases {
  private final SortedMap<String, AdvisedCase> byId = new TreeMap<>();
  private final Shared shared = new Shared();

  /** What many calm cases have in common, kept once. */
  static final class Shared {
    private final Map<Set<Element>, Set<Element>> speakers = new HashMap<>();
    private final Map<List<FoundWeighing>, CaseWeights> weights = new HashMap<>();

    Set<Element> speakers(List<Element> some) {
      Set<Element> set = Set.copyOf(some);
      Set<Element> known = speakers.putIfAbsent(set, set);
      return known == null ? set : known;
    }

    /**
     * Whether what rules weigh in a case hangs on nothing but what theories say of rules: so no
     * rule gives a part of its weight.
     */
    boolean isShared(Findings findings) {
      return !findings.mayGrade()
          && findings.weighings().stream().allMatch(it -> it.weighing().target().isRule());
    }

    /** Weights by which each rule weighs what it does in the case. */
    CaseWeights weights(Findings findings, CaseWeights own) {
      return weights.computeIfAbsent(findings.weighings(), it -> own);
    }
  }

  Shared shared() {
    return shared;
  }

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

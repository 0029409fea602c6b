package org.equipoise.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * What is decided in a case, without the reasons.
 *
 * @param answer what the case comes down to
 * @param verdicts one for each output, in the order of the case
 */
public record DecisionSummary(CaseAnswer answer, List<Verdict> verdicts) {
  public DecisionSummary {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * What some decisions on one case have in common. Where they differ, a person decides.
   *
   * @param all not empty
   */
  static DecisionSummary common(List<DecisionSummary> all) {
    DecisionSummary first = all.get(0);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < first.verdicts.size(); i++) {
      int place = i;
      Verdict verdict = first.verdicts.get(place);
      boolean isSame = all.stream().allMatch(it -> it.verdicts.get(place) == verdict);
      verdicts.add(isSame ? verdict : Verdict.ESCALATE);
    }
    boolean isSame = all.stream().allMatch(it -> it.answer.equals(first.answer));
    Verdict only = verdicts.size() == 1 ? verdicts.get(0) : null;
    return new DecisionSummary(
        isSame ? first.answer : new CaseAnswer(DecisionState.UNDECIDED, null, only), verdicts);
  }
}

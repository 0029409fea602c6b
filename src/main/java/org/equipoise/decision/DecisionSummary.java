package org.equipoise.decision;

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
}

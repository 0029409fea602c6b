package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.authoring.plurality.Plurality.Reason;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.inference.Findings.FoundClaim;

/**
 * The claims that speak for an answer: for the output that is chosen or allowed, against those that
 * are not; where nothing is decided, all.
 */
final class Reasons {
  private Reasons() {}

  /** In the order of outputs and claims. */
  static List<Reason> of(Decision decision) {
    List<Reason> reasons = new ArrayList<>();
    for (OutputDecision output : decision.outputs()) {
      for (FoundClaim found : output.claims()) {
        boolean isAgainst = found.claim().deonticStatus() == DeonticStatus.FORBIDDEN;
        if (speaks(decision, output, isAgainst)) {
          reasons.add(
              new Reason(
                  found.claim().claimant(),
                  output.output(),
                  found.claim().getStatus(),
                  found.reasons()));
        }
      }
    }
    return reasons;
  }

  private static boolean speaks(Decision decision, OutputDecision output, boolean isAgainst) {
    CaseAnswer answer = decision.answer();
    if (answer.verdict() != null) {
      return switch (answer.verdict()) {
        case ALLOW -> !isAgainst;
        case BLOCK -> isAgainst;
        case ESCALATE, ABSTAIN -> true;
      };
    }
    if (answer.state() == DecisionState.ALL_BLOCKED) {
      return isAgainst;
    }
    if (answer.choice() != null) {
      return output.output().equals(answer.choice()) != isAgainst;
    }
    return answer.state() != DecisionState.DECIDED
        || output.verdict() != Verdict.BLOCK
        || isAgainst;
  }
}

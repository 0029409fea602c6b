package org.equipoise.service.guard;

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.language.Guidance;

/** Describes in one line why a case may not pass. */
final class RefusalReason {
  private static final int MAX_REASONS = 5;
  private static final int MAX_CHARS = 1_000;

  private RefusalReason() {}

  /**
   * Returns the reason.
   *
   * @param unknown the names in the case that the constitution does not know, in words
   */
  static String of(Decision decision, Action course, List<String> unknown) {
    String reason;
    if (decision.state() == DecisionState.ERROR) {
      reason = "deciding failed: " + decision.error();
    } else {
      List<String> against =
          decision.outputs().stream()
              .filter(it -> it.action() == course)
              .flatMap(RefusalReason::against)
              .distinct()
              .toList();
      String known = String.join("; ", against.subList(0, Math.min(MAX_REASONS, against.size())));
      int more = against.size() - MAX_REASONS;
      String said = more > 0 ? known + "; and " + more + " more" : known;
      if (said.isEmpty() && isSilent(decision, course)) {
        reason =
            "no principle speaks of it, so "
                + (course == Action.BLOCK ? "it is held back" : "it is left to a person")
                + told(unknown);
      } else {
        reason =
            course == Action.BLOCK
                ? said.isEmpty() ? "nothing allows it" : said
                : "it is left to a person" + (said.isEmpty() ? "" : ": " + said);
      }
    }
    return reason.length() <= MAX_CHARS ? reason : reason.substring(0, MAX_CHARS - 1) + "…";
  }

  /** Returns whether the action was taken for outputs without any claim. */
  private static boolean isSilent(Decision decision, Action course) {
    return decision.outputs().stream()
        .anyMatch(it -> it.action() == course && it.verdict() == Verdict.ABSTAIN);
  }

  private static String told(List<String> unknown) {
    int more = unknown.size() - MAX_REASONS;
    return unknown.isEmpty()
        ? ""
        : ": "
            + String.join("; ", unknown.subList(0, Math.min(MAX_REASONS, unknown.size())))
            + (more > 0 ? "; and " + more + " more" : "");
  }

  private static Stream<String> against(OutputDecision output) {
    return Stream.concat(
        output.guidance().stream()
            .filter(it -> it.guidance() instanceof Guidance.Escalate)
            .map(it -> String.join(", ", it.reasons()) + " (" + it.guidance().by() + ")"),
        output.claims().stream()
            .filter(it -> it.claim().deonticStatus() == DeonticStatus.FORBIDDEN)
            .map(RefusalReason::words));
  }

  private static String words(FoundClaim claim) {
    String reasons = String.join(", ", claim.reasons());
    String by = claim.claim().getBy();
    return reasons.isEmpty() ? by + " forbids it" : reasons + " (" + by + ")";
  }
}

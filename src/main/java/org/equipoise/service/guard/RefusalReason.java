package org.equipoise.service.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Detection;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;

/** Describes in one line why a case may not pass. */
final class RefusalReason {
  private static final int MAX_REASONS = 5;
  private static final int MAX_CHARS = 1_000;

  private RefusalReason() {}

  /**
   * Returns the reason.
   *
   * @param given what was decided
   * @param unknown the names in the case that the constitution does not know, in words
   */
  static String of(Case given, Decision decision, Action course, List<String> unknown) {
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
      String doubt = course == Action.ESCALATE ? doubt(given, decision) : "";
      if (!doubt.isEmpty()) {
        reason = "it is left to a person: " + doubt + (said.isEmpty() ? "" : "; " + said);
      } else if (said.isEmpty() && isSilent(decision, course)) {
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

  /** Returns what a detector left open or failed to read, on which the answer turns. */
  private static String doubt(Case given, Decision decision) {
    List<String> doubts = new ArrayList<>();
    for (Detection detection : given.detections()) {
      for (Detection.Reading reading : detection.readings()) {
        if (decision.fragile().contains(Element.attribute(reading.of(), reading.attribute()))) {
          doubts.add(
              "it turns on `"
                  + reading.attribute()
                  + "`, which the detector "
                  + (reading.value() == null
                      ? "could not read"
                      : "is not sure of (probability "
                          + JsonText.sixDecimals(reading.probability())
                          + (detection.thresholds() == null ? ", not calibrated)" : ")")));
        }
      }
    }
    int more = doubts.size() - MAX_REASONS;
    return String.join("; ", doubts.subList(0, Math.min(MAX_REASONS, doubts.size())))
        + (more > 0 ? "; and " + more + " more" : "");
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

package org.equipoise.guard;

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.constitution.Settings.Course;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.State;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.inference.Findings.FoundClaim;

/** What speaks against going on, in a line. */
final class Reason {
  private static final int MOST = 5;
  private static final int LONGEST = 1_000;

  private Reason() {}

  static String of(Decision decision, Course course) {
    String reason;
    if (decision.state() == State.ERROR) {
      reason = "deciding failed: " + decision.error();
    } else {
      List<String> against =
          decision.outputs().stream()
              .filter(it -> it.action() == course)
              .flatMap(Reason::against)
              .distinct()
              .toList();
      String known = String.join("; ", against.subList(0, Math.min(MOST, against.size())));
      int more = against.size() - MOST;
      String said = more > 0 ? known + "; and " + more + " more" : known;
      reason =
          course == Course.BLOCK
              ? said.isEmpty() ? "nothing allows it" : said
              : "it is left to a person" + (said.isEmpty() ? "" : ": " + said);
    }
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
  }

  private static Stream<String> against(OutputDecision output) {
    return output.claims().stream()
        .filter(it -> it.claim().deonticStatus() == DeonticStatus.FORBIDDEN)
        .map(Reason::words);
  }

  private static String words(FoundClaim claim) {
    String reasons = String.join(", ", claim.reasons());
    String by = claim.claim().getBy();
    return reasons.isEmpty() ? by + " forbids it" : reasons + " (" + by + ")";
  }
}

package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.authoring.coherence.Coherence;
import org.equipoise.authoring.coherence.CoherenceScore;
import org.equipoise.authoring.coherence.CorrectedShare;
import org.equipoise.authoring.coherence.NormClash;
import org.equipoise.authoring.coherence.TextFinding;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.Risk;
import org.equipoise.coherence.Use;

/** Whether texts hang together, in words. */
final class CoherenceText {
  private static final int MAX_LISTED = 50;

  private final PrintWriter out;

  CoherenceText(PrintWriter out) {
    this.out = out;
  }

  void write(Coherence coherence) {
    List<NormClash> clashes = coherence.clashes();
    out.println(
        clashes.isEmpty()
            ? "No two principles say `must` and `must not`, or `may` and `must not`, over the same"
                + " words."
            : "Principles that cannot both hold, by their words alone");
    for (NormClash each : clashes) {
      out.println("  " + each.first() + ": " + each.firstSays());
      out.println("  " + each.second() + ": " + each.secondSays());
    }
    out.println();
    out.println("model: " + coherence.model().name() + ", " + coherence.model().digest());
    if (coherence.calibrations().isEmpty()) {
      out.println("no calibration: everything is undecided (see `calibrate`)");
    }
    for (Map.Entry<Use, Calibration> each : coherence.calibrations().entrySet()) {
      Risk risk = each.getValue().thresholds().risk();
      out.println(
          each.getKey().word()
              + ": at most "
              + percent(risk.falseAlarms())
              + " false alarms among alarms, at "
              + percent(risk.confidence())
              + " confidence, for texts as those of "
              + each.getValue().digest());
    }
    findings(coherence.contradictions());
    scores(coherence.scores());
    out.println();
    out.println("A finding is a candidate: it counts after a person has confirmed it.");
  }

  private void findings(List<TextFinding> contradictions) {
    out.println();
    out.println(count(contradictions.size(), "contradiction"));
    for (TextFinding each :
        contradictions.subList(0, Math.min(MAX_LISTED, contradictions.size()))) {
      out.println("  " + each.caseId() + ", " + number(each.probability()));
      out.println("    " + each.standing().source() + ": “" + each.standing().text() + "”");
      out.println("    " + each.tested().source() + ": “" + each.tested().text() + "”");
    }
    if (contradictions.size() > MAX_LISTED) {
      out.println(
          "  and " + (contradictions.size() - MAX_LISTED) + " more (`--format json` has all)");
    }
  }

  private void scores(List<CoherenceScore> scores) {
    if (scores.isEmpty()) {
      return;
    }
    out.println();
    out.println("Share that contradicts, with its 95 % interval");
    for (CoherenceScore each : scores) {
      CorrectedShare corrected = each.corrected();
      String correction =
          corrected == null || corrected.value() == null
              ? ""
              : "; corrected "
                  + percent(corrected.value())
                  + " ["
                  + percent(corrected.low())
                  + ", "
                  + percent(corrected.high())
                  + "]";
      out.println(
          "  "
              + each.kind().word()
              + of(each)
              + ": "
              + each.contradictory()
              + " of "
              + each.all()
              + ", "
              + percent(each.share())
              + " ["
              + percent(each.low())
              + ", "
              + percent(each.high())
              + "]"
              + correction
              + "; undecided "
              + percent(each.undecidedShare()));
    }
  }

  private static String of(CoherenceScore score) {
    if (score.name().isEmpty()) {
      return "";
    }
    return ", " + (score.by().equals("principle") ? "" : score.by() + " ") + score.name();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import org.equipoise.calibration.BinomialBound;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.CoverageCheck;
import org.equipoise.calibration.CoverageCheck.Bound;
import org.equipoise.calibration.Curve;
import org.equipoise.calibration.Outcome;
import org.equipoise.calibration.Quality;
import org.equipoise.calibration.Risk;
import org.equipoise.calibration.Thresholds;
import org.equipoise.statistics.Estimate;

/** Writes calibrations and checks of them for people. */
final class CalibrationText {
  private final PrintWriter out;

  CalibrationText(PrintWriter out) {
    this.out = out;
  }

  void write(Calibration it) {
    out.println(
        it.use()
            + ": "
            + count(it.scores().n(), "labelled score")
            + ", "
            + it.outcome().positives()
            + " true");
    out.println("  as they are: " + quality(it.raw()));
    out.println(
        "  calibrated by "
            + (it.curve() instanceof Curve.Logistic ? "a logistic function" : "rising lines")
            + ": "
            + quality(it.fitted()));
    Thresholds thresholds = it.thresholds();
    Risk risk = thresholds.risk();
    Outcome outcome = it.outcome();
    if (thresholds.upper() == null) {
      out.println(
          "  NO UPPER THRESHOLD keeps false alarms at "
              + percent(risk.falseAlarms())
              + " of alarms or fewer: no score is an alarm");
    } else {
      out.println(
          "  an alarm from " + number(thresholds.upper()) + " on: " + alarms(outcome, risk));
    }
    if (thresholds.lower() == null) {
      out.println(
          "  NO LOWER THRESHOLD keeps misses at "
              + percent(risk.misses())
              + " of passes or fewer: no score is a pass");
    } else {
      out.println("  a pass up to " + number(thresholds.lower()) + ": " + passes(outcome, risk));
    }
    out.println("  undecided: " + share(outcome.undecided(), outcome.all()));
    if (!thresholds.isNone()) {
      out.println(
          "  Each threshold keeps its risk ("
              + percent(risk.falseAlarms())
              + " false alarms, "
              + percent(risk.misses())
              + " misses) at "
              + percent(risk.confidence())
              + " confidence for things drawn as these labels were, and for no others.");
    }
    out.println("  calibration " + it.digest());
  }

  void write(String use, CoverageCheck it) {
    Outcome outcome = it.outcome();
    Risk risk = it.risk();
    out.println(
        use
            + (it.isShifted() ? ": SHIFTED: do not use this calibration here" : ": not shifted")
            + " ("
            + count(it.n(), "labelled score")
            + ", "
            + outcome.positives()
            + " true)");
    out.println(
        "  scores: the distance to those of the calibration is "
            + number(it.distance())
            + "; chance explains up to "
            + number(it.critical()));
    out.println(
        "  false alarms ("
            + percent(risk.falseAlarms())
            + " accepted): "
            + (outcome.alarms() == 0 ? "no alarm" : alarms(outcome, risk))
            + "; "
            + words(it.falseAlarms()));
    out.println(
        "  misses ("
            + percent(risk.misses())
            + " accepted): "
            + (outcome.passes() == 0 ? "no pass" : passes(outcome, risk))
            + "; "
            + words(it.misses()));
    out.println("  undecided: " + share(outcome.undecided(), outcome.all()));
    out.println("  calibrated: " + quality(it.quality()));
  }

  private static String words(Bound bound) {
    return switch (bound) {
      case UNTRIED -> "the bound is not tried";
      case SHOWN -> "the bound holds";
      case OPEN -> "whether the bound holds is not shown";
      case BROKEN -> "THE BOUND DOES NOT HOLD";
    };
  }

  private static String alarms(Outcome it, Risk risk) {
    return share(it.alarms(), it.all())
        + ", of them false "
        + share(it.falseAlarms(), it.alarms(), risk)
        + "; they find "
        + percent(it.recall())
        + " of what is true";
  }

  private static String passes(Outcome it, Risk risk) {
    return share(it.passes(), it.all())
        + ", of them missed "
        + share(it.misses(), it.passes(), risk);
  }

  private static String share(int some, int all) {
    return some + " (" + percent(all == 0 ? 0 : (double) some / all) + ")";
  }

  /** A share with its interval at the confidence that was asked for. */
  private static String share(int some, int all, Risk risk) {
    double tail = (1 - risk.confidence()) / 2;
    return some
        + " ("
        + percent((double) some / all)
        + ", "
        + percent(BinomialBound.lower(some, all, tail))
        + " to "
        + percent(BinomialBound.upper(some, all, tail))
        + ")";
  }

  private static String quality(Quality it) {
    return "ECE "
        + estimate(it.ece())
        + ", Brier score "
        + estimate(it.brier())
        + ", AUROC "
        + estimate(it.auroc());
  }

  private static String estimate(Estimate it) {
    return AgreementText.number(it.value(), 3)
        + (it.low() == null || it.high() == null
            ? ""
            : " (" + number(it.low()) + " to " + number(it.high()) + ")");
  }

  private static String number(double number) {
    return AgreementText.number(number, 3);
  }

  private static String percent(double share) {
    return AgreementText.number(100 * share, 1) + " %";
  }
}

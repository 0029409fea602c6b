package org.equipoise.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.equipoise.calibration.Bin;
import org.equipoise.calibration.BinomialBound;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.CoverageCheck;
import org.equipoise.calibration.Curve;
import org.equipoise.calibration.Outcome;
import org.equipoise.calibration.Quality;
import org.equipoise.calibration.Risk;
import org.equipoise.calibration.Thresholds;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.statistics.Estimate;

/** Writes calibrations and checks of them as JSON. Numbers have all digits of a double. */
public final class CalibrationWriter {
  private CalibrationWriter() {}

  /** Returns the contents of a file {@code calibration.json}: one line, with a line end. */
  public static String toFile(Collection<Calibration> calibrations) {
    return JsonText.of(
            json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("calibrations");
              for (Calibration each : calibrations) {
                write(each, json);
              }
              json.writeEndArray();
              json.writeEndObject();
            })
        + "\n";
  }

  /** Returns one JSON object on one line. */
  public static String toJson(Calibration calibration) {
    return JsonText.of(json -> write(calibration, json));
  }

  private static void write(Calibration it, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("use", it.use());
    json.writeNumberField("n", it.scores().n());
    json.writeNumberField("positives", it.outcome().positives());
    quality(it.raw(), json);
    Thresholds thresholds = it.thresholds();
    if (thresholds.isNone()) {
      json.writeNullField("thresholds");
    } else {
      json.writeObjectFieldStart("thresholds");
      JsonText.number(json, "lower", thresholds.lower());
      JsonText.number(json, "upper", thresholds.upper());
      risk(thresholds.risk(), json);
      json.writeEndObject();
    }
    json.writeObjectFieldStart("asked");
    risk(thresholds.risk(), json);
    json.writeEndObject();
    outcome(it.outcome(), thresholds.risk(), json);
    json.writeObjectFieldStart("calibrated");
    quality(it.fitted(), json);
    json.writeEndObject();
    curve(it.curve(), json);
    json.writeArrayFieldStart("groups");
    for (var group : it.groups().entrySet()) {
      json.writeStartObject();
      json.writeStringField("group", group.getKey());
      json.writeNumberField("n", group.getValue().n());
      json.writeNumberField("positives", group.getValue().positives());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("scores");
    for (double each : it.scores().quantiles()) {
      json.writeNumber(each);
    }
    json.writeEndArray();
    json.writeStringField("source", it.source());
    json.writeStringField("labels", it.labels());
    json.writeStringField("made", it.made().toString());
    json.writeStringField("digest", it.digest());
    json.writeEndObject();
  }

  private static void risk(Risk risk, JsonGenerator json) throws IOException {
    json.writeNumberField("risk", risk.falseAlarms());
    json.writeNumberField("misses", risk.misses());
    json.writeNumberField("confidence", risk.confidence());
  }

  private static void outcome(Outcome it, Risk risk, JsonGenerator json) throws IOException {
    double tail = (1 - risk.confidence()) / 2;
    json.writeObjectFieldStart("outcome");
    json.writeNumberField("alarms", it.alarms());
    json.writeNumberField("falseAlarms", it.falseAlarms());
    interval(json, "falseAlarmInterval", it.falseAlarms(), it.alarms(), tail);
    json.writeNumberField("passes", it.passes());
    json.writeNumberField("misses", it.misses());
    interval(json, "missInterval", it.misses(), it.passes(), tail);
    json.writeNumberField("undecided", it.undecided());
    json.writeNumberField("recall", it.recall());
    json.writeEndObject();
  }

  /** Writes the interval of a share, at the confidence that was asked for; none of nothing. */
  private static void interval(JsonGenerator json, String name, int wrong, int all, double tail)
      throws IOException {
    if (all > 0) {
      pair(
          json, name, BinomialBound.lower(wrong, all, tail), BinomialBound.upper(wrong, all, tail));
    }
  }

  private static void quality(Quality it, JsonGenerator json) throws IOException {
    estimate(json, "ece", it.ece());
    estimate(json, "brier", it.brier());
    estimate(json, "auroc", it.auroc());
    bins(it.bins(), json);
  }

  private static void bins(List<Bin> bins, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("bins");
    for (Bin each : bins) {
      json.writeStartObject();
      json.writeNumberField("from", each.from());
      json.writeNumberField("n", each.n());
      json.writeNumberField("score", each.score());
      json.writeNumberField("positives", each.positives());
      pair(json, "interval", each.low(), each.high());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void curve(Curve curve, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("curve");
    if (curve instanceof Curve.Logistic it) {
      json.writeStringField("kind", "logistic");
      json.writeNumberField("slope", it.slope());
      json.writeNumberField("intercept", it.intercept());
      json.writeNumberField("least", it.least());
    } else if (curve instanceof Curve.Lines it) {
      json.writeStringField("kind", "lines");
      json.writeArrayFieldStart("knots");
      for (Curve.Knot knot : it.knots()) {
        json.writeStartArray();
        json.writeNumber(knot.score());
        json.writeNumber(knot.probability());
        json.writeEndArray();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /**
   * Returns a check on other labels as one JSON object on one line.
   *
   * @param calibration the one that was checked
   */
  public static String toJson(Calibration calibration, CoverageCheck check) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("use", calibration.use());
          json.writeStringField("calibration", calibration.digest());
          json.writeNumberField("n", check.n());
          json.writeNumberField("positives", check.outcome().positives());
          json.writeBooleanField("shifted", check.isShifted());
          json.writeStringField("falseAlarmBound", check.falseAlarms().word());
          json.writeStringField("missBound", check.misses().word());
          json.writeObjectFieldStart("asked");
          risk(check.risk(), json);
          json.writeEndObject();
          outcome(check.outcome(), check.risk(), json);
          json.writeObjectFieldStart("scores");
          json.writeNumberField("distance", check.distance());
          json.writeNumberField("critical", check.critical());
          json.writeBooleanField("shifted", check.areScoresShifted());
          json.writeEndObject();
          json.writeObjectFieldStart("calibrated");
          quality(check.quality(), json);
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void estimate(JsonGenerator json, String name, Estimate it) throws IOException {
    JsonText.number(json, name, it.value());
    if (it.low() != null && it.high() != null) {
      pair(json, name + "Interval", it.low(), it.high());
    }
  }

  private static void pair(JsonGenerator json, String name, double low, double high)
      throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(low);
    json.writeNumber(high);
    json.writeEndArray();
  }
}

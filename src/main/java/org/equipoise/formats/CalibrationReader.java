package org.equipoise.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.calibration.Bin;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.Curve;
import org.equipoise.calibration.Outcome;
import org.equipoise.calibration.Quality;
import org.equipoise.calibration.Risk;
import org.equipoise.calibration.ScoreSample;
import org.equipoise.calibration.Thresholds;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.formats.internal.TextFile;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.statistics.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code calibration.json}. A file is taken only if it is as it was written: each calibration
 * is written again and compared, and its digest is computed again. Stateless.
 */
public final class CalibrationReader {
  private static final int MAX_BYTES = 16 << 20;
  private static final String AGAIN = "make it again with `calibrate`";

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(JsonLimits.nesting(JsonLimits.MAX_NESTING))
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private CalibrationReader() {}

  /**
   * Returns the calibrations of a file, in its order.
   *
   * @throws InvalidInputException if the file cannot be read, is not as it was written, or holds
   *     none
   */
  public static List<Calibration> read(Path path) {
    String text = TextFile.read(path, MAX_BYTES);
    try {
      List<Calibration> found = new ArrayList<>();
      JsonNode root = JSON.readTree(text);
      for (JsonNode each : list(root, "calibrations")) {
        Calibration calibration = calibration(each);
        if (!JSON.readTree(CalibrationWriter.toJson(calibration)).equals(each)) {
          throw refused(path, "wrong-value", "the file was changed after it was made");
        }
        found.add(calibration);
      }
      if (found.isEmpty() || root.size() != 1) {
        throw refused(path, "wrong-value", "the file holds no calibrations, or more than them");
      }
      return found;
    } catch (JsonProcessingException e) {
      throw refused(path, "invalid-json", "the file is not one JSON object");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(path, "wrong-value", "this is no calibration: " + e.getMessage());
    }
  }

  private static InvalidInputException refused(Path path, String code, String message) {
    return new InvalidInputException(
        Problem.error(code, path.toString(), 0, 0, null, message, AGAIN));
  }

  private static Calibration calibration(JsonNode it) {
    Risk risk = risk(object(it, "asked"));
    JsonNode thresholds = it.path("thresholds");
    SortedMap<String, Calibration.Count> groups = new TreeMap<>();
    for (JsonNode each : list(it, "groups")) {
      groups.put(
          text(each, "group"), new Calibration.Count(whole(each, "n"), whole(each, "positives")));
    }
    List<Double> scores = new ArrayList<>();
    list(it, "scores").forEach(each -> scores.add(number(each, "scores")));
    return new Calibration(
        text(it, "use"),
        text(it, "source"),
        text(it, "labels"),
        Instant.parse(text(it, "made")),
        groups,
        new ScoreSample(whole(it, "n"), scores),
        curve(object(it, "curve")),
        thresholds.isNull()
            ? new Thresholds(null, null, risk)
            : new Thresholds(optional(thresholds, "lower"), optional(thresholds, "upper"), risk),
        outcome(object(it, "outcome"), whole(it, "positives")),
        quality(it),
        quality(object(it, "calibrated")));
  }

  private static Risk risk(JsonNode it) {
    return new Risk(number(it, "risk"), number(it, "misses"), number(it, "confidence"));
  }

  private static Outcome outcome(JsonNode it, int positives) {
    return new Outcome(
        whole(it, "alarms"),
        whole(it, "falseAlarms"),
        whole(it, "passes"),
        whole(it, "misses"),
        whole(it, "undecided"),
        positives);
  }

  private static Curve curve(JsonNode it) {
    if (text(it, "kind").equals("logistic")) {
      return new Curve.Logistic(number(it, "slope"), number(it, "intercept"), number(it, "least"));
    }
    List<Curve.Knot> knots = new ArrayList<>();
    for (JsonNode each : list(it, "knots")) {
      knots.add(new Curve.Knot(number(each.path(0), "knots"), number(each.path(1), "knots")));
    }
    return new Curve.Lines(knots);
  }

  private static Quality quality(JsonNode it) {
    List<Bin> bins = new ArrayList<>();
    for (JsonNode each : list(it, "bins")) {
      bins.add(
          new Bin(
              number(each, "from"),
              whole(each, "n"),
              number(each, "score"),
              whole(each, "positives")));
    }
    return new Quality(estimate(it, "ece"), estimate(it, "brier"), estimate(it, "auroc"), bins);
  }

  private static Estimate estimate(JsonNode it, String name) {
    JsonNode interval = it.path(name + "Interval");
    return interval.isMissingNode()
        ? new Estimate(optional(it, name), null, null)
        : new Estimate(
            optional(it, name), number(interval.path(0), name), number(interval.path(1), name));
  }

  // ---- values

  private static JsonNode list(JsonNode it, String name) {
    return need(it.path(name), it.path(name).isArray(), name, "a list");
  }

  private static JsonNode object(JsonNode it, String name) {
    return need(it.path(name), it.path(name).isObject(), name, "an object");
  }

  private static String text(JsonNode it, String name) {
    return need(it.path(name), it.path(name).isTextual(), name, "a text").asText();
  }

  private static int whole(JsonNode it, String name) {
    JsonNode value = it.path(name);
    return need(value, value.isInt(), name, "a whole number").asInt();
  }

  private static double number(JsonNode it, String name) {
    JsonNode value = it.isObject() ? it.path(name) : it;
    return need(value, value.isNumber(), name, "a number").asDouble();
  }

  private static @Nullable Double optional(JsonNode it, String name) {
    return it.path(name).isNull() ? null : Double.valueOf(number(it, name));
  }

  private static JsonNode need(JsonNode value, boolean isGood, String name, String wanted) {
    if (!isGood) {
      throw new IllegalArgumentException("`" + name + "` must be " + wanted);
    }
    return value;
  }
}

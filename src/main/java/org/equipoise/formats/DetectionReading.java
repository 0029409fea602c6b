package org.equipoise.formats;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Detection.Reading;
import org.jspecify.annotations.Nullable;

/** What detectors read in the texts of a case, while it is read from its line. */
final class DetectionReading {
  private static final List<String> DETECTION =
      List.of("detector", "version", "digest", "thresholds", "readings");
  private static final List<String> READING =
      List.of("of", "attribute", "value", "probability", "quotes", "abstained", "fault");
  private static final List<String> QUOTE = List.of("in", "from", "to", "text");

  private final JsonLine line;

  DetectionReading(JsonLine line) {
    this.line = line;
  }

  /** The detections in the list that the current token must open. */
  List<Detection> all() throws RefusedLineException {
    line.requireList();
    List<Detection> all = new ArrayList<>();
    while (line.element()) {
      all.add(new OneDetection().read());
    }
    return all;
  }

  /** A detection while it is read. */
  private final class OneDetection {
    private @Nullable String detector;
    private @Nullable String version;
    private @Nullable String digest;
    private @Nullable String thresholds;
    private final List<Reading> readings = new ArrayList<>();

    Detection read() throws RefusedLineException {
      line.requireObject();
      Fields fields = new Fields(line, DETECTION);
      fields.read(this::field);
      return new Detection(
          fields.required(detector, "detector", null),
          fields.required(version, "version", null),
          fields.required(digest, "digest", null),
          thresholds,
          readings);
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "detector" -> detector = line.text();
        case "version" -> version = line.text();
        case "digest" -> digest = line.text();
        case "thresholds" -> thresholds = line.optionalText();
        default -> {
          line.requireList();
          while (line.element()) {
            readings.add(new OneReading().read());
          }
        }
      }
    }
  }

  /** What was read of one attribute, while it is read. */
  private final class OneReading {
    private String of = "";
    private @Nullable String attribute;
    private @Nullable Object value;
    private double probability = 1;
    private final List<Quote> quotes = new ArrayList<>();
    private @Nullable String abstained;
    private boolean isFault;

    Reading read() throws RefusedLineException {
      line.requireObject();
      Fields fields = new Fields(line, READING);
      fields.read(this::field);
      String name = fields.required(attribute, "attribute", null);
      if ((value == null) == (abstained == null) || (isFault && abstained == null)) {
        throw line.refused(
            "bad-detection",
            fields.start(),
            line.subject(),
            "a reading holds either a `value`, or why it has none in `abstained`",
            null);
      }
      return new Reading(
          of, name, value, value == null ? 0 : probability, quotes, abstained, isFault);
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "of" -> of = line.text();
        case "attribute" -> attribute = line.id();
        case "value" -> value = new AttributesReader(line).plain();
        case "probability" -> probability = share();
        case "abstained" -> abstained = line.optionalText();
        case "fault" -> isFault = line.truth();
        default -> {
          line.requireList();
          while (line.element()) {
            quotes.add(new OneQuote().read());
          }
        }
      }
    }

    private double share() throws RefusedLineException {
      double share = line.number();
      if (!(share >= 0 && share <= 1)) {
        throw line.refused("out-of-range", line.spelling() + " is not in [0, 1]", null);
      }
      return share;
    }
  }

  /** A quote while it is read. */
  private final class OneQuote {
    private @Nullable String in;
    private int from = -1;
    private int to = -1;
    private @Nullable String text;

    Quote read() throws RefusedLineException {
      line.requireObject();
      Fields fields = new Fields(line, QUOTE);
      fields.read(this::field);
      String where = fields.required(in, "in", null);
      String words = fields.required(text, "text", null);
      if (from < 0 || to <= from) {
        throw line.refused(
            "bad-detection",
            fields.start(),
            line.subject(),
            "a quote starts at `from` and ends after that at `to`",
            null);
      }
      return new Quote(where, from, to, words);
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "in" -> in = line.text();
        case "from" -> from = place();
        case "to" -> to = place();
        default -> text = line.text();
      }
    }

    private int place() throws RefusedLineException {
      double place = line.number();
      if (place != Math.rint(place) || place < 0 || place > Integer.MAX_VALUE) {
        throw line.refused("out-of-range", line.spelling() + " is no place in a text", null);
      }
      return (int) place;
    }
  }
}

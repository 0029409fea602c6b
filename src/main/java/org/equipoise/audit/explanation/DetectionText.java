package org.equipoise.audit.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.Commitment;
import org.equipoise.language.Element;

/** Describes what detectors read in the texts of a recorded case, and from which words. */
final class DetectionText {
  /** The largest number of readings that sentences describe one by one. */
  private static final int MAX_TOLD = 6;

  private final JsonNode detections;

  DetectionText(RecordedDecisionView account) {
    this.detections = account.facts().path("case").path("detections");
  }

  /** Returns a line for each detector and each of its readings. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode detection : detections) {
      JsonNode thresholds = detection.path("thresholds");
      lines.add(
          "read by "
              + Phrases.name(detection.path("detector").asText())
              + " "
              + Phrases.plain(detection.path("version").asText())
              + ", "
              + Phrases.plain(detection.path("digest").asText())
              + (thresholds.isTextual()
                  ? ", with thresholds " + Phrases.plain(thresholds.asText())
                  : ", not calibrated"));
      detection.path("readings").forEach(it -> lines.add("  " + reading(it)));
    }
    return lines;
  }

  /** Returns sentences on the readings that have quotes, and on those that failed. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    int more = 0;
    for (JsonNode detection : detections) {
      for (JsonNode reading : detection.path("readings")) {
        if (reading.path("quotes").isEmpty() && !reading.path("fault").asBoolean()) {
          continue;
        }
        if (sentences.size() == MAX_TOLD) {
          more++;
        } else {
          sentences.add(
              "The detector "
                  + Phrases.name(detection.path("detector").asText())
                  + " read "
                  + reading(reading)
                  + ".");
        }
      }
    }
    if (more > 0) {
      sentences.add("Of " + more + " more readings the details tell.");
    }
    return sentences;
  }

  private static String reading(JsonNode reading) {
    StringBuilder text =
        new StringBuilder(
            Phrases.element(
                Element.attribute(
                    reading.path("of").asText(), reading.path("attribute").asText())));
    if (reading.has("abstained")) {
      return text.append(reading.path("fault").asBoolean() ? ": it failed: " : ": nothing, since ")
          .append(words(reading.path("abstained").asText()))
          .toString();
    }
    JsonNode value = reading.path("value");
    text.append(" as ")
        .append(value.isTextual() ? words(value.asText()) : Phrases.plain(value.toString()));
    if (reading.path("probability").isNumber()) {
      text.append(", with a probability of ").append(reading.path("probability").asText());
    }
    List<String> quotes = new ArrayList<>();
    for (JsonNode quote : reading.path("quotes")) {
      String words = quote.path("text").asText();
      quotes.add(
          (Commitment.isOne(words) ? "masked words" : Phrases.quoted(words))
              + " ("
              + Phrases.plain(quote.path("in").asText())
              + ", "
              + quote.path("from").asText()
              + " to "
              + quote.path("to").asText()
              + ")");
    }
    return text.append(quotes.isEmpty() ? "" : ", from " + Phrases.list(quotes)).toString();
  }

  private static String words(String text) {
    return Commitment.isOne(text) ? "a masked value" : Phrases.plain(text);
  }
}

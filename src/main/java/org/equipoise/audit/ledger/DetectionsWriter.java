package org.equipoise.audit.ledger;

import java.util.List;
import org.equipoise.audit.ledger.Masking.Place;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Detection.Reading;
import org.equipoise.formats.internal.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * Writes what detectors read in the texts of a case. Quotes of a masked text are masked whatever
 * their length, and so are the value, the probability and the quotes of a masked attribute.
 */
final class DetectionsWriter {
  private static final String CONTEXT = "context";

  private final CanonicalJson json;
  private final Masking masking;
  private final @Nullable MaskedValues values;
  private final List<String> masked;

  /**
   * Creates a writer.
   *
   * @param values the masked values; null if there are none
   * @param masked takes the places that are masked
   */
  DetectionsWriter(
      CanonicalJson json, Masking masking, @Nullable MaskedValues values, List<String> masked) {
    this.json = json;
    this.masking = masking;
    this.values = values;
    this.masked = masked;
  }

  void write(List<Detection> detections) {
    json.plainField("detections").beginList();
    for (int i = 0; i < detections.size(); i++) {
      Detection detection = detections.get(i);
      json.beginObject();
      json.plainField("detector").string(detection.detector());
      json.plainField("digest").string(detection.digest());
      json.plainField("readings").beginList();
      for (int k = 0; k < detection.readings().size(); k++) {
        Meter.step();
        write("/case/detections/" + i + "/readings/" + k, detection.readings().get(k));
      }
      json.endList();
      if (detection.thresholds() != null) {
        json.plainField("thresholds").string(detection.thresholds());
      }
      json.plainField("version").string(detection.version());
      json.endObject();
    }
    json.endList();
  }

  private void write(String pointer, Reading reading) {
    boolean isHidden =
        values != null
            && (masking.masks(Place.named(null, reading.attribute()))
                || values.areToldBy(reading.value()));
    json.beginObject();
    if (reading.abstained() != null) {
      json.plainField("abstained");
      value(pointer + "/abstained", reading.abstained(), isHidden);
    }
    json.plainField("attribute").string(reading.attribute());
    if (reading.isFault()) {
      json.plainField("fault").bool(true);
    }
    if (!reading.of().isEmpty()) {
      json.plainField("of");
      value(pointer + "/of", reading.of(), false);
    }
    if (reading.value() != null && !isHidden) {
      json.plainField("probability").number(reading.probability());
    }
    if (!reading.quotes().isEmpty()) {
      json.plainField("quotes").beginList();
      for (int i = 0; i < reading.quotes().size(); i++) {
        write(pointer + "/quotes/" + i, reading.quotes().get(i), isHidden);
      }
      json.endList();
    }
    if (reading.value() != null) {
      json.plainField("value");
      value(pointer + "/value", reading.value(), isHidden);
    }
    json.endObject();
  }

  private void write(String pointer, Quote quote, boolean isOfHidden) {
    boolean isOfMaskedText = masking.masks(quote.in().equals(CONTEXT) ? CONTEXT : "text");
    json.beginObject();
    json.plainField("from").number(quote.from());
    json.plainField("in");
    value(pointer + "/in", quote.in(), false);
    json.plainField("text");
    value(pointer + "/text", quote.text(), isOfHidden || isOfMaskedText);
    json.plainField("to").number(quote.to());
    json.endObject();
  }

  /** Writes a value, or a commitment to it if it is hidden or reveals a masked value or name. */
  private void value(String pointer, Object value, boolean isHidden) {
    if (values != null && (isHidden || values.areToldByProse(value))) {
      json.string(Commitment.of(values.salt(), pointer, value));
      masked.add(pointer);
    } else {
      json.value(value);
    }
  }
}

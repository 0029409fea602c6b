package org.equipoise.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.equipoise.annotation.Agreement;
import org.equipoise.annotation.Agreement.AnnotatorResult;
import org.equipoise.annotation.Agreement.Pair;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.statistics.Estimate;

/** Writes agreement as JSON. Stateless and safe to share between threads. */
public final class AgreementWriter {
  private AgreementWriter() {}

  /** Returns one JSON object on one line. Measures have all digits of a double. */
  public static String toJson(Agreement agreement) {
    return JsonText.of(json -> write(agreement, json));
  }

  private static void write(Agreement agreement, JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonText.number(json, "effectiveAnnotators", agreement.dependence().effective().value());
    interval(json, "effectiveInterval", agreement.dependence().effective());
    JsonText.number(json, "errorCorrelation", agreement.dependence().correlation().value());
    interval(json, "correlationInterval", agreement.dependence().correlation());
    json.writeStringField("basis", agreement.dependence().basis().word());
    json.writeNumberField("items", agreement.items());
    JsonText.number(json, "krippendorffAlpha", agreement.alpha().value());
    interval(json, "alphaInterval", agreement.alpha());
    JsonText.number(json, "fleissKappa", agreement.fleissKappa().value());
    interval(json, "fleissInterval", agreement.fleissKappa());
    JsonText.number(json, "gwetAc1", agreement.gwetAc1().value());
    interval(json, "ac1Interval", agreement.gwetAc1());
    json.writeArrayFieldStart("annotators");
    for (AnnotatorResult each : agreement.annotators()) {
      json.writeStartObject();
      json.writeStringField("annotator", each.annotator());
      json.writeNumberField("n", each.n());
      json.writeNumberField("accuracyEstimate", each.accuracyEstimate());
      json.writeNumberField("reference", each.reference());
      JsonText.number(json, "accuracy", each.accuracy());
      JsonText.number(json, "kappa", each.kappa());
      json.writeNumberField("repeats", each.self().repeats());
      json.writeNumberField("repeatsAlike", each.self().same());
      json.writeBooleanField("flagged", each.isFlagged());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("pairs");
    for (Pair pair : agreement.pairs()) {
      json.writeStartObject();
      json.writeStringField("a", pair.a());
      json.writeStringField("b", pair.b());
      json.writeNumberField("n", pair.n());
      json.writeNumberField("agreement", pair.agreement());
      JsonText.number(json, "cohenKappa", pair.cohenKappa());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void interval(JsonGenerator json, String name, Estimate measure)
      throws IOException {
    if (measure.low() != null && measure.high() != null) {
      json.writeArrayFieldStart(name);
      json.writeNumber(measure.low());
      json.writeNumber(measure.high());
      json.writeEndArray();
    }
  }
}

package org.equipoise.authoring.coherence;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.Risk;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.Use;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes whether texts hang together as JSON, one object on one line. Stateless. */
public final class CoherenceWriter {
  private CoherenceWriter() {}

  /** The coherence as JSON, without a line end. */
  public static String toJson(Coherence coherence) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          fields(coherence, json);
          json.writeEndObject();
        });
  }

  /** Writes the fields into an object that is open. */
  public static void fields(Coherence coherence, JsonGenerator json) throws IOException {
    json.writeStringField("constitution", coherence.constitution());
    model(coherence.model(), json);
    json.writeArrayFieldStart("calibrations");
    for (Map.Entry<Use, Calibration> each : coherence.calibrations().entrySet()) {
      calibration(each.getKey(), each.getValue(), json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("clashes");
    for (NormClash each : coherence.clashes()) {
      json.writeStartObject();
      json.writeStringField("first", each.first());
      json.writeStringField("firstSays", each.firstSays());
      json.writeStringField("second", each.second());
      json.writeStringField("secondSays", each.secondSays());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("findings");
    for (TextFinding each : coherence.findings()) {
      json.writeStartObject();
      finding(each, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("scores");
    for (CoherenceScore each : coherence.scores()) {
      score(each, json);
    }
    json.writeEndArray();
  }

  private static void model(ModelCard card, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("name", card.name());
    json.writeStringField("digest", card.digest());
    json.writeStringField("licence", card.licence());
    json.writeEndObject();
  }

  private static void calibration(Use use, Calibration calibration, JsonGenerator json)
      throws IOException {
    Risk risk = calibration.thresholds().risk();
    json.writeStartObject();
    json.writeStringField("use", use.word());
    json.writeStringField("digest", calibration.digest());
    json.writeStringField("labels", calibration.labels());
    json.writeNumberField("pairs", calibration.scores().n());
    JsonText.decimal(json, "falseAlarms", risk.falseAlarms());
    JsonText.decimal(json, "misses", risk.misses());
    JsonText.decimal(json, "confidence", risk.confidence());
    json.writeEndObject();
  }

  /** Writes the fields of a finding into an object that is open. */
  static void finding(TextFinding finding, JsonGenerator json) throws IOException {
    json.writeStringField("kind", finding.kind().word());
    json.writeStringField("case", finding.caseId());
    JsonText.optional(json, "output", finding.output());
    JsonText.optional(json, "author", finding.author());
    JsonText.optional(json, "kindOfCase", finding.kindOfCase());
    json.writeStringField("verdict", finding.verdict());
    JsonText.optional(
        json, "why", finding.finding() instanceof Undecided it ? it.why().word() : null);
    JsonText.decimal(json, "probability", finding.probability());
    relation(finding.relation().orElse(null), json);
    quote("standing", finding.standing(), json);
    quote("tested", finding.tested(), json);
  }

  private static void relation(@Nullable Relation relation, JsonGenerator json) throws IOException {
    if (relation != null) {
      json.writeObjectFieldStart("relation");
      JsonText.decimal(json, "entails", relation.entails());
      JsonText.decimal(json, "neither", relation.neither());
      JsonText.decimal(json, "contradicts", relation.contradicts());
      json.writeEndObject();
    }
  }

  private static void quote(String name, Quote quote, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("source", quote.source());
    json.writeStringField("text", quote.whole());
    json.writeStringField("quote", quote.text());
    json.writeNumberField("start", quote.start());
    json.writeNumberField("end", quote.end());
    json.writeEndObject();
  }

  private static void score(CoherenceScore score, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", score.kind().word());
    json.writeStringField("by", score.by());
    json.writeStringField("name", score.name());
    json.writeNumberField("all", score.all());
    json.writeNumberField("contradictory", score.contradictory());
    json.writeNumberField("undecided", score.undecided());
    JsonText.decimal(json, "share", score.share());
    JsonText.decimal(json, "low", score.low());
    JsonText.decimal(json, "high", score.high());
    JsonText.decimal(json, "undecidedShare", score.undecidedShare());
    CorrectedShare corrected = score.corrected();
    if (corrected != null) {
      json.writeObjectFieldStart("corrected");
      Double value = corrected.value();
      if (value == null) {
        json.writeNullField("value");
      } else {
        JsonText.decimal(json, "value", value);
      }
      JsonText.decimal(json, "low", corrected.low());
      JsonText.decimal(json, "high", corrected.high());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}

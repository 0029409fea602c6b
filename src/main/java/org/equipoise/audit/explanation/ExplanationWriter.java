package org.equipoise.audit.explanation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.audit.explanation.Counterfactuals.Found;
import org.equipoise.audit.explanation.Counterfactuals.SearchResult;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.decision.DecisionWriter;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/** Writes explanations as JSON, with the recorded entries unchanged. Stateless and thread-safe. */
public final class ExplanationWriter {
  private ExplanationWriter() {}

  /**
   * Returns the explanation as one line of JSON, without a line end.
   *
   * @param contrast the counterfactuals; null if none were requested
   */
  public static String toJson(Explanation explanation, @Nullable Counterfactuals contrast) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("entry", explanation.entry().sequence());
          json.writeStringField("explanation", explanation.paragraph());
          json.writeFieldName("record");
          json.writeRawValue(explanation.entry().json());
          json.writeArrayFieldStart("later");
          for (Entry entry : explanation.later()) {
            json.writeRawValue(entry.json());
          }
          json.writeEndArray();
          if (!explanation.unread().isEmpty()) {
            JsonText.strings(json, "unread", explanation.unread());
          }
          if (contrast != null) {
            json.writeFieldName("otherwise");
            write(contrast, json);
          }
          json.writeEndObject();
        });
  }

  private static void write(Counterfactuals contrast, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (contrast.asOf() != null) {
      json.writeStringField("asOf", contrast.asOf().toString());
    }
    json.writeStringField("goal", contrast.wanted().toString());
    json.writeArrayFieldStart("ways");
    for (SearchResult result : contrast.results()) {
      write(result, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(SearchResult result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("of", result.kind().word());
    write("changes", result.changes(), json);
    write("nearly", result.partial(), json);
    json.writeNumberField("things", result.things());
    json.writeNumberField("complete", result.complete());
    json.writeNumberField("tried", result.tried());
    json.writeBooleanField("cut", result.isCut());
    JsonText.strings(json, "incomplete", result.incomplete());
    JsonText.strings(json, "entrenched", result.entrenched());
    json.writeEndObject();
  }

  private static void write(String name, List<Found> found, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(name);
    for (Found each : found) {
      json.writeStartObject();
      json.writeArrayFieldStart("changes");
      for (CounterfactualChange change : each.changes()) {
        write(change, json);
      }
      json.writeEndArray();
      json.writeFieldName("decision");
      json.writeRawValue(DecisionWriter.toJson(each.decision()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(CounterfactualChange change, JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (change instanceof CounterfactualChange.Fact fact) {
      json.writeStringField("kind", "fact");
      json.writeStringField("of", fact.subject().word());
      json.writeStringField("id", fact.id());
      json.writeStringField("attribute", fact.attribute());
      value("from", fact.from(), json);
      value("to", fact.to(), json);
    } else if (change instanceof CounterfactualChange.GivenUp givenUp) {
      json.writeStringField("kind", "give-up");
      json.writeStringField("judgment", givenUp.judgment());
    } else if (change instanceof CounterfactualChange.Reversed reversed) {
      json.writeStringField("kind", "reverse");
      json.writeStringField("judgment", reversed.judgment());
      json.writeStringField("to", reversed.to());
    } else if (change instanceof CounterfactualChange.Held held) {
      json.writeStringField("kind", "hold");
      json.writeStringField("output", held.output());
      json.writeStringField("status", held.status());
      json.writeNumberField("confidence", held.confidence());
    } else if (change instanceof CounterfactualChange.Overridden overridden) {
      json.writeStringField("kind", "override");
      json.writeStringField("element", overridden.rule().toString());
      Cost cost = overridden.cost();
      json.writeNumberField("cost", cost.decimal());
      if (cost.levels().areDeclared()) {
        json.writeStringField("level", cost.levels().names().get(cost.rank()));
      }
    }
    json.writeEndObject();
  }

  /** Writes a value, or nothing if it is missing. */
  private static void value(String name, @Nullable Object value, JsonGenerator json)
      throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      JsonText.value(json, value);
    }
  }
}

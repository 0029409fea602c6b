package org.equipoise.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions as JSON, one object on one line. Costs and margins have at most six decimals; an
 * infinite cost is the text {@code "infinite"}. The costs of a failed decision are null. Stateless
 * and safe to share between threads.
 */
public final class DecisionWriter {
  private DecisionWriter() {}

  /** Returns the decision as one line of JSON, without a line end. */
  public static String toJson(Decision decision) {
    return JsonText.of(json -> write(decision, json));
  }

  private static void write(Decision decision, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", decision.caseId());
    json.writeArrayFieldStart("outputs");
    for (OutputDecision output : decision.outputs()) {
      write(output, decision.state() == DecisionState.ERROR, json);
    }
    json.writeEndArray();
    json.writeStringField("choice", decision.choice());
    cost("choiceMargin", decision.choiceMargin(), json);
    json.writeStringField("state", decision.state().word());
    json.writeBooleanField("gap", decision.gap());
    json.writeArrayFieldStart("fragile");
    for (Element element : decision.fragile()) {
      json.writeString(element.toString());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("conflicts");
    for (FoundConflict conflict : decision.conflicts()) {
      json.writeStartObject();
      json.writeStringField("kind", conflict.conflict().kind());
      JsonText.strings(json, "about", conflict.conflict().about());
      json.writeStringField("why", String.join("; ", conflict.reasons()));
      write(conflict.label(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (decision.error() != null) {
      write(decision.error(), json);
    }
    json.writeStringField("constitution", decision.constitution());
    json.writeEndObject();
  }

  private static void write(DecisionError error, JsonGenerator json) throws IOException {
    json.writeStringField("error", error.sentence());
    json.writeObjectFieldStart("errorDetails");
    json.writeStringField("code", error.code().word());
    if (error.rule() != null) {
      json.writeStringField("rule", error.rule());
    }
    if (error.limit() != null) {
      json.writeNumberField("limit", error.limit());
    }
    if (error.place() != null) {
      json.writeStringField("place", error.place());
    }
    json.writeEndObject();
  }

  private static void write(OutputDecision output, boolean failed, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("output", output.output());
    json.writeStringField("decision", output.verdict().word());
    json.writeStringField("action", output.action().word());
    JsonText.decimal(json, "margin", output.margin());
    cost("costAllow", failed ? null : output.allowing().cost(), json);
    cost("costBlock", failed ? null : output.blocking().cost(), json);
    json.writeArrayFieldStart("claims");
    for (FoundClaim claim : output.claims()) {
      json.writeStartObject();
      json.writeStringField("status", claim.claim().getStatus());
      if (claim.claim().over() != null) {
        json.writeStringField("over", claim.claim().over());
      }
      json.writeStringField("by", claim.claim().getBy());
      json.writeStringField("reason", String.join("; ", claim.reasons()));
      write(claim.label(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Label label, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("environments");
    for (List<Element> environment : label.environments()) {
      json.writeStartArray();
      for (Element element : environment) {
        json.writeString(element.toString());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    if (label.truncated()) {
      json.writeBooleanField("truncated", true);
    }
  }

  private static void cost(String name, @Nullable Cost cost, JsonGenerator json)
      throws IOException {
    if (cost == null) {
      json.writeNullField(name);
    } else if (cost.isInfinite()) {
      json.writeStringField(name, cost.toString());
    } else {
      json.writeFieldName(name);
      json.writeNumber(cost.decimal().toPlainString());
    }
  }
}

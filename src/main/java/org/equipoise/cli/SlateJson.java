package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.consultation.slate.Representation;
import org.equipoise.consultation.slate.Representation.Neglect;
import org.equipoise.consultation.slate.Slates;
import org.equipoise.consultation.slate.Welfare;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.formats.internal.JsonText;

/** Writes slates as a field of a JSON object. */
final class SlateJson {
  private final SlateResult result;
  private final JsonGenerator json;

  private SlateJson(SlateResult result, JsonGenerator json) {
    this.result = result;
    this.json = json;
  }

  static void write(SlateResult result, JsonGenerator json) throws IOException {
    new SlateJson(result, json).write();
  }

  private void write() throws IOException {
    json.writeObjectFieldStart("slates");
    json.writeNumberField("seats", result.election().seats());
    json.writeNumberField("candidates", result.election().statements().size());
    json.writeNumberField("voters", result.election().voters());
    json.writeObjectFieldStart("proportionalApproval");
    json.writeStringField("score", result.proportional().score().toString());
    json.writeStringField("atMost", result.proportional().atMost().toString());
    json.writeBooleanField("proven", result.proportional().isProven());
    slates(result.proportional().best());
    json.writeEndObject();
    json.writeObjectFieldStart("equalShares");
    slates(result.equalShares());
    json.writeEndObject();
    json.writeObjectFieldStart("welfare");
    json.writeBooleanField("complete", result.welfare().isComplete());
    outcomes("utilitarian", result.welfare().utilitarian());
    outcomes("nash", result.welfare().nash());
    outcomes("leximin", result.welfare().leximin());
    outcomes("front", result.welfare().front());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void slates(Slates slates) throws IOException {
    json.writeBooleanField("all", slates.areAll());
    json.writeArrayFieldStart("slates");
    for (List<String> slate : slates.slates()) {
      Representation representation = result.representation(slate);
      json.writeStartObject();
      JsonText.strings(json, "statements", slate);
      json.writeBooleanField("jr", representation.justified() == null);
      json.writeBooleanField("ejrPlus", representation.proportional() == null);
      json.writeArrayFieldStart("neglected");
      if (representation.proportional() != null) {
        neglect(representation.proportional());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void neglect(Neglect neglect) throws IOException {
    json.writeStartObject();
    json.writeStringField("statement", neglect.statement());
    json.writeNumberField("seats", neglect.seats());
    json.writeNumberField("voters", neglect.voters());
    json.writeEndObject();
  }

  private void outcomes(String name, List<Welfare.Outcome> outcomes) throws IOException {
    json.writeArrayFieldStart(name);
    for (Welfare.Outcome outcome : outcomes) {
      json.writeStartObject();
      JsonText.strings(json, "statements", outcome.slate());
      json.writeArrayFieldStart("worth");
      for (Fraction worth : outcome.worth()) {
        json.writeNumber(ConsultJson.number(worth));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

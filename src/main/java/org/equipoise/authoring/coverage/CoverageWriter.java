package org.equipoise.authoring.coverage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.authoring.coverage.Coverage.Failures;
import org.equipoise.authoring.coverage.Coverage.Group;
import org.equipoise.authoring.coverage.Coverage.Guidance;
import org.equipoise.authoring.coverage.Coverage.RuleCoverage;
import org.equipoise.authoring.coverage.Coverage.Silence;
import org.equipoise.formats.internal.JsonText;

/**
 * Writes coverage as JSON, one object on one line. Shares have at most six decimals. Stateless and
 * safe to share between threads.
 */
public final class CoverageWriter {
  private CoverageWriter() {}

  /** The coverage as JSON, without a line end. */
  public static String toJson(Coverage coverage) {
    return JsonText.of(json -> write(coverage, json));
  }

  private static void write(Coverage coverage, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("constitution", coverage.constitution());
    json.writeNumberField("cases", coverage.cases());
    json.writeNumberField("decided", coverage.decided());
    json.writeNumberField("judgments", coverage.judgments());
    json.writeNumberField("outputs", coverage.outputs());
    json.writeNumberField("spokenOf", coverage.spokenOf());
    JsonText.decimal(json, "coverage", coverage.share());
    JsonText.decimal(json, "informativeness", coverage.informativeness());
    silence("gaps", coverage.gaps(), json);
    silence("silences", coverage.silences(), json);
    json.writeArrayFieldStart("guidance");
    for (Guidance each : coverage.guidance()) {
      json.writeStartObject();
      json.writeStringField("kind", each.kind());
      JsonText.strings(json, "parties", each.parties());
      json.writeNumberField("cases", each.cases());
      JsonText.strings(json, "examples", each.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("guidanceUnlisted", coverage.guidanceUnlisted());
    json.writeNumberField("guidanceCut", coverage.guidanceCut());
    json.writeArrayFieldStart("rules");
    for (RuleCoverage rule : coverage.rules()) {
      json.writeStartObject();
      json.writeStringField("rule", rule.rule().toString());
      json.writeStringField("file", rule.file());
      json.writeNumberField("line", rule.line());
      json.writeStringField("bearing", rule.bearing().word());
      json.writeNumberField("cases", rule.cases());
      json.writeNumberField("answers", rule.answers());
      json.writeNumberField("openings", rule.openings());
      json.writeNumberField("verdicts", rule.verdicts());
      JsonText.strings(json, "examples", rule.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("untried");
    for (UntestedComparison untried : coverage.untested()) {
      json.writeStartObject();
      json.writeStringField("of", untried.subject().word());
      json.writeStringField("attribute", untried.attribute());
      json.writeStringField("test", untried.test());
      json.writeStringField("lack", untried.lack().word());
      JsonText.strings(json, "rules", untried.rules());
      json.writeEndObject();
    }
    json.writeEndArray();
    failures(coverage.failures(), json);
    json.writeEndObject();
  }

  private static void silence(String name, Silence silence, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("count", silence.count());
    json.writeArrayFieldStart("groups");
    for (Group group : silence.groups()) {
      json.writeStartObject();
      traits("where", group.where(), json);
      traits("shared", group.shared(), json);
      json.writeNumberField("count", group.count());
      json.writeNumberField("among", group.among());
      json.writeNumberField("alike", group.alike());
      JsonText.strings(json, "examples", group.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void traits(String name, List<AttributeState> traits, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (AttributeState trait : traits) {
      json.writeStartObject();
      json.writeStringField("of", trait.subject().word());
      json.writeStringField("attribute", trait.attribute());
      json.writeStringField("state", trait.state().word());
      if (trait.value() != null) {
        json.writeFieldName("value");
        json.writeRawValue(trait.value());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void failures(Failures failures, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("failures");
    json.writeNumberField("count", failures.count());
    json.writeArrayFieldStart("examples");
    for (int i = 0; i < failures.examples().size(); i++) {
      json.writeStartObject();
      json.writeStringField("case", failures.examples().get(i));
      json.writeStringField("cause", failures.causes().get(i));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

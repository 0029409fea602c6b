package org.equipoise.coverage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.equipoise.coverage.Coverage.Failures;
import org.equipoise.coverage.Coverage.Group;
import org.equipoise.coverage.Coverage.Guidance;
import org.equipoise.coverage.Coverage.RuleCoverage;
import org.equipoise.coverage.Coverage.Silence;

/** Writes coverage as one JSON object on one line. Shares have at most six decimals. */
public final class CoverageWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private CoverageWriter() {}

  /** The coverage as JSON, without a line end. */
  public static String toJson(Coverage coverage) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(coverage, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Coverage coverage, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("constitution", coverage.constitution());
    json.writeNumberField("cases", coverage.cases());
    json.writeNumberField("decided", coverage.decided());
    json.writeNumberField("judgments", coverage.judgments());
    json.writeNumberField("outputs", coverage.outputs());
    json.writeNumberField("spokenOf", coverage.spokenOf());
    share("coverage", coverage.share(), json);
    share("informativeness", coverage.informativeness(), json);
    silence("gaps", coverage.gaps(), json);
    silence("silences", coverage.silences(), json);
    json.writeArrayFieldStart("guidance");
    for (Guidance each : coverage.guidance()) {
      json.writeStartObject();
      json.writeStringField("kind", each.kind());
      strings("parties", each.parties(), json);
      json.writeNumberField("cases", each.cases());
      strings("examples", each.examples(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("guidanceUnlisted", coverage.guidanceUnlisted());
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
      strings("examples", rule.examples(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("untried");
    for (Untried untried : coverage.untried()) {
      json.writeStartObject();
      json.writeStringField("of", untried.subject().word());
      json.writeStringField("attribute", untried.attribute());
      json.writeStringField("test", untried.test());
      json.writeStringField("lack", untried.lack().word());
      strings("rules", untried.rules(), json);
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
      strings("examples", group.examples(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void traits(String name, List<Trait> traits, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Trait trait : traits) {
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

  private static void strings(String name, List<String> strings, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String each : strings) {
      json.writeString(each);
    }
    json.writeEndArray();
  }

  private static void share(String name, double share, JsonGenerator json) throws IOException {
    BigDecimal rounded = BigDecimal.valueOf(share).setScale(6, RoundingMode.HALF_EVEN);
    json.writeFieldName(name);
    json.writeNumber(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
  }
}

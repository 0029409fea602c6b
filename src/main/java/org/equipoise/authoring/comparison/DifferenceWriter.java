package org.equipoise.authoring.comparison;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.equipoise.authoring.comparison.ConstitutionChange.PartChange;
import org.equipoise.authoring.comparison.DecisionComparison.AnswerChange;
import org.equipoise.authoring.comparison.DecisionComparison.Group;
import org.equipoise.authoring.comparison.DecisionComparison.NewCases;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes how constitutions, and decisions under them, differ: one JSON object on one line. */
public final class DifferenceWriter {
  private DifferenceWriter() {}

  /**
   * As JSON, without a line end.
   *
   * @param comparison what the difference does to decisions, or null if that was not asked
   * @param notTriedAlone the changes that were not tried alone
   */
  public static String toJson(
      ConstitutionDifference difference,
      @Nullable DecisionComparison comparison,
      List<ConstitutionChange> notTriedAlone) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          writeFields(difference, json);
          if (comparison != null) {
            writeFields(
                comparison,
                notTriedAlone.stream().map(ConstitutionChange::toString).toList(),
                json);
          }
          json.writeEndObject();
        });
  }

  /** Writes how constitutions differ, into an object that is open. */
  public static void writeFields(ConstitutionDifference difference, JsonGenerator json)
      throws IOException {
    json.writeStringField("before", difference.before());
    json.writeStringField("after", difference.after());
    json.writeArrayFieldStart("changes");
    for (ConstitutionChange change : difference.changes()) {
      write(change, json);
    }
    json.writeEndArray();
    json.writeNumberField("untouched", difference.untouched());
  }

  /**
   * Writes what that does to decisions, into an object that is open.
   *
   * @param notTriedAlone the changes that were not tried alone, in words
   */
  public static void writeFields(
      DecisionComparison comparison, Collection<String> notTriedAlone, JsonGenerator json)
      throws IOException {
    json.writeFieldName("decisions");
    write(comparison, json);
    JsonText.strings(json, "inseparable", notTriedAlone);
  }

  /** A comparison of decisions as JSON, without a line end. */
  public static String toJson(DecisionComparison comparison) {
    return JsonText.of(json -> write(comparison, json));
  }

  private static void write(ConstitutionChange change, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", change.kind().word());
    json.writeStringField("subject", change.subject().word());
    json.writeStringField("name", change.name());
    if (change.formerName() != null) {
      json.writeStringField("formerName", change.formerName());
    }
    json.writeBooleanField("altersMeaning", change.altersMeaning());
    json.writeArrayFieldStart("parts");
    for (PartChange part : change.parts()) {
      json.writeStartObject();
      json.writeStringField("part", part.part().word());
      json.writeStringField("before", part.before());
      json.writeStringField("after", part.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    rule("before", change.before(), json);
    rule("after", change.after(), json);
    json.writeEndObject();
  }

  private static void rule(String name, @Nullable DefinedRule rule, JsonGenerator json)
      throws IOException {
    if (rule != null) {
      json.writeObjectFieldStart(name);
      json.writeStringField("file", rule.file());
      json.writeNumberField("line", rule.line());
      json.writeStringField("text", rule.text());
      json.writeEndObject();
    }
  }

  private static void write(DecisionComparison comparison, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("cases", comparison.cases());
    json.writeNumberField("differing", comparison.differing());
    aspects(comparison.aspects(), json);
    json.writeArrayFieldStart("groups");
    for (Group group : comparison.groups()) {
      json.writeStartObject();
      JsonText.strings(json, "causes", group.causes());
      json.writeBooleanField("together", group.together());
      json.writeNumberField("cases", group.cases());
      aspects(group.aspects(), json);
      json.writeArrayFieldStart("answers");
      for (AnswerChange turn : group.answers()) {
        json.writeStartObject();
        json.writeStringField("turn", turn.change());
        json.writeNumberField("cases", turn.cases());
        json.writeEndObject();
      }
      json.writeEndArray();
      JsonText.strings(json, "examples", group.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("newly");
    for (NewCases each : comparison.newCases()) {
      json.writeStartObject();
      json.writeStringField("kind", each.condition().word());
      json.writeNumberField("cases", each.cases());
      JsonText.strings(json, "examples", each.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void aspects(Map<Aspect, Long> aspects, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("aspects");
    for (Map.Entry<Aspect, Long> aspect : aspects.entrySet()) {
      json.writeNumberField(aspect.getKey().word(), aspect.getValue());
    }
    json.writeEndObject();
  }
}

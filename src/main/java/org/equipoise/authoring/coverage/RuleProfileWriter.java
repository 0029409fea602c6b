package org.equipoise.authoring.coverage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.authoring.coverage.RuleProfile.Clash;
import org.equipoise.authoring.coverage.RuleProfile.Firing;
import org.equipoise.authoring.coverage.RuleProfile.Weighed;
import org.equipoise.constitution.Term;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.language.Rule;
import org.equipoise.problem.Problem;
import org.equipoise.revision.weight.Contribution;
import org.equipoise.revision.weight.TheoreticalWeight;

/**
 * Writes the profile of a rule as JSON, one object on one line. Stateless and safe to share between
 * threads.
 */
public final class RuleProfileWriter {
  private RuleProfileWriter() {}

  /**
   * The portrait as JSON, without a line end; an infinite weight is {@code "infinite"}.
   *
   * @param ofKinds warnings of comparisons in the rule between values of different kinds
   */
  public static String toJson(RuleProfile portrait, List<Problem> ofKinds) {
    return JsonText.of(json -> write(portrait, ofKinds, json));
  }

  private static void write(RuleProfile portrait, List<Problem> ofKinds, JsonGenerator json)
      throws IOException {
    Rule rule = portrait.rule().rule();
    json.writeStartObject();
    json.writeStringField("rule", rule.element().toString());
    json.writeStringField("file", portrait.rule().file());
    json.writeNumberField("line", portrait.rule().line());
    json.writeNumberField("column", portrait.rule().column());
    json.writeStringField("text", portrait.rule().text());
    json.writeStringField("says", rule.says());
    json.writeStringField("source", rule.source());
    JsonText.strings(json, "tags", rule.tags());
    json.writeBooleanField("entrenched", rule.entrenched());
    JsonText.optional(json, "level", rule.level());
    term(portrait, json);
    JsonText.strings(json, "consequences", portrait.says());
    json.writeArrayFieldStart("weights");
    for (Weighed each : portrait.weights()) {
      weight(each, json);
    }
    json.writeEndArray();
    json.writeNumberField("cases", portrait.cases());
    json.writeNumberField("fired", portrait.fired());
    json.writeNumberField("hanging", portrait.decisive());
    json.writeArrayFieldStart("firings");
    for (Firing each : portrait.firings()) {
      json.writeStartObject();
      json.writeStringField("case", each.caseId());
      JsonText.strings(json, "said", each.said());
      json.writeStringField("answer", each.answer());
      json.writeStringField("without", each.without());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("clashes");
    for (Clash each : portrait.clashes()) {
      json.writeStartObject();
      json.writeStringField("kind", each.kind());
      JsonText.strings(json, "with", each.with());
      json.writeNumberField("cases", each.cases());
      JsonText.strings(json, "examples", each.examples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("failures", portrait.failures().count());
    if (!ofKinds.isEmpty()) {
      json.writeArrayFieldStart("kinds");
      for (Problem each : ofKinds) {
        json.writeStartObject();
        json.writeNumberField("line", each.line());
        json.writeNumberField("column", each.column());
        json.writeStringField("message", each.message());
        JsonText.optional(json, "hint", each.hint());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void term(RuleProfile portrait, JsonGenerator json) throws IOException {
    Term term = portrait.rule().term();
    if (term.from() != null) {
      json.writeStringField("from", term.from().toString());
    }
    if (term.until() != null) {
      json.writeStringField("until", term.until().toString());
    }
    JsonText.optional(json, "owner", term.owner());
    if (term.isLimited() && portrait.asOf() != null) {
      json.writeBooleanField("inForce", term.includes(Term.day(portrait.asOf())));
    }
  }

  private static void weight(Weighed weighed, JsonGenerator json) throws IOException {
    TheoreticalWeight weight = weighed.weight();
    json.writeStartObject();
    JsonText.decimal(json, "base", weight.base());
    if (weight.entrenched()) {
      json.writeStringField("weight", "infinite");
    } else {
      JsonText.decimal(json, "weight", weight.weight());
    }
    json.writeNumberField("cases", weighed.cases());
    json.writeArrayFieldStart("contributions");
    for (Contribution each : weight.contributions()) {
      json.writeStartObject();
      json.writeStringField("from", each.from());
      JsonText.decimal(json, "amount", each.amount());
      json.writeStringField("why", each.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

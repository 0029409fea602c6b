package org.equipoise.audit.card;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.audit.card.Card.Figure;
import org.equipoise.audit.card.Card.Section;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.SignOff;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * Writes a card as a Policy Card, by the JSON Schema of Mavračić, Policy Cards (arXiv 2510.24383).
 * Each figure that is a number is a KPI: its target is the figure as it is now, and its metric the
 * command that prints it. What the schema asks for and a constitution does not say is {@code not
 * stated}.
 */
public final class PolicyCard {
  private static final String NOT_STATED = "not stated";
  private static final String WINDOW = "30d";
  private static final List<String> FIELDS =
      List.of("case", "outputs", "judgments", "claims", "conflicts", "decision", "constitution");
  private static final Pattern CONDITION =
      Pattern.compile("\\bwhen\\b(.*)\\bthen\\b", Pattern.DOTALL);
  private static final Pattern WORD =
      Pattern.compile("\\b(forbid|escalate|oblige|permit|prefer)\\s*\\(");

  private final Card card;
  private final Constitution constitution;
  private final @Nullable Instant created;

  private PolicyCard(Card card, Constitution constitution, @Nullable Instant created) {
    this.card = card;
    this.constitution = constitution;
    this.created = created;
  }

  /**
   * Returns the card as one line of JSON, without a line end.
   *
   * @param created when the constitution came into force; null if that is not known
   */
  public static String toJson(Card card, Constitution constitution, @Nullable Instant created) {
    return JsonText.of(new PolicyCard(card, constitution, created)::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    meta(json);
    json.writeObjectFieldStart("scope");
    json.writeStringField("application", constitution.name());
    JsonText.strings(json, "stakeholders", constitution.settings().stakeholders().keySet());
    JsonText.strings(json, "jurisdictions", List.of());
    json.writeEndObject();
    sources(json);
    json.writeObjectFieldStart("controls");
    json.writeArrayFieldStart("action_rules");
    rules(json);
    json.writeEndArray();
    json.writeEndObject();
    obligations(json);
    monitoring(json);
    kpis(json);
    changes(json);
    json.writeObjectFieldStart("assurance_mapping");
    JsonText.strings(json, "nist", List.of("evidence for GOVERN 1", "evidence for MEASURE 2"));
    JsonText.strings(json, "iso_42001", List.of("evidence for clause 9.1"));
    JsonText.strings(
        json, "eu_ai_act", List.of("evidence for Article 12", "evidence for Article 14"));
    json.writeEndObject();
    json.writeObjectFieldStart("references");
    JsonText.strings(json, "documentation", List.of("https://arxiv.org/abs/2510.24383"));
    json.writeStringField("notes", notes());
    json.writeEndObject();
    json.writeEndObject();
  }

  private String notes() {
    List<String> notes = new ArrayList<>(List.of(card.title(), Card.PURPOSE));
    for (Section section : card.sections()) {
      notes.add(section.heading() + ":");
      notes.addAll(section.notes());
      section.figures().stream()
          .filter(it -> !isNumber(it))
          .forEach(it -> notes.add(it.name() + ": " + it.value() + " (" + it.source() + ")"));
    }
    return String.join("\n", notes);
  }

  private void meta(JsonGenerator json) throws IOException {
    Set<String> owners = new TreeSet<>();
    for (DefinedRule each : constitution.rules().values()) {
      if (each.term().owner() != null) {
        owners.add(Objects.requireNonNull(each.term().owner()));
      }
    }
    json.writeObjectFieldStart("meta");
    json.writeStringField("name", constitution.name());
    json.writeStringField("version", version());
    json.writeStringField("owner", owners.isEmpty() ? NOT_STATED : String.join(", ", owners));
    json.writeStringField("created_at", (created == null ? Instant.EPOCH : created).toString());
    json.writeEndObject();
  }

  /** The version with three numbers, as the schema has it; 0.0.0 for one that has no numbers. */
  private String version() {
    Matcher numbers =
        Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?").matcher(constitution.version());
    return numbers.lookingAt()
        ? numbers.group(1)
            + "."
            + Objects.requireNonNullElse(numbers.group(2), "0")
            + "."
            + Objects.requireNonNullElse(numbers.group(3), "0")
        : "0.0.0";
  }

  private void sources(JsonGenerator json) throws IOException {
    Set<String> sources = new TreeSet<>();
    for (DefinedRule each : constitution.rules().values()) {
      if (each.rule().source() != null) {
        sources.add(Objects.requireNonNull(each.rule().source()));
      }
    }
    json.writeArrayFieldStart("applicable_policies");
    for (String source : sources) {
      json.writeStartObject();
      json.writeStringField("name", source);
      json.writeStringField("jurisdiction", NOT_STATED);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private List<DefinedRule> principles() {
    return constitution.rules().values().stream()
        .filter(it -> it.rule().element().kind() == Element.Kind.PRINCIPLE)
        .sorted(Comparator.comparing(it -> it.rule().id()))
        .toList();
  }

  private void rules(JsonGenerator json) throws IOException {
    Set<String> ids = new HashSet<>();
    for (DefinedRule each : principles()) {
      String id = "AR-" + each.rule().id().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9-]", "-");
      String own = id;
      for (int i = 2; !ids.add(own); i++) {
        own = id + "-" + i;
      }
      json.writeStartObject();
      json.writeStringField("id", own);
      json.writeStringField("subject", "the author of the output");
      json.writeStringField("action", says(each));
      json.writeStringField("resource", "output");
      json.writeStringField("condition", condition(each));
      json.writeStringField("effect", effect(each));
      JsonText.strings(json, "evidence_required", FIELDS);
      json.writeEndObject();
    }
  }

  private static String says(DefinedRule rule) {
    return Objects.requireNonNullElse(rule.rule().says(), rule.rule().id());
  }

  private static String condition(DefinedRule rule) {
    Matcher condition = CONDITION.matcher(rule.text());
    return condition.find() ? condition.group(1).strip() : rule.text();
  }

  /** What the rule does to an output; of several effects the strictest. */
  private static String effect(DefinedRule rule) {
    Set<String> words =
        WORD.matcher(rule.text()).results().map(it -> it.group(1)).collect(Collectors.toSet());
    return words.contains("forbid")
        ? "deny"
        : words.contains("escalate") || words.isEmpty() ? "require_escalation" : "allow";
  }

  private void obligations(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("obligations");
    for (DefinedRule each : principles()) {
      if (WORD.matcher(each.text()).results().anyMatch(it -> it.group(1).equals("oblige"))) {
        json.writeStartObject();
        json.writeStringField("id", each.rule().id());
        json.writeStringField("description", says(each));
        json.writeStringField(
            "responsible_role", Objects.requireNonNullElse(each.term().owner(), NOT_STATED));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void monitoring(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("monitoring");
    json.writeObjectFieldStart("logging");
    JsonText.strings(json, "events", List.of("decision", "answer", "override", "outcome"));
    JsonText.strings(json, "fields", FIELDS);
    json.writeNumberField("retention_days", 36_500); // a ledger deletes nothing
    json.writeEndObject();
    json.writeArrayFieldStart("detectors");
    json.writeEndArray();
    json.writeObjectFieldStart("review");
    json.writeStringField("owner", NOT_STATED);
    json.writeNumberField("cadence_days", 30);
    json.writeStringField("method", "equipoise monitor and equipoise triggers");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static boolean isNumber(Figure figure) {
    return figure.value().matches("-?[0-9]+(\\.[0-9]+)?");
  }

  private void kpis(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("kpis_thresholds");
    json.writeArrayFieldStart("kpis");
    for (Figure figure : card.figures().filter(PolicyCard::isNumber).toList()) {
      json.writeStartObject();
      json.writeStringField("id", figure.name());
      json.writeStringField("metric", figure.source());
      json.writeFieldName("target");
      json.writeNumber(figure.value());
      json.writeStringField("window", WINDOW);
      json.writeEndObject();
    }
    json.writeEndArray();
    List<String> entrenched =
        principles().stream()
            .filter(it -> it.rule().entrenched())
            .map(it -> it.rule().element() + ": " + says(it))
            .toList();
    JsonText.strings(
        json,
        "critical_auto_fail",
        entrenched.isEmpty() ? List.of("no principle is entrenched") : entrenched);
    json.writeEndObject();
  }

  private void changes(JsonGenerator json) throws IOException {
    List<String> roles =
        constitution.signOff().map(SignOff::keys).stream()
            .flatMap(it -> it.keySet().stream())
            .toList();
    json.writeObjectFieldStart("change_management");
    JsonText.strings(json, "approvals", roles);
    json.writeStringField(
        "backout_plan",
        "a ledger holds the constitutions that were in force before; amend back to one of them");
    json.writeEndObject();
  }
}

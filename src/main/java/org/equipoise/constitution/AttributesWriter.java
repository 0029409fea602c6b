package org.equipoise.constitution;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.constitution.Attribute.Missing;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attributes of a constitution for programs, validators and language models. Stateless
 * and safe to share between threads.
 */
public final class AttributesWriter {
  private AttributesWriter() {}

  /** Returns the attributes as JSON on one line; the documentation names the fields. */
  public static String toJson(Constitution constitution) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("attributes");
          for (Attribute attribute : constitution.attributes()) {
            write(json, attribute);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /**
   * Returns the JSON Schema (2020-12), on one line, of a case with these attributes: names may be
   * written with dots or as nested objects, and values may be disputed.
   */
  public static String toSchema(Constitution constitution) {
    return AttributeSchema.of(constitution);
  }

  private static void write(JsonGenerator json, Attribute attribute) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", attribute.name());
    json.writeStringField("of", attribute.of() == null ? null : attribute.of().word());
    json.writeStringField("type", attribute.type() == null ? null : attribute.type().word());
    json.writeStringField("missing", attribute.missing().word());
    JsonText.strings(json, "readBy", attribute.readBy());
    json.writeBooleanField("declared", attribute.isDeclared());
    number(json, "min", attribute.min());
    number(json, "max", attribute.max());
    if (!attribute.values().isEmpty()) {
      values(json, "values", attribute);
    }
    JsonText.optional(json, "says", attribute.says());
    JsonText.optional(json, "level", attribute.level());
    if (!attribute.patterns().isEmpty()) {
      json.writeObjectFieldStart("detect");
      JsonText.strings(json, "patterns", attribute.patterns());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Writes the values that an attribute may have, as a list of numbers or texts. */
  static void values(JsonGenerator json, String name, Attribute attribute) throws IOException {
    json.writeArrayFieldStart(name);
    for (Object value : attribute.values()) {
      if (value instanceof BigDecimal number) {
        json.writeNumber(number);
      } else {
        json.writeString(value.toString());
      }
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, @Nullable BigDecimal number)
      throws IOException {
    if (number != null) {
      json.writeFieldName(name);
      json.writeNumber(number);
    }
  }

  /**
   * Returns a text that tells a language model which attributes of a case and its outputs to fill,
   * and with what. It names no rule, so that a model judges what it sees and not what follows.
   * Circumstances of judgments are left out, since people hold judgments.
   */
  public static String toPrompt(Constitution constitution) {
    List<String> lines = new ArrayList<>();
    lines.add("Describe a case by attributes. Answer with one JSON object and nothing else:");
    lines.add("");
    lines.add("{\"attributes\": {…}, \"outputs\": [{\"output\": \"…\", \"attributes\": {…}}]}");
    lines.add("");
    lines.add("Keep the id of each output. Use no other names than these, and only these values.");
    lines.add("A dot in a name may be written as a nested object.");
    lines.add("If you are not sure, write {\"value\": …, \"credence\": …} with a credence between");
    lines.add("0 and 1. Leave out an attribute that you cannot tell, unless it is required.");
    add(constitution, Subject.CASE, "Attributes of the case:", lines);
    add(constitution, Subject.OUTPUT, "Attributes of each output:", lines);
    add(constitution, Subject.MESSAGE, "Attributes of each message:", lines);
    return String.join("\n", lines);
  }

  private static void add(
      Constitution constitution, Subject subject, String title, List<String> lines) {
    List<Attribute> own =
        constitution.attributes().stream()
            .filter(it -> it.of() == subject || (it.of() == null && subject == Subject.OUTPUT))
            .toList();
    if (!own.isEmpty()) {
      lines.add("");
      lines.add(title);
      own.forEach(it -> lines.add("- " + inPrompt(it)));
    }
  }

  /**
   * Returns a line that tells a language model what an attribute is and which values it may have.
   */
  public static String inPrompt(Attribute attribute) {
    String says = attribute.says();
    return attribute.name()
        + ": "
        + values(attribute)
        + (attribute.missing() == Missing.ERROR ? " (required)" : "")
        + (says == null ? "" : ". " + says);
  }

  private static String values(Attribute attribute) {
    Attribute.Type type = attribute.type();
    if (type == null) {
      return "any value";
    }
    String all =
        attribute.values().stream()
            .map(it -> it instanceof BigDecimal it2 ? it2.toPlainString() : "\"" + it + "\"")
            .collect(Collectors.joining(", "));
    String range =
        (attribute.min() == null ? "" : " from " + attribute.min().toPlainString())
            + (attribute.max() == null ? "" : " up to " + attribute.max().toPlainString());
    return switch (type) {
      case BOOLEAN -> "true or false";
      case NUMBER -> all.isEmpty() ? "a number" + range : "one of " + all;
      case TEXT -> all.isEmpty() ? "a text" : "one of " + all;
      case LIST -> all.isEmpty() ? "a list" : "a list of any of " + all;
      case OBJECT -> "an object";
    };
  }
}

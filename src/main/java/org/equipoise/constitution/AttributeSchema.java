package org.equipoise.constitution;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.equipoise.constitution.Attribute.Missing;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes the JSON Schema (2020-12) of a line that holds a case, by a constitution's attributes. */
final class AttributeSchema {
  private final Constitution constitution;
  private final JsonGenerator json;

  private AttributeSchema(Constitution constitution, JsonGenerator json) {
    this.constitution = constitution;
    this.json = json;
  }

  static String of(Constitution constitution) {
    return JsonText.of(json -> new AttributeSchema(constitution, json).write());
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.writeStringField(
        "title", "a case for " + constitution.name() + " " + constitution.version());
    json.writeStringField("type", "object");
    JsonText.strings(json, "required", List.of("case", "outputs"));
    json.writeObjectFieldStart("properties");
    id("case");
    types("context", "string", "null");
    attributes(Subject.CASE);
    json.writeObjectFieldStart("outputs");
    json.writeStringField("type", "array");
    json.writeNumberField("minItems", 1);
    items(Subject.OUTPUT, "output", "author");
    json.writeEndObject();
    if (constitution.attributes().stream().anyMatch(it -> it.of() == Subject.MESSAGE)) {
      json.writeObjectFieldStart("messages");
      json.writeStringField("type", "array");
      items(Subject.MESSAGE, "role", "text");
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void items(Subject subject, String id, String text) throws IOException {
    json.writeObjectFieldStart("items");
    json.writeStringField("type", "object");
    boolean isRequired = isRequired(subject);
    JsonText.strings(json, "required", isRequired ? List.of(id, "attributes") : List.of(id));
    json.writeObjectFieldStart("properties");
    id(id);
    types("text", "string", "null");
    if (!text.equals("text")) {
      types(text, "string", "null");
    }
    attributes(subject);
    json.writeEndObject();
    json.writeEndObject();
  }

  private boolean isRequired(Subject subject) {
    return constitution.attributes().stream()
        .anyMatch(it -> it.of() == subject && it.missing() == Missing.ERROR);
  }

  private void id(String name) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", "string");
    json.writeNumberField("minLength", 1);
    json.writeEndObject();
  }

  private void types(String name, String... types) throws IOException {
    json.writeObjectFieldStart(name);
    JsonText.strings(json, "type", List.of(types));
    json.writeEndObject();
  }

  /** Names by their steps: an attribute, or a map of what is inside. */
  private void attributes(Subject subject) throws IOException {
    TreeMap<String, Object> tree = new TreeMap<>();
    List<Attribute> own =
        constitution.attributes().stream()
            .filter(it -> it.of() == subject || (it.of() == null && subject != Subject.JUDGMENT))
            .toList();
    own.forEach(it -> put(tree, it.name(), it));
    json.writeObjectFieldStart("attributes");
    json.writeStringField("type", "object");
    json.writeObjectFieldStart("properties");
    properties(tree);
    for (Attribute dotted : own) {
      if (dotted.name().indexOf('.') > 0) {
        json.writeFieldName(dotted.name());
        attribute(dotted);
      }
    }
    json.writeEndObject();
    required(own.stream().filter(it -> it.missing() == Missing.ERROR).toList());
    if (constitution.declarations().undeclared() == Declarations.Undeclared.REFUSE) {
      json.writeBooleanField("additionalProperties", false);
    }
    json.writeEndObject();
  }

  @SuppressWarnings("unchecked") // put alone makes the maps
  private static void put(Map<String, Object> tree, String name, Attribute attribute) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      tree.putIfAbsent(name, attribute);
    } else if (!(tree.get(name.substring(0, dot)) instanceof Attribute)) {
      Object inner = tree.computeIfAbsent(name.substring(0, dot), it -> new TreeMap<>());
      put((Map<String, Object>) inner, name.substring(dot + 1), attribute);
    }
  }

  private void properties(Map<String, Object> tree) throws IOException {
    for (Map.Entry<String, Object> each : tree.entrySet()) {
      json.writeFieldName(each.getKey());
      if (each.getValue() instanceof Attribute attribute) {
        attribute(attribute);
      } else {
        json.writeStartObject();
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        properties(inner(each.getValue()));
        json.writeEndObject();
        if (constitution.declarations().undeclared() == Declarations.Undeclared.REFUSE) {
          json.writeBooleanField("additionalProperties", false);
        }
        json.writeEndObject();
      }
    }
  }

  @SuppressWarnings("unchecked") // put alone makes the maps
  private static Map<String, Object> inner(Object tree) {
    return (Map<String, Object>) tree;
  }

  /** A dotted name may be written as one, or step by step. */
  private void required(List<Attribute> required) throws IOException {
    if (required.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("allOf");
    for (Attribute attribute : required) {
      json.writeStartObject();
      if (attribute.name().indexOf('.') < 0) {
        JsonText.strings(json, "required", List.of(attribute.name()));
      } else {
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        JsonText.strings(json, "required", List.of(attribute.name()));
        json.writeEndObject();
        steps(attribute.name());
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void steps(String name) throws IOException {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    json.writeStartObject();
    JsonText.strings(json, "required", List.of(first));
    if (dot >= 0) {
      json.writeObjectFieldStart("properties");
      json.writeFieldName(first);
      steps(name.substring(dot + 1));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** A value, or a disputed one. */
  private void attribute(Attribute attribute) throws IOException {
    json.writeStartObject();
    JsonText.optional(json, "description", attribute.says());
    if (attribute.type() == null) {
      json.writeEndObject();
      return;
    }
    json.writeArrayFieldStart("anyOf");
    value(attribute);
    json.writeStartObject();
    json.writeStringField("type", "object");
    JsonText.strings(json, "required", List.of("value", "credence"));
    json.writeObjectFieldStart("properties");
    json.writeFieldName("value");
    value(attribute);
    json.writeObjectFieldStart("credence");
    json.writeStringField("type", "number");
    json.writeNumberField("exclusiveMinimum", 0);
    json.writeNumberField("exclusiveMaximum", 1);
    json.writeEndObject();
    json.writeEndObject();
    json.writeBooleanField("additionalProperties", false);
    json.writeEndObject();
    if (attribute.missing() != Missing.ERROR) {
      json.writeStartObject();
      json.writeStringField("type", "null");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void value(Attribute attribute) throws IOException {
    boolean isList = attribute.type() == Attribute.Type.LIST;
    json.writeStartObject();
    json.writeStringField("type", jsonType(Objects.requireNonNull(attribute.type())));
    number("minimum", attribute.min());
    number("maximum", attribute.max());
    if (!attribute.values().isEmpty()) {
      if (isList) {
        json.writeObjectFieldStart("items");
      }
      AttributesWriter.values(json, "enum", attribute);
      if (isList) {
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private void number(String name, @Nullable BigDecimal number) throws IOException {
    if (number != null) {
      json.writeFieldName(name);
      json.writeNumber(number);
    }
  }

  private static String jsonType(Attribute.Type type) {
    return switch (type) {
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      case LIST -> "array";
      case OBJECT -> "object";
      case TEXT -> "string";
    };
  }
}

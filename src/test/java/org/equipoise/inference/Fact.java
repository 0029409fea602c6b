package org.equipoise.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.inference.Script.Field;
import org.jspecify.annotations.Nullable;

/** A fact: its type and its fields, attributes under {@code @name}. */
record Fact(String type, Map<String, Object> fields) {
  static Fact of(String type, @Nullable Object... namesAndValues) {
    Map<String, Object> fields = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Fact(type, fields);
  }

  @Nullable Object get(String name) {
    return fields.get(name);
  }

  @Nullable Object get(Field field) {
    return field.name().equals("this") && !fields.containsKey("this")
        ? this
        : read(field.accessor(), fields.get(field.attribute() ? "@" + field.name() : field.name()));
  }

  private static @Nullable Object read(String accessor, @Nullable Object value) {
    return switch (accessor) {
      case "num" -> value instanceof Integer ? value : null;
      case "text" -> value instanceof String ? value : null;
      case "flag" -> value instanceof Boolean ? value : null;
      case "list" -> value instanceof List ? value : List.of();
      default -> value;
    };
  }
}

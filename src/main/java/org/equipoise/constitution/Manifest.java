package org.equipoise.constitution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** {@code constitution.json}: what a constitution is called and how it is set. */
record Manifest(String name, String version, Settings settings) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  static Manifest read(SourceFile file, Problems problems) {
    return new Reader(file, problems).read();
  }

  private record Located(@Nullable Object value, int offset) {}

  private static final class Reader {
    private final SourceFile file;
    private final Problems problems;

    Reader(SourceFile file, Problems problems) {
      this.file = file;
      this.problems = problems;
    }

    Manifest read() {
      Map<String, Located> top = Map.of();
      try (JsonParser parser = JSON.createParser(file.text())) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          problem("not-an-object", 0, null, "the file does not hold a JSON object", null);
        } else {
          top = object(parser);
          if (parser.nextToken() != null) {
            problem(
                "invalid-json", offset(parser), null, "something follows the JSON object", null);
          }
        }
      } catch (JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        int offset = at == null ? 0 : file.offset(at.getLineNr(), at.getColumnNr());
        String message = e.getOriginalMessage();
        problem("invalid-json", offset, null, "this is not JSON: " + lowercase(message), null);
      } catch (IOException e) {
        problem("unreadable", 0, null, "cannot be read: " + e.getMessage(), null);
      }
      known(top, "", List.of("name", "version", "description", "settings"));
      String name = text(top, "name");
      String version = text(top, "version");
      return new Manifest(name, version, settings(objectAt(top, "settings", "")));
    }

    private Settings settings(Map<String, Located> at) {
      known(
          at,
          "settings.",
          List.of(
              "suspensionFactor",
              "escalationMargin",
              "onGap",
              "onError",
              "stakeholders",
              "limits"));
      Settings none = Settings.DEFAULT;
      Map<String, Double> stakeholders = new LinkedHashMap<>();
      Map<String, Located> weights = objectAt(at, "stakeholders", "settings.");
      for (String stakeholder : weights.keySet()) {
        stakeholders.put(
            stakeholder, number(weights, stakeholder, "settings.stakeholders.", 0, true, 1, 1));
      }
      Map<String, Located> limits = objectAt(at, "limits", "settings.");
      known(limits, "settings.limits.", List.of("firings", "labelSize", "worlds"));
      return new Settings(
          suspensionFactor(at),
          number(at, "escalationMargin", "settings.", 0, false, 1, none.escalationMargin()),
          course(at, "onGap", none.onGap()),
          course(at, "onError", none.onError()),
          stakeholders,
          new Settings.Limits(
              count(limits, "firings", none.limits().firings()),
              count(limits, "labelSize", none.limits().labelSize()),
              count(limits, "worlds", none.limits().worlds())));
    }

    private double suspensionFactor(Map<String, Located> at) {
      Located located = at.get("suspensionFactor");
      if (located != null && "infinite".equals(located.value())) {
        return Double.POSITIVE_INFINITY;
      }
      return number(at, "suspensionFactor", "settings.", 1, false, 1e6, 8);
    }

    private int count(Map<String, Located> at, String key, int none) {
      double value = number(at, key, "settings.limits.", 1, false, 100_000_000, none);
      if (value != Math.rint(value)) {
        wrong(at.get(key), "settings.limits." + key, "a whole number");
        return none;
      }
      return (int) value;
    }

    private double number(
        Map<String, Located> at,
        String key,
        String prefix,
        double least,
        boolean above,
        double most,
        double none) {
      Located located = at.get(key);
      if (located == null) {
        return none;
      }
      if (located.value() instanceof Double it
          && (above ? it > least : it >= least)
          && it <= most) {
        return it;
      }
      String range = (above ? "(" : "[") + plain(least) + ", " + plain(most) + "]";
      wrong(located, prefix + key, "a number in " + range);
      return none;
    }

    private Settings.Course course(Map<String, Located> at, String key, Settings.Course none) {
      Located located = at.get(key);
      if (located == null) {
        return none;
      }
      for (Settings.Course course : Settings.Course.values()) {
        if (course.name().toLowerCase(Locale.ROOT).equals(located.value())) {
          return course;
        }
      }
      wrong(located, "settings." + key, "`allow`, `block` or `escalate`");
      return none;
    }

    private String text(Map<String, Located> at, String key) {
      Located located = at.get(key);
      if (located == null) {
        problem(
            "missing-field",
            0,
            key,
            "the field `" + key + "` is missing",
            "write `{\"name\": \"…\", \"version\": \"1.0.0\"}`");
        return "";
      }
      if (located.value() instanceof String it && !it.isBlank()) {
        return it;
      }
      wrong(located, key, "a text that is not empty");
      return "";
    }

    @SuppressWarnings("unchecked") // object() alone makes the maps in here
    private Map<String, Located> objectAt(Map<String, Located> at, String key, String prefix) {
      Located located = at.get(key);
      if (located == null) {
        return Map.of();
      }
      if (located.value() instanceof Map<?, ?> it) {
        return (Map<String, Located>) it;
      }
      wrong(located, prefix + key, "an object");
      return Map.of();
    }

    private void known(Map<String, Located> at, String prefix, List<String> fields) {
      at.forEach(
          (key, located) -> {
            if (!fields.contains(key) && !key.startsWith("x-")) {
              String near = Suggestion.didYouMean(key, fields);
              problem(
                  "unknown-field",
                  located.offset(),
                  prefix + key,
                  "the field `" + key + "` is not known",
                  near != null ? near : "known are " + String.join(", ", fields));
            }
          });
    }

    private void wrong(Located located, String field, String wanted) {
      String shown =
          located.value() instanceof Map || located.value() instanceof List
              ? "this"
              : "`" + (located.value() instanceof Double it ? plain(it) : located.value()) + "`";
      problem("wrong-value", located.offset(), field, shown + " is not " + wanted, null);
    }

    private void problem(
        String code, int offset, @Nullable String field, String message, @Nullable String hint) {
      problems.error(code, file, offset, field, message, hint);
    }

    private Map<String, Located> object(JsonParser parser) throws IOException {
      Map<String, Located> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        int offset = offset(parser);
        fields.put(key, new Located(value(parser), offset));
      }
      return fields;
    }

    private @Nullable Object value(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> {
          parser.skipChildren();
          yield List.of();
        }
        case VALUE_STRING -> parser.getText();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> null;
      };
    }

    private int offset(JsonParser parser) {
      JsonLocation at = parser.currentTokenLocation();
      return file.offset(at.getLineNr(), at.getColumnNr());
    }

    private static String lowercase(String message) {
      String first = Arrays.stream(message.split("\n", -1)).findFirst().orElse("");
      return first.isEmpty() ? first : Character.toLowerCase(first.charAt(0)) + first.substring(1);
    }

    private static String plain(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }
}

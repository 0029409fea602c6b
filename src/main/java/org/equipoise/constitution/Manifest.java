package org.equipoise.constitution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** {@code constitution.json}: what a constitution is called and how it is set. */
record Manifest(String name, String version, Settings settings) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.MAX_SETTINGS_NESTING)
                  .build())
          .build();

  /** The file's contents, or null where it is no JSON object; problems may be reported in both. */
  static @Nullable Manifest read(SourceFile file, Problems problems) {
    return new Reader(file, problems).read();
  }

  /** Whether it would spoil the line it is shown on: a control character, or half of one. */
  private static boolean isUnreadable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /**
   * A value and where it stands.
   *
   * @param shown as it is written
   */
  private record Located(@Nullable Object value, int offset, String shown) {}

  private static final class Reader {
    private final SourceFile file;
    private final Problems problems;
    private int last;

    Reader(SourceFile file, Problems problems) {
      this.file = file;
      this.problems = problems;
    }

    @Nullable Manifest read() {
      Map<String, Located> top;
      try (JsonParser parser = JSON.createParser(file.text())) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          problem(
              "not-an-object",
              file.next(0),
              null,
              "the file does not hold a JSON object",
              "write `{\"name\": \"…\", \"version\": \"1.0.0\"}`");
          return null;
        }
        top = object(parser);
        if (parser.nextToken() != null) {
          problem(
              "invalid-json",
              offset(parser),
              null,
              file.shown(offset(parser)) + " is not expected after the JSON object",
              "drop it");
          return null;
        }
      } catch (JsonProcessingException e) {
        invalid(e);
        return null;
      } catch (IOException e) {
        problem("unreadable", 0, null, "the file cannot be read", null);
        return null;
      }
      known(top, "", List.of("name", "version", "description", "settings"));
      String name = text(top, "name");
      String version = text(top, "version");
      return new Manifest(name, version, settings(objectAt(top, "settings", "")));
    }

    private void invalid(JsonProcessingException cause) {
      JsonLocation location = cause.getLocation();
      int at = location == null ? last : file.offset(location.getLineNr(), location.getColumnNr());
      while (at < file.text().length() && Character.isWhitespace(file.text().charAt(at))) {
        at++;
      }
      String said = cause.getOriginalMessage();
      String message = file.shown(at) + " is not expected here";
      String hint = "this is not JSON";
      if (said.startsWith("Duplicate field")) {
        message =
            "the field "
                + said.substring("Duplicate field ".length()).replace('\'', '`')
                + " is given twice";
        hint = "keep one";
      } else if (said.contains("nesting depth")) {
        message = "this is nested too deep";
        hint = "a constitution's settings are two deep";
      } else if (at >= file.text().length()) {
        message = "something is missing here";
        hint = "close every `{` and every string";
      } else if (said.contains("comma to separate")) {
        hint = "a comma is missing before it";
      } else if (file.text().startsWith("'", at)) {
        hint = "JSON takes double quotes";
      } else if (file.text().startsWith("/", at) || file.text().startsWith("#", at)) {
        hint = "JSON has no comments";
      } else if (file.text().substring(0, at).stripTrailing().endsWith(",")) {
        hint = "drop the comma before it";
      }
      problem("invalid-json", at, null, message, hint);
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
              "voices",
              "limits"));
      Settings none = Settings.DEFAULT;
      Map<String, Double> stakeholders = new LinkedHashMap<>();
      Map<String, Located> weights = objectAt(at, "stakeholders", "settings.");
      for (String stakeholder : weights.keySet()) {
        if (stakeholder.isBlank() || !stakeholder.equals(stakeholder.strip())) {
          problem(
              "wrong-value",
              weights.get(stakeholder).offset(),
              "settings.stakeholders",
              "the name `" + stakeholder + "` is blank, or has space around it",
              "write the stakeholder as judgments do");
        }
        stakeholders.put(
            stakeholder, number(weights, stakeholder, "settings.stakeholders.", 0, true, 1, 1));
      }
      Map<String, Located> limits = objectAt(at, "limits", "settings.");
      known(
          limits, "settings.limits.", List.of("input", "firings", "facts", "labelSize", "worlds"));
      return new Settings(
          suspensionFactor(at),
          number(at, "escalationMargin", "settings.", 0, false, 1, none.escalationMargin()),
          course(at, "onGap", none.onGap()),
          course(at, "onError", none.onError()),
          stakeholders,
          voices(at),
          new Settings.Limits(
              count(limits, "input", none.limits().input()),
              count(limits, "firings", none.limits().firings()),
              count(limits, "facts", none.limits().facts()),
              count(limits, "labelSize", none.limits().labelSize()),
              count(limits, "worlds", none.limits().worlds())));
    }

    private Settings.Voices voices(Map<String, Located> at) {
      Located located = at.get("voices");
      if (located == null) {
        return Settings.DEFAULT.voices();
      }
      for (Settings.Voices voices : Settings.Voices.values()) {
        if (voices.word().equals(located.value())) {
          return voices;
        }
      }
      wrong(
          located,
          "settings.voices",
          "`each` or `one`",
          located.value() instanceof String it
              ? Suggestion.didYouMean(it, List.of("each", "one"))
              : null);
      return Settings.DEFAULT.voices();
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
      Located located = at.get(key);
      if (located != null && value != Math.rint(value)) {
        wrong(located, "settings.limits." + key, "a whole number", "leave it out for " + none);
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
      boolean isQuoted = located.value() instanceof String it && NUMBER.matcher(it).matches();
      wrong(
          located,
          prefix + key,
          "a number in " + range,
          isQuoted ? "write it without quotes" : "leave it out for " + plain(none));
      return none;
    }

    private Action course(Map<String, Located> at, String key, Action none) {
      Located located = at.get(key);
      if (located == null) {
        return none;
      }
      for (Action course : Action.values()) {
        if (course.word().equals(located.value())) {
          return course;
        }
      }
      wrong(
          located,
          "settings." + key,
          "`allow`, `block` or `escalate`",
          located.value() instanceof String it
              ? Suggestion.didYouMean(it, List.of("allow", "block", "escalate"))
              : null);
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
            "write `\"" + key + "\": \"" + (key.equals("version") ? "1.0.0" : "…") + "\"`");
        return "";
      }
      if (located.value() instanceof String it && !it.isBlank()) {
        if (it.codePoints().anyMatch(Manifest::isUnreadable)) {
          wrong(located, key, "a text of whole characters on one line", null);
        }
        return it;
      }
      wrong(
          located,
          key,
          "a text of one character or more",
          located.value() instanceof Number
              ? "write `\"" + located.shown() + "\"`, in quotes"
              : "write `\"" + key + "\": \"…\"`");
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
      wrong(located, prefix + key, "an object", "write `\"" + key + "\": { … }`");
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

    private void wrong(Located located, String field, String wanted, @Nullable String hint) {
      boolean isPlain =
          !(located.value() instanceof Map || located.value() instanceof List)
              && located.shown().codePoints().noneMatch(Manifest::isUnreadable);
      String shown = isPlain ? "`" + SourceFile.shorten(located.shown()) + "`" : "this";
      problem("wrong-value", located.offset(), field, shown + " is not " + wanted, hint);
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
        last = offset;
        String shown = parser.getText();
        boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
        fields.put(key, new Located(value(parser), offset, isText ? "\"" + shown + "\"" : shown));
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

    private static String plain(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }
}

package org.equipoise.constitution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.language.Levels;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads a JSON file whose every value is known with its place, so that problems can name it. */
abstract class LocatedJson {
  private static final Pattern WORD = Pattern.compile("([A-Za-z_][\\w-]*+)(\\s*+[:=])?");
  private static final String NO_JSON = "this is not JSON";
  private static final List<String> LITERALS = List.of("true", "false", "null");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.MAX_SETTINGS_NESTING)
                  .build())
          .build();

  private final SourceFile file;
  private final Problems problems;
  private final String example;
  private final String depth;
  private int last;

  /**
   * A value and where it stands.
   *
   * @param value null, a truth value, a {@code Double}, a text, a list or map of located values
   * @param shown as it is written
   */
  record Located(@Nullable Object value, int offset, String shown) {}

  /**
   * A file to read.
   *
   * @param example what to write if it holds no object
   * @param depth what to say if it is nested too deep
   */
  LocatedJson(SourceFile file, Problems problems, String example, String depth) {
    this.file = file;
    this.problems = problems;
    this.example = example;
    this.depth = depth;
  }

  /** Whether it would spoil the line it is shown on: a control character, or half of one. */
  static boolean isUnreadable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** The fields of the file's object; null, with a problem, if it holds none or is no JSON. */
  final @Nullable Map<String, Located> top() {
    try (JsonParser parser = JSON.createParser(file.text())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        problem(
            "not-an-object", file.next(0), null, "the file does not hold a JSON object", example);
        return null;
      }
      Map<String, Located> top = object(parser);
      if (parser.nextToken() != null) {
        problem(
            "invalid-json",
            offset(parser),
            null,
            file.shown(offset(parser)) + " is not expected after the JSON object",
            "drop it");
        return null;
      }
      return top;
    } catch (JsonProcessingException e) {
      invalid(e);
      return null;
    } catch (IOException e) {
      problem("unreadable", 0, null, "the file cannot be read", null);
      return null;
    }
  }

  private void invalid(JsonProcessingException cause) {
    JsonLocation location = cause.getLocation();
    int at = location == null ? last : file.offset(location.getLineNr(), location.getColumnNr());
    while (at < file.text().length() && Character.isWhitespace(file.text().charAt(at))) {
      at++;
    }
    String said = cause.getOriginalMessage();
    String message = file.shown(at) + " is not expected here";
    String hint = hint(file.text().substring(Math.min(at, file.text().length())));
    if (said.startsWith("Duplicate field")) {
      message =
          "the field "
              + said.substring("Duplicate field ".length()).replace('\'', '`')
              + " is given twice";
      hint = "keep one";
    } else if (said.contains("nesting depth")) {
      message = "this is nested too deep";
      hint = depth;
    } else if (at >= file.text().length()) {
      message = "something is missing here";
      hint = "close every `{` and every string";
    } else if (said.contains("comma to separate") && !file.text().startsWith("%", at)) {
      hint = "a comma is missing before it";
    } else if (file.text().startsWith("'", at)) {
      hint = "JSON takes double quotes";
    } else if (file.text().startsWith("/", at) || file.text().startsWith("#", at)) {
      hint = "JSON has no comments";
    } else if (hint.equals(NO_JSON) && file.text().substring(0, at).stripTrailing().endsWith(",")) {
      hint = "drop the comma before it";
    }
    problem("invalid-json", at, null, message, hint);
  }

  /** What to write where JSON ends; a habit of another notation, if it is one. */
  private static String hint(String rest) {
    Matcher word = WORD.matcher(rest);
    if (word.lookingAt()) {
      String literal = word.group(1).toLowerCase(Locale.ROOT);
      return word.group(2) != null
          ? "write `\"" + word.group(1) + "\":`, in double quotes"
          : LITERALS.contains(literal)
              ? "write `" + literal + "`"
              : "a text stands in double quotes: write `\"" + word.group(1) + "\"`";
    }
    return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
      case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> "write plain quotes, `\"`";
      case '=' -> "write `:` between a name and its value";
      case ';' -> "write a comma";
      case '`' -> "drop it: the file holds JSON only";
      case '.' -> "write a number with a digit before its point, such as `0.1`";
      case '%' -> "a share is a number: write `0.1` for 10 %";
      case '\u00a0' -> "this is a space of another kind: write a plain one";
      default -> NO_JSON;
    };
  }

  /** One of the words of an enum, as it is written in lower case. */
  final <E extends Enum<E>> E word(
      Map<String, Located> at, String prefix, String key, E[] words, E none) {
    Located located = at.get(key);
    if (located == null) {
      return none;
    }
    List<String> known = Stream.of(words).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    int place = known.indexOf(located.value());
    if (place >= 0) {
      return words[place];
    }
    String near = located.value() instanceof String it ? Suggestion.didYouMean(it, known) : null;
    String all = "`" + String.join("`, `", known) + "`";
    int comma = all.lastIndexOf(", ");
    wrong(
        located,
        prefix + key,
        all.substring(0, comma) + " or " + all.substring(comma + 2),
        Conditions.orElse(
            near, "write `\"" + key + "\": \"" + none.name().toLowerCase(Locale.ROOT) + "\"`"));
    return none;
  }

  @SuppressWarnings("unchecked") // object() alone makes the maps in here
  final Map<String, Located> objectAt(Map<String, Located> at, String key, String prefix) {
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

  /** Tells of the fields that are not known; returns whether there are none. */
  final boolean known(Map<String, Located> at, String prefix, List<String> fields) {
    return known(at, prefix, fields, Map.of());
  }

  /**
   * Whether all fields are known; if not, that is reported.
   *
   * @param elsewhere what to write for fields that stand in another place, by their names
   */
  final boolean known(
      Map<String, Located> at, String prefix, List<String> fields, Map<String, String> elsewhere) {
    boolean areKnown = true;
    for (Map.Entry<String, Located> each : at.entrySet()) {
      String key = each.getKey();
      if (!fields.contains(key) && !key.startsWith("x-")) {
        String near = Suggestion.didYouMean(key, fields);
        String place = elsewhere.get(key);
        problem(
            "unknown-field",
            each.getValue().offset(),
            prefix + key,
            "the field `" + key + "` is not known" + (place == null ? "" : " here"),
            place != null ? place : near != null ? near : "known are " + String.join(", ", fields));
        areKnown = false;
      }
    }
    return areKnown;
  }

  final void wrong(Located located, String field, String wanted, @Nullable String hint) {
    boolean isPlain =
        !(located.value() instanceof Map || located.value() instanceof List)
            && located.shown().codePoints().noneMatch(LocatedJson::isUnreadable);
    String shown = isPlain ? "`" + SourceFile.shorten(located.shown()) + "`" : "this";
    problem("wrong-value", located.offset(), field, shown + " is not " + wanted, hint);
  }

  /**
   * Whether a name is that of a level; if not, that is reported.
   *
   * @param levels null if it is not known which are declared
   */
  final boolean isLevel(String name, @Nullable Levels levels, Located at, String field) {
    return LevelNames.isKnown(name, levels, problems, file, at.offset(), field);
  }

  final void problem(
      String code, int offset, @Nullable String field, String message, @Nullable String hint) {
    problems.error(code, file, offset, field, message, hint);
  }

  private Map<String, Located> object(JsonParser parser) throws IOException {
    Map<String, Located> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      last = offset(parser);
      fields.put(key, located(parser));
    }
    return fields;
  }

  private List<Located> list(JsonParser parser) throws IOException {
    List<Located> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(located(parser));
    }
    return items;
  }

  private Located located(JsonParser parser) throws IOException {
    int offset = offset(parser);
    String shown = parser.getText();
    boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
    return new Located(value(parser), offset, isText ? "\"" + shown + "\"" : shown);
  }

  private @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
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
}

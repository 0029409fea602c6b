package org.equipoise.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.formats.internal.JsonPlace;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on one line, read field by field; the first thing wrong with it ends the reading.
 * Positions are offsets into the line's characters until a problem turns them into columns.
 */
final class JsonLine implements AutoCloseable {
  /** What is bounded here is checked by this class first, which knows the position. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(JsonLimits.nesting(JsonLimits.MAX_NESTING + 1))
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final String file;
  private final int number;
  private final char[] chars;
  private final int length;
  private final boolean tracksNames;
  private final boolean admitsHalves;
  private final boolean hasEscapes;
  private final JsonParser parser;

  /**
   * @param tracksNames whether to find the position of an attribute name that comes twice, rather
   *     than throw {@link AttributesReader.NameTwice}
   * @param admitsHalves whether an escape may stand for half of a character
   */
  private JsonLine(
      String file,
      int number,
      char[] chars,
      int length,
      boolean tracksNames,
      boolean admitsHalves) {
    this.file = file;
    this.number = number;
    this.chars = chars;
    this.length = length;
    this.tracksNames = tracksNames;
    this.admitsHalves = admitsHalves;
    this.hasEscapes = contains('\\');
    try {
      this.parser = JSON.createParser(chars, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean contains(char sought) {
    for (int i = 0; i < length; i++) {
      if (chars[i] == sought) {
        return true;
      }
    }
    return false;
  }

  /** What is read from a line. */
  interface Body<T> {
    T read(JsonLine line) throws RefusedLineException;
  }

  /**
   * What a body reads from a line, which must hold something; it is called twice where a name comes
   * twice.
   *
   * @param admitsHalves whether an escape may stand for half of a character
   */
  static <T> T read(
      String file, int number, char[] chars, int length, boolean admitsHalves, Body<T> body)
      throws RefusedLineException {
    if (isBlank(chars, length)) {
      throw new RefusedLineException(
          Problem.error("truncated", file, number, 0, null, "the line holds nothing", null));
    }
    try (JsonLine line = new JsonLine(file, number, chars, length, false, admitsHalves)) {
      return body.read(line);
    } catch (AttributesReader.NameTwice again) {
      try (JsonLine line = new JsonLine(file, number, chars, length, true, admitsHalves)) {
        return body.read(line);
      }
    }
  }

  static boolean isBlank(char[] chars, int length) {
    for (int i = 0; i < length; i++) {
      if (!isBlank(chars[i])) {
        return false;
      }
    }
    return true;
  }

  /** The number of the line in its file, from 1. */
  int lineNumber() {
    return number;
  }

  /** The line as it stands in the file. */
  String whole() {
    return new String(chars, 0, length);
  }

  // ---- structure

  /** Steps into the object that the line must hold. */
  void begin() throws RefusedLineException {
    int first = nonBlank(0);
    if (chars[first] != '{') {
      throw refused(
          "not-an-object",
          first,
          null,
          "a line holds one JSON object and starts with `{`, not with "
              + MalformedJson.sign(chars, length, first),
          chars[first] == '['
              ? "write each element of the list on a line of its own"
              : chars[first] == '\uFEFF' ? "delete this character, which cannot be seen" : null);
    }
    next();
  }

  /** Makes sure that nothing follows the object. */
  void end() throws RefusedLineException {
    int rest = nonBlank((int) parser.currentLocation().getCharOffset());
    if (rest < length) {
      throw refused(
          "trailing-text",
          rest,
          null,
          "after the object's `}` stands " + Quoted.of(new String(chars, rest, length - rest)),
          isOtherLineEnd(rest)
              ? "lines end in a line feed: save the file with line ends of Unix or Windows"
              : "each object stands on a line of its own");
    }
  }

  /** Whether a sign stands here, or before this, that ends a line elsewhere. */
  private boolean isOtherLineEnd(int at) {
    int before = at;
    while (before > 0 && isBlank(chars[before - 1]) && chars[before - 1] != '\r') {
      before--;
    }
    return "\u0085\u2028\u2029".indexOf(chars[at]) >= 0
        || (before > 0 && chars[before - 1] == '\r');
  }

  /** The next field's name, with its value to be read next; or null at the object's end. */
  @Nullable String field() throws RefusedLineException {
    String name = anyField();
    if (name != null) {
      requireWhole(name);
    }
    return name;
  }

  /** The next field's name, which may hold half a character; or null at the object's end. */
  @Nullable String anyField() throws RefusedLineException {
    return next() == JsonToken.END_OBJECT ? null : currentName();
  }

  /** The next field's name, which may hold half a character if it is of an author's own field. */
  @Nullable String fieldOrOwn() throws RefusedLineException {
    String name = anyField();
    if (name != null && !isOwn(name)) {
      requireWhole(name);
    }
    return name;
  }

  /** Whether a field of this name is one of an author's own, carried along and not looked into. */
  static boolean isOwn(String name) {
    return name.startsWith("x-");
  }

  /** Steps to a list's next element; false at its end. */
  boolean element() throws RefusedLineException {
    return next() != JsonToken.END_ARRAY;
  }

  /** Steps to the next token, such as from a field's name to its value. */
  JsonToken next() throws RefusedLineException {
    try {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()
          && parser.getParsingContext().getNestingDepth() > JsonLimits.MAX_NESTING) {
        throw refused(
            "too-deep",
            offset(),
            subject(),
            "objects and lists are nested more than " + JsonLimits.MAX_NESTING + " deep",
            null);
      }
      return token;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Where the current token starts. */
  int offset() {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /** 1-based, in characters. */
  int column(int offset) {
    return 1 + Character.codePointCount(chars, 0, Math.min(offset, length));
  }

  private String currentName() throws RefusedLineException {
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private int nonBlank(int from) {
    int i = from;
    while (i < length && isBlank(chars[i])) {
      i++;
    }
    return i;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  // ---- values

  /** The text that the current token must be. */
  String text() throws RefusedLineException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType("text");
    }
    return rawText();
  }

  /** The text that the current token must be, or null if it is {@code null}. */
  @Nullable String optionalText() throws RefusedLineException {
    return isNull() ? null : text();
  }

  /** The kind of the current token. */
  JsonToken token() {
    return parser.currentToken();
  }

  boolean tracksNames() {
    return tracksNames;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** The current number as it is spelt, or the current text. */
  String spelling() throws RefusedLineException {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The current text, fit to name something. */
  String id() throws RefusedLineException {
    String id = text();
    if (id.isBlank()) {
      throw refused("bad-id", "is empty", "give it a name");
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        throw refused(
            "bad-id",
            Quoted.of(id) + " holds the control character " + Quoted.codePoint(id.charAt(i)),
            "leave it out");
      }
    }
    return id;
  }

  /** The number that the current token must be. */
  double number() throws RefusedLineException {
    if (!parser.currentToken().isNumeric()) {
      throw wrongType("a number");
    }
    return rawNumber().doubleValue();
  }

  /** The time that the current token must be. */
  Instant instant() throws RefusedLineException {
    String text = text();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw refused(
          "bad-time",
          Quoted.of(text) + " is no time",
          "write it with its zone, like `2026-01-31T10:00:00Z`");
    }
  }

  /** The truth value that the current token must be. */
  boolean truth() throws RefusedLineException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrongType("true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  void requireObject() throws RefusedLineException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrongType("an object");
    }
  }

  void requireList() throws RefusedLineException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType("a list");
    }
  }

  /** The current text. */
  String rawText() throws RefusedLineException {
    String text = spelling();
    requireWhole(text);
    return text;
  }

  /** The current number, which attributes must be able to hold. */
  Number rawNumber() throws RefusedLineException {
    Number held = held();
    if (held != null) {
      return held;
    }
    String spelt = spelling();
    String asText = "write it as text, in double quotes, if every digit counts";
    if (spelt.length() > JsonLimits.MAX_NUMBER_CHARS) {
      throw refused(
          "number-too-long",
          "the number has more than " + JsonLimits.MAX_NUMBER_CHARS + " digits",
          asText);
    }
    boolean isWhole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    String fault =
        isWhole
            ? "too large a whole number to be held exactly"
            : "too " + (Double.parseDouble(spelt) == 0 ? "small" : "large") + " a number";
    throw refused(
        "number-out-of-range", Quoted.of(spelt) + " is " + fault, isWhole ? asText : null);
  }

  /** The current number, or null if attributes cannot hold it. */
  @Nullable Number held() throws RefusedLineException {
    try {
      if (parser.getTextLength() > JsonLimits.MAX_NUMBER_CHARS) {
        return null;
      }
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return parser.getNumberType() == NumberType.BIG_INTEGER ? null : parser.getNumberValue();
      }
      double value = parser.getDoubleValue();
      boolean vanishes = value == 0 && hasDigitAboveZero(parser.getText());
      return Double.isInfinite(value) || vanishes ? null : value;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private static boolean hasDigitAboveZero(String number) {
    String mantissa = number.split("[eE]", 2)[0];
    return mantissa.chars().anyMatch(c -> c >= '1' && c <= '9');
  }

  /** Refuses halves of characters, which only an escape can bring in. */
  private void requireWhole(String text) throws RefusedLineException {
    if (!hasEscapes || admitsHalves) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (Character.getType(c) == Character.SURROGATE) {
        throw refused(
            "half-character",
            String.format(
                Locale.ROOT, "the escape `\\u%04x` stands for half of a character only", c),
            "write the character itself, or both of its halves");
      }
      i += Character.charCount(c) - 1;
    }
  }

  void requireNew(Map<String, Object> tree, String name) throws RefusedLineException {
    if (tree.containsKey(name)) {
      throw twice();
    }
  }

  // ---- refusals

  /** A refusal of the current token. */
  RefusedLineException refused(String code, String message, @Nullable String hint) {
    return refused(code, offset(), subject(), message, hint);
  }

  RefusedLineException refused(
      String code, int offset, @Nullable String subject, String message, @Nullable String hint) {
    return new RefusedLineException(
        Problem.error(code, file, number, column(offset), subject, message, hint));
  }

  /** The field whose name is current was there before. */
  RefusedLineException twice() {
    return refused("duplicate-field", "the field is given twice", "leave one out");
  }

  /** The field whose name is current means nothing here. */
  RefusedLineException unknown(String name, Collection<String> known) {
    String hint = name.length() > 100 ? null : Suggestion.didYouMean(name, known);
    return refused(
        "unknown-field",
        "the field " + Quoted.of(name) + " is unknown",
        hint != null
            ? hint
            : String.format(
                Locale.ROOT,
                "the fields here are `%s`; one of your own must start with `x-`",
                String.join("`, `", known)));
  }

  /** A field is missing from the object that has just ended and that started at {@code start}. */
  RefusedLineException missing(String name, int start, @Nullable String hint) {
    String here = subject();
    return refused(
        "missing-field",
        start,
        here == null ? name : here + "." + name,
        "the field is missing",
        hint);
  }

  RefusedLineException wrongType(String wanted) {
    String found =
        switch (parser.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "text";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          case VALUE_TRUE -> "`true`";
          case VALUE_FALSE -> "`false`";
          default -> "`null`";
        };
    return refused("wrong-type", "must be " + wanted + ", not " + found, null);
  }

  /**
   * The path to the current token: {@code outputs[1].attributes.violates}, say; null at the top.
   */
  @Nullable String subject() {
    return JsonPlace.of(parser.getParsingContext());
  }

  private RefusedLineException malformed(IOException cause) {
    MalformedJson found = MalformedJson.of(cause, chars, length, offset());
    return refused(found.code(), found.at(), null, found.message(), found.hint());
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

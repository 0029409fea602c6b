package org.equipoise.constitution.metering;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts and patterns as rules may use them: what they make is counted before it is made, and
 * patterns count each letter that they look at. Not for use by people.
 */
public final class MeteredTextCalls {
  /** A conversion of times; two signs of per cent stand for one. */
  private static final Pattern OF_TIME = Pattern.compile("(?<!%)(?:%%)*+%[-#+ 0,(<\\d$.]*+[tT]");

  private static final int MAX_FORMAT_WIDTH = 1_000;
  private static final int MAX_PATTERN_CHARS = 10_000;
  private static final int MAX_DATE_CHARS = 200;
  private static final long MAX_REPEATED_CHARS = 100_000;
  private static final int OF_A_PART = 56;
  private static final int LETTERS_A_STEP = 16;

  /** Nodes of a pattern that look at no letter, as patterns have that people write. */
  private static final int FEW = 16;

  /** As {@link String#CASE_INSENSITIVE_ORDER}: each comparison is charged for. */
  public static final Comparator<String> CASE_INSENSITIVE_ORDER =
      (one, other) -> {
        Meter.steps(Math.min(one.length(), other.length()) / LETTERS_A_STEP + 1L);
        return String.CASE_INSENSITIVE_ORDER.compare(one, other);
      };

  private static final Pattern COUNT = Pattern.compile("\\{(?:\\d*,)?(\\d+)");
  private static final Pattern PLACE =
      Pattern.compile("%(?:(\\d+)\\$)?([-#+ 0,(<]*)(\\d+)?(?:\\.(\\d+))?[tT]?([a-zA-Z%])");

  private MeteredTextCalls() {}

  // Patterns.

  public static Pattern patternCompile(String pattern) {
    return patternCompile(pattern, 0);
  }

  public static Pattern patternCompile(String pattern, int flags) {
    if (pattern.length() > MAX_PATTERN_CHARS) {
      throw new IllegalArgumentException(
          "a pattern of more than " + MAX_PATTERN_CHARS + " letters");
    }
    if ((flags & Pattern.CANON_EQ) != 0) {
      throw new IllegalArgumentException("a pattern up to canonical equivalence");
    }
    double repeated = 1;
    Matcher count = COUNT.matcher(pattern);
    while (count.find()) {
      repeated *= Math.max(1, Double.parseDouble(count.group(1)));
    }
    if (repeated > MAX_REPEATED_CHARS) {
      throw new IllegalArgumentException("a pattern repeats too often: `" + pattern + "`");
    }
    Meter.steps(pattern.length());
    Meter.takes(64L * pattern.length());
    Pattern compiled = Pattern.compile(pattern, flags);
    PatternWork.of(compiled);
    return compiled;
  }

  public static Matcher matcher(Pattern pattern, CharSequence text) {
    Meter.takes(128 + PatternWork.of(pattern).bytes());
    return pattern.matcher(MeteredText.of(text));
  }

  public static boolean matches(Matcher matcher) {
    Meter.ask();
    return matcher.matches();
  }

  public static boolean lookingAt(Matcher matcher) {
    Meter.ask();
    return matcher.lookingAt();
  }

  public static boolean find(Matcher matcher) {
    searches(matcher);
    return matcher.find();
  }

  public static boolean find(Matcher matcher, int from) {
    searches(matcher);
    return matcher.find(from);
  }

  /** Charges for the places where a search begins and looks at no letter. */
  private static void searches(Matcher matcher) {
    long silent = PatternWork.of(matcher.pattern()).silent();
    if (silent > FEW) {
      Meter.steps(Size.times(silent, matcher.regionEnd() / LETTERS_A_STEP + 1L));
    } else {
      Meter.ask();
    }
  }

  /** Whether a text matches, which none does that is absent. */
  public static boolean isMatched(Pattern pattern, @Nullable CharSequence text) {
    return text != null && matches(matcher(pattern, text));
  }

  public static Matcher reset(Matcher matcher, CharSequence text) {
    return matcher.reset(MeteredText.of(text));
  }

  public static Matcher usePattern(Matcher matcher, Pattern pattern) {
    Meter.takes(128 + PatternWork.of(pattern).bytes());
    return matcher.usePattern(pattern);
  }

  public static boolean patternMatches(String pattern, CharSequence text) {
    return matches(matcher(patternCompile(pattern), text));
  }

  public static boolean matches(String text, String pattern) {
    return matches(matcher(patternCompile(pattern), text));
  }

  public static String replaceAll(String text, String pattern, String by) {
    return replaced(matcher(patternCompile(pattern), text), it -> by, Integer.MAX_VALUE);
  }

  public static String replaceFirst(String text, String pattern, String by) {
    return replaced(matcher(patternCompile(pattern), text), it -> by, 1);
  }

  public static String replaceAll(Matcher matcher, String by) {
    return replaced(matcher, it -> by, Integer.MAX_VALUE);
  }

  public static String replaceAll(Matcher matcher, Function<MatchResult, String> by) {
    return replaced(matcher, by, Integer.MAX_VALUE);
  }

  public static String replaceFirst(Matcher matcher, String by) {
    return replaced(matcher, it -> by, 1);
  }

  private static String replaced(Matcher matcher, Function<MatchResult, String> by, int most) {
    matcher.reset();
    StringBuilder replaced = new StringBuilder();
    int copied = 0;
    for (int i = 0; i < most && find(matcher); i++) {
      String next = by.apply(matcher);
      long longest = 0;
      for (int group = 0; group <= matcher.groupCount(); group++) {
        longest = Math.max(longest, matcher.end(group) - matcher.start(group));
      }
      long groups = next.chars().filter(it -> it == '$').count();
      Meter.steps(next.length());
      Meter.takes(
          4L * (matcher.start() - copied + next.length()) + Size.times(4 * groups, longest));
      copied = matcher.end();
      matcher.appendReplacement(replaced, next);
    }
    Meter.takes(4L * (matcher.regionEnd() - copied) + 2L * replaced.length());
    return matcher.appendTail(replaced).toString();
  }

  public static String[] split(String text, String pattern) {
    return split(text, pattern, 0);
  }

  public static String[] split(String text, String pattern, int limit) {
    return split(patternCompile(pattern), text, limit);
  }

  public static String[] split(Pattern pattern, CharSequence text) {
    return split(pattern, text, 0);
  }

  public static String[] split(Pattern pattern, CharSequence text, int limit) {
    Meter.takes(2L * text.length() + OF_A_PART);
    Matcher matcher = matcher(pattern, text);
    for (int parts = 1; (limit <= 0 || parts < limit) && find(matcher); parts++) {
      Meter.takes(OF_A_PART);
    }
    return pattern.split(MeteredText.of(text), limit);
  }

  public static DateTimeFormatter dateTimeFormatterOfPattern(String pattern) {
    return dateTimeFormatterOfPattern(pattern, Locale.ROOT);
  }

  public static DateTimeFormatter dateTimeFormatterOfPattern(String pattern, Locale locale) {
    if (pattern.length() > MAX_DATE_CHARS) {
      throw new IllegalArgumentException(
          "a pattern for dates of more than " + MAX_DATE_CHARS + " letters");
    }
    Meter.steps(16L * pattern.length());
    Meter.takes(96L * pattern.length());
    RepeatableCalls.known(locale);
    return DatePattern.formatter(pattern);
  }

  // Texts put together.

  public static String replace(String text, CharSequence target, CharSequence by) {
    String sought = target.toString();
    Meter.steps(Size.times(Size.scan(text), sought.length()));
    long places = sought.isEmpty() ? text.length() + 1L : 0;
    for (int at = text.indexOf(sought);
        at >= 0 && !sought.isEmpty();
        at = text.indexOf(sought, at + sought.length())) {
      Meter.step();
      places++;
    }
    Meter.takes(Size.times(2, Size.plus(text.length(), Size.times(places, by.length()))));
    return text.replace(target, by);
  }

  public static String stringJoin(CharSequence between, Iterable<? extends CharSequence> parts) {
    StringJoiner joined = new StringJoiner(between);
    parts.forEach(it -> add(joined, it == null ? "null" : it));
    Meter.takes(2L * joined.length());
    return joined.toString();
  }

  public static String stringJoin(CharSequence between, CharSequence[] parts) {
    Meter.takes(
        Size.plus(2 * Size.letters(parts), Size.times(2L * between.length(), parts.length)));
    return String.join(between, parts);
  }

  public static StringJoiner add(StringJoiner to, CharSequence part) {
    Meter.takes(2 * Size.letters(part));
    int before = to.length();
    to.add(part);
    Meter.takes(2L * (to.length() - before));
    return to;
  }

  public static String stringFormat(String format, Object[] arguments) {
    return stringFormat(Locale.ROOT, format, arguments);
  }

  public static String formatted(String format, Object[] arguments) {
    return stringFormat(Locale.ROOT, format, arguments);
  }

  public static String stringFormat(@Nullable Locale locale, String format, Object[] arguments) {
    if (arguments != null) {
      Arrays.asList(arguments).forEach(RepeatableCalls::written);
    }
    if (OF_TIME.matcher(format).find()) {
      throw new NotRepeatableException(
          "`%t` depends on the machine's zone and language; use `DateTimeFormatter.ofPattern`");
    }
    Meter.steps(format.length());
    long letters = format.length();
    int next = 0;
    int last = 0;
    Matcher place = PLACE.matcher(format);
    while (place.find()) {
      Meter.step();
      int at =
          place.group(1) != null
              ? Integer.parseInt(bounded(place.group(1), format)) - 1
              : place.group(2).contains("<") ? last : next++;
      last = at;
      int width = number(place.group(3), format);
      int precision = number(place.group(4), format);
      long written = 400L + precision;
      if (arguments != null && at >= 0 && at < arguments.length) {
        Size.big(arguments[at]);
        if (place.group(5).equalsIgnoreCase("h")) {
          hashed(arguments[at]);
        }
        written += 2 * Size.letters(arguments[at]);
      }
      letters = Size.plus(letters, Math.max(width, written));
    }
    Meter.takes(Size.times(2, letters));
    return String.format(RepeatableCalls.known(locale), format, arguments);
  }

  /** Lets Java write the hash of a value, if it is the one that rules are given. */
  private static void hashed(@Nullable Object value) {
    if (value == null) {
      return;
    }
    Meter.steps(Size.deep(value));
    if (RepeatableCalls.hashCode(value) != value.hashCode()) {
      throw new NotRepeatableException(
          "a hash that is not always the same cannot be written; write `hashCode()`");
    }
  }

  private static int number(@Nullable String digits, String format) {
    return digits == null ? 0 : Integer.parseInt(bounded(digits, format));
  }

  private static String bounded(String digits, String format) {
    if (digits.length() > 4 || Integer.parseInt(digits) > MAX_FORMAT_WIDTH) {
      throw new IllegalArgumentException(
          "a format wider than " + MAX_FORMAT_WIDTH + ": `" + format + "`");
    }
    return digits;
  }
}

package org.equipoise.constitution.metering;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern for dates whose names of months and days are English, and of our own: those of Java's
 * root locale differ with its version and with the property {@code java.locale.providers}.
 */
final class DatePattern {
  private static final Pattern PART = Pattern.compile("'(?:[^']|'')*'|([A-Za-z])\\1*|.");

  /** Letters that Java writes as numbers, or as names of its own that are the same everywhere. */
  private static final String SAME = "uyDdhHKkmsSAnNxXVgMLQq";

  private DatePattern() {}

  /**
   * A formatter.
   *
   * @throws IllegalArgumentException if it is no pattern
   * @throws NotRepeatableException if it asks for what depends on the machine's language
   */
  static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    Matcher part = PART.matcher(pattern);
    while (part.find()) {
      add(builder, part.group());
    }
    return builder.toFormatter(Locale.ROOT);
  }

  private static void add(DateTimeFormatterBuilder builder, String part) {
    char letter = part.charAt(0);
    int length = part.length();
    boolean isLetter = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    if (letter == '[') {
      builder.optionalStart();
    } else if (letter == ']') {
      builder.optionalEnd();
    } else if (!isLetter) {
      builder.appendPattern(part);
    } else if (letter == 'E') {
      builder.appendText(ChronoField.DAY_OF_WEEK, names(DayOfWeek.values(), length));
    } else if ((letter == 'M' || letter == 'L') && length > 2) {
      builder.appendText(ChronoField.MONTH_OF_YEAR, names(Month.values(), length));
    } else if (letter == 'a' && length == 1) {
      builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"));
    } else if (letter == 'G' && length < 4) {
      builder.appendText(ChronoField.ERA, Map.of(0L, "BC", 1L, "AD"));
    } else if ((SAME.indexOf(letter) >= 0 && !("Qq".indexOf(letter) >= 0 && length > 2))
        || (letter == 'Z' && length != 4)) {
      builder.appendPattern(part);
    } else {
      throw new NotRepeatableException(
          "what `" + part + "` stands for in a pattern for dates differs between machines");
    }
  }

  /** Names in three letters, whole for four, or in one letter for five. */
  private static Map<Long, String> names(Enum<?>[] all, int length) {
    UnaryOperator<String> written =
        switch (length) {
          case 1, 2, 3 -> it -> it.substring(0, 3);
          case 4 -> UnaryOperator.identity();
          case 5 -> it -> it.substring(0, 1);
          default -> throw new IllegalArgumentException("too many letters in a pattern for dates");
        };
    Map<Long, String> names = new HashMap<>();
    for (int i = 0; i < all.length; i++) {
      String upper = all[i].name();
      String name = upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT);
      names.put(i + 1L, written.apply(name));
    }
    return names;
  }
}

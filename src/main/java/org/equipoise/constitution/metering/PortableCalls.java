package org.equipoise.constitution.metering;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Locale;

/**
 * What compiled code calls in place of those parts of Java's library that depend on the machine's
 * default locale, charset or time zone: the same with the root locale, UTF-8 and UTC; and of what
 * would initialise a class while rules are compiled. A method of an object has the object as its
 * first parameter; a static one is called after its class, and a constructor is called {@code new}.
 * Not for use by people.
 */
public final class PortableCalls {
  private PortableCalls() {}

  public static String toLowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  public static String toUpperCase(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  public static String stringFormat(String format, Object[] arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  public static String formatted(String format, Object[] arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  public static byte[] getBytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String newString(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public static String newString(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  public static Locale localeGetDefault() {
    return Locale.ROOT;
  }

  public static ZoneId zoneIdSystemDefault() {
    return ZoneOffset.UTC;
  }

  public static DateTimeFormatter dateTimeFormatterOfPattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** A class that is loaded and not initialised: nothing of it runs before it is vetted. */
  public static Class<?> classForName(String name, boolean isInitialised, ClassLoader loader)
      throws ClassNotFoundException {
    return Class.forName(name, false, loader);
  }

  // Dates of conditions.

  /**
   * Whether a text is a date or a time in the one spelling for them: {@code 2026-01-31} or {@code
   * 2026-01-31T10:00:00Z}.
   */
  public static boolean isDate(String text) {
    try {
      instant(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /**
   * The instant of a date, or of a time.
   *
   * @throws DateTimeParseException if it is spelt otherwise
   */
  public static Instant instant(String text) {
    Instant instant =
        text.indexOf('T') < 0
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
    boolean isPlain =
        instant.toString().equals(text) || instant.toString().equals(text + "T00:00:00Z");
    if (!isPlain) {
      throw new DateTimeParseException("not spelt as `" + instant + "`", text, 0);
    }
    return instant;
  }

  public static Date evaluationUtilConvertDate(String text) {
    return Date.from(instant(text));
  }

  public static LocalDate evaluationUtilConvertDateLocal(String text) {
    return evaluationUtilConvertDateTimeLocal(text).toLocalDate();
  }

  public static LocalDateTime evaluationUtilConvertDateTimeLocal(String text) {
    return LocalDateTime.ofInstant(instant(text), ZoneOffset.UTC);
  }
}

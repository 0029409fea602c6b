package org.equipoise.metering;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What compiled code calls in place of those parts of Java's library that depend on the machine's
 * default locale, charset or time zone: the same with the root locale, UTF-8 and UTC. A method of
 * an object has the object as its first parameter; a static one is called after its class, and a
 * constructor is called {@code new}. Not for use by people.
 */
public final class Portable {
  private Portable() {}

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
}

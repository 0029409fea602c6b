package org.equipoise.constitution;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of rules: each is worth what it reads as, in decimal. Java would take one that begins
 * with 0 for octal, and the engine now for that and now for the decimal one.
 */
final class NumberLiterals {
  private static final Pattern DECIMAL =
      Pattern.compile("(?<![\\w$.])(\\d+)(\\.\\d+)?([eE][+-]?\\d+)?([lL]?)(?![\\w$.])");

  /** Decimal numbers with zeros before them, and numbers of other bases. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?<![\\w$.])(?:(0[\\d_]+)|0[xX]([\\da-fA-F_]+?)"
              + "|0[bB]([01_]+)|0[oO]([0-7_]+))([lL]?)(?![\\w$.])");

  private static final Pattern AROUND = Pattern.compile("(?<![\\w$.])\\d[\\w.]*(?:[eE][+-])?");
  private static final Pattern NO_EXPONENT =
      Pattern.compile("(\\d+(?:\\.\\d*)?)[eE][+-]?(?![\\w.])");
  private static final List<Integer> BASES = List.of(10, 16, 2, 8);
  private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int MAX_DIGITS = 100;

  private final SourceFile file;
  private final @Nullable String subject;
  private final Problems problems;

  private NumberLiterals(SourceFile file, @Nullable String subject, Problems problems) {
    this.file = file;
    this.subject = subject;
    this.problems = problems;
  }

  /** Checks numbers of conditions, of which only decimal ones are read. */
  static void check(
      SourceFile file, @Nullable String subject, int from, int to, Problems problems) {
    NumberLiterals numbers = new NumberLiterals(file, subject, problems);
    numbers.sizes(from, to);
    numbers.forms(from, to, true);
  }

  /** Checks numbers of Java code, where another base can be told by its letter. */
  static void checkCode(
      SourceFile file, @Nullable String subject, int from, int to, Problems problems) {
    NumberLiterals numbers = new NumberLiterals(file, subject, problems);
    numbers.sizes(from, to);
    numbers.forms(from, to, false);
  }

  private void sizes(int from, int to) {
    Matcher number = DECIMAL.matcher(file.code()).region(from, to);
    number.useTransparentBounds(true);
    while (number.find()) {
      boolean isWhole = number.group(2) == null && number.group(3) == null;
      BigInteger digits = new BigInteger(number.group(1));
      if (isWhole && digits.compareTo(MAX_LONG) > 0) {
        outOfRange(number, "write it with an exponent, as in `1.5e20`");
      } else if (isWhole && number.group(4).isEmpty() && digits.compareTo(MAX_INT) > 0) {
        outOfRange(number, "beyond " + MAX_INT + " write `" + number.group(1) + "L`");
      } else if (!isWhole && Double.isInfinite(Double.parseDouble(number.group()))) {
        outOfRange(number, "the largest is about 1.8e308");
      } else if (!isWhole && isLost(number)) {
        problem(number, "`%s` would be read as 0", "the smallest is about 4.9e-324");
      }
    }
  }

  /** Whether a number is so small that nothing is left of it. */
  private static boolean isLost(Matcher number) {
    String digits = number.group(1) + (number.group(2) == null ? "" : number.group(2));
    return Double.parseDouble(number.group()) == 0 && !digits.matches("[0.]*");
  }

  private void outOfRange(Matcher number, String hint) {
    problems.error(
        "number-out-of-range",
        file,
        number.start(),
        subject,
        "`" + SourceFile.shorten(number.group()) + "` is too large a number",
        hint);
  }

  private void forms(int from, int to, boolean onlyDecimal) {
    Matcher number = OTHER.matcher(file.code()).region(from, to);
    number.useTransparentBounds(true);
    while (number.find()) {
      String zeros = number.group(1);
      if (zeros == null && !onlyDecimal) {
        continue;
      }
      problem(
          number,
          zeros == null ? "`%s` is no decimal number" : "`%s` would be read in base 8",
          orDecimal(decimal(number), "write it in decimal"));
    }
  }

  private void problem(Matcher number, String message, String hint) {
    problems.error(
        "wrong-number",
        file,
        number.start(),
        subject,
        String.format(Locale.ROOT, message, SourceFile.shorten(number.group())),
        hint);
  }

  private static String orDecimal(@Nullable String decimal, String otherwise) {
    return decimal == null ? otherwise : "write `" + decimal + "`";
  }

  /** The number as it is written in rules; null if it is longer than anybody means. */
  private static @Nullable String decimal(Matcher number) {
    int group = 1;
    while (number.group(group) == null) {
      group++;
    }
    int base = BASES.get(group - 1);
    String digits = number.group(group).replace("_", "");
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return null;
    }
    BigInteger value = new BigInteger(digits, base);
    if (value.compareTo(MAX_LONG) > 0) {
      return new BigDecimal(value).round(new MathContext(17)).toString();
    }
    return value + (value.compareTo(MAX_INT) > 0 ? "L" : "");
  }

  /**
   * What to write where a parser met a number that it cannot read, or null if none stands there.
   *
   * @param at what was not expected
   */
  static @Nullable String hint(SourceFile file, int at) {
    String code = file.code();
    int start = at;
    while (start > 0 && "+-. ".indexOf(code.charAt(start - 1)) >= 0) {
      start--;
    }
    while (start > 0 && isOfNumber(code.charAt(start - 1))) {
      start--;
    }
    Matcher around = AROUND.matcher(code).region(start, code.length());
    if (!around.lookingAt()) {
      return null;
    }
    Matcher other = OTHER.matcher(around.group());
    if (other.matches()) {
      return orDecimal(decimal(other), "write it in decimal");
    }
    Matcher open = NO_EXPONENT.matcher(around.group());
    return open.matches()
        ? "write `" + open.group(1) + "`, or with an exponent `" + open.group(1) + "e3`"
        : null;
  }

  private static boolean isOfNumber(char c) {
    return c == '.' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }
}

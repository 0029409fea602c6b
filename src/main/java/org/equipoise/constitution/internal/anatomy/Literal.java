package org.equipoise.constitution.internal.anatomy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/** What a literal of a condition is worth, as the compiled condition has it. */
public final class Literal {
  /** A literal as a regular expression without groups. */
  public static final String WRITTEN =
      "\"[^\"\\\\\n]*\"|'[^'\\\\\n]*'"
          + "|-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?[lLdDfFBI]?(?![\\w.])|true|false|null";

  /** Java reads a whole number that begins with 0 in base 8. */
  private static final Pattern OCTAL = Pattern.compile("-?0\\d+[lL]?");

  private Literal() {}

  /**
   * The value of a literal: null, a {@code Boolean}, a {@code String} or a {@code BigDecimal}. A
   * decimal fraction has the precision that it has in Java.
   */
  public static @Nullable Object value(String written) {
    return switch (written) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default ->
          written.startsWith("\"") || written.startsWith("'")
              ? written.substring(1, written.length() - 1)
              : number(written);
    };
  }

  private static BigDecimal number(String written) {
    char last = written.charAt(written.length() - 1);
    String digits = Character.isLetter(last) ? written.substring(0, written.length() - 1) : written;
    if (OCTAL.matcher(written).matches()) {
      return new BigDecimal(new BigInteger(digits, 8));
    }
    return switch (last) {
      case 'B', 'I' -> new BigDecimal(digits);
      case 'f', 'F' -> Values.decimal(Float.parseFloat(digits));
      case 'd', 'D' -> Values.decimal(Double.parseDouble(digits));
      default ->
          digits.matches("-?\\d+")
              ? new BigDecimal(digits)
              : Values.decimal(Double.parseDouble(digits));
    };
  }
}

package org.equipoise.constitution.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/** What a literal of a rule is worth, as the compiled rule has it. */
public final class Literal {
  /** Java reads a whole number that begins with 0 in base 8. */
  private static final Pattern OCTAL = Pattern.compile("-?0\\d+[lL]?");

  private Literal() {}

  /**
   * The value of a literal: null, a {@code Boolean}, a {@code String} or a {@code BigDecimal}. A
   * decimal fraction has the precision that it has in Java.
   *
   * @throws IllegalArgumentException if it is no literal of the rule language
   */
  public static @Nullable Object value(String written) {
    return switch (written) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default ->
          written.startsWith("\"") || written.startsWith("'") ? decoded(written) : number(written);
    };
  }

  /** What a text in quotes says; empty if it has an escape that Java does not know. */
  public static Optional<String> text(String quoted) {
    try {
      return Optional.of(decoded(quoted));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String quoted) {
    String within = quoted.substring(1, quoted.length() - 1);
    return within.indexOf('\\') < 0 ? within : characters(within).translateEscapes();
  }

  /** Java replaces an escaped character, as in {@code \}{@code u00e9}, before any other escape. */
  private static String characters(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digits = i + 1;
      while (c == '\\' && digits < text.length() && text.charAt(digits) == 'u') {
        digits++;
      }
      if (digits == i + 1) {
        plain.append(c);
        if (c == '\\' && digits < text.length()) {
          plain.append(text.charAt(digits)); // a pair, whose second is no escape of its own
          i++;
        }
      } else if (digits + 4 > text.length()) {
        throw new IllegalArgumentException(text);
      } else {
        plain.append((char) Integer.parseInt(text.substring(digits, digits + 4), 16));
        i = digits + 3;
      }
    }
    return plain.toString();
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

package org.equipoise.audit.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The masked numbers of one case. A number of at least four digits is found anywhere in a text by
 * its digits, with or without signs between them, also rounded. Any number is found by its value
 * where it stands alone.
 */
final class MaskedNumbers {
  /** From this number of digits on, a number is found anywhere. */
  static final int DISTINCT = 4;

  /** From this number of digits on, any signs may stand between them, as in a telephone number. */
  private static final int LONG = 7;

  private static final int MAX_CHARS = 40;

  private static final Pattern BETWEEN_DIGITS =
      Pattern.compile("(?<=[0-9])[,.'’_\\h](?=[0-9])", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern BETWEEN_MANY_DIGITS =
      Pattern.compile("(?<=[0-9])[^\\p{L}\\p{N}]{1,3}(?=[0-9])");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}&&[^\\p{IsHan}]])[0-9]{1,40}+(?:[.,][0-9]{1,40}+)?+(?:e[+-]?[0-9]{1,3}+)?+"
              + "(?![\\p{L}\\p{N}&&[^\\p{IsHan}]])");

  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern WRITTEN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(e[+-]?[0-9]{1,3})?");

  private static final Pattern GROUPED =
      Pattern.compile("[0-9]++(?:[,.'’_\\h][0-9]++)*+(?:e[+-]?[0-9]{1,3})?+");

  private final Set<BigDecimal> values = new HashSet<>();
  private final Set<BigDecimal> distinctValues = new HashSet<>();
  private final Set<String> significant = new HashSet<>();
  private final TextIndex digits = new TextIndex(DISTINCT);
  private final TextIndex manyDigits = new TextIndex(DISTINCT);

  /** Adds a number. */
  void add(Number number) {
    BigDecimal exact = exact(new BigDecimal(number.toString()));
    values.add(exact);
    if (significant(exact).length() >= DISTINCT) {
      significant.add(significant(exact));
      addDigits(significant(exact));
    }
    if (addDigits(exact.toPlainString().replace(".", ""))) {
      distinctValues.add(exact);
    }
    for (int places = 0; places < Math.min(exact.scale(), 3); places++) {
      addDigits(exact.setScale(places, RoundingMode.DOWN).toPlainString().replace(".", ""));
      addDigits(exact.setScale(places, RoundingMode.HALF_UP).toPlainString().replace(".", ""));
    }
  }

  /** Adds what a masked text is as a number, such as a number of a card or a telephone. */
  void addFrom(String folded) {
    String number = NO_LETTER.matcher(folded).replaceAll("");
    if (number.length() <= MAX_CHARS && DIGITS.matcher(number).matches() && addDigits(number)) {
      distinctValues.add(exact(new BigDecimal(number)));
    }
    if (folded.length() <= MAX_CHARS && WRITTEN.matcher(folded).matches()) {
      add(new BigDecimal(folded));
    }
  }

  /** Adds digits, if they are enough to be found anywhere, and returns whether they are. */
  boolean addDigits(String all) {
    if (all.length() < DISTINCT) {
      return false;
    }
    (all.length() < LONG ? digits : manyDigits).add(all);
    return true;
  }

  private static BigDecimal exact(BigDecimal number) {
    BigDecimal stripped = number.abs().stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String significant(BigDecimal exact) {
    return exact.stripTrailingZeros().unscaledValue().toString();
  }

  /** Returns whether a number that is not masked reveals a masked one. */
  boolean areToldBy(Number number) {
    if (values.isEmpty() && distinctValues.isEmpty()) {
      return false;
    }
    BigDecimal exact = exact(new BigDecimal(number.toString()));
    return distinctValues.contains(exact) || significant.contains(significant(exact));
  }

  /**
   * Returns whether a text reveals a masked number.
   *
   * @param isComposed whether few digits, which occur in other texts by accident, suffice
   */
  boolean areToldBy(String folded, boolean isComposed) {
    return hasDigit(folded)
        && (isIn(folded, digits, BETWEEN_DIGITS)
            || isIn(folded, manyDigits, BETWEEN_DIGITS)
            || isIn(folded, manyDigits, BETWEEN_MANY_DIGITS)
            || isNumberIn(folded, isComposed ? values : distinctValues));
  }

  private static boolean hasDigit(String folded) {
    for (int i = 0; i < folded.length(); i++) {
      if (folded.charAt(i) >= '0' && folded.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String folded, TextIndex digits, Pattern between) {
    return !digits.isEmpty() && digits.isIn(between.matcher(folded).replaceAll(""));
  }

  private static boolean isNumberIn(String folded, Set<BigDecimal> numbers) {
    if (numbers.isEmpty()) {
      return false;
    }
    Matcher matcher = NUMBER.matcher(folded);
    while (matcher.find()) {
      if (numbers.contains(exact(new BigDecimal(matcher.group().replace(',', '.'))))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the values that the numbers in a text may have, as numbers and as texts. */
  static Set<Object> readings(String folded) {
    Set<Object> found = new HashSet<>();
    GROUPED
        .matcher(folded)
        .results()
        .map(MatchResult::group)
        .filter(it -> it.length() <= MAX_CHARS)
        .forEach(
            it -> {
              String bare = it.replaceAll("[,.'’_\\h](?=.*[,.'’_\\h])", "");
              for (String each :
                  List.of(it.replaceAll("[,.'’_\\h]", ""), bare.replaceAll("[,'’_\\h]", "."))) {
                BigDecimal number = exact(new BigDecimal(each));
                found.add(each);
                found.add(number.toPlainString());
                if (Double.isFinite(number.doubleValue())) { // as all numbers of attributes
                  found.add(value(number));
                  found.add(value(number.negate()));
                }
              }
            });
    return found;
  }

  /** Returns a number in the smallest type, as attributes hold it. */
  private static Number value(BigDecimal number) {
    return number.scale() <= 0 && number.precision() <= 18
        ? (Number) number.longValueExact()
        : (Number) number.doubleValue();
  }
}

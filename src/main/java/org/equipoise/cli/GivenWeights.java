package org.equipoise.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.equilibrium.Weights;

/**
 * Weights as a person wrote them, and exactly.
 *
 * @param texts account, systematicity and faithfulness
 * @param weights the same as parts of their sum
 */
record GivenWeights(List<String> texts, Weights weights) {
  static final List<String> MEASURES = List.of("account", "systematicity", "faithfulness");

  /** The weights of the literature. */
  static final GivenWeights DEFAULT =
      new GivenWeights(List.of("0.35", "0.55", "0.1"), Weights.DEFAULT);

  private static final int MAX_LENGTH = 40;
  private static final int SHORT = 3;

  /**
   * Reads three decimals with the sum 1.
   *
   * @throws IllegalArgumentException if they are no weights
   */
  static GivenWeights of(List<String> texts) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (String text : texts) {
      numbers.add(decimal(text));
    }
    return new GivenWeights(texts, Weights.of(numbers.get(0), numbers.get(1), numbers.get(2)));
  }

  /** Other programs write decimals as floats of 32 bits, such as 0.3499999940395355 for 0.35. */
  private static BigDecimal decimal(String text) {
    BigDecimal number;
    try {
      if (text.length() > MAX_LENGTH) {
        throw new NumberFormatException("too long");
      }
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a weight is no decimal; write numbers such as 0.35 and 0.1", e);
    }
    if (Math.abs((long) number.scale()) > MAX_LENGTH) {
      return number;
    }
    BigDecimal rounded = number.setScale(SHORT, RoundingMode.HALF_EVEN);
    return number.doubleValue() == rounded.floatValue() ? rounded : number;
  }
}

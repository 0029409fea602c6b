package org.equipoise.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.equipoise.revision.Cost;

/** Costs for people: four significant digits. */
final class CostText {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private CostText() {}

  static String rounded(Cost cost) {
    if (cost.isInfinite() || cost.billionths() == 0) {
      return cost.toString();
    }
    return BigDecimal.valueOf(cost.billionths(), 9)
        .round(FOUR_DIGITS)
        .stripTrailingZeros()
        .toPlainString();
  }
}

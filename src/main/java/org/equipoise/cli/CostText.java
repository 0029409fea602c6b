package org.equipoise.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.StringJoiner;
import org.equipoise.revision.Cost;

/** Costs for people: four significant digits, and with levels the amount on each. */
final class CostText {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private CostText() {}

  static String rounded(Cost cost) {
    if (cost.isInfinite() || cost.billionths() == 0) {
      return cost.toString();
    }
    if (!cost.levels().areDeclared()) {
      return rounded(cost.billionths());
    }
    StringJoiner text = new StringJoiner(", ");
    for (int rank = 0; rank < cost.levels().count(); rank++) {
      if (cost.billionths(rank) != 0) {
        text.add(rounded(cost.billionths(rank)) + " at " + cost.levels().names().get(rank));
      }
    }
    return text.toString();
  }

  private static String rounded(long billionths) {
    return BigDecimal.valueOf(billionths, 9)
        .round(FOUR_DIGITS)
        .stripTrailingZeros()
        .toPlainString();
  }
}

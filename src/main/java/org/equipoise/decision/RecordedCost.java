package org.equipoise.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.RoundingMode;
import java.util.Map;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/** Reads costs as decisions write them: one number, and an amount for each level. */
final class RecordedCost {
  private RecordedCost() {}

  /**
   * A cost; null if it is not known.
   *
   * @param number the cost without levels
   * @param byLevel the amount on each level; no object without levels
   * @throws IllegalArgumentException if there is no such level
   */
  static @Nullable Cost of(JsonNode number, JsonNode byLevel, Levels levels) {
    if (!byLevel.isObject()) {
      return onLevel(number, null, levels);
    }
    Cost sum = Cost.ZERO;
    for (Map.Entry<String, JsonNode> each : byLevel.properties()) {
      sum = sum.plus(orZero(onLevel(each.getValue(), each.getKey(), levels)));
    }
    return sum;
  }

  /**
   * A cost on one level; null if it is not known.
   *
   * @param level null without levels
   * @throws IllegalArgumentException if there is no such level, or the number is no cost
   */
  static @Nullable Cost onLevel(JsonNode json, @Nullable String level, Levels levels) {
    if (json.isNumber()) {
      if (!(json.doubleValue() >= 0 && json.doubleValue() < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("`" + json.doubleValue() + "` is no cost");
      }
      long billionths =
          json.decimalValue().setScale(9, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
      return level == null ? new Cost(billionths) : Cost.of(levels, levels.rank(level), billionths);
    }
    return Cost.INFINITE.toString().equals(json.textValue()) ? Cost.INFINITE : null;
  }

  static Cost orZero(@Nullable Cost cost) {
    return cost == null ? Cost.ZERO : cost;
  }
}

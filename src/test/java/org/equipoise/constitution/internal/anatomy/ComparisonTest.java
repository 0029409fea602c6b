package org.equipoise.constitution.internal.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.equipoise.constitution.internal.anatomy.Comparison.Operator;
import org.equipoise.constitution.reading.Span;
import org.junit.jupiter.api.Test;

/** What is said of comparisons, held against every value that could tell them apart. */
class ComparisonTest {
  private static final List<Operator> ORDERS =
      List.of(Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST);
  private static final List<Object> LITERALS =
      Arrays.asList(number("1"), number("2"), number("2.0"), "a", "b", true, false, null);
  private static final List<Object> VALUES =
      Arrays.asList(
          number("0"),
          number("1"),
          number("1.5"),
          number("2"),
          number("3"),
          "a",
          "b",
          "c",
          true,
          false,
          null);

  private static Object number(String text) {
    return new BigDecimal(text);
  }

  private static List<Comparison> comparisons() {
    Span at = new Span(0, 1);
    List<Comparison> all = new ArrayList<>();
    for (Object literal : LITERALS) {
      for (Operator operator : Operator.values()) {
        boolean isOfLists = operator.sign().endsWith("contains");
        if (!isOfLists && (literal instanceof BigDecimal || !ORDERS.contains(operator))) {
          all.add(new Comparison(true, "x", operator, literal, at, at));
        }
      }
    }
    return all;
  }

  private static boolean holds(Object value, Comparison comparison) {
    boolean areNumbers = value instanceof BigDecimal && comparison.value() instanceof BigDecimal;
    int order = areNumbers ? ((BigDecimal) value).compareTo((BigDecimal) comparison.value()) : 0;
    boolean areEqual = areNumbers ? order == 0 : Objects.equals(value, comparison.value());
    return switch (comparison.operator()) {
      case EQUAL -> areEqual;
      case UNEQUAL -> !areEqual;
      case LESS -> areNumbers && order < 0;
      case AT_MOST -> areNumbers && order <= 0;
      case MORE -> areNumbers && order > 0;
      case AT_LEAST -> areNumbers && order >= 0;
      default -> throw new AssertionError(comparison);
    };
  }

  @Test
  void whatExcludesEachOtherIsNeverTrueTogetherAndWhatImpliesIsNeverTrueAlone() {
    int exclusions = 0;
    int implications = 0;
    for (Comparison a : comparisons()) {
      for (Comparison b : comparisons()) {
        assertEquals(a.excludes(b), b.excludes(a), a + " and " + b);
        for (Object value : VALUES) {
          if (holds(value, a)) {
            assertFalse(a.excludes(b) && holds(value, b), value + ": " + a + " excludes " + b);
            assertTrue(!a.implies(b) || holds(value, b), value + ": " + a + " implies " + b);
          }
        }
        exclusions += a.excludes(b) ? 1 : 0;
        implications += a.implies(b) ? 1 : 0;
      }
    }
    assertTrue(exclusions > 100 && implications > 100, exclusions + ", " + implications);
  }

  @Test
  void anOppositeHoldsWhereTheOtherDoesNotUnlessTheValueIsNoNumber() {
    for (Comparison a : comparisons()) {
      Comparison opposite =
          new Comparison(
              true, "x", a.operator().opposite(), a.value(), a.operatorAt(), a.valueAt());
      for (Object value : VALUES) {
        if (!ORDERS.contains(a.operator()) || value instanceof BigDecimal) {
          assertEquals(holds(value, a), !holds(value, opposite), value + ": " + a);
        }
      }
      assertEquals(a.operator(), a.operator().opposite().opposite());
    }
  }
}

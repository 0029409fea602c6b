package org.equipoise.constitution.internal.anatomy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.equipoise.constitution.reading.Span;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * That a property or attribute compares with a literal in some way.
 *
 * @param isAttribute whether {@code name} is an attribute's, read by {@code attr("…")}
 * @param name of the property or attribute
 * @param value a {@code String}, a {@code BigDecimal} or a {@code Boolean}, or null for {@code
 *     null}
 * @param operatorAt where the operator stands
 * @param valueAt where the literal stands, its quotes included
 */
public record Comparison(
    boolean isAttribute,
    String name,
    Operator operator,
    @Nullable Object value,
    Span operatorAt,
    Span valueAt) {

  /** How a value compares. */
  public enum Operator {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    CONTAINS("contains"),
    NOT_CONTAINS("not contains");

    private static final Map<Operator, Operator> OPPOSITES =
        Map.of(
            EQUAL,
            UNEQUAL,
            LESS,
            AT_LEAST,
            MORE,
            AT_MOST,
            CONTAINS,
            NOT_CONTAINS,
            UNEQUAL,
            EQUAL,
            AT_LEAST,
            LESS,
            AT_MOST,
            MORE,
            NOT_CONTAINS,
            CONTAINS);

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }

    /** The operator that holds of two values just where this one does not. */
    public Operator opposite() {
      return Objects.requireNonNull(OPPOSITES.get(this));
    }

    private boolean isOrder() {
      return this == LESS || this == AT_MOST || this == MORE || this == AT_LEAST;
    }
  }

  /** Whether both are about the same property or attribute of a fact. */
  private boolean isAboutTheSame(Comparison other) {
    return isAttribute == other.isAttribute && name.equals(other.name);
  }

  /** Whether no value whatever satisfies both. Where that cannot be told: false. */
  public boolean excludes(Comparison other) {
    return isAboutTheSame(other) && (excludesOneWay(other) || other.excludesOneWay(this));
  }

  private boolean excludesOneWay(Comparison other) {
    return switch (operator) {
      case EQUAL -> isUnfit(other);
      case LESS, AT_MOST ->
          (other.operator == Operator.MORE || other.operator == Operator.AT_LEAST)
              && isGap(
                  other.value, value, operator == Operator.LESS || other.operator == Operator.MORE);
      default -> false;
    };
  }

  /** Whether the value that this asks for does not satisfy another comparison. */
  private boolean isUnfit(Comparison other) {
    return switch (other.operator) {
      case EQUAL -> areDifferent(value, other.value);
      case UNEQUAL -> areEqual(value, other.value);
      case CONTAINS -> value == null;
      case NOT_CONTAINS -> false;
      default ->
          value == null
              || (value instanceof BigDecimal number
                  && other.value instanceof BigDecimal bound
                  && !holds(number.compareTo(bound), other.operator));
    };
  }

  /**
   * Whether every value that satisfies this satisfies another comparison as well. Where that cannot
   * be told: false.
   */
  public boolean implies(Comparison other) {
    if (!isAboutTheSame(other)) {
      return false;
    }
    if (operator == other.operator && areEqual(value, other.value)) {
      return true;
    }
    if (other.operator == Operator.UNEQUAL && other.value == null) {
      return operator.isOrder()
          || operator == Operator.CONTAINS
          || (operator == Operator.EQUAL && value != null);
    }
    if (other.operator == Operator.UNEQUAL) {
      return operator == Operator.EQUAL && areDifferent(value, other.value);
    }
    if (!other.operator.isOrder()
        || !(value instanceof BigDecimal own)
        || !(other.value instanceof BigDecimal bound)) {
      return false;
    }
    int order = own.compareTo(bound);
    boolean isUpper = other.operator == Operator.LESS || other.operator == Operator.AT_MOST;
    return switch (operator) {
      case EQUAL -> holds(order, other.operator);
      case LESS -> isUpper && order <= 0;
      case AT_MOST -> isUpper && (order < 0 || (order == 0 && other.operator == Operator.AT_MOST));
      case MORE -> !isUpper && order >= 0;
      case AT_LEAST ->
          !isUpper && (order > 0 || (order == 0 && other.operator == Operator.AT_LEAST));
      default -> false;
    };
  }

  private static boolean holds(int order, Operator operator) {
    return switch (operator) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
      default -> throw new IllegalArgumentException(operator.sign());
    };
  }

  /** Whether nothing lies between a lower and an upper bound. */
  private static boolean isGap(@Nullable Object lower, @Nullable Object upper, boolean isOpen) {
    return lower instanceof BigDecimal low
        && upper instanceof BigDecimal high
        && (isOpen ? low.compareTo(high) >= 0 : low.compareTo(high) > 0);
  }

  private static boolean areEqual(@Nullable Object a, @Nullable Object b) {
    return Values.equal(a, b);
  }

  private static boolean areDifferent(@Nullable Object a, @Nullable Object b) {
    return !Values.equal(a, b);
  }
}

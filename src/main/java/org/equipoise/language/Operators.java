package org.equipoise.language;

import org.drools.model.BetaIndex;
import org.drools.model.BetaIndex2;
import org.drools.model.BetaIndex3;
import org.drools.model.BetaIndex4;
import org.drools.model.Index.ConstraintType;
import org.drools.model.functions.Function1;
import org.drools.model.functions.Function2;
import org.drools.model.functions.Function3;
import org.drools.model.functions.Function4;
import org.drools.model.functions.Operator;
import org.drools.model.operators.ContainsOperator;
import org.drools.model.operators.ExcludesOperator;
import org.drools.model.operators.InOperator;
import org.drools.model.operators.MemberOfOperator;
import org.drools.model.operators.SoundsLikeOperator;
import org.drools.model.operators.StringEndsWithOperator;
import org.drools.model.operators.StringLengthWithOperator;
import org.drools.model.operators.StringStartsWithOperator;
import org.drools.modelcompiler.dsl.pattern.D;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the named operators of conditions. Compiled conditions call it instead of the engine.
 * Values compare as in {@link Values}. If a value is missing, the result is false. Stateless and
 * thread-safe.
 */
public final class Operators {
  private Operators() {}

  /**
   * Returns whether an operator holds.
   *
   * @throws org.equipoise.facts.IncomparableException if the operator requires text and a value is
   *     not text
   */
  public static boolean eval(
      Operator<Object, Object> operator, @Nullable Object left, @Nullable Object... right)
      throws Exception {
    if (operator instanceof Enum<?>) {
      if ((Object) operator == InOperator.INSTANCE) {
        return isIn(left, right);
      }
      if ((Object) operator == ContainsOperator.INSTANCE) {
        return Values.contains(left, right[0]);
      }
      if ((Object) operator == ExcludesOperator.INSTANCE) {
        return !Values.contains(left, right[0]);
      }
      if ((Object) operator == MemberOfOperator.INSTANCE) {
        return Values.contains(right[0], left);
      }
    }
    String sign = sign(operator);
    String text = Values.text(left, sign);
    if ((Object) operator == StringLengthWithOperator.INSTANCE) {
      return text != null && Values.equal(text.length(), right[0]);
    }
    String other = Values.text(right[0], sign);
    return text != null && other != null && operator.test(text, new Object[] {other});
  }

  /** Returns whether a truth value that may be absent is there and true. */
  public static boolean isTrue(@Nullable Boolean flag) {
    return flag != null && flag;
  }

  private static boolean isIn(@Nullable Object value, @Nullable Object[] some) {
    for (Object each : some) {
      if (Values.equal(value, each)) {
        return true;
      }
    }
    return false;
  }

  /** Returns an operator as authors write it. */
  private static String sign(Object operator) {
    if (operator == StringStartsWithOperator.INSTANCE) {
      return "str[startsWith]";
    } else if (operator == StringEndsWithOperator.INSTANCE) {
      return "str[endsWith]";
    } else if (operator == StringLengthWithOperator.INSTANCE) {
      return "str[length]";
    }
    return operator == SoundsLikeOperator.INSTANCE ? "soundslike" : "matches";
  }

  /** Returns a value as the text for {@code matches}. */
  public static @Nullable CharSequence matched(@Nullable Object value) {
    return value instanceof CharSequence text ? text : Values.text(value, "matches");
  }

  /**
   * Returns the engine's index over facts that are joined by equality, in which equal values share
   * an entry. Returns null for any other join, whose condition is tested for each fact. Without the
   * engine's own index for {@code forall( $a : A( … ) A( this == $a, … ) )}, the engine also finds
   * that the condition holds if there is no such {@code $a}.
   */
  @SuppressWarnings("unchecked") // the engine would turn values into ones of the type
  public static <T, U, V> @Nullable BetaIndex<T, U, V> betaIndexedBy(
      Class<V> type,
      ConstraintType relation,
      int number,
      Function1<T, V> left,
      Function1<U, ?> right,
      Class<?> typeOfRight) {
    if (relation != ConstraintType.EQUAL) {
      return null;
    }
    Class<V> any = (Class<V>) Object.class;
    return D.betaIndexedBy(any, relation, number, keyOf(left), keyOf(right), any);
  }

  /** Returns the index as above, for a join within a query. */
  public static <T, U, V> @Nullable BetaIndex<T, U, V> betaIndexedBy(
      Class<V> type,
      ConstraintType relation,
      int number,
      Function1<T, V> left,
      Function1<U, ?> right) {
    return betaIndexedBy(type, relation, number, left, right, type);
  }

  /** Returns null: a join with several facts has no index. */
  public static <T, A, B, V> @Nullable BetaIndex2<T, A, B, V> betaIndexedBy(
      Class<V> type,
      ConstraintType relation,
      int number,
      Function1<T, V> left,
      Function2<A, B, ?> right,
      Class<?> typeOfRight) {
    return null;
  }

  /** Returns null: a join with several facts has no index. */
  public static <T, A, B, C, V> @Nullable BetaIndex3<T, A, B, C, V> betaIndexedBy(
      Class<V> type,
      ConstraintType relation,
      int number,
      Function1<T, V> left,
      Function3<A, B, C, ?> right,
      Class<?> typeOfRight) {
    return null;
  }

  /** Returns null: a join with several facts has no index. */
  public static <T, A, B, C, E, V> @Nullable BetaIndex4<T, A, B, C, E, V> betaIndexedBy(
      Class<V> type,
      ConstraintType relation,
      int number,
      Function1<T, V> left,
      Function4<A, B, C, E, ?> right,
      Class<?> typeOfRight) {
    return null;
  }

  @SuppressWarnings("unchecked") // the engine only compares what it takes out
  private static <A, B> Function1<A, B> keyOf(Function1<A, B> extractor) {
    return it -> (B) Values.key(extractor.apply(it));
  }
}

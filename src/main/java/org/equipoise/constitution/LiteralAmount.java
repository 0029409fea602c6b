package org.equipoise.constitution;

import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import org.jspecify.annotations.Nullable;

/** A number that a consequence gives as it is written, such as a strength. */
final class LiteralAmount {
  private LiteralAmount() {}

  /** Reports a part of a weight that is written out, and is no number from 0 to 1. */
  static void checkPart(
      Expression given, SourceFile file, int at, @Nullable String name, Problems problems) {
    String text = given instanceof StringLiteralExpr it ? it.asString() : null;
    Double amount = of(given);
    if (text != null || (amount != null && !(amount >= 0 && amount <= 1))) {
      String part = text != null && text.matches("0?\\.\\d+|[01]") ? text : "0.5";
      problems.error(
          "wrong-weight",
          file,
          at,
          name,
          "the part of a weight `" + given + "` is not a number in [0, 1]",
          "write `weight( " + part + " )`");
    }
  }

  /** Whether an expression is a number for sure that is not in (0, 1), or in (0, 1]. */
  static boolean isOutside(Expression given, boolean oneIncluded) {
    Double amount = of(given);
    return amount != null && (!(amount > 0) || amount > 1 || (amount == 1 && !oneIncluded));
  }

  private static @Nullable Double of(Expression given) {
    boolean negative =
        given instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.MINUS;
    Expression literal = negative ? ((UnaryExpr) given).getExpression() : given;
    double amount;
    if (literal instanceof DoubleLiteralExpr it) {
      amount = it.asDouble();
    } else if (literal instanceof IntegerLiteralExpr it) {
      amount = it.asNumber().doubleValue();
    } else {
      return null;
    }
    return negative ? -amount : amount;
  }
}

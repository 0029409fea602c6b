package org.equipoise.constitution;

import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;

/** A number that a consequence gives as it is written, such as a strength. */
final class LiteralAmount {
  private LiteralAmount() {}

  /** Whether an expression is a number for sure that is not in (0, 1), or in (0, 1]. */
  static boolean isOutside(Expression given, boolean oneIncluded) {
    boolean negative =
        given instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.MINUS;
    Expression literal = negative ? ((UnaryExpr) given).getExpression() : given;
    double amount;
    if (literal instanceof DoubleLiteralExpr it) {
      amount = it.asDouble();
    } else if (literal instanceof IntegerLiteralExpr it) {
      amount = it.asNumber().doubleValue();
    } else {
      return false;
    }
    return negative || !(amount > 0) || amount > 1 || (amount == 1 && !oneIncluded);
  }
}

package org.equipoise.constitution;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What type of fact a consequence adds, as far as its code shows. */
final class AddedFact {
  private AddedFact() {}

  /** Where the type stands, or the expression that does not show it. */
  static Position typePosition(Expression argument) {
    Node at = argument instanceof ObjectCreationExpr it ? it.getType() : argument;
    return at.getBegin().orElseThrow();
  }

  /**
   * The type as written where the fact is made, or where its variable is declared; null if neither.
   */
  static @Nullable String type(DeclaredNames declarations, Expression argument) {
    if (argument instanceof ObjectCreationExpr created) {
      return created.getType().getNameWithScope();
    }
    if (argument instanceof NameExpr used) {
      List<String> declared =
          declarations.variables(used.getNameAsString()).stream()
              .map(
                  it ->
                      it.getType().asString().equals("var")
                          ? it.getInitializer()
                              .filter(ObjectCreationExpr.class::isInstance)
                              .map(init -> ((ObjectCreationExpr) init).getType().getNameWithScope())
                              .orElse("")
                          : it.getType().asString())
              .distinct()
              .toList();
      if (declared.size() == 1 && !declared.get(0).isEmpty() && !declared.get(0).equals("Object")) {
        return declared.get(0);
      }
    }
    return null;
  }
}

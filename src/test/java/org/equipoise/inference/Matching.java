package org.equipoise.inference;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.equipoise.inference.Script.*;
import org.jspecify.annotations.Nullable;

/** Whether facts pass tests, and the values of terms, read off the script. */
final class Matching {
  private Matching() {}

  static @Nullable Scope matched(Pattern pattern, @Nullable Object candidate, Scope scope) {
    if (!(candidate instanceof Fact fact)) {
      boolean passes =
          candidate instanceof String text
              && pattern.tests().stream()
                  .allMatch(it -> passes(it, Fact.of("String", "this", text), scope));
      return passes ? scope.with(pattern.variable(), candidate) : null;
    }
    if (!fact.type().equals(pattern.type())) {
      return null;
    }
    Scope inner = scope;
    for (Binding binding : pattern.bindings()) {
      inner = inner.with(binding.variable(), fact.get(binding.field()));
    }
    for (Test test : pattern.tests()) {
      if (!passes(test, fact, inner)) {
        return null;
      }
    }
    return inner.with(pattern.variable(), fact);
  }

  static boolean passes(Test test, Fact fact, Scope scope) {
    if (test instanceof Either it) {
      return passes(it.one(), fact, scope) || passes(it.other(), fact, scope);
    } else if (test instanceof Negated it) {
      return !passes(it.test(), fact, scope);
    }
    Compare compare = (Compare) test;
    Object left = fact.get(compare.field());
    Object right = value(compare.with(), scope);
    return switch (compare.operator()) {
      case "==" -> Objects.equals(left, right);
      case "!=" -> !Objects.equals(left, right);
      case "contains" -> left instanceof List<?> list && list.contains(right);
      case ">" -> isOrdered(left, right) && order(left, right) > 0;
      case ">=" -> isOrdered(left, right) && order(left, right) >= 0;
      case "<" -> isOrdered(left, right) && order(left, right) < 0;
      case "<=" -> isOrdered(left, right) && order(left, right) <= 0;
      default -> throw new IllegalStateException(compare.operator());
    };
  }

  private static boolean isOrdered(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Integer && right instanceof Integer)
        || (left instanceof String && right instanceof String);
  }

  private static int order(Object left, Object right) {
    return left instanceof Integer it
        ? it.compareTo((Integer) right)
        : ((String) left).compareTo((String) right);
  }

  static @Nullable Object value(Term term, Scope scope) {
    if (term instanceof Literal it) {
      return it.value();
    } else if (term instanceof Variable it) {
      return scope.get(it.name());
    } else if (term instanceof Property it) {
      return ((Fact) scope.get(it.fact())).get(it.property());
    } else if (term instanceof Prefixed it) {
      return it.prefix() + value(it.rest(), scope);
    } else if (term instanceof Next it) {
      return Math.min(3, (Integer) scope.get(it.number()) + 1);
    }
    throw new IllegalStateException();
  }

  static @Nullable Integer result(Script.Function function, List<Scope> found) {
    IntStream numbers =
        found.stream()
            .map(it -> it.get(function.of()))
            .filter(Objects::nonNull)
            .mapToInt(it -> it instanceof Number number ? number.intValue() : 0);
    return switch (function.name()) {
      case "count" -> found.size();
      case "sum" -> numbers.sum();
      case "min" -> numbers.boxed().min(Integer::compare).orElse(null);
      case "max" -> numbers.boxed().max(Integer::compare).orElse(null);
      default -> throw new IllegalStateException();
    };
  }
}

package org.equipoise.coverage;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.equipoise.anatomy.Token;
import org.equipoise.anatomy.Token.Kind;
import org.equipoise.coverage.Trait.Subject;
import org.jspecify.annotations.Nullable;

/**
 * That an attribute compares with a literal in some way, as a rule's conditions test it.
 *
 * @param sign the operator as it is written, {@code ==} for each value after {@code in}
 * @param literal as it is written
 */
record AttributeTest(Subject subject, String attribute, String sign, String literal)
    implements Comparable<AttributeTest> {
  private static final Map<String, Subject> SUBJECTS =
      Map.of("Case", Subject.CASE, "Output", Subject.OUTPUT, "Judgment", Subject.JUDGMENT);
  private static final Map<String, String> MIRRORED =
      Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");
  private static final Set<String> BY_SIZE = Set.of("<", "<=", ">", ">=");
  private static final Set<String> WORDS = Set.of("contains", "matches");

  /**
   * The tests that a rule's conditions make, each once, in order. What is compared with anything
   * but a literal is left out.
   */
  static Set<AttributeTest> of(String rule) {
    return new Reading(Token.of(rule)).tests();
  }

  /** Whether a value passes; null is none. */
  boolean passes(@Nullable Object value) {
    Object wanted = value(literal);
    return switch (sign) {
      case "==" -> same(value, wanted);
      case "!=" -> !same(value, wanted);
      case "contains" ->
          value instanceof List<?> list && list.stream().anyMatch(it -> same(it, wanted));
      case "matches" -> value instanceof String text && matches(text, String.valueOf(wanted));
      default ->
          (value instanceof Number && wanted instanceof BigDecimal bound)
              ? inOrder(number(value).compareTo(bound))
              : value instanceof String text
                  && wanted instanceof String other
                  && inOrder(text.compareTo(other));
    };
  }

  /** Whether this compares by size, so that a value that is not there tries nothing. */
  boolean isBySize() {
    return BY_SIZE.contains(sign);
  }

  private boolean inOrder(int order) {
    return switch (sign) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean same(@Nullable Object value, @Nullable Object wanted) {
    return (value instanceof Number && wanted instanceof BigDecimal number)
        ? number(value).compareTo(number) == 0
        : Objects.equals(value, wanted);
  }

  private static boolean matches(String text, String pattern) {
    try {
      return Pattern.compile(pattern).matcher(text).matches();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static BigDecimal number(Object value) {
    return new BigDecimal(value.toString());
  }

  private static @Nullable Object value(String literal) {
    return switch (literal) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default ->
          literal.startsWith("\"") || literal.startsWith("'")
              ? literal.substring(1, literal.length() - 1).translateEscapes()
              : new BigDecimal(literal);
    };
  }

  @Override
  public int compareTo(AttributeTest other) {
    int order = subject.compareTo(other.subject);
    order = order != 0 ? order : attribute.compareTo(other.attribute);
    order = order != 0 ? order : sign.compareTo(other.sign);
    return order != 0 ? order : literal.compareTo(other.literal);
  }

  /** Reads the tests off a rule's tokens. */
  private static final class Reading {
    private final List<Token> tokens;
    private final Set<AttributeTest> tests = new TreeSet<>();
    private final Deque<String> types = new ArrayDeque<>();

    Reading(List<Token> tokens) {
      this.tokens = tokens;
    }

    Set<AttributeTest> tests() {
      int at = 0;
      while (at < tokens.size() && !word(at, "when")) {
        at++;
      }
      for (; at < tokens.size() && !word(at, "then"); at++) {
        if (sign(at, "(")) {
          types.push(at > 0 && isWord(at - 1) ? tokens.get(at - 1).text() : "");
        } else if (sign(at, ")") && !types.isEmpty()) {
          types.pop();
        } else if (word(at, "attr")
            && sign(at + 1, "(")
            && isText(at + 2)
            && sign(at + 3, ")")
            && !sign(at - 1, ".")) {
          test(at);
          at += 3;
        }
      }
      return tests;
    }

    private void test(int at) {
      Subject subject =
          types.stream().map(SUBJECTS::get).filter(Objects::nonNull).findFirst().orElse(null);
      if (subject == null) {
        return;
      }
      String attribute = (String) Objects.requireNonNull(value(tokens.get(at + 2).text()));
      int next = at + 4;
      boolean isNegated = word(next, "not");
      String sign = text(isNegated ? next + 1 : next);
      int after = isNegated ? next + 2 : next + 1;
      if (sign.equals("in") && sign(after, "(")) {
        for (int i = after + 1; i < tokens.size() && !sign(i, ")"); i++) {
          add(subject, attribute, "==", literal(i));
        }
      } else if ((!isNegated && MIRRORED.containsKey(sign)) || WORDS.contains(sign)) {
        add(subject, attribute, sign, literal(after));
      } else if (at >= 2 && MIRRORED.containsKey(text(at - 1)) && !isDotted(at - 2)) {
        add(subject, attribute, MIRRORED.get(text(at - 1)), literal(at - 2));
      }
    }

    private boolean isDotted(int at) {
      return sign(at - 1, ".") || sign(at - 1, "+") || sign(at - 1, "*") || sign(at - 1, "/");
    }

    private void add(
        Subject subject, String attribute, @Nullable String sign, @Nullable String literal) {
      if (literal != null && sign != null) {
        tests.add(new AttributeTest(subject, attribute, sign, literal));
      }
    }

    /** The literal at a place, if it is all that stands there, or null. */
    private @Nullable String literal(int at) {
      boolean isNegative = sign(at, "-");
      int number = isNegative ? at + 1 : at;
      if (number >= tokens.size()) {
        return null;
      }
      Token token = tokens.get(number);
      boolean isLiteral =
          token.kind() == Kind.NUMBER
              || (!isNegative
                  && (token.kind() == Kind.TEXT
                      || Set.of("true", "false", "null").contains(token.text())));
      boolean goesOn = Set.of(".", "+", "-", "*", "/", "%").contains(text(number + 1));
      return isLiteral && !goesOn ? (isNegative ? "-" : "") + token.text() : null;
    }

    private String text(int at) {
      return at >= 0 && at < tokens.size() ? tokens.get(at).text() : "";
    }

    private boolean isWord(int at) {
      return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Kind.WORD;
    }

    private boolean isText(int at) {
      return at < tokens.size() && tokens.get(at).kind() == Kind.TEXT;
    }

    private boolean word(int at, String word) {
      return isWord(at) && tokens.get(at).is(word);
    }

    private boolean sign(int at, String sign) {
      return at >= 0
          && at < tokens.size()
          && tokens.get(at).kind() == Kind.SIGN
          && tokens.get(at).is(sign);
    }
  }
}

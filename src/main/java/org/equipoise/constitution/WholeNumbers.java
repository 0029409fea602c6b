package org.equipoise.constitution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.equipoise.constitution.reading.Token;
import org.equipoise.constitution.reading.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of whole numbers, which Java works out in whole numbers. Where literals come to
 * something else than they read as, that is an error; other divisions are kept for {@link
 * WholeDivisions}, which knows what becomes of them.
 */
final class WholeNumbers {
  private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int MAX_DEPTH = 60;
  private static final Set<String> WHOLE_TYPES =
      Set.of("int", "long", "short", "byte", "Integer", "Long", "Short", "Byte");
  private static final Set<String> WHOLE_CALLS =
      Set.of("size", "length", "intValue", "longValue", "indexOf", "lastIndexOf");

  /** Words that stand between operands. */
  private static final Set<String> NO_OPERANDS =
      Set.of(
          "contains",
          "excludes",
          "memberOf",
          "matches",
          "soundslike",
          "in",
          "not",
          "and",
          "or",
          "from",
          "new",
          "return",
          "case",
          "else",
          "instanceof");

  /** Knows which names stand for whole numbers. */
  @FunctionalInterface
  interface Names {
    /**
     * Whether a name stands for a whole number.
     *
     * @param path a variable, a property, or a variable and its property, by dots
     * @param at the offset in the file
     */
    boolean isWhole(List<String> path, int at);
  }

  /**
   * A division of whole numbers of which not all are literals.
   *
   * @param start the offset in the file of the dividend
   * @param divisor the offset in the file of the divisor
   * @param literal the offset of a literal that may be made a decimal one, or -1
   */
  record Division(int start, int divisor, int end, int literal) {}

  /**
   * A part of an expression.
   *
   * @param constant what literals come to, or null
   * @param division the division that it is, if it is one and no more, or null
   */
  private record Value(
      int start,
      int end,
      boolean isWhole,
      boolean isLong,
      @Nullable BigDecimal constant,
      @Nullable Division division) {}

  private final SourceFile file;
  private final @Nullable String subject;
  private final int base;
  private final List<Token> tokens;
  private final Names names;
  private final Problems problems;
  private final Set<Division> divisions = new HashSet<>();
  private int next;
  private int depth;

  private WholeNumbers(
      SourceFile file, @Nullable String subject, int from, int to, Names names, Problems problems) {
    this.file = file;
    this.subject = subject;
    this.base = from;
    this.tokens = Token.of(file.code().substring(from, to));
    this.names = names;
    this.problems = problems;
  }

  /**
   * Reports what literals do not come to, and returns the other divisions whose fraction may
   * matter.
   */
  static Set<Division> read(
      SourceFile file, @Nullable String subject, int from, int to, Names names, Problems problems) {
    if (file.code().substring(from, to).matches("(?s)[^-+*/]*+")) {
      return Set.of();
    }
    WholeNumbers numbers = new WholeNumbers(file, subject, from, to, names, problems);
    while (numbers.next < numbers.tokens.size()) {
      numbers.list();
      numbers.next++; // a bracket that nothing opened
    }
    return numbers.divisions;
  }

  private @Nullable Token token(int index) {
    return index < tokens.size() ? tokens.get(index) : null;
  }

  private boolean is(int index, String sign) {
    Token token = token(index);
    return token != null && token.is(sign);
  }

  /** Reads to the bracket that closes; yields what is written if that is one operand. */
  private @Nullable Value list() {
    Value before = null;
    String sign = "";
    int count = 0;
    while (next < tokens.size() && !is(next, ")") && !is(next, "]")) {
      count++;
      if (!isOperand(next)) {
        sign = tokens.get(next).text();
        next++;
        if (is(next, "=") && (sign.equals("<") || sign.equals(">"))) {
          sign += "=";
          next++;
        }
        continue;
      }
      Value value = sum();
      if (before != null) {
        compared(before, sign, value);
      }
      before = value;
    }
    return count == 1 ? before : null;
  }

  /** Between whole numbers, some orders are the same with the fraction and without. */
  private void compared(Value left, String sign, Value right) {
    if (right.division() != null && left.isWhole() && (sign.equals(">") || sign.equals("<="))) {
      divisions.remove(right.division());
    }
    if (left.division() != null && right.isWhole() && (sign.equals("<") || sign.equals(">="))) {
      divisions.remove(left.division());
    }
  }

  private boolean isOperand(int index) {
    Token token = token(index);
    if (token == null) {
      return false;
    }
    return switch (token.kind()) {
      case NUMBER, TEXT -> true;
      case WORD -> !NO_OPERANDS.contains(token.text());
      case SIGN -> token.is("(") || ((token.is("-") || token.is("+")) && isOperand(index + 1));
    };
  }

  private boolean isJoined(String signs) {
    Token sign = token(next);
    return sign != null
        && sign.kind() == Kind.SIGN
        && sign.text().length() == 1
        && signs.contains(sign.text())
        && isOperand(next + 1);
  }

  private Value sum() {
    Value sum = product();
    while (isJoined("+-")) {
      boolean isMinus = is(next, "-");
      next++;
      Value right = product();
      BigDecimal constant = null;
      if (sum.constant() != null && right.constant() != null) {
        constant =
            isMinus
                ? sum.constant().subtract(right.constant())
                : sum.constant().add(right.constant());
      }
      sum = joined(sum, right, constant, null);
    }
    return sum;
  }

  private Value product() {
    Value product = operand();
    while (isJoined("*/%")) {
      String sign = tokens.get(next).text();
      next++;
      Value right = operand();
      boolean isDivision = sign.equals("/") && product.isWhole() && right.isWhole();
      BigDecimal left = product.constant();
      BigDecimal by = right.constant();
      if (sign.equals("*") && product.division() != null && isDivisor(product.division(), right)) {
        divisions.remove(product.division()); // the next multiple below is meant
      }
      Division division = null;
      if (isDivision && (left == null || by == null) && !(by != null && isOne(by))) {
        division =
            new Division(product.start(), right.start(), right.end(), literal(product, right));
        divisions.add(division);
      }
      product =
          joined(product, right, left == null || by == null ? null : of(left, sign, by), division);
    }
    return product;
  }

  private static boolean isOne(BigDecimal value) {
    return value.compareTo(BigDecimal.ONE) == 0;
  }

  private boolean isDivisor(Division division, Value factor) {
    return text(division.divisor(), division.end()).equals(text(factor.start(), factor.end()));
  }

  private int literal(Value left, Value right) {
    if (isLiteral(right)) {
      return right.start();
    }
    return isLiteral(left) ? left.start() : -1;
  }

  private boolean isLiteral(Value value) {
    return text(value.start(), value.end()).matches("\\d+");
  }

  private static @Nullable BigDecimal of(BigDecimal left, String sign, BigDecimal right) {
    if (sign.equals("*")) {
      return left.multiply(right);
    }
    if (right.signum() == 0) {
      return null;
    }
    return sign.equals("/") ? left.divide(right, MathContext.DECIMAL64) : left.remainder(right);
  }

  /** Reports literals that come to something else than is said. */
  private Value joined(
      Value left, Value right, @Nullable BigDecimal said, @Nullable Division division) {
    boolean isWhole = left.isWhole() && right.isWhole();
    boolean isLong = left.isLong() || right.isLong();
    BigDecimal constant = isWhole ? said : null;
    if (constant != null) {
      boolean isFraction = constant.stripTrailingZeros().scale() > 0;
      if (isFraction || constant.abs().compareTo(isLong ? MAX_LONG : MAX_INT) > 0) {
        String written = text(left.start(), right.end());
        problems.error(
            "wrong-number",
            file,
            left.start(),
            subject,
            "`"
                + SourceFile.shorten(written)
                + "` is worked out in whole numbers"
                + (isFraction
                    ? ", and comes to " + constant.toBigInteger()
                    : " of " + (isLong ? 64 : 32) + " bits, and comes to something else"),
            "work it out yourself, or make the first number a decimal one: write `"
                + written.replaceFirst("(\\d+)[lL]?", "$1.0")
                + "`");
        return new Value(left.start(), right.end(), false, false, null, null);
      }
    }
    return new Value(left.start(), right.end(), isWhole, isLong, constant, division);
  }

  private String text(int start, int end) {
    return file.text().substring(start, end);
  }

  private Value operand() {
    Token first = Objects.requireNonNull(token(next));
    int start = base + first.start();
    if (first.is("-") || first.is("+")) {
      next++;
      Value of = operand();
      BigDecimal negative =
          of.constant() == null || first.is("+") ? of.constant() : of.constant().negate();
      return new Value(start, of.end(), of.isWhole(), of.isLong(), negative, null);
    }
    next++;
    return switch (first.kind()) {
      case NUMBER -> number(first, start);
      case SIGN -> bracketed(start);
      case WORD, TEXT -> path(first, start);
    };
  }

  private Value number(Token number, int start) {
    int end = base + number.end();
    String text = number.text();
    if (!text.matches("\\d{1,40}[lL]?")) {
      return new Value(start, end, false, false, null, null);
    }
    boolean isLong = text.matches(".*[lL]");
    return new Value(
        start,
        end,
        true,
        isLong,
        new BigDecimal(isLong ? text.substring(0, text.length() - 1) : text),
        null);
  }

  /** An expression in brackets, or a cast and what is cast. */
  private Value bracketed(int start) {
    if (is(next + 1, ")") && Objects.requireNonNull(token(next)).kind() == Kind.WORD) {
      String type = tokens.get(next).text();
      if (isOperand(next + 2) && !is(next + 2, "-") && !is(next + 2, "+")) {
        next += 2;
        Value of = operand();
        return new Value(start, of.end(), WHOLE_TYPES.contains(type), false, null, null);
      }
    }
    Value inner = inBrackets();
    int end = end(start);
    return inner == null
        ? new Value(start, end, false, false, null, null)
        : new Value(
            start, end, inner.isWhole(), inner.isLong(), inner.constant(), inner.division());
  }

  private @Nullable Value inBrackets() {
    if (depth > MAX_DEPTH) {
      next = tokens.size();
      return null;
    }
    depth++;
    Value inner = list();
    depth--;
    next++;
    return inner;
  }

  /** The end of what was read last. */
  private int end(int start) {
    return tokens.isEmpty() ? start : base + tokens.get(Math.min(next, tokens.size()) - 1).end();
  }

  /** A name or text, with what is asked of it. */
  private Value path(Token first, int start) {
    List<String> path = new ArrayList<>(List.of(first.text()));
    boolean isCall = false;
    boolean isPlain = first.kind() == Kind.WORD;
    while (true) {
      if (is(next, "(")) {
        next++;
        int arguments = next;
        inBrackets();
        isPlain &= !isCall && next == arguments + 1;
        isCall = true;
      } else if (is(next, "[")) {
        next++;
        inBrackets();
        isPlain = false;
        isCall = false;
      } else if (is(next, ".") && isWord(next + 1)) {
        path.add(tokens.get(next + 1).text());
        isPlain &= !isCall;
        isCall = false;
        next += 2;
      } else {
        break;
      }
    }
    String last = path.get(path.size() - 1);
    boolean isWhole =
        (isCall && path.size() > 1 && WHOLE_CALLS.contains(last))
            || (isPlain && names.isWhole(plain(path, isCall), start));
    return new Value(start, end(start), isWhole, false, null, null);
  }

  private boolean isWord(int index) {
    Token token = token(index);
    return token != null && token.kind() == Kind.WORD;
  }

  /** The names of properties, also where they are asked for by a method. */
  private static List<String> plain(List<String> path, boolean isCall) {
    String last = path.get(path.size() - 1);
    if (!isCall) {
      return path;
    }
    List<String> plain = new ArrayList<>(path.subList(0, path.size() - 1));
    plain.add(
        last.matches("get[A-Z].*")
            ? Character.toLowerCase(last.charAt(3)) + last.substring(4)
            : last + "()");
    return plain;
  }

  /** Whether values of a type of Java are whole numbers. */
  static boolean isWhole(String type) {
    return WHOLE_TYPES.contains(type);
  }
}

package org.equipoise.constitution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the brackets of one part of a rule file: each has its counterpart, and none is nested so
 * deep that the engine's parser or compiler would need minutes. The engine's parser of expressions
 * takes three times as long with each further level, and the compiler infers the types of nested
 * lambdas again and again. An expression of very many operators is a tree as deep as it is long; so
 * is a long chain of `else`.
 */
final class Brackets {

  /** What stands between the offsets. */
  enum Part {
    /** A rule's head, or a declaration. */
    OTHER,
    /** Conditions of a rule or query: patterns, and expressions in them. */
    CONDITIONS,
    /** Java code: a consequence or a function. */
    CODE
  }

  private static final int MAX_DEPTH = 100;
  private static final int MAX_DEPTH_IN_EXPRESSION = 6;
  private static final int MAX_DEPTH_IN_CODE = 24;
  private static final int MAX_LAMBDAS = 4;
  private static final int MAX_OPERATORS = 1_000;
  private static final String OPERATORS = "+-*/%&|^!~<>=?:.";

  /** The words after which a bracket groups conditions and opens no expression. */
  private static final Set<String> GROUPING =
      Set.of(
          "when",
          "and",
          "or",
          "not",
          "exists",
          "forall",
          "accumulate",
          "acc",
          "collect",
          "groupby");

  private final SourceFile source;
  private final Problems problems;
  private final Part part;
  private final int from;
  private final int to;
  private final @Nullable String subject;

  /**
   * An open bracket.
   *
   * @param depth how many brackets of the expression it is in are open, with it
   * @param lambdas how many lambdas are open before it
   * @param operators how many operators the expression that it is in has before it
   */
  private record Open(int at, int depth, int lambdas, int operators) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private final TypesInExpressions types;

  private Brackets(
      SourceFile source, Problems problems, Part part, int from, int to, @Nullable String subject) {
    this.source = source;
    this.problems = problems;
    this.part = part;
    this.from = from;
    this.to = to;
    this.subject = subject;
    this.types = new TypesInExpressions(source.code());
  }

  /** Whether the brackets between two offsets are in order; if not, a problem is reported. */
  static boolean areFine(
      SourceFile source, Problems problems, Part part, int from, int to, @Nullable String subject) {
    return new Brackets(source, problems, part, from, to, subject).areFine();
  }

  private boolean areFine() {
    String code = source.code();
    int lambdas = 0;
    int operators = 0;
    boolean isSecondOfOperator = false;
    for (int i = from; i < to; i++) {
      char c = code.charAt(i);
      if (part != Part.CODE && !isFew(i, types.reaches(i))) {
        return false;
      }
      isSecondOfOperator = !isSecondOfOperator && i > from && isOperator(i) && isOperator(i - 1);
      if (isOperator(i) && !isSecondOfOperator) {
        operators++;
        if (operators > MAX_OPERATORS) {
          return tooManyOperators(i);
        }
      }
      if (c == '>' && i > from && code.charAt(i - 1) == '-') {
        lambdas++;
        if (part == Part.CODE && lambdas > MAX_LAMBDAS) {
          return tooDeep(i - 1, "lambdas are nested more than " + MAX_LAMBDAS + " deep here");
        }
      } else if (c == ';' || c == ',') {
        lambdas = lambdasAround();
        operators = 0;
      } else if ("([{".indexOf(c) >= 0) {
        Open outer = open.peek();
        open.push(new Open(i, depth(i, outer), lambdas, operators));
        operators = 0;
        if (!isShallow(i)) {
          return false;
        }
      } else if (")]}".indexOf(c) >= 0) {
        char wanted = "([{".charAt(")]}".indexOf(c));
        if (open.isEmpty() || code.charAt(open.peek().at()) != wanted) {
          return wrong(
              i, "the `" + c + "` closes nothing", "open it with `" + wanted + "`, or drop it");
        }
        Open closed = open.pop();
        lambdas = closed.lambdas();
        operators = closed.operators();
        if (part != Part.CODE && c == ')' && !isFew(closed.at(), types.closes(closed.at(), i))) {
          return false;
        }
        if (c == '}') { // the end of a lambda's body, or of a case of a switch
          lambdas = lambdasAround();
          operators = operatorsAfterBlock(i + 1, operators);
        }
      }
    }
    if (open.isEmpty()) {
      return true;
    }
    char c = code.charAt(open.peek().at());
    return wrong(
        open.peek().at(),
        "the `" + c + "` is not closed",
        "close it with `" + ")]}".charAt("([{".indexOf(c)) + "`");
  }

  private boolean isOperator(int at) {
    return OPERATORS.indexOf(source.code().charAt(at)) >= 0;
  }

  /** A block ends a statement, unless `else` or the rest of an expression follows. */
  private int operatorsAfterBlock(int after, int operators) {
    int next = Math.min(source.next(after), to);
    if (source.code().startsWith("else", next)) {
      return operators + 1;
    }
    boolean isEnd = next == to || Character.isJavaIdentifierStart(source.code().charAt(next));
    return isEnd ? 0 : operators;
  }

  private int lambdasAround() {
    return open.isEmpty() ? 0 : open.peek().lambdas();
  }

  private int depth(int at, @Nullable Open outer) {
    int around = outer == null ? 0 : outer.depth();
    return around > 0 || opensExpression(at) ? around + 1 : 0;
  }

  /** Whether a bracket in conditions opens an expression: a pattern's own, or another's. */
  private boolean opensExpression(int at) {
    String code = source.code();
    int end = at;
    while (end > from && Character.isWhitespace(code.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > from && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    String word = code.substring(start, end);
    return code.charAt(at) != '('
        || (start < end
            && (!GROUPING.contains(word) || (word.equals("forall") && !open.isEmpty())));
  }

  private boolean isShallow(int at) {
    if (open.size() > MAX_DEPTH) {
      return tooDeep(at, "brackets are nested more than " + MAX_DEPTH + " deep here");
    }
    if (part == Part.CODE && open.size() > MAX_DEPTH_IN_CODE) {
      return tooDeep(at, "brackets are nested more than " + MAX_DEPTH_IN_CODE + " deep here");
    }
    // The bracket of the pattern itself is not part of the expressions in it.
    if (part == Part.CONDITIONS && open.element().depth() > MAX_DEPTH_IN_EXPRESSION + 1) {
      return tooDeep(
          at,
          "brackets in an expression are nested more than "
              + MAX_DEPTH_IN_EXPRESSION
              + " deep here");
    }
    return true;
  }

  private boolean isFew(int at, @Nullable String tooMuch) {
    if (tooMuch != null) {
      problems.error(
          "too-deep", source, at, subject, tooMuch, "cast once, to a type with few arguments");
    }
    return tooMuch == null;
  }

  private boolean tooManyOperators(int at) {
    problems.error(
        "too-many-operators",
        source,
        at,
        subject,
        "the expression has more than 1,000 operators",
        part == Part.CODE
            ? "keep parts of it in variables, or write a loop over a list"
            : "compare with `in ( … )`, or split it over several rules");
    return false;
  }

  private boolean tooDeep(int at, String message) {
    problems.error(
        "too-deep",
        source,
        at,
        subject,
        message,
        part == Part.CODE
            ? "keep the inner part in a variable, or write a function"
            : "drop brackets that change nothing, or split it over several rules");
    return false;
  }

  private boolean wrong(int at, String message, String hint) {
    problems.error("syntax", source, at, subject, message, hint);
    return false;
  }
}

package org.equipoise.constitution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the brackets of one part of a rule file: each has its counterpart, and none is nested so
 * deep that the engine's parser or compiler would need minutes. The engine's parser of expressions
 * takes three times as long with each further level, and the compiler infers the types of nested
 * lambdas again and again.
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

  /** An open bracket; {@code depth} counts the brackets of the expression it is in, with it. */
  private record Open(int at, int depth, int lambdas) {}

  private final Deque<Open> open = new ArrayDeque<>();

  private Brackets(
      SourceFile source, Problems problems, Part part, int from, int to, @Nullable String subject) {
    this.source = source;
    this.problems = problems;
    this.part = part;
    this.from = from;
    this.to = to;
    this.subject = subject;
  }

  /** Whether the brackets between two offsets are in order; if not, a problem is reported. */
  static boolean areFine(
      SourceFile source, Problems problems, Part part, int from, int to, @Nullable String subject) {
    return new Brackets(source, problems, part, from, to, subject).areFine();
  }

  private boolean areFine() {
    String code = source.code();
    int lambdas = 0;
    for (int i = from; i < to; i++) {
      char c = code.charAt(i);
      if (c == '>' && i > from && code.charAt(i - 1) == '-') {
        lambdas++;
        if (part == Part.CODE && lambdas > MAX_LAMBDAS) {
          return tooDeep(i - 1, "lambdas are nested more than " + MAX_LAMBDAS + " deep here");
        }
      } else if (c == ';' || c == ',') {
        lambdas = lambdasAround();
      } else if ("([{".indexOf(c) >= 0) {
        Open outer = open.peek();
        open.push(new Open(i, depth(i, outer), lambdas));
        if (!isShallow(i)) {
          return false;
        }
      } else if (")]}".indexOf(c) >= 0) {
        char wanted = "([{".charAt(")]}".indexOf(c));
        if (open.isEmpty() || code.charAt(open.peek().at()) != wanted) {
          return wrong(
              i, "the `" + c + "` closes nothing", "open it with `" + wanted + "`, or drop it");
        }
        lambdas = open.pop().lambdas();
        if (c == '}') { // the end of a lambda's body, or of a case of a switch
          lambdas = lambdasAround();
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
    return code.charAt(at) != '('
        || (start < end && !GROUPING.contains(code.substring(start, end)));
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

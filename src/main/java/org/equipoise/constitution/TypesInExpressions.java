package org.equipoise.constitution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How casts follow each other and type arguments are nested in conditions and declarations. The
 * engine's parser tries each of them twice, with all that it holds: its time doubles with each.
 */
final class TypesInExpressions {
  private static final int MAX_CASTS = 6;
  private static final int MAX_TYPE_ARGUMENTS = 5;
  private static final Pattern TYPE =
      Pattern.compile("\\s*+[\\p{L}_$][\\w$.<>?,&\\s\\p{L}\\[\\]]*+");
  private static final Pattern PRIMITIVE =
      Pattern.compile("\\s*+(boolean|byte|char|double|float|int|long|short)\\s*+");
  private static final Pattern UNARY = Pattern.compile("[\\s!~]*+");
  private static final Pattern UNARY_OF_NUMBERS = Pattern.compile("[\\s!~+-]*+");

  private final String code;

  /** The open angle brackets: of each, how deep those are nested that were closed within it. */
  private final Deque<Integer> angles = new ArrayDeque<>();

  private @Nullable Cast lastCast;

  /**
   * A type in parentheses.
   *
   * @param end the offset of the closing one
   * @param number how many such follow each other up to this
   */
  private record Cast(int end, boolean isPrimitive, int number) {}

  TypesInExpressions(String code) {
    this.code = code;
  }

  /** What is too much where a pair of parentheses ends; null if nothing is. */
  @Nullable String closes(int from, int to) {
    if (!matches(TYPE, from + 1, to)) {
      return null;
    }
    Cast last = lastCast;
    boolean follows =
        last != null
            && last.end() < from
            && matches(last.isPrimitive() ? UNARY_OF_NUMBERS : UNARY, last.end() + 1, from);
    int number = last != null && follows ? last.number() + 1 : 1;
    lastCast = new Cast(to, matches(PRIMITIVE, from + 1, to), number);
    return number > MAX_CASTS ? "more than " + MAX_CASTS + " casts follow each other here" : null;
  }

  private boolean matches(Pattern pattern, int from, int to) {
    return pattern.matcher(code).region(from, to).matches();
  }

  /**
   * What is too much at a character; null if nothing is. Comparisons are no type arguments: none of
   * them ends before another bracket, a comma or a dot.
   */
  @Nullable String reaches(int at) {
    char c = code.charAt(at);
    if (c == '<') {
      angles.push(0);
    } else if (c == '>') {
      int depth = angles.isEmpty() ? 0 : angles.pop() + 1;
      if (depth > MAX_TYPE_ARGUMENTS) {
        return "type arguments are nested more than " + MAX_TYPE_ARGUMENTS + " deep here";
      }
      int next = at + 1;
      while (next < code.length() && Character.isWhitespace(code.charAt(next))) {
        next++;
      }
      if (next == code.length() || ">,.[?)".indexOf(code.charAt(next)) < 0) {
        angles.clear();
      } else if (!angles.isEmpty()) {
        angles.push(Math.max(depth, angles.pop()));
      }
    } else if (!isOfTypes(c)) {
      angles.clear();
    }
    return null;
  }

  private static boolean isOfTypes(char c) {
    return Character.isJavaIdentifierPart(c)
        || Character.isWhitespace(c)
        || ".,?[]".indexOf(c) >= 0;
  }
}

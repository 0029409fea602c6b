package org.equipoise.constitution.metering;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Java's search for a pattern may do without a look at a letter. Looks are counted by {@link
 * MeteredText}; the rest is bounded here, from the text of the pattern: {@code (?:|)(?:|)…} has as
 * many ways to match nothing as the product of its alternatives, and Java tries them all.
 *
 * <p>Each part of a pattern has a number of ways through it without a letter, a number of ways from
 * a letter within it to its end, and the nodes that are visited between two letters. All are upper
 * bounds.
 */
final class PatternWork {
  /** Nodes between two letters, beyond which a pattern is refused. */
  private static final double MOST = 100_000;

  private static final Part LETTER = new Part(0, 1, 0, 1, 2);
  private static final Part PLACE = new Part(1, 1, 1, 1, 0);

  /**
   * A part of a pattern.
   *
   * @param ways through it without a letter
   * @param ends ways from a letter within it to its end
   * @param silent nodes visited before the first letter that look at none
   * @param nodes visited between two letters, a look at the end of the text included
   * @param length the greatest number of letters that it matches, without {@code *} and {@code +}
   */
  private record Part(double ways, double ends, double silent, double nodes, double length) {}

  /** The last pattern that was asked for: most code asks for one many times. */
  private record Known(Pattern pattern, PatternWork work) {}

  private static volatile @Nullable Known known;

  private final String text;
  private int at;
  private boolean hasComments;
  private int groups;
  private double silent;

  private PatternWork(String pattern, int flags) {
    text = (flags & Pattern.LITERAL) == 0 ? unquoted(pattern) : "";
    hasComments = (flags & Pattern.COMMENTS) != 0;
  }

  /**
   * The work of a pattern.
   *
   * @throws IllegalArgumentException if it could match nothing in too many ways
   */
  static PatternWork of(Pattern pattern) {
    Known last = known;
    if (last != null && last.pattern() == pattern) {
      return last.work();
    }
    PatternWork work = new PatternWork(pattern.pattern(), pattern.flags());
    work.read();
    known = new Known(pattern, work);
    return work;
  }

  /** Steps for each place in a text where a search begins and looks at no letter. */
  long silent() {
    return (long) silent;
  }

  /** Bytes of what notes where the groups matched. */
  long bytes() {
    return 24L * groups;
  }

  private void read() {
    Part whole = alternatives();
    silent = whole.silent();
    if (!(whole.nodes() <= MOST)) {
      throw new IllegalArgumentException(
          "a pattern can match nothing in too many ways; leave out what may be empty within"
              + " something that may be empty or repeated");
    }
  }

  /** A pattern in which what stands between the signs of a quotation is letters. */
  private static String unquoted(String pattern) {
    StringBuilder text = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
      if (letter != '\\' || next == 0) {
        text.append(isQuoted ? 'a' : letter);
      } else if (next == (isQuoted ? 'E' : 'Q')) {
        isQuoted = !isQuoted;
        i++;
      } else if (isQuoted) {
        text.append('a');
      } else {
        text.append(letter).append(next);
        i++;
      }
    }
    return text.toString();
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next() {
    char letter = peek();
    at++;
    return letter;
  }

  private boolean isAtEnd() {
    return at >= text.length();
  }

  /** Passes what the pattern's own notes are written in. */
  private void skipComments() {
    while (hasComments && !isAtEnd()) {
      if (peek() == '#') {
        while (!isAtEnd() && "\n\r\u0085\u2028\u2029".indexOf(peek()) < 0) {
          at++;
        }
      } else if (peek() == ' ' || (peek() >= '\t' && peek() <= '\r')) {
        at++;
      } else {
        return;
      }
    }
  }

  private Part alternatives() {
    Part all = sequence();
    double branches = 1;
    while (peek() == '|' && !isAtEnd()) {
      at++;
      Part other = sequence();
      branches++;
      all =
          new Part(
              all.ways() + other.ways(),
              Math.max(all.ends(), other.ends()),
              all.silent() + other.silent(),
              all.nodes() + other.nodes(),
              Math.max(all.length(), other.length()));
    }
    return branches == 1
        ? all
        : new Part(all.ways(), all.ends(), all.silent(), all.nodes() + branches, all.length());
  }

  private Part sequence() {
    double ways = 1;
    double ends = 0;
    double silent = 0;
    double nodes = 0;
    double length = 0;
    boolean isEmpty = true;
    for (skipComments(); !isAtEnd() && peek() != '|' && peek() != ')'; skipComments()) {
      Part part = atom();
      if (part == null) {
        continue;
      }
      part = repeated(part);
      isEmpty = false;
      double entries = Math.max(1, Math.max(ways, ends));
      silent += Math.max(ways, 0) * part.silent();
      nodes += entries * Math.max(part.nodes(), 1);
      ends = Math.max(ends * part.ways(), part.ends());
      ways *= part.ways();
      length += part.length();
    }
    return isEmpty ? PLACE : new Part(ways, ends, silent, nodes, length);
  }

  /** A part with the quantifier that follows it, if one does. */
  private Part repeated(Part part) {
    skipComments();
    double least = 1;
    double most = 1;
    switch (peek()) {
      case '?' -> {
        at++;
        part =
            new Part(part.ways() + 1, part.ends(), part.silent(), part.nodes() + 1, part.length());
        return suffixed(part);
      }
      case '*', '+' -> at++;
      case '{' -> {
        at++;
        least = number();
        most = least;
        if (peek() == ',') {
          at++;
          most = Character.isDigit(peek()) ? number() : least;
        }
        if (peek() == '}') {
          at++;
        }
      }
      default -> {
        return part;
      }
    }
    double again = part.ways() > 0 ? Math.max(1, least) : 1;
    double loops = again * (1 + Math.max(1, part.ends()));
    return suffixed(
        new Part(
            part.ways() + 1,
            part.ends() * (1 + part.ways()),
            part.silent() * again + again,
            (part.nodes() + 1) * loops,
            part.length() * Math.max(1, most)));
  }

  private double number() {
    double number = 0;
    while (Character.isDigit(peek())) {
      number = 10 * number + Character.digit(next(), 10);
    }
    return number;
  }

  private Part suffixed(Part part) {
    skipComments();
    if (peek() == '?' || peek() == '+') {
      at++;
    }
    return part;
  }

  /** The next atom, or null where flags are set, which match nothing of their own. */
  private @Nullable Part atom() {
    char letter = next();
    return switch (letter) {
      case '(' -> group();
      case '[' -> {
        skipClass();
        yield LETTER;
      }
      case '\\' -> escape();
      case '^', '$' -> PLACE;
      default -> LETTER;
    };
  }

  private Part escape() {
    char letter = next();
    switch (letter) {
      case 'b', 'B', 'A', 'G', 'Z', 'z' -> {
        if (letter == 'b' && text.startsWith("{g}", at)) {
          at += 3;
        }
        return PLACE;
      }
      case 'k' -> {
        skipBraces('<', '>');
        return PLACE;
      }
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        while (Character.isDigit(peek())) {
          at++;
        }
        return PLACE;
      }
      case 'c' -> at++;
      case 'p', 'P', 'x', 'N' -> skipBraces('{', '}');
      default -> {
        // one letter
      }
    }
    return LETTER;
  }

  private void skipBraces(char open, char close) {
    if (peek() == open) {
      while (!isAtEnd() && next() != close) {
        // a name
      }
    }
  }

  /** Passes a class of letters, whose opening bracket was read. */
  private void skipClass() {
    int depth = 1;
    boolean isFirst = true;
    skipComments();
    if (peek() == '^') {
      at++;
      skipComments();
    }
    while (depth > 0 && !isAtEnd()) {
      char letter = next();
      boolean opens = letter == '[';
      if (letter == '\\') {
        if (next() == 'c') {
          at++;
        }
      } else if (opens) {
        depth++;
      } else if (letter == ']' && !isFirst) {
        depth--;
      }
      skipComments();
      if (opens && peek() == '^') {
        at++;
        skipComments();
      }
      isFirst = opens;
    }
  }

  /** A group, whose opening bracket was read; null if it only sets flags. */
  private @Nullable Part group() {
    boolean hadComments = hasComments;
    char kind = ':';
    skipComments();
    if (peek() == '?') {
      at++;
      kind = next();
      if (kind == '<' && (peek() == '=' || peek() == '!')) {
        at++;
        kind = 'b';
      } else if (kind == '<') {
        while (!isAtEnd() && next() != '>') {
          // the name of the group
        }
        groups++;
      } else if (Character.isLetter(kind) || kind == '-') {
        at--;
        if (onlyFlags()) {
          return null;
        }
      }
    } else {
      groups++;
    }
    Part part = alternatives();
    at++;
    hasComments = hadComments;
    return switch (kind) {
      case '=', '!' -> new Part(1, 1, part.silent() + 1, part.nodes() + 1, 0);
      case 'b' -> {
        double starts = part.length() + 1;
        yield new Part(1, 1, starts * part.silent() + 1, starts * part.nodes() + 1, 0);
      }
      case '>' ->
          new Part(Math.min(1, part.ways()), 1, part.silent() + 1, part.nodes() + 1, part.length());
      default ->
          new Part(part.ways(), part.ends(), part.silent() + 1, part.nodes() + 1, part.length());
    };
  }

  /** Reads flags; whether they hold for the rest of the group around them. */
  private boolean onlyFlags() {
    boolean isOn = true;
    while (!isAtEnd()) {
      char flag = next();
      if (flag == ')') {
        return true;
      } else if (flag == ':') {
        return false;
      } else if (flag == '-') {
        isOn = false;
      } else if (flag == 'x') {
        hasComments = isOn;
      }
    }
    return true;
  }
}

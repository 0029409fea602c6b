package org.equipoise.constitution.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the patterns in conditions, however deep they stand, and which tokens are their tests. */
final class PatternReader {
  private static final Set<String> CONNECTIVES = Set.of("and", "or", "do", "else", "break", "new");

  private final Tokens tokens;
  private final List<PatternRead> patterns = new ArrayList<>();
  private final @Nullable PatternRead[] around;

  PatternReader(Tokens tokens) {
    this.tokens = tokens;
    this.around = new PatternRead[tokens.size()];
  }

  List<PatternRead> patterns() {
    return patterns;
  }

  /** The pattern among whose tests a token stands, or null. */
  @Nullable PatternRead around(int token) {
    return around[token];
  }

  /** Reads the conditions that some tokens are. */
  void read(int from, int to) {
    conditions(from, to, List.of());
  }

  private void conditions(int from, int to, List<Quantifier> under) {
    int at = from;
    while (at < to) {
      at = condition(at, to, under);
    }
  }

  /** Reads one condition, or one word or sign between conditions; yields what comes after it. */
  private int condition(int at, int to, List<Quantifier> under) {
    if (tokens.isSign(at, "(")) {
      int close = Math.min(tokens.closing(at), to);
      conditions(at + 1, close, under);
      return close + 1;
    }
    if (!tokens.isWord(at)) {
      return at + 1;
    }
    boolean isCall = tokens.isSign(at + 1, "(");
    switch (tokens.text(at)) {
      case "not" -> {
        return condition(at + 1, to, with(under, Quantifier.NOT));
      }
      case "exists" -> {
        return condition(at + 1, to, with(under, Quantifier.EXISTS));
      }
      case "forall" -> {
        return condition(at + 1, to, with(under, Quantifier.FORALL));
      }
      case "accumulate", "acc" -> {
        return isCall ? accumulate(at + 1, to, with(under, Quantifier.ACCUMULATE)) : at + 1;
      }
      case "collect" -> {
        return isCall ? condition(at + 1, to, with(under, Quantifier.COLLECT)) : at + 1;
      }
      case "from" -> {
        return source(at + 1, to, under);
      }
      case "over" -> {
        return tokens.isSign(at + 4, "(") ? Math.min(tokens.closing(at + 4), to) + 1 : at + 2;
      }
      case "eval", "if" -> {
        return isCall ? Math.min(tokens.closing(at + 1), to) + 1 : at + 1;
      }
      default -> {
        return CONNECTIVES.contains(tokens.text(at)) ? at + 1 : pattern(at, to, under);
      }
    }
  }

  private static List<Quantifier> with(List<Quantifier> under, Quantifier more) {
    List<Quantifier> all = new ArrayList<>(under);
    all.add(more);
    return all;
  }

  /** What is accumulated comes first; functions of it come after a comma or a semicolon. */
  private int accumulate(int open, int to, List<Quantifier> under) {
    int close = Math.min(tokens.closing(open), to);
    int end = open + 1;
    while (end < close && !tokens.isSign(end, ",") && !tokens.isSign(end, ";")) {
      end = tokens.isSign(end, "(") ? tokens.closing(end) + 1 : end + 1;
    }
    conditions(open + 1, Math.min(end, close), under);
    return close + 1;
  }

  /** What facts are taken from: patterns, or an expression. */
  private int source(int from, int to, List<Quantifier> under) {
    if (Set.of("accumulate", "acc", "collect").contains(tokens.text(from))) {
      return condition(from, to, under);
    }
    int at = tokens.isWord(from, "new") ? from + 1 : from;
    while (at < to) {
      at = tokens.isSign(at, "(") || tokens.isSign(at, "[") ? at : at + 1;
      while (at < to && (tokens.isSign(at, "(") || tokens.isSign(at, "["))) {
        at = tokens.closing(at) + 1;
      }
      if (!tokens.isSign(at, ".")) {
        break;
      }
      at++;
    }
    return Math.min(at, to);
  }

  private int pattern(int start, int to, List<Quantifier> under) {
    int type = start;
    if (tokens.isSign(start + 1, ":")) {
      type = tokens.isSign(start + 2, "=") ? start + 3 : start + 2;
    }
    int open = type + 1;
    while (tokens.isSign(open, ".") && tokens.isWord(open + 1)) {
      open += 2;
    }
    if (!tokens.isWord(type) || !tokens.isSign(open, "(") || open >= to) {
      return type == start ? start + 1 : type;
    }
    int close = Math.min(tokens.closing(open), to);
    StringBuilder name = new StringBuilder();
    for (int i = type; i < open; i++) {
      name.append(tokens.text(i));
    }
    int last = Math.min(close, tokens.size() - 1);
    Span whole = tokens.span(start, last);
    int inside = tokens.span(open, open).end();
    int end = tokens.start(last);
    PatternRead pattern =
        new PatternRead(
            name.toString(),
            type == start ? null : tokens.text(start),
            under,
            whole,
            tokens.span(type, open - 1),
            new Span(inside, end));
    patterns.add(pattern);
    for (int i = open + 1; i < close; i++) {
      around[i] = pattern;
    }
    return close + 1;
  }
}

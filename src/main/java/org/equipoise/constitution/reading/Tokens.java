package org.equipoise.constitution.reading;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.equipoise.constitution.reading.Token.Kind;

/** The tokens of a text by number; before the first and after the last there is nothing. */
final class Tokens {
  private final List<Token> all;
  private final int[] closing;

  Tokens(String text) {
    this.all = Token.of(text);
    this.closing = new int[all.size()];
    Arrays.fill(closing, all.size());
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < all.size(); i++) {
      if (isAnySign(i, "([{")) {
        open.push(i);
      } else if (isAnySign(i, ")]}") && !open.isEmpty()) {
        closing[open.pop()] = i;
      }
    }
  }

  int size() {
    return all.size();
  }

  String text(int at) {
    return at >= 0 && at < all.size() ? all.get(at).text() : "";
  }

  boolean isWord(int at) {
    return is(at, Kind.WORD);
  }

  boolean isText(int at) {
    return is(at, Kind.TEXT);
  }

  boolean isNumber(int at) {
    return is(at, Kind.NUMBER);
  }

  private boolean is(int at, Kind kind) {
    return at >= 0 && at < all.size() && all.get(at).kind() == kind;
  }

  boolean isWord(int at, String word) {
    return isWord(at) && all.get(at).is(word);
  }

  boolean isSign(int at, String sign) {
    return is(at, Kind.SIGN) && all.get(at).is(sign);
  }

  private boolean isAnySign(int at, String signs) {
    return is(at, Kind.SIGN) && signs.contains(text(at));
  }

  /** Whether a word stands here that is no member of something before it. */
  boolean isKeyword(int at, String word) {
    return isWord(at, word) && !isSign(at - 1, ".");
  }

  /** The number of the bracket that closes the one at a place; the number of tokens if none. */
  int closing(int open) {
    return closing[open];
  }

  int start(int at) {
    return all.get(at).start();
  }

  /** From the start of one token to the end of another, or no wide if there is none between. */
  Span span(int from, int last) {
    int start = start(from);
    return new Span(start, Math.max(start, all.get(last).end()));
  }
}

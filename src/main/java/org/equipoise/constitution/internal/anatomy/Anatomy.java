package org.equipoise.constitution.internal.anatomy;

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.internal.anatomy.Condition.Pattern;
import org.equipoise.constitution.reading.Span;

/**
 * The parts of one rule. Immutable.
 *
 * @param defined the rule; places are in its text
 * @param conditions in the order they are written
 * @param isConjunction whether the rule matches just where all conditions hold: false where it
 *     joins some by {@code or}, or branches
 * @param calls the words of the vocabulary in the consequence, in the order they are written
 * @param isPlain whether the consequence is nothing but these calls, one after the other
 */
public record Anatomy(
    DefinedRule defined,
    List<Condition> conditions,
    boolean isConjunction,
    List<Call> calls,
    boolean isPlain) {

  /**
   * A word of the vocabulary with its arguments.
   *
   * @param at from the word to the closing parenthesis
   * @param wordAt the word
   * @param arguments where each argument stands
   */
  public record Call(String word, Span at, Span wordAt, List<Span> arguments) {}

  /** The parts of a rule that the compiler accepts. */
  public static Anatomy of(DefinedRule rule) {
    return new Dissection(rule).anatomy();
  }

  /** The rule's id. */
  public String id() {
    return defined.rule().id();
  }

  /** Where the rule's name stands, its quotes included. */
  public Span nameAt() {
    int start = name();
    String text = defined.text();
    boolean isQuoted = text.charAt(start) == '"' || text.charAt(start) == '\'';
    return new Span(start, start + id().length() + (isQuoted ? 2 : 0));
  }

  /** What stands at a place. */
  public String text(Span at) {
    return defined.text().substring(at.start(), at.end());
  }

  /** The line of an offset in the rule's file, from 1; of a table's rule, of its name. */
  public int line(int offset) {
    if (defined.isOfTable()) {
      return defined.line();
    }
    String text = defined.text();
    return defined.line() + newlines(text, offset) - newlines(text, name());
  }

  /** The column of an offset in the rule's file, from 1; of a table's rule, of its name. */
  public int column(int offset) {
    if (defined.isOfTable()) {
      return defined.column();
    }
    String text = defined.text();
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    boolean isOnNameLine = newlines(text, offset) == newlines(text, name());
    return isOnNameLine ? defined.column() + offset - name() : offset - lineStart + 1;
  }

  /** The conditions that are patterns. */
  public Stream<Pattern> patterns() {
    return conditions.stream().filter(Pattern.class::isInstance).map(Pattern.class::cast);
  }

  /** The offset of the rule's name, after {@code rule}. */
  private int name() {
    String text = defined.text();
    int at = "rule".length();
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int newlines(String text, int end) {
    return (int)
        text.substring(0, Math.min(end, text.length())).chars().filter(it -> it == '\n').count();
  }
}

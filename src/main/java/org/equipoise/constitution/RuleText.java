package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the parts of one rule, or query, stand in its file; offsets from 0, ends exclusive.
 *
 * @param name the rule's id
 * @param start of the word {@code rule}
 * @param nameStart of the name, its quote included
 * @param nameEnd after the name
 * @param headerEnd of {@code when}, or of {@code then} where there are no conditions
 * @param conditionsEnd of the first {@code then}
 * @param consequences the unnamed one first
 * @param end after the word {@code end}
 */
record RuleText(
    String name,
    int start,
    int nameStart,
    int nameEnd,
    int headerEnd,
    int conditionsEnd,
    List<Consequence> consequences,
    int end) {

  static final Pattern WHEN = keyword("when");
  static final Pattern THEN = Pattern.compile(keyword("then") + "(?:\\s*\\[\\s*\\w+\\s*\\])?");
  static final Pattern END = keyword("end");

  /** What Drools lets a rule say of its firing, and a constitution does not. */
  static final Pattern ATTRIBUTE =
      Pattern.compile(
          "(?<![\\w@$])(salience|no-loop|lock-on-active|agenda-group|activation-group|auto-focus"
              + "|ruleflow-group|entry-point|date-effective|date-expires|duration|timer|calendars"
              + "|enabled|dialect|extends|refract)(?![\\w-])");

  private static final Pattern HEAD =
      Pattern.compile(
          "(?:rule|query)(?:\\s*(?=[\"'])|\\s+)(\"[^\"\n]*\"|'[^'\n]*'|[\\w$][^\\s@(]*)");

  /** The Java of one consequence: its text runs from {@code start} to {@code end}. */
  record Consequence(int start, int end) {}

  /**
   * The parts of the rule or query that stands between two offsets, or empty if it has no name.
   * Without {@code end} as its last word, its consequences reach to the second offset.
   */
  static Optional<RuleText> of(SourceFile file, int from, int to) {
    String code = file.code();
    Matcher head = HEAD.matcher(code).region(from, to);
    if (!head.lookingAt()) {
      return Optional.empty();
    }
    String quoted = file.text().substring(head.start(1), head.end(1));
    boolean isQuoted = quoted.startsWith("\"") || quoted.startsWith("'");
    String name = isQuoted ? quoted.substring(1, quoted.length() - 1) : quoted;
    Matcher then = THEN.matcher(code).region(head.end(), to);
    List<int[]> thens = new ArrayList<>();
    while (then.find()) {
      thens.add(new int[] {then.start(), then.end()});
    }
    int conditionsEnd = thens.isEmpty() ? to : thens.get(0)[0];
    Matcher when = WHEN.matcher(code).region(head.end(), conditionsEnd);
    int headerEnd = when.find() ? when.start() : conditionsEnd;
    List<Consequence> consequences = new ArrayList<>();
    int last = code.startsWith("end", to - 3) ? Math.max(to - 3, head.end()) : to;
    for (int i = 0; i < thens.size(); i++) {
      int end = i + 1 < thens.size() ? thens.get(i + 1)[0] : Math.max(last, thens.get(i)[1]);
      consequences.add(new Consequence(thens.get(i)[1], end));
    }
    return Optional.of(
        new RuleText(
            name, from, head.start(1), head.end(1), headerEnd, conditionsEnd, consequences, to));
  }

  private static Pattern keyword(String word) {
    return Pattern.compile("(?<![\\w$.])" + word + "(?![\\w$])");
  }

  /** The offset of the bracket that closes the one at an offset, or the text's length. */
  static int closing(String code, int open) {
    return closing(code, open, code.length());
  }

  /** The offset of the bracket that closes the one at an offset, or {@code end} if none does. */
  static int closing(String code, int open, int end) {
    int depth = 0;
    for (int i = open; i < end; i++) {
      char c = code.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
        return i;
      }
    }
    return end;
  }
}

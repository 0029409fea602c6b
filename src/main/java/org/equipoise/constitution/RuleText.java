package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the parts of one rule stand in its file; offsets from 0, ends exclusive.
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

  private static final Pattern HEAD =
      Pattern.compile("\\brule\\s+(\"[^\"\n]*\"|'[^'\n]*'|[^\\s@]+)");
  private static final Pattern WHEN = Pattern.compile("\\bwhen\\b");
  private static final Pattern THEN = Pattern.compile("\\bthen\\b(?:\\s*\\[\\s*\\w+\\s*\\])?");

  /** The Java of one consequence: its text runs from {@code start} to {@code end}. */
  record Consequence(int start, int end) {}

  /** The parts of the rule that stands between two offsets, {@code end} being its last word. */
  static RuleText of(SourceFile file, int from, int to) {
    String code = file.code();
    Matcher head = HEAD.matcher(code).region(from, to);
    if (!head.find()) {
      throw new IllegalStateException("no rule between offsets " + from + " and " + to);
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
    int last = Math.max(code.lastIndexOf("end", to), head.end());
    for (int i = 0; i < thens.size(); i++) {
      int end = i + 1 < thens.size() ? thens.get(i + 1)[0] : Math.max(last, thens.get(i)[1]);
      consequences.add(new Consequence(thens.get(i)[1], end));
    }
    return new RuleText(
        name, head.start(), head.start(1), head.end(1), headerEnd, conditionsEnd, consequences, to);
  }

  /** The offset of the bracket that closes the one at an offset, or the text's length. */
  static int closing(String code, int open) {
    int depth = 0;
    for (int i = open; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
        return i;
      }
    }
    return code.length();
  }
}

package org.equipoise.authoring.amendment.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.MaskedCode;
import org.equipoise.constitution.reading.PatternRead;
import org.equipoise.constitution.reading.Subject;

/**
 * Where a condition can be added to a rule, by the text of the rule as its author wrote it.
 *
 * @param output the variable of the output that all its claims are about
 * @param at the offset in the rule's text at which a line can be inserted
 * @param indent the blanks before the author's conditions
 * @param isOnLine whether the offset begins a line
 */
public record RuleWords(String output, int at, String indent, boolean isOnLine) {
  private static final Set<String> CLAIMS = Set.of("forbid", "permit", "oblige", "prefer");
  private static final Pattern WHEN = Pattern.compile("(?<![\\w$.])when(?![\\w$])");
  private static final Pattern THEN = Pattern.compile("(?<![\\w$.])then(?![\\w$])");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_$][\\w$]*");
  private static final String DEFAULT_INDENT = "    ";

  /**
   * The place in a rule; empty if the rule claims something other than of one output that it
   * matches, so that an exception for that output is not an exception to the whole rule.
   */
  public static Optional<RuleWords> of(DefinedRule rule) {
    Anatomy anatomy = Anatomy.of(rule);
    List<String> about =
        anatomy.calls().stream()
            .map(
                it ->
                    CLAIMS.contains(it.word()) && !it.arguments().isEmpty()
                        ? anatomy.text(it.arguments().get(0)).strip()
                        : "")
            .distinct()
            .toList();
    if (about.size() != 1 || !VARIABLE.matcher(about.get(0)).matches()) {
      return Optional.empty();
    }
    String output = about.get(0);
    boolean isMatched = false;
    for (PatternRead pattern : rule.reads().patterns()) {
      if (output.equals(pattern.variable())) {
        if (!pattern.under().isEmpty() || pattern.subject() != Subject.OUTPUT) {
          return Optional.empty();
        }
        isMatched = true;
      }
    }
    return isMatched ? place(rule.text(), output) : Optional.empty();
  }

  private static Optional<RuleWords> place(String text, String output) {
    String code = MaskedCode.of(text).code();
    Matcher when = WHEN.matcher(code);
    if (!when.find()) {
      return Optional.empty();
    }
    Matcher then = THEN.matcher(code);
    if (!then.find(when.end())) {
      return Optional.empty();
    }
    int line = text.lastIndexOf('\n', then.start()) + 1;
    boolean isOnLine = line > when.end() && text.substring(line, then.start()).isBlank();
    return Optional.of(
        new RuleWords(
            output,
            isOnLine ? line : then.start(),
            indent(text, when.end(), then.start()),
            isOnLine));
  }

  /** The blanks before the first condition that begins a line. */
  private static String indent(String text, int from, int to) {
    for (int line = text.indexOf('\n', from) + 1;
        line > 0 && line < to;
        line = text.indexOf('\n', line) + 1) {
      int at = line;
      while (at < to && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
      if (at < to && text.charAt(at) != '\n') {
        return text.substring(line, at);
      }
    }
    return DEFAULT_INDENT;
  }
}

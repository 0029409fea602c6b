package org.equipoise.constitution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of what a comparison gives: {@code ( id == "a" ) != false}. Drools 10.2.0 compares
 * the value that stands first in them, {@code id != false}, which holds always or never.
 */
final class ComparedComparisons {
  /** A sign that compares; those of generic types have no spaces. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "[=!<>]=|\\s[<>]\\s|(?<![\\w$.])(?:matches|contains|memberOf|excludes|in|startsWith"
              + "|endsWith|instanceof|str)(?![\\w$])");

  private static final Pattern EQUALITY = Pattern.compile("[=!]=");

  /** What stands between comparisons, or before one that is bound. */
  private static final Pattern JOINT = Pattern.compile("[&|^]+|[,;?:]");

  private final ParsedRule rule;
  private final Problems problems;

  private ComparedComparisons(ParsedRule rule, Problems problems) {
    this.rule = rule;
    this.problems = problems;
  }

  /** Reports those in the patterns of a rule or query. */
  static void refuse(ParsedRule rule, Problems problems) {
    ComparedComparisons comparisons = new ComparedComparisons(rule, problems);
    for (PatternDescr pattern : Patterns.of(rule.descr().getLhs())) {
      for (BaseDescr test : pattern.getDescrs()) {
        if (test instanceof ExprConstraintDescr it) {
          comparisons.test(it);
        }
      }
    }
  }

  private void test(ExprConstraintDescr test) {
    if (isNested(new SourceFile("", "", test.getExpression()).code())) {
      problems.error(
          "wrong-condition",
          rule.file(),
          rule.offset() + Math.max(0, test.getStartCharacter()),
          rule.text().name(),
          "what a comparison gives cannot be compared again",
          "write the comparison alone, or `!( … )` for its opposite");
    }
  }

  /** Whether some comparison in code compares what another gives. */
  private static boolean isNested(String code) {
    String shallow = shallow(code);
    Matcher joint = JOINT.matcher(shallow);
    int from = 0;
    while (joint.find()) {
      if (isNestedTerm(code.substring(from, joint.start()))) {
        return true;
      }
      from = joint.end();
    }
    return isNestedTerm(code.substring(from));
  }

  private static boolean isNestedTerm(String term) {
    String within = within(term);
    if (within != null) {
      return isNested(within);
    }
    String shallow = shallow(term);
    Matcher equality = EQUALITY.matcher(shallow);
    return equality.find()
        && (COMPARISON.matcher(shallow).results().count() > 1
            || compares(term.substring(0, equality.start()))
            || compares(term.substring(equality.end())));
  }

  /** Whether an operand is a comparison in brackets, or several that are joined. */
  private static boolean compares(String operand) {
    String within = within(operand);
    if (within == null) {
      return false;
    }
    String shallow = shallow(within);
    return compares(within) || COMPARISON.matcher(shallow).find() || JOINT.matcher(shallow).find();
  }

  /** What stands in the brackets around all of some code, or null if there are none. */
  private static @Nullable String within(String code) {
    String plain = code.replaceFirst("^[\\s!]+", "").strip();
    boolean isAllWithin = plain.startsWith("(") && RuleText.closing(plain, 0) == plain.length() - 1;
    return isAllWithin ? plain.substring(1, plain.length() - 1) : null;
  }

  /** Code with all that stands in brackets blanked. */
  private static String shallow(String code) {
    StringBuilder shallow = new StringBuilder(code);
    int depth = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      depth -= depth > 0 && (c == ')' || c == ']') ? 1 : 0;
      if (depth > 0) {
        shallow.setCharAt(i, ' ');
      }
      depth += c == '(' || c == '[' ? 1 : 0;
    }
    return shallow.toString();
  }
}

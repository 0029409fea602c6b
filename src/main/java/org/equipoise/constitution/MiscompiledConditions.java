package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalBranchDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.jspecify.annotations.Nullable;

/**
 * Combinations of conditions that Drools 10.2.0 compiles, but to something else than they say.
 * Found by trying random rules against an interpreter.
 */
final class MiscompiledConditions {
  private final ParsedRule rule;
  private final Set<String> bound;
  private final Problems problems;

  private MiscompiledConditions(ParsedRule rule, Set<String> bound, Problems problems) {
    this.rule = rule;
    this.bound = bound;
    this.problems = problems;
  }

  /** Reports those in a rule. */
  static void refuse(ParsedRule rule, Set<String> bound, Problems problems) {
    new MiscompiledConditions(rule, bound, problems).refuse();
  }

  private void refuse() {
    PatternDescr last = null;
    BaseDescr joinBefore = null;
    for (BaseDescr descr : parts(rule.descr().getLhs())) {
      if (descr instanceof PatternDescr pattern) {
        last = pattern;
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
          joinBefore = patterns(accumulate.getInput()) > 1 ? descr : joinBefore;
          refuseSharedResults(accumulate, pattern);
        }
      } else if (descr instanceof NotDescr || descr instanceof ExistsDescr) {
        joinBefore = patterns(descr) > 1 ? descr : joinBefore;
      } else if (descr instanceof ConditionalBranchDescr branch) {
        branch(branch, last, joinBefore);
      }
    }
  }

  /**
   * With `or`, a rule is compiled once for each alternative, but the tests on results and the
   * places of what is accumulated only once.
   */
  private void refuseSharedResults(AccumulateDescr accumulate, PatternDescr result) {
    if (!hasAlternatives(rule.descr().getLhs())) {
      return;
    }
    if (patterns(accumulate.getInput()) > 1) {
      problem(
          "not-allowed",
          start(accumulate),
          "`accumulate` over several patterns does not go together with `or`",
          "write one rule for each alternative");
    } else if (accumulate.getFunctions().size() > 1 && !result.getDescrs().isEmpty()) {
      problem(
          "not-allowed",
          start(accumulate),
          "tests on two results of one `accumulate` do not go together with `or`",
          "write one `accumulate` for each result, or one rule for each alternative");
    }
  }

  /** The test of a branch is evaluated on the fact before it, whatever variables it names. */
  private void branch(
      ConditionalBranchDescr branch, @Nullable PatternDescr last, @Nullable BaseDescr joinBefore) {
    if (joinBefore != null) {
      problem(
          "not-allowed",
          start(branch),
          "`if` does not go together with `not`, `exists` or `accumulate` over several patterns"
              + " before it",
          "put the `if` before them, or write one rule for each way");
    }
    for (ConditionalBranchDescr at = branch; at != null; at = at.getElseBranch()) {
      EvalDescr test = at.getCondition();
      String code =
          test == null || test.getContent() == null
              ? ""
              : new SourceFile("", "", test.getContent().toString()).code();
      Matcher identifier = Conditions.IDENTIFIER.matcher(code);
      while (identifier.find()) {
        String variable = identifier.group(1);
        if (bound.contains(variable) && (last == null || !variable.equals(last.getIdentifier()))) {
          problem(
              "not-allowed",
              start(branch),
              "`if` can look at the fact before it only, not at the variable `" + variable + "`",
              "name the property or attribute itself, or write one rule for each way");
        }
      }
    }
  }

  private static List<BaseDescr> parts(ConditionalElementDescr group) {
    List<BaseDescr> parts = new ArrayList<>();
    for (Object part : group.getDescrs()) {
      if (part instanceof AndDescr inner) {
        parts.addAll(parts(inner));
      } else {
        parts.add((BaseDescr) part);
      }
    }
    return parts;
  }

  private static int patterns(BaseDescr descr) {
    if (descr instanceof PatternDescr) {
      return 1;
    }
    int patterns = 0;
    if (descr instanceof ConditionalElementDescr group) {
      for (Object inner : group.getDescrs()) {
        patterns += patterns((BaseDescr) inner);
      }
    }
    return patterns;
  }

  private static boolean hasAlternatives(BaseDescr descr) {
    if (descr instanceof OrDescr) {
      return true;
    }
    if (descr instanceof ConditionalElementDescr group) {
      for (Object inner : group.getDescrs()) {
        if (hasAlternatives((BaseDescr) inner)) {
          return true;
        }
      }
    }
    return false;
  }

  private int start(BaseDescr descr) {
    return descr.getStartCharacter() < 0
        ? rule.text().headerEnd()
        : rule.offset() + descr.getStartCharacter();
  }

  private void problem(String code, int at, String message, String hint) {
    problems.error(code, rule.file(), at, rule.text().name(), message, hint);
  }
}

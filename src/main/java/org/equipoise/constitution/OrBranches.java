package org.equipoise.constitution;

import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.jspecify.annotations.Nullable;

/**
 * The ways to match a rule that joins conditions by {@code or}. The engine compiles a rule once for
 * each of them (the disjunctive normal form), so their number is bounded.
 */
final class OrBranches {
  private static final int MAX_ALTERNATIVES = 100;

  private OrBranches() {}

  /** Reports a rule or query that stands for too many. */
  static void check(ParsedRule rule, Problems problems) {
    long number = number(rule.descr().getLhs());
    if (number > MAX_ALTERNATIVES) {
      problems.error(
          "too-many-alternatives",
          rule.file(),
          rule.text().nameStart(),
          rule.text().name(),
          "the `or` in its conditions stand for more than "
              + MAX_ALTERNATIVES
              + " ways to match the rule",
          "write a rule for each reason, or join tests of one pattern by `||` or `in ( … )`");
    }
  }

  /** At most one more than the bound, so that nothing overflows. */
  private static long number(@Nullable BaseDescr descr) {
    if (descr instanceof PatternDescr pattern) {
      return pattern.getSource() instanceof AccumulateDescr accumulate
          ? number(accumulate.getInput())
          : pattern.getSource() instanceof CollectDescr collect
              ? number(collect.getInputPattern())
              : 1;
    }
    if (descr instanceof AccumulateDescr accumulate) {
      return number(accumulate.getInput());
    }
    if (!(descr instanceof ConditionalElementDescr group) || group.getDescrs().isEmpty()) {
      return 1;
    }
    boolean isOr = descr instanceof OrDescr;
    long number = isOr ? 0 : 1;
    for (Object inner : group.getDescrs()) {
      long more = inner instanceof BaseDescr it ? number(it) : 1;
      number = Math.min(isOr ? number + more : number * more, MAX_ALTERNATIVES + 1);
    }
    return number;
  }
}

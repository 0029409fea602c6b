package org.equipoise.constitution.internal.warning;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.Term;
import org.equipoise.problem.Problem;

/** Rules whose term has ended, or ends soon. */
public final class EndingTerms {
  private static final int DAYS_BEFORE = 30;

  private EndingTerms() {}

  /**
   * The warnings on some rules, by place.
   *
   * @param folder the constitution's, as problems are to name it
   * @param time by which terms are measured
   */
  public static List<Problem> of(Path folder, Collection<DefinedRule> rules, Instant time) {
    LocalDate today = Term.day(time);
    List<Problem> warnings = new ArrayList<>();
    for (DefinedRule rule : rules) {
      LocalDate until = rule.term().until();
      if (until == null || until.isAfter(today.plusDays(DAYS_BEFORE))) {
        continue;
      }
      warnings.add(warning(folder, rule, until, today.isAfter(until)));
    }
    return warnings;
  }

  private static Problem warning(Path folder, DefinedRule rule, LocalDate until, boolean hasEnded) {
    String file = folder.resolve(rule.path()) + rule.file().substring(rule.path().length());
    String id = rule.rule().id();
    String ask = rule.term().owner() == null ? "" : "ask " + rule.term().owner() + ": ";
    return hasEnded
        ? Problem.warning(
            "rule-ended",
            file,
            rule.line(),
            rule.column(),
            id,
            "the rule ended on " + until + " and does not speak any more",
            ask + "extend its term, or drop it")
        : Problem.warning(
            "rule-ends-soon",
            file,
            rule.line(),
            rule.column(),
            id,
            "the rule ends on " + until,
            ask + "extend its term, or let it end");
  }
}

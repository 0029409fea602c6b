package org.equipoise.constitution.internal.warning;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Condition;
import org.equipoise.constitution.internal.anatomy.Condition.Pattern;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.equipoise.constitution.internal.anatomy.Condition.Test;

/** Rules whose conditions can never hold together. */
final class Contradiction {
  private Contradiction() {}

  static void warn(List<Anatomy> rules, Warnings warnings) {
    rules.stream().filter(Anatomy::isConjunction).forEach(it -> warn(it, warnings));
  }

  private static void warn(Anatomy rule, Warnings warnings) {
    List<Pattern> shown = rule.patterns().filter(it -> it.polarity() != Polarity.NOT).toList();
    for (Pattern pattern : shown) {
      excluding(rule, pattern.tests(), warnings);
    }
    // A session holds one case: whatever is asked of it is asked of the same.
    List<Test> ofCase = new ArrayList<>();
    shown.stream().filter(it -> it.type().equals("Case")).forEach(it -> ofCase.addAll(it.tests()));
    excluding(rule, ofCase, warnings);
    for (Pattern absent : rule.patterns().filter(it -> it.polarity() == Polarity.NOT).toList()) {
      shown.stream()
          .filter(it -> it.type().equals(absent.type()) && isMatchedBy(absent, it))
          .findFirst()
          .ifPresent(
              it ->
                  warnings.add(
                      "never-fires",
                      rule,
                      absent.at(),
                      "the rule can never fire: `"
                          + Text.shown(rule, it.at())
                          + "` asks for what this rules out",
                      "drop one of the two conditions"));
    }
  }

  /** Whether each fact that one pattern matches is one that another matches. */
  private static boolean isMatchedBy(Pattern wide, Condition.Pattern narrow) {
    return wide.tests().stream()
        .allMatch(
            test ->
                test.comparison() != null
                    && narrow.tests().stream()
                        .anyMatch(
                            it ->
                                it.comparison() != null
                                    && it.comparison().implies(test.comparison())));
  }

  private static void excluding(Anatomy rule, List<Test> tests, Warnings warnings) {
    for (int i = 0; i < tests.size(); i++) {
      for (int j = 0; j < i; j++) {
        Test first = tests.get(j);
        Test second = tests.get(i);
        if (first.comparison() != null
            && second.comparison() != null
            && first.comparison().excludes(second.comparison())) {
          warnings.add(
              "never-fires",
              rule,
              second.at(),
              "the rule can never fire: nothing satisfies `"
                  + Text.shown(rule, first.expression())
                  + "` and `"
                  + Text.shown(rule, second.expression())
                  + "`",
              "to match either, join them by `||` or write two rules");
        }
      }
    }
  }
}

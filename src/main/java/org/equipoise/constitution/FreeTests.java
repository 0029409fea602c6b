package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.Accumulate;
import org.drools.base.rule.EvalCondition;
import org.drools.base.rule.Forall;
import org.drools.base.rule.GroupElement;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * The tests of a rule or query that are about no fact: those of {@code eval}, and those of the
 * results of {@code accumulate}. Drools 10.2.0 drops such a test without a word where it does not
 * understand it, and the rule fires as if the test were not there.
 */
final class FreeTests {
  private static final Pattern BINDS = Pattern.compile("\\s*[\\w$]+\\s*:=?(?!:).*", Pattern.DOTALL);
  private static final Set<String> ACCESSORS = Set.of("attr", "num", "text", "flag", "list");

  private final List<EvalDescr> evals = new ArrayList<>();
  private final List<ExprConstraintDescr> ofResults = new ArrayList<>();

  /** How many of each kind the compiler made. */
  private int compiledEvals;

  private int compiledOfResults;

  private FreeTests(ParsedRule rule) {
    read(rule.descr().getLhs());
  }

  private void read(@Nullable BaseDescr descr) {
    if (descr instanceof EvalDescr eval) {
      evals.add(eval);
    } else if (descr instanceof PatternDescr pattern) {
      if (pattern.getSource() instanceof AccumulateDescr accumulate) {
        read(accumulate.getInput());
        if (accumulate.getFunctions().stream().anyMatch(it -> it.getBind() != null)) {
          for (BaseDescr test : pattern.getDescrs()) {
            if (test instanceof ExprConstraintDescr it
                && !BINDS.matcher(it.getExpression()).matches()) {
              ofResults.add(it);
            }
          }
        }
      } else if (pattern.getSource() instanceof CollectDescr collect) {
        read(collect.getInputPattern());
      }
    } else if (descr instanceof ConditionalElementDescr group) {
      for (Object inner : group.getDescrs()) {
        read((BaseDescr) inner);
      }
    }
  }

  /** Reports names in these tests that nothing binds. */
  static void check(ParsedRule rule, Set<String> bound, FactTypes types, Problems found) {
    FreeTests tests = new FreeTests(rule);
    for (EvalDescr eval : tests.evals) {
      names(rule, eval, bound, types, found);
    }
    for (ExprConstraintDescr test : tests.ofResults) {
      names(rule, test, bound, types, found);
    }
  }

  private static void names(
      ParsedRule rule, BaseDescr test, Set<String> bound, FactTypes types, Problems found) {
    String code = rule.file().code();
    int from = rule.offset() + test.getStartCharacter();
    int to = Math.min(rule.offset() + test.getEndCharacter() + 1, rule.text().conditionsEnd());
    if (test.getStartCharacter() < 0 || from >= to) {
      return;
    }
    if (test instanceof EvalDescr && code.startsWith("eval", from)) {
      from += "eval".length();
    }
    Matcher name = Conditions.IDENTIFIER.matcher(code).region(from, to);
    name.useTransparentBounds(true);
    while (name.find()) {
      String word = name.group(1);
      boolean isCall = name.group(2) != null;
      boolean isKnown =
          bound.contains(word)
              || Conditions.WORDS.contains(word)
              || types.isKnown(word)
              || Character.isUpperCase(word.charAt(0))
              || (name.end() < to && isPackage(code, name.end(1)))
              || (isCall && !ACCESSORS.contains(word));
      if (!isKnown) {
        found.error(
            isCall ? "unknown-accessor" : "unknown-variable",
            rule.file(),
            name.start(1),
            rule.text().name(),
            isCall
                ? "`" + word + "` is asked of no fact here"
                : "`" + word + "` is bound nowhere in this rule",
            Conditions.orElse(
                isCall ? null : Suggestion.didYouMean(word, bound),
                isCall
                    ? "write whose it is: `$o."
                        + word
                        + "( … )`, where `$o : Output()` stands before"
                    : "bind it in a pattern first, as in `$o : Output( $"
                        + word.replaceFirst("^\\$", "")
                        + " : index )`"));
      }
    }
  }

  /** Whether a name begins that of a class: {@code java.util.List.of( … )}. */
  private static boolean isPackage(String code, int end) {
    Matcher rest = Pattern.compile("(?:\\.[a-z]\\w*)*\\.[A-Z]").matcher(code);
    return rest.region(end, code.length()).lookingAt();
  }

  /**
   * Reports rules and queries of which the compiler made fewer such tests than their authors wrote.
   *
   * @return whether there are none
   */
  static boolean areAllIn(KieBase kie, Collection<ParsedRule> authored, Problems problems) {
    Map<String, RuleImpl> compiled = new HashMap<>();
    kie.getKiePackages()
        .forEach(
            it -> {
              it.getRules().forEach(rule -> compiled.put(rule.getName(), (RuleImpl) rule));
              it.getQueries().forEach(rule -> compiled.put(rule.getName(), (RuleImpl) rule));
            });
    boolean areAllIn = true;
    for (ParsedRule rule : authored) {
      FreeTests tests = new FreeTests(rule);
      RuleImpl made = compiled.get(rule.text().name());
      if (made != null && !(tests.evals.isEmpty() && tests.ofResults.isEmpty())) {
        tests.count(made.getLhs());
        areAllIn &= tests.areIn(rule, problems);
      }
    }
    return areAllIn;
  }

  private void count(Object condition) {
    if (condition instanceof EvalCondition) {
      compiledEvals++;
    } else if (condition instanceof GroupElement group) {
      group.getChildren().forEach(this::count);
    } else if (condition instanceof Forall all) {
      all.getRemainingPatterns().forEach(this::count);
    } else if (condition instanceof org.drools.base.rule.Pattern pattern
        && pattern.getSource() instanceof Accumulate accumulate) {
      compiledOfResults += pattern.getConstraints().size();
      count(accumulate.getSource());
    }
  }

  private boolean areIn(ParsedRule rule, Problems problems) {
    boolean areEvals = compiledEvals >= evals.size();
    if (areEvals && compiledOfResults >= ofResults.size()) {
      return true;
    }
    List<? extends BaseDescr> tests = areEvals ? ofResults : evals;
    problems.error(
        "wrong-condition",
        rule.file(),
        rule.offset() + Math.max(0, tests.get(0).getStartCharacter()),
        rule.text().name(),
        (tests.size() == 1 ? "this test" : "one of the tests")
            + (areEvals ? " of results" : " by `eval`")
            + " would be passed over, as if it were not there",
        areEvals
            ? "ask it after the `accumulate`: `eval( "
                + SourceFile.shorten(ofResults.get(0).getExpression().strip())
                + " )`"
            : "compare two values, as in `eval( $n > 3 )`; join comparisons by `&&` and `||`");
    return false;
  }
}

package org.equipoise.constitution.internal.matching;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.base.RuleBase;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.PredicateInformation;
import org.drools.modelcompiler.constraints.ConstraintEvaluationException;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.IncomparableException;
import org.equipoise.language.RuleFailedException;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** Facts and rules in a session of the engine. */
final class SessionMemory implements WorkingMemory {
  /** How the engine names the condition that failed, and the first of the rules that have it. */
  private static final Pattern CONDITION =
      Pattern.compile("Error evaluating constraint '(.*)' in \\[Rule \"(.*?)\".*", Pattern.DOTALL);

  private final KieSession session;
  private final ToIntFunction<String> numbers;
  private @Nullable Match match;
  private @Nullable Match last;
  private int failing = -1;

  SessionMemory(KieBase rules, ToIntFunction<String> numbers) {
    this.numbers = numbers;
    session = rules.newKieSession();
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void beforeMatchFired(BeforeMatchFiredEvent event) {
            match = event.getMatch();
          }

          @Override
          public void afterMatchFired(AfterMatchFiredEvent event) {
            last = match;
            Meter.step(); // throws what the consequence may have caught
            match = null; // what fails now is a condition, and nobody says of which rule
          }
        });
  }

  @Override
  public void insert(Object fact) {
    try {
      session.insert(fact);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  @Override
  public void insert(Object fact, Attributes attributes) {
    insert(fact);
  }

  @Override
  public void insertAll(List<?> facts) {
    facts.forEach(this::insert);
  }

  @Override
  public int fire(IntPredicate silent, int limit) {
    try {
      int fired =
          session.fireAllRules(
              it -> {
                Meter.step();
                return !silent.test(numbers.applyAsInt(it.getRule().getName()));
              },
              limit);
      match = last;
      return fired;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean mayMatch(Opening opening) {
    return true;
  }

  /** What failed, with the condition and the rule as far as they can be told. */
  private RuntimeException failed(RuntimeException failure) {
    String condition = null;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof RuleFailedException it) {
        failing = numbers.applyAsInt(it.rule());
      } else if (at instanceof IncomparableException it) {
        return condition == null ? located(it) : it.in(condition);
      }
      Matcher named = CONDITION.matcher(String.valueOf(at.getMessage()));
      if (at instanceof ConstraintEvaluationException && named.matches()) {
        condition = named.group(1);
        failing = numbers.applyAsInt(named.group(2));
      }
    }
    return failure;
  }

  /** The same failure with the condition among whose code it came up, where it is one. */
  private IncomparableException located(IncomparableException failure) {
    for (StackTraceElement at : failure.getStackTrace()) {
      PredicateInformation test =
          at.getMethodName().equals("test") ? test(at.getClassName()) : null;
      if (test != null) {
        test.getRuleNameMap().values().stream()
            .flatMap(Set::stream)
            .min(Comparator.naturalOrder())
            .ifPresent(it -> failing = numbers.applyAsInt(it));
        return failure.in(test.getStringConstraint());
      }
    }
    return failure;
  }

  /** What the engine notes of a compiled test, by the test's class; null if it notes nothing. */
  private @Nullable PredicateInformation test(String className) {
    try {
      ClassLoader compiled = ((RuleBase) session.getKieBase()).getRootClassLoader();
      Object[] all = Class.forName(className, false, compiled).getEnumConstants();
      Object test = all == null || all.length != 1 ? null : all[0];
      return test instanceof Predicate1<?> one
          ? one.predicateInformation()
          : test instanceof Predicate2<?, ?> two ? two.predicateInformation() : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Override
  public int firing() {
    return match == null ? -1 : numbers.applyAsInt(match.getRule().getName());
  }

  @Override
  public int failing() {
    return failing < 0 ? firing() : failing;
  }

  @Override
  public List<Object> matched() {
    return match == null ? List.of() : List.copyOf(match.getObjects());
  }

  @Override
  public void close() {
    session.dispose();
  }
}

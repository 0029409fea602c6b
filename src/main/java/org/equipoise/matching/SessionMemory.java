package org.equipoise.matching;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** Facts and rules in a session of the engine. */
final class SessionMemory implements WorkingMemory {
  private final KieSession session;
  private final ToIntFunction<String> numbers;
  private @Nullable Match match;
  private @Nullable Match last;

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
            match = null; // what fails now is a condition, and nobody says of which rule
          }
        });
  }

  @Override
  public void insert(Object fact) {
    session.insert(fact);
  }

  @Override
  public void insert(Object fact, Attributes attributes) {
    insert(fact);
  }

  @Override
  public int fire(IntPredicate silent, int limit) {
    int fired =
        session.fireAllRules(it -> !silent.test(numbers.applyAsInt(it.getRule().getName())), limit);
    match = last;
    return fired;
  }

  @Override
  public int firing() {
    return match == null ? -1 : numbers.applyAsInt(match.getRule().getName());
  }

  @Override
  public int failing() {
    return firing();
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

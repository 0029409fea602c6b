package org.equipoise.matching;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** Facts and rules in a session of the engine. */
final class SessionMemory implements WorkingMemory {
  private final KieSession session;
  private @Nullable Match match;

  SessionMemory(KieBase rules) {
    session = rules.newKieSession();
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void beforeMatchFired(BeforeMatchFiredEvent event) {
            match = event.getMatch();
          }
        });
  }

  @Override
  public void insert(Object fact) {
    session.insert(fact);
  }

  @Override
  public int fire(Predicate<String> silent, int limit) {
    return session.fireAllRules(it -> !silent.test(it.getRule().getName()), limit);
  }

  @Override
  public @Nullable String rule() {
    return match == null ? null : match.getRule().getName();
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

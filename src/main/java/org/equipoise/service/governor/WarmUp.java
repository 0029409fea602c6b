package org.equipoise.service.governor;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.internal.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides cases under a constitution or charter before it comes into force, so that the virtual
 * machine has loaded the classes that decisions need and compiled what they run most. Never throws.
 *
 * @param cases returns the cases; it is called for each constitution
 * @param clock the time of cases where rules depend on it
 * @param budget the limits of each decision
 */
record WarmUp(Supplier<? extends Collection<Case>> cases, Clock clock, Budget budget) {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private static final int MAX_DECISIONS = 1_000;
  private static final long MAX_NANOS = 1_000_000_000L;

  /** Returns what can be put in force. No name is reported yet, whatever the cases name. */
  InForce warmed(Authority authority) {
    InForce next = new InForce(authority);
    try {
      List<Case> dated = cases.get().stream().map(it -> authority.dated(it, clock)).toList();
      if (!dated.isEmpty()) {
        decide(next, dated);
      }
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      LOG.warn("the warm-up of {} ended early", authority, e);
    }
    return next;
  }

  private void decide(InForce next, List<Case> cases) {
    InForce aside = new InForce(next.authority()); // what it reports is not told
    long begin = System.nanoTime();
    int decided = 0;
    while (decided < MAX_DECISIONS
        && System.nanoTime() - begin < MAX_NANOS
        && !Thread.currentThread().isInterrupted()) {
      Case given = cases.get(decided % cases.size());
      Decision decision = next.deciding().decideWithin(budget, given, List.of());
      if (decided < cases.size() && decision.state() == DecisionState.ERROR) {
        LOG.warn(
            "case {} of the warm-up of {} could not be decided: {}",
            given.id(),
            next.authority(),
            decision.error());
      }
      aside.isFirstUnread(given, Discretion.NONE);
      aside.notYetTold(given, List.of());
      decided++;
    }
    LOG.debug("{} was warmed up with {} decisions", next.authority(), decided);
  }
}

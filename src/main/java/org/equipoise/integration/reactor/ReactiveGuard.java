package org.equipoise.integration.reactor;

import java.util.function.Supplier;
import org.equipoise.facts.Case;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.LaterEscalation;
import org.equipoise.service.guard.PendingRuling;
import org.equipoise.service.guard.Ruling;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A guard for reactive hosts. Deciding and recording run on a scheduler for blocking work; while a
 * person is asked, no thread waits. Immutable and thread-safe.
 */
public final class ReactiveGuard {
  private final Guard guard;
  private final @Nullable LaterEscalation escalation;
  private final Scheduler scheduler;

  private ReactiveGuard(Guard guard, @Nullable LaterEscalation escalation, Scheduler scheduler) {
    this.guard = guard;
    this.escalation = escalation;
    this.scheduler = scheduler;
  }

  /**
   * Returns a guard that decides on {@link Schedulers#boundedElastic()}. What is left to a person,
   * the {@link org.equipoise.service.guard.Escalation} of the guard answers, if it has one.
   */
  public static ReactiveGuard of(Guard guard) {
    return new ReactiveGuard(guard, null, Schedulers.boundedElastic());
  }

  /** Returns this guard with an escalation that answers later, in place of that of the guard. */
  public ReactiveGuard withEscalation(LaterEscalation later) {
    return new ReactiveGuard(guard, later, scheduler);
  }

  /** Returns this guard with another scheduler for deciding and recording. */
  public ReactiveGuard on(Scheduler other) {
    return new ReactiveGuard(guard, escalation, other);
  }

  /**
   * Returns whether a case may pass. The case is decided when somebody subscribes, anew for each.
   * The stream never ends with an error that comes from deciding.
   */
  public Mono<Ruling> review(Case given) {
    LaterEscalation later = escalation;
    return later == null
        ? on(() -> guard.review(given))
        : on(() -> guard.review(given, later))
            .flatMap((PendingRuling it) -> Mono.fromCompletionStage(it.later()));
  }

  private <T> Mono<T> on(Supplier<T> work) {
    return Mono.fromSupplier(work).subscribeOn(scheduler);
  }
}

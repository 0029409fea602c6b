package org.equipoise.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.Receipt;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/**
 * Decisions on their way into a ledger, if there is one, each shown once it is kept, in order. What
 * is still on its way when this is closed is kept and shown first.
 */
final class DecisionLog implements AutoCloseable {
  private static final int ON_THEIR_WAY = 4_096;

  private final Clock clock = Clock.systemUTC();
  private final @Nullable LedgerRecorder recorder;
  private final Deque<Shown> waiting = new ArrayDeque<>();

  /**
   * A decision that is to be shown.
   *
   * @param told what else to record of it once it is kept; null for nothing
   */
  private record Shown(CompletableFuture<Receipt> kept, @Nullable String told, Runnable show) {}

  private DecisionLog(@Nullable LedgerRecorder recorder) {
    this.recorder = recorder;
  }

  static DecisionLog open(@Nullable Path ledger, LedgerOptions options, Authority authority) {
    if (ledger == null) {
      return new DecisionLog(null);
    }
    LedgerRecorder recorder = LedgerRecorder.open(ledger, options);
    DecisionLog log = new DecisionLog(recorder);
    recorder.adopt(log.clock.instant(), authority);
    return log;
  }

  /**
   * Records a decision and shows it once it is kept.
   *
   * @param told what users are told of it, recorded as what the host did; null for nothing
   */
  void record(
      Case given,
      List<Judgment> judgments,
      Decision decision,
      @Nullable String told,
      Runnable show) {
    if (recorder == null) {
      show.run();
      return;
    }
    waiting.add(
        new Shown(
            recorder.append(
                new LedgerEvent.DecisionEvent(clock.instant(), given, judgments, decision)),
            told,
            show));
    while (waiting.size() > ON_THEIR_WAY || isNextKept()) {
      showNext();
    }
  }

  private boolean isNextKept() {
    return !waiting.isEmpty() && waiting.element().kept().isDone();
  }

  private void showNext() {
    Shown next = waiting.remove();
    try {
      Receipt receipt = next.kept().join();
      if (recorder != null && next.told() != null) {
        recorder.record(
            new LedgerEvent.OutcomeEvent(clock.instant(), receipt.sequence(), next.told()));
      }
    } catch (CompletionException e) {
      if (e.getCause() instanceof LedgerException unkept) {
        throw new LedgerException(String.valueOf(unkept.getMessage()), unkept);
      }
      throw e;
    }
    next.show().run();
  }

  @Override
  public void close() {
    try {
      while (!waiting.isEmpty()) {
        showNext();
      }
    } finally {
      if (recorder != null) {
        recorder.close();
      }
    }
  }
}

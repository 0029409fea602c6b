package org.equipoise.integration.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.audit.ledger.LedgerHealth;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.Journal;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Whether, where and how decisions are recorded. For an application's own journal, only the result
 * of the last decision is known. Thread-safe.
 */
final class LedgerStatus implements GovernorListener {
  private final @Nullable Journal journal;
  private final @Nullable LedgerRecorder recorder;
  private volatile @Nullable String unrecorded;

  LedgerStatus(@Nullable Journal journal, @Nullable LedgerRecorder recorder) {
    this.journal = journal;
    this.recorder = recorder;
  }

  @Override
  public void decided(GovernedDecision governed, long nanoseconds) {
    if (unrecorded != null) {
      unrecorded = null;
    }
  }

  @Override
  public void unrecorded(GovernedDecision governed, Throwable fault) {
    unrecorded = Faults.message(fault);
  }

  /**
   * What was found at one moment.
   *
   * @param failure why decisions cannot be recorded; empty if they can
   * @param shown the fields of {@code ledger} in the endpoint and the health component
   */
  record Reading(Optional<String> failure, Map<String, Object> shown) {}

  /** Reads the state of the ledger, once. */
  Reading read() {
    LedgerHealth health = recorder == null ? null : recorder.health();
    Optional<String> failure =
        health == null
            ? Optional.ofNullable(unrecorded)
            : Optional.ofNullable(health.failure()).map(it -> place() + ": " + it);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kept", failure.isPresent() ? "failing" : journal == null ? "none" : "yes");
    if (recorder != null && health != null) {
      shown.put("place", recorder.ledger().name());
      shown.put("entries", recorder.head().size());
      shown.put("signed", key().orElse("no"));
      shown.put("masked", isMasking());
      shown.put("held", health.held());
      shown.put("spilled", health.spilled());
      shown.put("lost", health.lost());
    }
    return new Reading(failure, shown);
  }

  private String place() {
    return recorder == null ? "" : "`" + recorder.ledger().name() + "`";
  }

  private Optional<String> key() {
    return recorder == null ? Optional.empty() : recorder.signer();
  }

  /** Returns in words where decisions are recorded. */
  String words() {
    if (recorder != null) {
      return "ledger "
          + place()
          + ", "
          + key().map(it -> "signed by " + it).orElse("not signed")
          + ", "
          + (isMasking() ? "masked" : "not masked");
    }
    return journal == null ? "no ledger" : "journal " + journal.getClass().getName();
  }

  private boolean isMasking() {
    return recorder != null && recorder.isMasking();
  }

  /**
   * Returns a warning for operators about a ledger that lacks protection; empty if there is none.
   */
  Optional<String> warning() {
    if (recorder == null) {
      return Optional.empty();
    }
    List<String> lacking = new ArrayList<>();
    if (key().isEmpty()) {
      lacking.add(
          "is not signed, so whoever writes its files can write it anew unnoticed: set"
              + " `equipoise.ledger-key`");
    }
    if (!isMasking()) {
      lacking.add(
          "masks nothing, so texts and attributes stand in it in clear: set `equipoise.mask`");
    }
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of("the ledger " + place() + " " + String.join("; it ", lacking));
  }
}

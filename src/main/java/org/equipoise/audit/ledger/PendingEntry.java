package org.equipoise.audit.ledger;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.equipoise.constitution.Authority;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An entry that waits to be written. */
final class PendingEntry {
  private static final Logger LOG = LoggerFactory.getLogger(PendingEntry.class);

  /**
   * A longer event is encoded at once, so that waiting entries do not use more memory than
   * estimated.
   */
  private static final int SHORT = 1 << 16;

  private final CompletableFuture<Receipt> done;
  private final @Nullable Authority authority;
  private final boolean promised;
  private final int length;
  private final @Nullable LedgerEvent event;
  private final @Nullable UnchainedEntryWriter drafting;
  private @Nullable UnchainedEntry draft;

  private PendingEntry(
      CompletableFuture<Receipt> done,
      @Nullable Authority authority,
      boolean promised,
      int length,
      @Nullable LedgerEvent event,
      @Nullable UnchainedEntryWriter drafting,
      @Nullable UnchainedEntry draft) {
    this.done = done;
    this.authority = authority;
    this.promised = promised;
    this.length = length;
    this.event = event;
    this.drafting = drafting;
    this.draft = draft;
  }

  /** Returns a pending draft whose caller does not wait. */
  static PendingEntry promised(UnchainedEntry draft) {
    return new PendingEntry(
        new CompletableFuture<>(), null, true, draft.length(), null, null, draft);
  }

  /**
   * Returns a pending event whose caller waits for the result.
   *
   * @throws IllegalArgumentException if an entry cannot hold the event
   */
  static PendingEntry awaited(
      LedgerEvent event, UnchainedEntryWriter drafting, CompletableFuture<Receipt> done) {
    UnchainedEntry draft = drafting.draft(event);
    Authority authority =
        event instanceof LedgerEvent.AdoptionEvent adoption ? adoption.authority() : null;
    return new PendingEntry(done, authority, false, draft.length(), null, null, draft);
  }

  /**
   * Returns a pending event whose caller does not wait. A decision is immutable, so it is encoded
   * later if that is sure to succeed.
   *
   * @throws IllegalArgumentException if an entry cannot hold the event
   */
  static PendingEntry promised(LedgerEvent event, UnchainedEntryWriter drafting) {
    if (event instanceof LedgerEvent.DecisionEvent decided && isPlain(decided)) {
      long length = length(decided);
      if (length < SHORT) {
        return new PendingEntry(
            new CompletableFuture<>(), null, true, (int) length, event, drafting, null);
      }
    }
    return event instanceof LedgerEvent.AdoptionEvent
        ? awaited(event, drafting, new CompletableFuture<>())
        : promised(drafting.draft(event));
  }

  /** Returns whether there are no extension fields, whose names may be invalid. */
  private static boolean isPlain(LedgerEvent.DecisionEvent decided) {
    boolean isPlain = decided.given().extensions().names().isEmpty();
    for (Message message : decided.given().messages()) {
      isPlain &= message.extensions().names().isEmpty();
    }
    for (Output output : decided.given().outputs()) {
      isPlain &= output.extensions().names().isEmpty();
    }
    for (Judgment judgment : decided.judgments()) {
      isPlain &= judgment.extensions().names().isEmpty();
    }
    return isPlain;
  }

  private static long length(LedgerEvent.DecisionEvent decided) {
    Case given = decided.given();
    long length = 1_024 + length(given.context()) + given.attributes().length();
    for (Output output : given.outputs()) {
      length += 512 + length(output.text()) + length(output.author());
      length += output.attributes().length();
    }
    for (Message message : given.messages()) {
      length += 128 + length(message.text()) + message.attributes().length();
    }
    for (Judgment judgment : decided.judgments()) {
      length += 256 + judgment.circumstances().length();
    }
    return length;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Returns the approximate number of bytes. */
  int length() {
    return length;
  }

  /** Returns what comes into force and must be stored first, or null. */
  @Nullable Authority authority() {
    return authority;
  }

  /** Returns the future that completes when the entry is written. */
  CompletableFuture<Receipt> done() {
    return done;
  }

  /** Returns whether the entry was acknowledged before it was written. */
  boolean isPromised() {
    return promised;
  }

  /** Returns the draft. Only for the committing thread. */
  UnchainedEntry draft() {
    UnchainedEntry written = draft;
    if (written == null) {
      written = write(Objects.requireNonNull(event));
      draft = written;
    }
    return written;
  }

  private UnchainedEntryWriter drafting() {
    return Objects.requireNonNull(drafting);
  }

  private UnchainedEntry write(LedgerEvent decided) {
    try {
      return drafting().draft(decided);
    } catch (Throwable e) {
      // The decision is already acknowledged, so the ledger records that it lacks it.
      LOG.error("a decision could not be written: {}", e.getClass().getName());
      return drafting().unwritten((LedgerEvent.DecisionEvent) decided, e);
    }
  }
}

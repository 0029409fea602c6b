package org.equipoise.audit.ledger;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that waits to be kept. */
final class PendingEntry {
  private static final Logger LOG = LoggerFactory.getLogger(PendingEntry.class);

  /** What is longer is written at once, so that what waits is no larger than it is thought. */
  private static final int SHORT = 1 << 16;

  private final CompletableFuture<Receipt> done;
  private final @Nullable Constitution constitution;
  private final boolean promised;
  private final int length;
  private final @Nullable LedgerEvent event;
  private final @Nullable UnchainedEntryWriter drafting;
  private @Nullable UnchainedEntry draft;

  private PendingEntry(
      CompletableFuture<Receipt> done,
      @Nullable Constitution constitution,
      boolean promised,
      int length,
      @Nullable LedgerEvent event,
      @Nullable UnchainedEntryWriter drafting,
      @Nullable UnchainedEntry draft) {
    this.done = done;
    this.constitution = constitution;
    this.promised = promised;
    this.length = length;
    this.event = event;
    this.drafting = drafting;
    this.draft = draft;
  }

  /** A draft whose recorder has gone on in the belief that it will be kept. */
  static PendingEntry promised(UnchainedEntry draft) {
    return new PendingEntry(
        new CompletableFuture<>(), null, true, draft.length(), null, null, draft);
  }

  /**
   * An event that somebody waits for.
   *
   * @throws IllegalArgumentException if the event holds what an entry cannot
   */
  static PendingEntry awaited(
      LedgerEvent event, UnchainedEntryWriter drafting, CompletableFuture<Receipt> done) {
    UnchainedEntry draft = drafting.draft(event);
    Constitution constitution =
        event instanceof LedgerEvent.AdoptionEvent adoption ? adoption.constitution() : null;
    return new PendingEntry(done, constitution, false, draft.length(), null, null, draft);
  }

  /**
   * An event whose recorder goes on in the belief that it will be kept. A decision, which cannot
   * change, is written later if that is sure to succeed.
   *
   * @throws IllegalArgumentException if the event holds what an entry cannot
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

  /** Whether nothing is carried along, of which the names may not do. */
  private static boolean isPlain(LedgerEvent.DecisionEvent decided) {
    boolean isPlain = decided.given().extensions().names().isEmpty();
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
    for (Judgment judgment : decided.judgments()) {
      length += 256 + judgment.circumstances().length();
    }
    return length;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** About how many bytes it holds. */
  int length() {
    return length;
  }

  /** What must be kept before it, or null. */
  @Nullable Constitution constitution() {
    return constitution;
  }

  /** Completed when it is kept. */
  CompletableFuture<Receipt> done() {
    return done;
  }

  /** Whether the one who recorded it has gone on in the belief that it will be kept. */
  boolean isPromised() {
    return promised;
  }

  /** What is kept; for the committing thread alone. */
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
      // It was thought to be sure, and the decision is out: so let the ledger say what it lacks.
      LOG.error("a decision could not be written: {}", e.getClass().getName());
      return drafting().unwritten((LedgerEvent.DecisionEvent) decided, e);
    }
  }
}

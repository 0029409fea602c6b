package org.equipoise.audit.ledger;

import java.util.function.Function;
import java.util.function.LongFunction;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.facts.internal.Pool;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/** Encodes events as entries without a place in the chain, on the calling thread. Thread-safe. */
final class UnchainedEntryWriter {
  private final Masking masking;
  private final LongFunction<@Nullable TextMask> recorded;
  private final RecentMasks recent = new RecentMasks();
  private final ByNames<AttributesTemplate> forms = new ByNames<>(AttributesTemplate::new);
  private final Pool<UnchainedEntry.Writer> writers;

  /**
   * Creates a writer.
   *
   * @param masking what is masked
   * @param recorded returns the mask of an entry that was recorded earlier; null if it has none
   */
  UnchainedEntryWriter(Masking masking, LongFunction<@Nullable TextMask> recorded) {
    this.masking = masking;
    this.recorded = recorded;
    this.writers = new Pool<>(() -> new UnchainedEntry.Writer(masking, forms));
  }

  /**
   * Encodes an event.
   *
   * @throws IllegalArgumentException if an entry cannot hold the event
   */
  UnchainedEntry draft(LedgerEvent event) {
    if (event instanceof LedgerEvent.DecisionEvent) {
      UnchainedEntry draft = written(writer -> writer.draft(event));
      if (draft.mask() != null) {
        recent.add(draft.mask());
      }
      return draft;
    }
    TextMask mask = mask(event);
    return written(writer -> writer.draft(event, mask));
  }

  /** Encodes an event that states why a decision could not be written. */
  UnchainedEntry unwritten(LedgerEvent.DecisionEvent decided, Throwable fault) {
    LedgerEvent event =
        new LedgerEvent.ErrorEvent(decided.at(), null, "a decision could not be written: " + fault);
    TextMask mask = masking.valuesIn(decided.given(), decided.judgments());
    return written(writer -> writer.draft(event, mask));
  }

  private UnchainedEntry written(Function<UnchainedEntry.Writer, UnchainedEntry> write) {
    UnchainedEntry.Writer writer = writers.take();
    UnchainedEntry draft = write.apply(writer);
    writers.release(writer);
    return draft;
  }

  /** Stores the masked values of an entry as soon as it has a number. */
  void kept(long entry, UnchainedEntry draft) {
    if (draft.mask() != null) {
      recent.add(entry, draft.mask());
    }
  }

  /**
   * What masks the texts of an event; null if nothing does. Also a recorder that masks nothing, as
   * that of a command, hides what an earlier one masked.
   */
  private @Nullable TextMask mask(LedgerEvent event) {
    if (event instanceof LedgerEvent.AboutEntry about) {
      return about(about.entry());
    }
    return event instanceof LedgerEvent.ErrorEvent
            || event instanceof LedgerEvent.RefusalEvent
            || event instanceof LedgerEvent.TriggerEvent
            || event instanceof LedgerEvent.LossEvent
        ? recent.ofAll()
        : null;
  }

  private @Nullable TextMask about(long entry) {
    TextMask known = recent.of(entry);
    return known != null ? known : recorded.apply(entry);
  }
}

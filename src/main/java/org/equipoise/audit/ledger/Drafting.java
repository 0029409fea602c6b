package org.equipoise.audit.ledger;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/** Writes drafts on whatever thread. Safe to share between threads. */
final class Drafting {
  /** How many idle writers are kept at most; a thread looks at one place only. */
  private static final int PLACES = 16;

  private final Masking masking;
  private final LongFunction<@Nullable Veil> recorded;
  private final RecentMasks recent = new RecentMasks();
  private final Attributes.ByNames<AttributesForm> forms =
      new Attributes.ByNames<>(AttributesForm::new);
  private final AtomicReferenceArray<Draft.@Nullable Writer> idle =
      new AtomicReferenceArray<>(PLACES);

  /**
   * Drafts of events.
   *
   * @param masking what of them is masked
   * @param recorded what hides the masked values of an entry that was recorded before; null if it
   *     has none
   */
  Drafting(Masking masking, LongFunction<@Nullable Veil> recorded) {
    this.masking = masking;
    this.recorded = recorded;
  }

  /**
   * The draft of an event.
   *
   * @throws IllegalArgumentException if the event holds what an entry cannot
   */
  Draft draft(Event event) {
    if (event instanceof Event.Decided || masking.isNone()) {
      return written(writer -> writer.draft(event));
    }
    Veil veil = veil(event);
    return written(writer -> writer.draft(event, veil));
  }

  /** The draft of an event that tells why a decision could not be written. */
  Draft unwritten(Event.Decided decided, Throwable fault) {
    Event event = new Event.Failed(decided.at(), null, "a decision could not be written: " + fault);
    Veil veil = masking.valuesIn(decided.given(), decided.judgments());
    return written(writer -> writer.draft(event, veil));
  }

  private Draft written(Function<Draft.Writer, Draft> write) {
    int place = (int) Thread.currentThread().getId() & (PLACES - 1);
    Draft.Writer writer = idle.getAndSet(place, null);
    if (writer == null) {
      writer = new Draft.Writer(masking, forms);
    }
    Draft draft = write.apply(writer);
    idle.set(place, writer);
    return draft;
  }

  /** Learns the masked values of an entry, as soon as it has a number. */
  void kept(long entry, Draft draft) {
    if (draft.mask() != null) {
      recent.add(entry, draft.mask());
    }
  }

  private @Nullable Veil veil(Event event) {
    if (event instanceof Event.Overridden overridden) {
      return about(overridden.entry());
    }
    if (event instanceof Event.Done done) {
      return about(done.entry());
    }
    if (event instanceof Event.Erased erased) {
      return about(erased.entry());
    }
    if (event instanceof Event.Failed failed) {
      return recent.toldBy(failed.caseId() + "\n" + failed.cause());
    }
    return event instanceof Event.Refused refused ? recent.toldBy(refused.cause()) : null;
  }

  private @Nullable Veil about(long entry) {
    Veil known = recent.of(entry);
    return known != null ? known : recorded.apply(entry);
  }
}

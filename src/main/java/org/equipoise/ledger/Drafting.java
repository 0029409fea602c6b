package org.equipoise.ledger;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/** Writes drafts on whatever thread. Safe to share between threads. */
final class Drafting {
  /** How many idle writers are kept at most; a thread looks at one place only. */
  private static final int PLACES = 16;

  private final Masking masking;
  private final Attributes.ByNames<AttributesForm> forms =
      new Attributes.ByNames<>(AttributesForm::new);
  private final AtomicReferenceArray<Draft.@Nullable Writer> idle =
      new AtomicReferenceArray<>(PLACES);

  /**
   * Drafts of events.
   *
   * @param masking what of them is masked
   */
  Drafting(Masking masking) {
    this.masking = masking;
  }

  /**
   * The draft of an event.
   *
   * @throws IllegalArgumentException if the event holds what an entry cannot
   */
  Draft draft(Event event) {
    int place = (int) Thread.currentThread().getId() & (PLACES - 1);
    Draft.Writer writer = idle.getAndSet(place, null);
    if (writer == null) {
      writer = new Draft.Writer(masking, forms);
    }
    Draft draft = writer.draft(event);
    idle.set(place, writer);
    return draft;
  }
}

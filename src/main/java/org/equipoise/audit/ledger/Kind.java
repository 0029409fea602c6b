package org.equipoise.audit.ledger;

import java.util.Locale;
import java.util.Optional;

/** What an entry records. */
public enum Kind {
  ADOPTION,
  DECISION,
  ERASURE,
  ERROR,
  LOSS,
  OUTCOME,
  OVERRIDE,
  REFUSAL;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The kind as entries write it: {@code decision}, say. */
  public String word() {
    return word;
  }

  /** The kind that a word names, or empty if it names none. */
  static Optional<Kind> of(String word) {
    for (Kind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  static Kind of(Event event) {
    if (event instanceof Event.Decided) {
      return DECISION;
    }
    if (event instanceof Event.Adopted) {
      return ADOPTION;
    }
    if (event instanceof Event.Refused) {
      return REFUSAL;
    }
    if (event instanceof Event.Overridden) {
      return OVERRIDE;
    }
    if (event instanceof Event.Done) {
      return OUTCOME;
    }
    if (event instanceof Event.Erased) {
      return ERASURE;
    }
    return event instanceof Event.Lost ? LOSS : ERROR;
  }
}

package org.equipoise.audit.ledger;

import java.util.Locale;
import java.util.Optional;

/** What an entry records. */
public enum EntryKind {
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
  static Optional<EntryKind> of(String word) {
    for (EntryKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  static EntryKind of(LedgerEvent event) {
    if (event instanceof LedgerEvent.Decided) {
      return DECISION;
    }
    if (event instanceof LedgerEvent.Adopted) {
      return ADOPTION;
    }
    if (event instanceof LedgerEvent.Refused) {
      return REFUSAL;
    }
    if (event instanceof LedgerEvent.Overridden) {
      return OVERRIDE;
    }
    if (event instanceof LedgerEvent.Done) {
      return OUTCOME;
    }
    if (event instanceof LedgerEvent.Erased) {
      return ERASURE;
    }
    return event instanceof LedgerEvent.Lost ? LOSS : ERROR;
  }
}

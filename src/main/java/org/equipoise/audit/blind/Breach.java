package org.equipoise.audit.blind;

import java.util.List;
import java.util.Locale;

/**
 * A breach of the protocol of a blind audit. Immutable.
 *
 * @param by who committed it
 * @param items the items concerned, in order; empty if the whole round is
 * @param entries the entries of the ledger that show it
 */
public record Breach(Kind kind, String by, List<String> items, List<Long> entries) {

  /** What somebody did. */
  public enum Kind {
    /** Committed again to what was committed to before; the first commitment counts. */
    RECOMMITTED,
    /** Revealed before all had committed, so that others could have followed. */
    EARLY_REVEAL,
    /** Recorded a commitment that another had recorded before. */
    COPIED,
    /** Committed in a way that can be guessed: with a salt that is short, or used twice. */
    GUESSABLE,
    /** Did not reveal by the time set what was committed to. */
    MISSING_REVEAL,
    /** Revealed something else than what was committed to. */
    ALTERED,
    /** Revealed what was never committed to. */
    UNCOMMITTED;

    /** Returns the kind as results write it, for example {@code early-reveal}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Breach {
    items = List.copyOf(items);
    entries = List.copyOf(entries);
  }
}

package org.equipoise.audit.amendment;

import java.util.Locale;

/**
 * One reason why an amendment must not be adopted. Immutable.
 *
 * @param ground what kind of reason it is
 * @param why the reason in words
 */
public record Refusal(Ground ground, String why) {
  /** What kind of reason it is. */
  public enum Ground {
    /** Too few signed, or who may not. */
    QUORUM,
    /** Something is not what was signed. */
    DIGEST,
    /** It has not lain open long enough, or its term is over. */
    TERM,
    /** The ratchet does not let it pass. */
    GATE;

    /** Returns the ground as it is written, such as {@code quorum}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return ground.word() + ": " + why;
  }
}

package org.equipoise.audit.ledger;

import org.equipoise.formats.internal.TextMask;
import org.equipoise.service.governor.Discretion;

/** Says that a text is masked in place of one that the ledger would hide. */
record MaskedDiscretion(TextMask mask) implements Discretion {
  private static final String MASKED = "a masked text";

  /** Hides every text, where nobody knows what is masked in it. */
  static final Discretion OF_ANYTHING =
      new Discretion() {
        @Override
        public String text(String text) {
          return MASKED;
        }

        @Override
        public String name(String name) {
          return MASKED;
        }
      };

  @Override
  public String text(String text) {
    return mask.text(text).equals(text) ? text : MASKED;
  }

  @Override
  public String name(String name) {
    return mask.name(name).equals(name) ? name : MASKED;
  }
}

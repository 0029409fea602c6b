package org.equipoise.audit.ledger;

import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionFields;
import org.equipoise.decision.DecisionFields.Part;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.EncodedTextCache;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions as a ledger records them. The format is the canonical JSON of {@link
 * org.equipoise.decision.DecisionWriter} without case and constitution, which the entry already
 * names, and with the relaxations needed to allow and to block each output. Two decisions are the
 * same if and only if their bytes are equal. Not thread-safe.
 */
public final class CanonicalDecision {
  private final CanonicalJson json = new CanonicalJson(new EncodedTextCache());

  /** Creates a writer for several decisions. It reuses encoded text. */
  public CanonicalDecision() {}

  /** Returns a decision in canonical JSON, in UTF-8. */
  public static byte[] of(Decision decision) {
    return of(decision, null, Part.RECORDED);
  }

  /** Returns whether bytes hold a decision. An error may be in the old form, without details. */
  boolean is(Decision decision, byte[] bytes, int from, int to) {
    DecisionFields.write(decision, Part.RECORDED, json.clear());
    if (decision.error() != null && !json.is(bytes, from, to)) {
      DecisionFields.write(decision, Part.RECORDED_BEFORE_ERROR_DETAILS, json.clear());
    }
    return json.is(bytes, from, to);
  }

  /** A part of a decision in canonical JSON, with texts and names as a mask shows them. */
  static byte[] of(Decision decision, @Nullable TextMask mask, Part part) {
    CanonicalJson json = new CanonicalJson().masked(mask);
    DecisionFields.write(decision, part, json);
    return json.toBytes();
  }
}

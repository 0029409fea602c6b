package org.equipoise.audit.ledger;

import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionFields;
import org.equipoise.decision.DecisionFields.Part;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.EncodedTextCache;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * A decision as a ledger records it: what {@link org.equipoise.decision.DecisionWriter} writes, in
 * canonical JSON, without case and constitution, which the entry names already, and with what it
 * would take to allow and to block each output. Two decisions come out alike if and only if their
 * bytes are equal. Not safe for several threads.
 */
public final class CanonicalDecision {
  private final CanonicalJson json = new CanonicalJson(new EncodedTextCache());

  /** For decisions one after the other: what comes again is spelled once. */
  public CanonicalDecision() {}

  /** A decision in canonical JSON, in UTF-8. */
  public static byte[] of(Decision decision) {
    return of(decision, null, Part.RECORDED);
  }

  /**
   * Whether some bytes are a decision. Those of an error may be in the old form, without details.
   */
  boolean is(Decision decision, byte[] bytes, int from, int to) {
    DecisionFields.write(decision, Part.RECORDED, json.clear());
    if (decision.error() != null && !json.is(bytes, from, to)) {
      DecisionFields.write(decision, Part.RECORDED_BEFORE_ERROR_DETAILS, json.clear());
    }
    return json.is(bytes, from, to);
  }

  /** A part of a decision in canonical JSON, with texts and names as a veil has them. */
  static byte[] of(Decision decision, @Nullable TextMask veil, Part part) {
    CanonicalJson json = new CanonicalJson().veiled(veil);
    DecisionFields.write(decision, part, json);
    return json.toBytes();
  }
}

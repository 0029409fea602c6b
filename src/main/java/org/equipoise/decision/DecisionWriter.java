package org.equipoise.decision;

import java.nio.charset.StandardCharsets;
import org.equipoise.formats.internal.CanonicalJson;

/**
 * Writes decisions as JSON, one object on one line. Costs and margins have at most six decimals; an
 * infinite cost is the text {@code "infinite"}. The costs of a failed decision are null. Stateless
 * and safe to share between threads.
 */
public final class DecisionWriter {
  private DecisionWriter() {}

  /** Returns the decision as one line of JSON, without a line end. */
  public static String toJson(Decision decision) {
    CanonicalJson json = new CanonicalJson();
    DecisionFields.write(decision, DecisionFields.Part.PUBLISHED, json);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }
}

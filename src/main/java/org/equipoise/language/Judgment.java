package org.equipoise.language;

import java.time.Instant;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.jspecify.annotations.Nullable;

/**
 * A considered judgment on the case at hand, as rules see it: {@code Judgment( status ==
 * "forbidden", attr("underPressure") == true )}. Its attributes are the circumstances it was made
 * in.
 */
public final class Judgment {
  private final org.equipoise.facts.Judgment held;

  public Judgment(org.equipoise.facts.Judgment held) {
    this.held = held;
  }

  public String getId() {
    return held.id();
  }

  public String getCaseId() {
    return held.caseId();
  }

  /** What it claims of its case. */
  Claim claim(String caseId, Element speaker) {
    if (held.verdict() instanceof Preference it) {
      return new Claim(caseId, it.preferred(), DeonticStatus.PERMITTED, it.over(), speaker);
    }
    OnOutput it = (OnOutput) held.verdict();
    return new Claim(caseId, it.output(), it.status(), null, speaker);
  }

  /** The output it speaks of, or null if it is a preference. */
  public @Nullable String getOutput() {
    return held.verdict() instanceof OnOutput it ? it.output() : null;
  }

  /** {@code forbidden}, {@code permitted} or {@code obligatory}, or null if it is a preference. */
  public @Nullable String getStatus() {
    return held.verdict() instanceof OnOutput it ? it.status().word() : null;
  }

  /** The output preferred, or null if it is no preference. */
  public @Nullable String getPrefer() {
    return held.verdict() instanceof Preference it ? it.preferred() : null;
  }

  /** The output that the other is preferred to, or null if it is no preference. */
  public @Nullable String getOver() {
    return held.verdict() instanceof Preference it ? it.over() : null;
  }

  public @Nullable String getStakeholder() {
    return held.stakeholder();
  }

  /** In (0, 1], before any theory weighs it. */
  public double getConfidence() {
    return held.confidence();
  }

  public @Nullable Instant getAt() {
    return held.at();
  }

  /** A circumstance by dotted name, or null if there is none of that name. */
  public @Nullable Object attr(String name) {
    return held.circumstances().get(name);
  }

  @Override
  public String toString() {
    return "judgment " + held.id();
  }
}

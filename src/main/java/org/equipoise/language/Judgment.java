package org.equipoise.language;

import java.time.Duration;
import java.time.Instant;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.jspecify.annotations.Nullable;

/**
 * A considered judgment on the current case, as rules match it: {@code Judgment( status ==
 * "forbidden", attr("underPressure") == true )}. Its attributes are its circumstances. Immutable.
 */
public final class Judgment extends Attributed {
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double NANOS_PER_DAY = SECONDS_PER_DAY * 1e9;

  private final org.equipoise.facts.Judgment held;
  private final @Nullable Instant now;

  /**
   * @param now the time as of which the case is decided, or null if nothing depends on it
   */
  public Judgment(org.equipoise.facts.Judgment held, @Nullable Instant now) {
    super(held.circumstances()::get);
    this.held = held;
    this.now = now;
  }

  public String getId() {
    return held.id();
  }

  public String getCaseId() {
    return held.caseId();
  }

  /** Returns the claim of the judgment about its case. */
  Claim claim(String caseId, Element speaker) {
    if (held.verdict() instanceof Preference it) {
      return new Claim(caseId, it.preferred(), DeonticStatus.PERMITTED, it.over(), speaker);
    }
    OnOutput it = (OnOutput) held.verdict();
    return new Claim(caseId, it.output(), it.status(), null, speaker);
  }

  /** Returns the id of the output; null for a preference. */
  public @Nullable String getOutput() {
    return held.verdict() instanceof OnOutput it ? it.output() : null;
  }

  /** Returns {@code forbidden}, {@code permitted} or {@code obligatory}; null for a preference. */
  public @Nullable String getStatus() {
    return held.verdict() instanceof OnOutput it ? it.status().word() : null;
  }

  /** Returns the id of the preferred output; null if this is no preference. */
  public @Nullable String getPrefer() {
    return held.verdict() instanceof Preference it ? it.preferred() : null;
  }

  /** Returns the id of the less preferred output; null if this is no preference. */
  public @Nullable String getOver() {
    return held.verdict() instanceof Preference it ? it.over() : null;
  }

  public @Nullable String getStakeholder() {
    return held.stakeholder();
  }

  /** Returns the confidence in (0, 1], before theories weigh it. */
  public double getConfidence() {
    return held.confidence();
  }

  public @Nullable Instant getAt() {
    return held.at();
  }

  /**
   * Returns the days since the judgment was made, as of the time of the decision: a day is 24
   * hours, and half a day is 0.5. Negative if it was made later; null if its time is not known.
   *
   * @throws IllegalStateException if the decision has no time
   */
  public @Nullable Double getAge() {
    if (held.at() == null) {
      return null;
    }
    if (now == null) {
      throw new IllegalStateException("the age of a judgment was asked for without a time");
    }
    Duration age = Duration.between(held.at(), now);
    return age.getSeconds() / SECONDS_PER_DAY + age.getNano() / NANOS_PER_DAY;
  }

  @Override
  public String toString() {
    return "judgment " + held.id();
  }
}

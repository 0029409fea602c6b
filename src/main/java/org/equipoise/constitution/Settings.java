package org.equipoise.constitution;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a constitution decides where its rules leave room. All optional in {@code constitution.json},
 * under {@code settings}.
 *
 * @param suspensionFactor how many overrides a suspension is worth (κ); at least 1, or infinite
 * @param escalationMargin within which a decision is left to people (τ), in [0, 1]
 * @param onGap what the host is told of an output that no claim speaks of
 * @param onError what the host is told where deciding failed
 * @param stakeholders the weight of each one's judgments, in (0, 1]; 1 for those not named
 * @param limits how much work one case may take
 */
public record Settings(
    double suspensionFactor,
    double escalationMargin,
    Course onGap,
    Course onError,
    Map<String, Double> stakeholders,
    Limits limits) {

  /** Suspension factor 8, escalation margin 0.1, gaps escalated, errors blocked. */
  public static final Settings DEFAULT =
      new Settings(8, 0.1, Course.ESCALATE, Course.BLOCK, Map.of(), Limits.DEFAULT);

  public Settings {
    stakeholders = Collections.unmodifiableMap(new TreeMap<>(stakeholders));
  }

  /** What a host does where a constitution does not decide for it. */
  public enum Course {
    ALLOW,
    BLOCK,
    ESCALATE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The course as constitutions and decisions write it: {@code allow}, say. */
    public String word() {
      return word;
    }
  }

  /**
   * How much work one case may take before it is an error, or a label is cut.
   *
   * @param input attributes, judgments and facts of the case
   * @param firings rule firings in one inference
   * @param facts what rules derive in one inference: claims and conflicts too
   * @param labelSize environments in one label
   * @param worlds inferences for one case, where rules are not monotone or attributes disputed
   */
  public record Limits(int input, int firings, int facts, int labelSize, int worlds) {
    public static final Limits DEFAULT = new Limits(100_000, 100_000, 100_000, 4_096, 4_096);
  }
}

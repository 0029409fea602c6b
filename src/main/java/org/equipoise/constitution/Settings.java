package org.equipoise.constitution;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a constitution decides where its rules leave room. All optional in {@code constitution.json},
 * under {@code settings}.
 *
 * @param suspensionFactor how many overrides a suspension is worth (κ); at least 1, or infinite
 * @param escalationMargin within which a decision is left to people (τ), in [0, 1]
 * @param onGap what the host is told of an output that no claim speaks of
 * @param onError what the host is told where deciding failed
 * @param stakeholders the weight of each one's judgments, in (0, 1]; under {@code *}, of those of
 *     everybody who is not named, 1 by default
 * @param voices whether several judgments of one holder on one output all count
 * @param limits how much work one case may take
 */
public record Settings(
    double suspensionFactor,
    double escalationMargin,
    Action onGap,
    Action onError,
    Map<String, Double> stakeholders,
    Voices voices,
    Limits limits) {

  private static final String EVERYBODY_ELSE = "*";

  /** Suspension factor 8, escalation margin 0.1, gaps escalated, errors blocked. */
  public static final Settings DEFAULT =
      new Settings(8, 0.1, Action.ESCALATE, Action.BLOCK, Map.of(), Voices.EACH, Limits.DEFAULT);

  public Settings {
    stakeholders = Collections.unmodifiableMap(new TreeMap<>(stakeholders));
  }

  /**
   * The weight of a holder's judgments, in (0, 1].
   *
   * @param stakeholder null for a judgment that names none
   */
  public double weightOf(@Nullable String stakeholder) {
    Double own = stakeholder == null ? null : stakeholders.get(stakeholder);
    return own != null ? own : stakeholders.getOrDefault(EVERYBODY_ELSE, 1.0);
  }

  /**
   * Whether a holder weighs 1 only because nobody said what they weigh: others are named, this one
   * is not, and there is no {@code *}.
   */
  public boolean isStranger(String stakeholder) {
    return !stakeholders.isEmpty()
        && !stakeholders.containsKey(EVERYBODY_ELSE)
        && !stakeholders.containsKey(stakeholder);
  }

  /** Whether several judgments that one holder has on one output all count. */
  public enum Voices {
    /** Each judgment counts. */
    EACH,
    /** Of what a holder has for an output, and of what they have against it, the strongest. */
    ONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As constitutions write it: {@code each}, say. */
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

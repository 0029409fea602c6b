package org.equipoise.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A considered judgment that a stakeholder holds on a case. Immutable and safe to share between
 * threads. No component is null unless it says so.
 *
 * @param id unique among the judgments that are considered together
 * @param caseId the id of the case
 * @param verdict what the judgment says
 * @param stakeholder who holds the judgment, or null
 * @param confidence how firmly the stakeholder holds it, in (0, 1]
 * @param at when the judgment was made, or null
 * @param circumstances the attributes of the situation in which it was made, such as {@code
 *     underPressure}
 * @param extensions fields named {@code x-…}; Equipoise carries them along and does not read them
 */
public record Judgment(
    String id,
    String caseId,
    Verdict verdict,
    @Nullable String stakeholder,
    double confidence,
    @Nullable Instant at,
    Attributes circumstances,
    Attributes extensions) {

  /**
   * @throws IllegalArgumentException if the confidence is not in (0, 1]
   */
  public Judgment {
    if (!(confidence > 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "confidence " + confidence + " of judgment `" + id + "` is not in (0, 1]");
    }
  }

  /** Returns a judgment without stakeholder, time and circumstances. */
  public static Judgment of(String id, String caseId, Verdict verdict, double confidence) {
    return new Judgment(
        id, caseId, verdict, null, confidence, null, Attributes.none(), Attributes.none());
  }

  /** What a judgment says: the status of one output, or a preference between two. */
  public sealed interface Verdict {}

  /**
   * The deontic status of one output.
   *
   * @param output the id of an output of the case
   * @param status the status
   */
  public record OnOutput(String output, DeonticStatus status) implements Verdict {}

  /**
   * A preference for one output over another of the same case.
   *
   * @param preferred the id of the preferred output
   * @param over the id of the other output
   */
  public record Preference(String preferred, String over) implements Verdict {

    /**
     * @throws IllegalArgumentException if both ids are the same
     */
    public Preference {
      if (preferred.equals(over)) {
        throw new IllegalArgumentException("output `" + over + "` is preferred to itself");
      }
    }
  }
}

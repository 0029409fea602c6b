package org.equipoise.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A considered judgment that somebody holds on a case.
 *
 * @param id unique among the judgments considered together
 * @param caseId the case it is on
 * @param verdict what it says
 * @param stakeholder who holds it, or null
 * @param confidence how firmly, in (0, 1]
 * @param at when it was made, or null
 * @param circumstances what it was made in: {@code underPressure}, say
 * @param extensions fields named {@code x-…}, carried along and read by nobody here
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

  /** A judgment without stakeholder, time or circumstances. */
  public static Judgment of(String id, String caseId, Verdict verdict, double confidence) {
    return new Judgment(
        id, caseId, verdict, null, confidence, null, Attributes.none(), Attributes.none());
  }

  /** What a judgment says: a status of one output, or a preference between two. */
  public sealed interface Verdict {}

  /**
   * An output's deontic status.
   *
   * @param output the id of an output of the case
   */
  public record OnOutput(String output, DeonticStatus status) implements Verdict {}

  /**
   * A preference for one output over another of the same case.
   *
   * @param preferred the id of the one preferred
   * @param over the id of the other
   */
  public record Preference(String preferred, String over) implements Verdict {

    /**
     * @throws IllegalArgumentException if an output is preferred to itself
     */
    public Preference {
      if (preferred.equals(over)) {
        throw new IllegalArgumentException("output `" + over + "` is preferred to itself");
      }
    }
  }
}

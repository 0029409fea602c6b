package org.equipoise.authoring.coherence;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.equipoise.coherence.Finding;
import org.equipoise.coherence.Relation;
import org.jspecify.annotations.Nullable;

/**
 * What is found about two texts: a candidate that a person confirms, and never a veto. Immutable.
 *
 * @param kind what the texts are
 * @param caseId the case of the tested text
 * @param output the output that is tested; null if a reason is
 * @param author the author of the output, or the holder of the judgment; null if it has none
 * @param kindOfCase the value of the attribute by which cases are told apart; null if there is none
 * @param standing the text that stands, and its part that counts
 * @param tested the text that is tested against it, and its sentence that counts
 * @param relation the model's raw relation of both parts; empty if the model failed
 */
public record TextFinding(
    Kind kind,
    String caseId,
    @Nullable String output,
    @Nullable String author,
    @Nullable String kindOfCase,
    Quote standing,
    Quote tested,
    Finding finding,
    Optional<Relation> relation) {

  /** What the texts are. */
  public enum Kind {
    /** An output against a principle. */
    PRINCIPLE,
    /** An output against an earlier output of its author in an alike case. */
    ALIKE,
    /** An output against itself. */
    ITSELF,
    /** The reason of a judgment against a principle. */
    REASON;

    /** The word for it in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TextFinding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(caseId, "caseId");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(tested, "tested");
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(relation, "relation");
  }

  /** The verdict in a word: {@code contradiction}, {@code none} or {@code undecided}. */
  public String verdict() {
    if (finding instanceof Finding.Contradicts) {
      return "contradiction";
    }
    return finding instanceof Finding.Consistent ? "none" : "undecided";
  }

  /** The probability that the texts contradict each other, as far as the calibration tells it. */
  public double probability() {
    return finding instanceof Finding.Consistent it ? 1 - it.credence() : finding.credence();
  }
}

package org.equipoise.language;

import java.util.Objects;
import org.equipoise.facts.DeonticStatus;
import org.jspecify.annotations.Nullable;

/**
 * What somebody or some rule asserts of an output. A preference of one output over another asserts
 * that the first is permitted, and names the second in {@code over}.
 *
 * <p>Two firings of a rule that assert the same of one output make one claim; why is told with its
 * derivations, not here, so that nothing a rule can read depends on which came first.
 *
 * @param caseId the case of the output
 * @param output the output's id
 * @param deonticStatus the status asserted
 * @param over the output it is preferred to, or null if this is no preference
 * @param claimant the rule or judgment that asserts it
 */
public record Claim(
    String caseId,
    String output,
    DeonticStatus deonticStatus,
    @Nullable String over,
    Element claimant) {

  public Claim {
    Objects.requireNonNull(deonticStatus);
  }

  /** What tells claims apart most often comes first: many are compared in each decision. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Claim that
            && claimant.equals(that.claimant)
            && deonticStatus == that.deonticStatus
            && output.equals(that.output)
            && caseId.equals(that.caseId)
            && Objects.equals(over, that.over));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * claimant.hashCode() + deonticStatus.hashCode()) + output.hashCode();
  }

  /** The status in words, as rules compare it: {@code Claim( status == "forbidden" )}. */
  public String getStatus() {
    return deonticStatus.word();
  }

  /** Who asserts it, as written in decisions: {@code principle:no-deception}, say. */
  public String getBy() {
    return claimant.toString();
  }
}

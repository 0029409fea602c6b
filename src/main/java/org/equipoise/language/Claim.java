package org.equipoise.language;

import java.util.Objects;
import org.equipoise.facts.DeonticStatus;
import org.jspecify.annotations.Nullable;

/**
 * A claim that a rule or a judgment makes about an output. A preference for one output over another
 * claims that the first is permitted and names the second in {@code over}. Immutable.
 *
 * <p>If a rule fires twice with the same claim about an output, there is one claim. Its derivations
 * hold the reasons, so that rules cannot read which firing was first.
 *
 * @param caseId the id of the case
 * @param output the id of the output
 * @param deonticStatus the claimed status
 * @param over the id of the output that is less preferred; null if this is no preference
 * @param claimant the rule or judgment that makes the claim
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

  /** Compares first what differs most often, since each decision compares many claims. */
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

  /** Returns the status as rules compare it: {@code Claim( status == "forbidden" )}. */
  public String getStatus() {
    return deonticStatus.word();
  }

  /** Returns the claimant as decisions write it, for example {@code principle:no-deception}. */
  public String getBy() {
    return claimant.toString();
  }
}

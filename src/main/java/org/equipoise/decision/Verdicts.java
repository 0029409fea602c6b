package org.equipoise.decision;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Settings;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the costs of outputs: the verdict on each and the choice among them. Immutable.
 *
 * @param settings of the constitution
 * @param among which outputs a choice is made from
 */
record Verdicts(Settings settings, Choice.Among among) {

  /** The costs of one output: of allowing it, and of blocking it. */
  record Costs(Output output, CheapestRelaxation allowing, CheapestRelaxation blocking) {
    String id() {
      return output.id();
    }
  }

  /** What the outputs of a case come to in some worlds. */
  record Outlook(List<Costs> costs, Preferences preferences) {}

  /**
   * The decision on one output.
   *
   * @param claims those on it
   * @param guidance what rules say of it besides
   */
  OutputDecision decided(
      Costs costs, Preferences preferences, List<FoundClaim> claims, List<FoundGuidance> guidance) {
    Verdict verdict = verdict(costs, preferences);
    Action action =
        switch (verdict) {
          case ALLOW -> Action.ALLOW;
          case BLOCK -> Action.BLOCK;
          case ESCALATE -> Action.ESCALATE;
          case ABSTAIN -> settings.onGap();
        };
    return new OutputDecision(
        costs.id(),
        verdict,
        action,
        margin(costs),
        costs.allowing(),
        costs.blocking(),
        claims,
        guidance);
  }

  /** What a person must look at is left to a person, whatever the margin. */
  Verdict verdict(Costs costs, Preferences preferences) {
    return preferences.escalates(costs.id()) ? Verdict.ESCALATE : byMargin(costs);
  }

  private Verdict byMargin(Costs costs) {
    if (costs.allowing().cost().equals(Cost.ZERO) && costs.blocking().cost().equals(Cost.ZERO)) {
      return Verdict.ABSTAIN;
    }
    double margin = margin(costs);
    if (margin >= settings.escalationMargin() && margin > 0) {
      return Verdict.ALLOW;
    }
    return margin <= -settings.escalationMargin() && margin < 0 ? Verdict.BLOCK : Verdict.ESCALATE;
  }

  /** How much dearer it is to block than to allow, as a share of both; in [−1, 1]. */
  static double margin(Cost allow, Cost block) {
    if (allow.equals(block)) {
      return 0;
    }
    if (allow.isInfinite() || block.isInfinite()) {
      return allow.isInfinite() ? -1 : 1;
    }
    int rank = allow.firstDifference(block);
    return (double) (block.billionths(rank) - allow.billionths(rank))
        / (block.billionths(rank) + allow.billionths(rank));
  }

  private static double margin(Costs costs) {
    return margin(costs.allowing().cost(), costs.blocking().cost());
  }

  /** The verdict on the only output; null if there are several. */
  @Nullable Verdict onlyVerdict(Outlook outlook) {
    List<Costs> costs = outlook.costs();
    return costs.size() == 1 ? verdict(costs.get(0), outlook.preferences()) : null;
  }

  Choice choice(Outlook outlook, Case given) {
    Verdict only = onlyVerdict(outlook);
    if (only != null) {
      return Choice.none(
          only == Verdict.ALLOW || only == Verdict.BLOCK
              ? DecisionState.DECIDED
              : DecisionState.UNDECIDED);
    }
    List<Choice.Candidate> candidates = new ArrayList<>(outlook.costs().size());
    for (Costs each : outlook.costs()) {
      boolean isBlocked = byMargin(each) == Verdict.BLOCK;
      candidates.add(
          new Choice.Candidate(
              each.id(), each.allowing().cost(), each.blocking().cost(), isBlocked));
    }
    return Choice.of(candidates, outlook.preferences(), among, settings.isNoneFine(given));
  }
}

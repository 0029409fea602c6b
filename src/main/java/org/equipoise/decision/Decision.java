package org.equipoise.decision;

import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Case;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.language.Element;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * What is decided in one case.
 *
 * @param caseId the case
 * @param outputs in the order of the case
 * @param choice of several outputs the one with the least cost of allowing, or null if none is
 *     chosen
 * @param choiceMargin how much dearer the runner-up is, or null where nothing is chosen
 * @param state how far it was decided
 * @param gap whether no principle spoke of any output
 * @param fragile the disputed attributes on which the answer turns, sorted; the answer is the
 *     choice, or the decision where there is one output
 * @param conflicts what cannot all stand
 * @param constitution the digest of the constitution it was decided under
 * @param error why it could not be decided; null unless the state is {@code ERROR}
 */
public record Decision(
    String caseId,
    List<OutputDecision> outputs,
    @Nullable String choice,
    @Nullable Cost choiceMargin,
    DecisionState state,
    boolean gap,
    List<Element> fragile,
    List<FoundConflict> conflicts,
    String constitution,
    @Nullable DecisionError error) {

  /**
   * That deciding a case failed.
   *
   * @param action what the host is told to do with every output
   * @param error what went wrong
   */
  public static Decision failed(
      Case given, Action action, String constitution, DecisionError error) {
    Verdict verdict = Verdict.valueOf(action.name());
    List<OutputDecision> outputs =
        given.outputs().stream()
            .map(
                it ->
                    new OutputDecision(
                        it.id(),
                        verdict,
                        action,
                        0,
                        CheapestRelaxation.OPEN,
                        CheapestRelaxation.OPEN,
                        List.of()))
            .toList();
    return new Decision(
        given.id(),
        outputs,
        null,
        null,
        DecisionState.ERROR,
        false,
        List.of(),
        List.of(),
        constitution,
        error);
  }

  /**
   * The decision on one output.
   *
   * @throws IllegalArgumentException if the case has no such output
   */
  public OutputDecision output(String id) {
    return outputs.stream()
        .filter(it -> it.output().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("case `" + caseId + "` has no output `" + id + "`"));
  }
}

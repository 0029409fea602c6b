package org.equipoise.decision;

import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Case;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one case. Immutable and safe to share between threads; the constructor copies the
 * lists. No component is null unless it says so.
 *
 * @param caseId the id of the case
 * @param outputs the decisions on the outputs, in the order of the case
 * @param choice the id of the chosen output: of several outputs, the one with the lowest cost of
 *     allowing; null if none is chosen. On a tie none is chosen
 * @param choiceMargin how much more the second-best output costs, or null if none is chosen
 * @param state whether the case was decided
 * @param gap whether no principle makes a claim about any output
 * @param fragile the disputed attributes that can change the answer, sorted; the answer is the
 *     choice, or the verdict if there is one output
 * @param conflicts the elements that cannot all stand
 * @param misread the attributes of another kind than rules read them as, sorted
 * @param notInForce the rules that were not in force as of the time of the decision, sorted
 * @param raised the names that rules raised for the rest of the conversation, sorted
 * @param constitution the digest of the constitution, or of the charter
 * @param levels the levels of the constitution; none if deciding failed
 * @param error why the case could not be decided; null unless the state is {@link
 *     DecisionState#ERROR}
 * @param combined what the constitutions of a charter said, and how that was combined; null if one
 *     constitution decided without a charter
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
    List<Misread> misread,
    List<Element> notInForce,
    List<String> raised,
    String constitution,
    Levels levels,
    @Nullable DecisionError error,
    @Nullable Combined combined) {

  public Decision {
    outputs = List.copyOf(outputs);
    fragile = List.copyOf(fragile);
    conflicts = List.copyOf(conflicts);
    misread = List.copyOf(misread);
    notInForce = List.copyOf(notInForce);
    raised = List.copyOf(raised);
  }

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
                        List.of(),
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
        List.of(),
        List.of(),
        List.of(),
        constitution,
        Levels.NONE,
        error,
        null);
  }

  /** The same decision with other decisions on the outputs. */
  Decision with(List<OutputDecision> others) {
    return new Decision(
        caseId,
        others,
        choice,
        choiceMargin,
        state,
        gap,
        fragile,
        conflicts,
        misread,
        notInForce,
        raised,
        constitution,
        levels,
        error,
        combined);
  }

  /** The same decision under a charter that chose the constitution. */
  Decision under(String charter, @Nullable Combined how) {
    return new Decision(
        caseId,
        outputs,
        choice,
        choiceMargin,
        state,
        gap,
        fragile,
        conflicts,
        misread,
        notInForce,
        raised,
        charter,
        levels,
        error,
        how);
  }

  /** Whether another decision says the same of the case, whatever constitution it names. */
  public boolean saysSame(Decision other) {
    return equals(other.under(constitution, other.combined));
  }

  /** Whether it was combined of what several constitutions said, so that it has no costs. */
  public boolean isOfSeveral() {
    return combined != null && combined.says().size() > 1;
  }

  /** What the case comes down to; without a verdict if deciding failed. */
  public CaseAnswer answer() {
    boolean hasVerdict = outputs.size() == 1 && state != DecisionState.ERROR;
    return new CaseAnswer(state, choice, hasVerdict ? outputs.get(0).verdict() : null);
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

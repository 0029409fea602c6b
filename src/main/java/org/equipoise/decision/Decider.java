package org.equipoise.decision;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.UnknownAttribute;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.decision.Verdicts.Costs;
import org.equipoise.decision.Verdicts.Outlook;
import org.equipoise.decision.internal.Outlines;
import org.equipoise.decision.internal.Outlines.Reckoned;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.InferenceException;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Element;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.internal.UnsettledWeightsException;

/**
 * Decides cases under one constitution. Immutable and safe to share between threads. The same case,
 * judgments and constitution always give the same decision, in whatever order the judgments are
 * given. No argument may be null.
 *
 * <p>Deciding does not throw if a rule fails or a limit is exceeded: the state of the decision is
 * then {@link DecisionState#ERROR} and the action is what the constitution sets in {@code onError}.
 */
public final class Decider implements Deciding {
  private final Constitution constitution;
  private final Choice.Among among;
  private final List<ValueRead> typedReads;
  private final Outlines outlines;

  /** Creates a decider. */
  public Decider(Constitution constitution) {
    this(constitution, Choice.Among.NOT_BLOCKED);
  }

  private Decider(Constitution constitution, Choice.Among among) {
    this.constitution = constitution;
    this.among = among;
    this.typedReads = Misread.typedReads(constitution);
    this.outlines = new Outlines(constitution, this::decide, this::completed);
  }

  /**
   * Returns a decider that chooses as an engine of an earlier semantics version did. The changes
   * that version 2 made to version 1 are not undone.
   *
   * @param semantics a version that {@link Semantics#isReplayed}
   */
  @Override
  public Decider under(String semantics) {
    return Semantics.choosesAmongAll(semantics)
        ? new Decider(constitution, Choice.Among.ALL)
        : this;
  }

  @Override
  public boolean isTimeBound() {
    return constitution.isTimeBound();
  }

  @Override
  public Decision decide(Case given, List<Judgment> judgments) {
    return Meter.bounded(Budget.UNATTENDED, () -> attempt(given, judgments));
  }

  private Decision attempt(Case given, List<Judgment> judgments) {
    try {
      requireOwn(given, judgments);
    } catch (LimitExceeded e) {
      return failed(given, judgments, e);
    }
    try {
      List<UnknownAttribute> unknown = constitution.declarations().unknown(given);
      Decision decision =
          unknown.isEmpty()
              ? outlines.decide(given, judgments)
              : new UnknownSettlings(constitution, given, judgments, unknown, this::decide)
                  .decision();
      Meter.ask();
      return DetectorDoubt.heeded(given, decision);
    } catch (UndecidableException e) {
      return failed(given, judgments, e);
    } catch (LimitExceeded e) {
      return failed(given, judgments, e);
    } catch (Throwable e) { // the getters of a host's facts may throw anything
      return failed(given, judgments, DecisionError.unexpected(e));
    }
  }

  @Override
  public Decision failed(Case given, List<Judgment> judgments, LimitExceeded limit) {
    return failed(given, judgments, InferenceException.failed(given.id(), null, limit));
  }

  private static void requireOwn(Case given, List<Judgment> judgments) {
    if (judgments.isEmpty()) {
      return;
    }
    Set<String> ids = new HashSet<>();
    for (Judgment judgment : judgments) {
      Meter.step();
      if (!judgment.caseId().equals(given.id())) {
        throw new IllegalArgumentException(
            "judgment `"
                + judgment.id()
                + "` is on case `"
                + judgment.caseId()
                + "`, not on `"
                + given.id()
                + "`");
      }
      if (!ids.add(judgment.id())) {
        throw new IllegalArgumentException("there are two judgments `" + judgment.id() + "`");
      }
    }
  }

  /**
   * Decides a case from its findings.
   *
   * @throws TruncatedLabelException if a label that the decision needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public Decision decide(Findings findings) {
    return deliberation(findings).decide();
  }

  /** The outlines that this uses. */
  Outlines outlines() {
    return outlines;
  }

  /** The decision where nothing is disputed and rules say nothing besides claims. */
  private Decision completed(
      Case given, List<Judgment> judgments, Reckoned[] outputs, List<FoundConflict> conflicts) {
    Verdicts verdicts = new Verdicts(constitution.settings(), among);
    Costs[] costs = new Costs[outputs.length];
    OutputDecision[] decided = new OutputDecision[outputs.length];
    boolean gap = true;
    for (int i = 0; i < outputs.length; i++) {
      Reckoned each = outputs[i];
      costs[i] = new Costs(given.outputs().get(i), each.allowing(), each.blocking());
      decided[i] = verdicts.decided(costs[i], Preferences.NONE, each.claims(), List.of());
      gap &= Deliberation.isGap(each.claims(), List.of());
    }
    Choice choice = verdicts.choice(new Outlook(List.of(costs), Preferences.NONE), given);
    return new Decision(
        given.id(),
        List.of(decided),
        choice.output(),
        choice.margin(),
        choice.state(),
        gap,
        List.of(),
        conflicts,
        Misread.in(typedReads, given, judgments),
        constitution.notInForce(given),
        List.of(),
        constitution.digest(),
        constitution.settings().levels(),
        null,
        null);
  }

  /**
   * Returns the answer that would be given if some elements were given up.
   *
   * @throws TruncatedLabelException if a label that the answer needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public CaseAnswer answerWithout(Findings findings, Collection<Element> relaxed) {
    Map<Element, Boolean> fixed = new HashMap<>();
    relaxed.forEach(it -> fixed.put(it, false));
    Deliberation deliberation = deliberation(findings);
    return deliberation.answerWhere(fixed);
  }

  /**
   * Returns the decision, without the reasons, if some elements were given up.
   *
   * @throws TruncatedLabelException if a label that the decision needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public DecisionSummary summaryWithout(Findings findings, Collection<Element> relaxed) {
    Map<Element, Boolean> fixed = new HashMap<>();
    relaxed.forEach(it -> fixed.put(it, false));
    return deliberation(findings).outcomeWhere(fixed);
  }

  /**
   * Returns the decision and the decisions without each of some elements. All of them need one
   * inference only.
   *
   * @throws TruncatedLabelException if a label that an answer needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public LeaveOneOut outcomes(Findings findings, Collection<Element> leftOut) {
    Deliberation deliberation = deliberation(findings);
    DecisionSummary actual = deliberation.outcome();
    SortedMap<Element, DecisionSummary> without = new TreeMap<>();
    for (Element element : leftOut) {
      without.put(element, deliberation.outcomeWithout(element, actual));
    }
    return new LeaveOneOut(actual, without);
  }

  /**
   * Returns what follows in a case under each settling of its unknown attributes that rules tell
   * apart, in the order of their values; one result if nothing is unknown. The decision is what is
   * decided alike under all of them.
   *
   * @throws UndecidableException if the case cannot be decided, or the settlings are more than
   *     {@code limits.worlds}
   */
  public List<Findings> settlings(Case given, List<Judgment> judgments) {
    List<UnknownAttribute> unknown = constitution.declarations().unknown(given);
    return unknown.isEmpty()
        ? List.of(CountedJudgments.infer(constitution, given, judgments))
        : new UnknownSettlings(constitution, given, judgments, unknown, this::decide).findings();
  }

  /**
   * Returns the decision that is common to some settlings of a case, and that without each of some
   * elements. Where settlings differ, a person decides.
   *
   * @param settlings as {@link #settlings} returns them
   * @throws TruncatedLabelException if a label that an answer needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public LeaveOneOut outcomes(List<Findings> settlings, Collection<Element> leftOut) {
    List<LeaveOneOut> all = settlings.stream().map(it -> outcomes(it, leftOut)).toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    SortedMap<Element, DecisionSummary> without = new TreeMap<>();
    for (Element element : leftOut) {
      without.put(
          element,
          DecisionSummary.common(
              all.stream().map(it -> Objects.requireNonNull(it.without().get(element))).toList()));
    }
    return new LeaveOneOut(
        DecisionSummary.common(all.stream().map(LeaveOneOut::actual).toList()), without);
  }

  private Deliberation deliberation(Findings findings) {
    return new Deliberation(constitution, among, typedReads, outlines.graphs(), findings);
  }

  private Decision failed(Case given, List<Judgment> judgments, UndecidableException fault) {
    return failed(given, judgments, DecisionError.of(fault, constitution.rules()));
  }

  private Decision failed(Case given, List<Judgment> judgments, DecisionError error) {
    return Decision.failed(
        given,
        constitution.settings().onError(),
        constitution.digest(),
        error.with(CaseSize.words(given, judgments)));
  }
}

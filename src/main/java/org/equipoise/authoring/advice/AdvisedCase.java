package org.equipoise.authoring.advice;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * One case as the advisor keeps it. Most cases of a corpus are calm: nothing in them is in conflict
 * or alike to anything, and relaxing can only take conclusions away, so no revision brings up
 * anything there. Of a calm case only its facts and some numbers are kept; whoever wants to know
 * more has it inferred again, with the same result.
 */
final class AdvisedCase {
  /**
   * What was found in a case.
   *
   * @param open the findings whose conflicts need a way out: where the case is answered by the
   *     lesser evil, that every output is forbidden is none
   */
  private record Found(Findings findings, Findings open, CaseWeights weights) {}

  private final Constitution constitution;
  private final Case given;
  private final List<Judgment> judgments;
  private final @Nullable Found kept;
  private final CaseWeights ofRules;
  private final boolean monotone;
  private final Set<Element> speakers;
  private final Cost asserted;
  private final int spokenOf;

  private AdvisedCase(
      Constitution constitution, Found found, boolean isCalm, AdvisedCases.Shared shared) {
    Findings findings = found.findings();
    this.constitution = constitution;
    this.given = findings.given();
    this.judgments = findings.judgments();
    this.kept = isCalm ? null : found;
    this.ofRules = isCalm ? shared.weights(findings, found.weights()) : found.weights();
    this.monotone = isCalm || findings.isMonotone();
    this.speakers = shared.speakers(findings.speakers());
    this.asserted = asserted(findings, found.weights());
    this.spokenOf = CoverageBuilder.spokenOf(findings).size();
  }

  static AdvisedCase of(
      Constitution constitution,
      Findings findings,
      Findings open,
      CaseWeights weights,
      AdvisedCases.Shared shared) {
    boolean isCalm =
        findings.conflicts().isEmpty()
            && findings.isMonotone()
            && findings.alike().isEmpty()
            && shared.isShared(findings);
    return new AdvisedCase(constitution, new Found(findings, open, weights), isCalm, shared);
  }

  private Cost asserted(Findings findings, CaseWeights weights) {
    Set<Element> speaking = new HashSet<>(speakers);
    findings.claims().forEach(it -> speaking.add(it.claim().claimant()));
    return speaking.stream().map(weights::asserted).reduce(Cost.ZERO, Cost::plus);
  }

  private Found found() {
    if (kept != null) {
      return kept;
    }
    Findings again = Inference.infer(constitution, given, judgments);
    return new Found(again, again, CaseWeights.of(constitution, again));
  }

  /** What was found; of a calm case it is inferred anew at each call. */
  Findings findings() {
    return found().findings();
  }

  /**
   * The findings whose conflicts need a way out: where the case is answered by the lesser evil,
   * that every output is forbidden is none.
   */
  Findings open() {
    return found().open();
  }

  CaseWeights weights() {
    return found().weights();
  }

  /** Whether nothing here is in conflict or alike to anything, whatever is relaxed. */
  boolean isCalm() {
    return kept == null;
  }

  /** Whether relaxing can bring up nothing new here. */
  boolean monotone() {
    return monotone;
  }

  /** The rules that said anything while everything stands. */
  Set<Element> speakers() {
    return speakers;
  }

  List<Judgment> judgments() {
    return judgments;
  }

  int outputs() {
    return given.outputs().size();
  }

  /** On how many outputs some principle speaks. */
  int spokenOf() {
    return spokenOf;
  }

  /** The weight of every rule's application and every judgment that speaks here. */
  Cost asserted() {
    return asserted;
  }

  /** What it costs to relax a rule here. */
  Cost costOfRule(Element rule) {
    return ofRules.cost(rule);
  }

  /** The weights by which rules are weighed; one instance for cases in which all weigh the same. */
  CaseWeights ofRules() {
    return ofRules;
  }

  String caseId() {
    return given.id();
  }

  AppliedElement applied(Element element) {
    return new AppliedElement(element, caseId());
  }

  List<AppliedElement> applied(Collection<Element> elements) {
    return elements.stream().map(this::applied).toList();
  }

  /** The elements that relaxations give up here, as far as that can make a difference. */
  List<Element> relaxed(Collection<Relaxation> relaxations) {
    if (relaxations.isEmpty()) {
      return List.of();
    }
    return relaxations.stream()
        .filter(it -> it.caseId() == null || it.caseId().equals(caseId()))
        .map(Relaxation::element)
        .filter(it -> !it.isRule() || !monotone || speakers.contains(it))
        .distinct()
        .toList();
  }
}

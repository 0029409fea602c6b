package org.equipoise.authoring.advice;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/**
 * One case as the advisor keeps it.
 *
 * @param open the findings whose conflicts need a way out: where the case is answered by the lesser
 *     evil, that every output is forbidden is none
 * @param monotone whether relaxing can bring up nothing new here
 * @param speakers the rules that said anything while everything stands
 */
record AdvisedCase(
    Findings findings,
    Findings open,
    CaseWeights weights,
    boolean monotone,
    Set<Element> speakers) {
  static AdvisedCase of(Findings findings, Findings open, CaseWeights weights) {
    return new AdvisedCase(
        findings, open, weights, findings.isMonotone(), new HashSet<>(findings.speakers()));
  }

  /** The weight of every rule's application and every judgment that speaks here. */
  Cost asserted() {
    Set<Element> speaking = new HashSet<>(speakers);
    findings.claims().forEach(it -> speaking.add(it.claim().claimant()));
    return speaking.stream().map(weights::asserted).reduce(Cost.ZERO, Cost::plus);
  }

  String caseId() {
    return findings.given().id();
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

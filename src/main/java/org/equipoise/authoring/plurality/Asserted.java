package org.equipoise.authoring.plurality;

import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;

/**
 * What a constitution asserts in a case.
 *
 * @param weights what each element that says something weighs
 * @param costs what it costs to override each rule of the constitution there, whether or not it
 *     speaks
 */
record Asserted(SortedMap<Element, Cost> weights, SortedMap<Element, Cost> costs) {

  static Asserted in(NamedConstitution named, Findings findings) {
    CaseWeights weights = CaseWeights.of(named.constitution(), findings);
    SortedMap<Element, Cost> asserted = new TreeMap<>();
    findings.speakers().forEach(it -> asserted.put(it, weights.asserted(it)));
    findings
        .claims()
        .forEach(
            it -> asserted.put(it.claim().claimant(), weights.asserted(it.claim().claimant())));
    SortedMap<Element, Cost> costs = new TreeMap<>();
    for (var rule : named.constitution().rules().values()) {
      costs.put(rule.rule().element(), weights.cost(rule.rule().element()));
    }
    return new Asserted(asserted, costs);
  }

  /** All of it together. */
  Cost sum() {
    return weights.values().stream().reduce(Cost.ZERO, Cost::plus);
  }
}

package org.equipoise.revision;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.equipoise.language.Weighing.Effect;
import org.equipoise.weight.TheoreticalWeight;
import org.equipoise.weight.WeightGraph;
import org.equipoise.weight.Weights;

/**
 * The theoretical weight of everything that may be relaxed in one case, theories taken as they
 * apply while everything stands.
 *
 * <p>A judgment's base weight is its confidence, times its stakeholder's weight, times every
 * discount, each theory's strongest one counting once. A disputed attribute weighs its credence.
 */
public final class CaseWeights {
  private static final double LEAST = 1e-9;

  private final String caseId;
  private final Weights weights;

  private CaseWeights(String caseId, Weights weights) {
    this.caseId = caseId;
    this.weights = weights;
  }

  /**
   * The weights that hold in a case.
   *
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public static CaseWeights of(Constitution constitution, Findings findings) {
    return of(constitution, findings, findings.weighings());
  }

  /**
   * The weights that hold in a case where theories speak as given.
   *
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public static CaseWeights of(
      Constitution constitution, Findings findings, List<FoundWeighing> weighings) {
    WeightGraph.Builder graph = WeightGraph.builder();
    constitution
        .rules()
        .values()
        .forEach(
            it -> {
              Rule rule = it.rule();
              graph.argument(rule.element().toString(), rule.weight(), rule.entrenched());
            });
    Map<Element, Double> factors = discounts(weighings);
    for (Judgment judgment : findings.judgments()) {
      Element element = Element.judgment(judgment.id());
      double base =
          judgment.confidence()
              * stakeholderWeight(constitution, judgment)
              * factors.getOrDefault(element, 1.0);
      graph.argument(element.toString(), Math.max(LEAST, base), false);
    }
    Case given = findings.given();
    disputed(graph, "", given.attributes().disputed());
    for (Output output : given.outputs()) {
      disputed(graph, output.id(), output.attributes().disputed());
    }
    for (FoundWeighing found : weighings) {
      if (found.weighing().effect() != Effect.DISCOUNT) {
        String from = found.by().toString();
        String to = found.weighing().target().toString();
        String why = String.join("; ", found.reasons());
        double strength = found.weighing().amount();
        if (found.weighing().effect() == Effect.SUPPORT) {
          graph.support(from, to, strength, why);
        } else {
          graph.undermine(from, to, strength, why);
        }
      }
    }
    Weights weights = graph.build().evaluate();
    if (!weights.areSettled()) {
      throw new UnsettledWeightsException(weights.unsettled());
    }
    return new CaseWeights(given.id(), weights);
  }

  private static double stakeholderWeight(Constitution constitution, Judgment judgment) {
    String stakeholder = judgment.stakeholder();
    return stakeholder == null
        ? 1
        : constitution.settings().stakeholders().getOrDefault(stakeholder, 1.0);
  }

  private static void disputed(
      WeightGraph.Builder graph, String output, Map<String, Disputed> disputed) {
    disputed.forEach(
        (name, it) ->
            graph.argument(Element.attribute(output, name).toString(), it.credence(), false));
  }

  private static Map<Element, Double> discounts(List<FoundWeighing> weighings) {
    Map<String, FoundWeighing> strongest = new TreeMap<>();
    for (FoundWeighing found : weighings) {
      if (found.weighing().effect() == Effect.DISCOUNT) {
        strongest.merge(
            found.by() + " " + found.weighing().target(),
            found,
            (a, b) -> a.weighing().amount() <= b.weighing().amount() ? a : b);
      }
    }
    Map<Element, Double> factors = new TreeMap<>();
    strongest
        .values()
        .forEach(
            it -> factors.merge(it.weighing().target(), it.weighing().amount(), (a, b) -> a * b));
    return factors;
  }

  /** How an element came by its weight. */
  public TheoreticalWeight of(Element element) {
    return weights.of(element.toString());
  }

  /** What it costs to relax an element here. */
  public Cost cost(Element element) {
    TheoreticalWeight weight = of(element);
    return weight.entrenched() ? Cost.INFINITE : new Cost(weight.units());
  }

  /** What an element asserts here: its weight, or its base weight if it is entrenched. */
  public Cost asserted(Element element) {
    TheoreticalWeight weight = of(element);
    return weight.entrenched()
        ? new Cost(Math.round(weight.base() * TheoreticalWeight.UNITS_PER_ONE))
        : new Cost(weight.units());
  }

  /** Giving an element up here. */
  Relaxation relaxation(Element element) {
    return Relaxation.of(new AppliedElement(element, caseId), cost(element));
  }
}

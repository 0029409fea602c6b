package org.equipoise.decision.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.internal.RuleIndex;
import org.equipoise.decision.internal.Spoken.Weighed;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/**
 * Who may make the claims of a case, by their places: its judgments by id, then the rules as the
 * index has them. So places are in the order of elements. Immutable.
 */
final class Speakers {
  private final OfRules rules;
  private final RuleWeights weights;
  private final Element[] judgments;
  private final Cost[] costs;

  /** What is the same of the rules in all cases, by their places in the index. */
  static final class OfRules {
    private final RuleIndex index;
    private final Label[] alone;
    private final IntFunction<Element> elements;

    /**
     * @param areUsed whether anybody asks for a label
     */
    OfRules(RuleIndex index, boolean areUsed) {
      this.index = index;
      this.alone = new Label[areUsed ? index.size() : 0];
      Arrays.setAll(alone, it -> new Label(List.of(index.alone(it)), false));
      this.elements = index::at;
    }
  }

  /**
   * What it costs to relax each rule where theories speak as they do, and how strongly each speaks
   * of others, by their places in the index.
   */
  static final class RuleWeights {
    private final Cost[] costs;
    private final double[] strengths;

    RuleWeights(RuleIndex index, CaseWeights weights) {
      this.costs = new Cost[index.size()];
      this.strengths = new double[costs.length];
      for (int i = 0; i < costs.length; i++) {
        costs[i] = weights.cost(index.at(i));
        strengths[i] = costs[i].isInfinite() ? 1 : weights.of(index.at(i)).weight();
      }
    }
  }

  private Speakers(OfRules rules, RuleWeights weights, Element[] judgments, Cost[] costs) {
    this.rules = rules;
    this.weights = weights;
    this.judgments = judgments;
    this.costs = costs;
  }

  static Speakers of(OfRules rules, RuleWeights weights, Settings settings, Spoken spoken) {
    List<Judgment> held = spoken.judgments();
    Element[] elements = new Element[held.size()];
    Cost[] costs = new Cost[elements.length];
    for (int i = 0; i < elements.length; i++) {
      Judgment judgment = held.get(i);
      elements[i] = spoken.element(i);
      costs[i] =
          CaseWeights.cost(
              settings,
              judgment,
              said(rules.index, elements[i], spoken),
              it -> weights.strengths[rules.index.place(it)]);
    }
    return new Speakers(rules, weights, elements, costs);
  }

  /** What theories do to the weight of a judgment. */
  private static List<FoundWeighing> said(RuleIndex index, Element judgment, Spoken spoken) {
    if (spoken.weighedJudgments().isEmpty()) {
      return List.of();
    }
    List<FoundWeighing> said = new ArrayList<>();
    for (Weighed each : spoken.weighedJudgments()) {
      if (each.weighing().target().equals(judgment)) {
        said.add(new FoundWeighing(index.at(each.theory()), each.weighing(), List.of()));
      }
    }
    return said;
  }

  Element at(int place) {
    return place < judgments.length ? judgments[place] : rules.index.at(place - judgments.length);
  }

  /** The element at a place, for whoever asks later. */
  IntFunction<Element> elements() {
    return judgments.length == 0 ? rules.elements : this::at;
  }

  /** The label of what the one at a place says, and nobody else. */
  Label alone(int place) {
    return place < judgments.length
        ? new Label(List.of(List.of(judgments[place])), false)
        : rules.alone[place - judgments.length];
  }

  Cost cost(int place) {
    return place < judgments.length ? costs[place] : weights.costs[place - judgments.length];
  }

  /** Giving up in a case the one at a place. */
  Relaxation relaxation(int place, String caseId) {
    Relaxation.Kind kind =
        place < judgments.length ? Relaxation.Kind.REVISE : Relaxation.Kind.OVERRIDE;
    return new Relaxation(kind, at(place), caseId, cost(place));
  }
}

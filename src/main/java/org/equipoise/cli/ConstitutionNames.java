package org.equipoise.cli;

import java.util.List;
import org.equipoise.authoring.equilibrium.FlatStructure;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.Weights;
import org.equipoise.inference.AppliedElement;

/** What a constitution was made into, with its elements as names of sentences. */
final class ConstitutionNames {
  private ConstitutionNames() {}

  /** With linear measures, and the weights under which optima are cheapest revisions. */
  static StructureFile structure(FlatStructure flat) {
    Weights weights = flat.adviceWeights();
    List<String> texts =
        List.of(weights.account(), weights.systematicity(), weights.faithfulness()).stream()
            .map(it -> Fraction.of(it, weights.sum()).toString())
            .toList();
    return new StructureFile(
        flat.elements().stream().map(AppliedElement::toString).toList(),
        flat.weights(),
        flat.structure(),
        List.of(flat.commitments()),
        List.of(new GivenWeights(texts, weights)),
        List.of(Shape.LINEAR));
  }
}

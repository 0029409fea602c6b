package org.equipoise.cli;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.authoring.equilibrium.FlatStructure;
import org.equipoise.authoring.equilibrium.RichStructure;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.Weights;

/** What a constitution was made into, with its elements as names of sentences. */
final class ConstitutionNames {
  /** Account counts most, and systematicity so little that not every single rule will do. */
  private static final List<String> RICH_WEIGHTS = List.of("0.5", "0.1", "0.4");

  private ConstitutionNames() {}

  /** With linear measures, and the weights under which optima are cheapest revisions. */
  static StructureFile structure(FlatStructure flat) {
    Weights weights = flat.adviceWeights();
    List<String> texts =
        List.of(weights.account(), weights.systematicity(), weights.faithfulness()).stream()
            .map(it -> Fraction.of(it, weights.sum()).toString())
            .toList();
    return new StructureFile(
        flat.sentences(),
        flat.weights(),
        flat.structure(),
        List.of(flat.commitments()),
        List.of(new GivenWeights(texts, weights)),
        List.of(Shape.LINEAR),
        StructureFile.Mapping.FLAT,
        List.of());
  }

  /**
   * What rules imply and people hold as a structure to look at.
   *
   * @param each whether to begin from what each stakeholder holds, or from the weighted majority
   */
  static StructureFile structure(RichStructure rich, boolean each) {
    SortedMap<String, Position> byHolder = each ? rich.commitmentsByStakeholder() : new TreeMap<>();
    return new StructureFile(
        rich.sentences(),
        rich.weights(),
        rich.structure(),
        byHolder.isEmpty() ? List.of(rich.commitments()) : List.copyOf(byHolder.values()),
        List.of(GivenWeights.of(RICH_WEIGHTS)),
        List.of(Shape.LINEAR),
        StructureFile.Mapping.RICH,
        List.copyOf(byHolder.keySet()));
  }
}

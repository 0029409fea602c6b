package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.language.Weighing;
import org.jspecify.annotations.Nullable;

/** What theories do to weights, as derivations tell it. */
final class FoundWeighings {
  private static final Comparator<FoundWeighing> BY_THEORY =
      Comparator.comparing(FoundWeighing::by)
          .thenComparing(it -> it.weighing().target())
          .thenComparing(it -> it.weighing().effect())
          .thenComparing(it -> it.weighing().amount());

  private FoundWeighings() {}

  /** All among what is held, sorted by theory, target and effect. */
  static List<FoundWeighing> in(CaseElements caseElements, Collection<DerivationNode> held) {
    List<FoundWeighing> found = new ArrayList<>(0);
    for (DerivationNode node : held) {
      Meter.turns(node.derivations().size() / 8);
      if (node.value() instanceof Weighing weighing) {
        for (int by : speakers(node.derivations())) {
          found.add(new FoundWeighing(caseElements.element(by), weighing, node.reasons()));
        }
      }
    }
    found.sort(Meter.counting(BY_THEORY));
    return found;
  }

  private static int[] speakers(List<DerivationNode.Derivation> ways) {
    return ways.size() == 1
        ? new int[] {ways.get(0).speaker()}
        : ways.stream().mapToInt(DerivationNode.Derivation::speaker).distinct().toArray();
  }

  /**
   * What is left of all where some elements are relaxed and nothing unseen can change; null if the
   * derivations do not tell.
   *
   * @param held what holds where everything stands
   * @param all what was found in it
   */
  static @Nullable List<FoundWeighing> left(
      CaseElements caseElements,
      Collection<DerivationNode> held,
      List<FoundWeighing> all,
      BitSet relaxed) {
    List<DerivationNode> left = new ArrayList<>(all.size());
    boolean anyLost = false;
    for (DerivationNode node : held) {
      if (node.value() instanceof Weighing) {
        int holding = 0;
        for (DerivationNode.Derivation derivation : node.derivations()) {
          Meter.step();
          if (derivation.restsOnTruncated()) {
            return null;
          }
          holding += derivation.holdsWithout(relaxed) ? 1 : 0;
        }
        if (holding == node.derivations().size()) {
          left.add(node);
        } else if (holding > 0) {
          return null; // its reasons may be fewer
        } else {
          anyLost = true;
        }
      }
    }
    return anyLost ? in(caseElements, left) : all;
  }
}

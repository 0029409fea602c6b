package org.equipoise.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Detection.Reading;
import org.equipoise.language.Element;

/**
 * What a detector left open: attributes that it read with a probability that settles nothing. An
 * output that would be allowed is left to a person if its answer turns on one of them. The verdict
 * and the costs stay as they are.
 */
final class DetectorDoubt {
  private final Case given;
  private final Set<Element> open = new HashSet<>();

  private DetectorDoubt(Case given) {
    this.given = given;
    for (Detection detection : given.detections()) {
      for (Reading reading : detection.readings()) {
        if (reading.value() != null
            && given.attributesOf(reading.of()).disputed().containsKey(reading.attribute())) {
          open.add(Element.attribute(reading.of(), reading.attribute()));
        }
      }
    }
  }

  /** Returns a decision in which what turns on doubt is left to a person. */
  static Decision heeded(Case given, Decision decision) {
    if (given.detections().isEmpty() || decision.error() != null) {
      return decision;
    }
    DetectorDoubt doubt = new DetectorDoubt(given);
    if (doubt.open.isEmpty()) {
      return decision;
    }
    List<OutputDecision> outputs = new ArrayList<>();
    for (OutputDecision output : decision.outputs()) {
      outputs.add(
          output.action() == Action.ALLOW && doubt.bearsOn(output, decision)
              ? output.with(Action.ESCALATE)
              : output);
    }
    return decision.with(outputs);
  }

  /**
   * Returns whether the answer on an output turns on doubt. Of several outputs the decision says on
   * what the choice turns, but not the answer on each. So any doubt about the output itself counts.
   */
  private boolean bearsOn(OutputDecision output, Decision decision) {
    return given.outputs().size() == 1
        ? decision.fragile().stream().anyMatch(open::contains)
        : open.stream()
            .anyMatch(
                it ->
                    it.output().equals(output.output())
                        || given.outputs().stream().noneMatch(o -> o.id().equals(it.output())));
  }
}

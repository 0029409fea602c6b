package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.language.Guidance;

/** What rules say of outputs besides claims, as one run has it. */
final class SaidBesides {
  private static final Comparator<FoundGuidance> ORDER =
      Comparator.comparing(FoundGuidance::output)
          .thenComparing(it -> it.guidance().word())
          .thenComparing(it -> it.guidance().by())
          .thenComparing(it -> it.guidance().toString());

  private SaidBesides() {}

  /** Sorted by output, word and rule; a lift once for each output on which it lifts a claim. */
  static List<FoundGuidance> in(InferenceRun run, Function<DerivationNode, Label> label) {
    List<FoundGuidance> found = new ArrayList<>(0);
    for (DerivationNode node : run.held()) {
      if (node.value() instanceof Guidance guidance) {
        for (String output : outputs(guidance, run)) {
          found.add(new FoundGuidance(output, guidance, node.reasons(), label.apply(node)));
        }
      }
    }
    found.sort(Meter.counting(ORDER));
    return found;
  }

  private static Set<String> outputs(Guidance guidance, InferenceRun run) {
    if (!(guidance instanceof Guidance.Lift lift)) {
      return Set.of(guidance.output());
    }
    Set<String> outputs = new TreeSet<>();
    run.lifted().stream().filter(lift::lifts).forEach(it -> outputs.add(it.output()));
    return outputs;
  }
}

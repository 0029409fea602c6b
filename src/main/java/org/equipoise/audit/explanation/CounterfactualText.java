package org.equipoise.audit.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.audit.explanation.Counterfactuals.Found;
import org.equipoise.audit.explanation.Counterfactuals.Of;
import org.equipoise.audit.explanation.Counterfactuals.Ways;
import org.equipoise.audit.explanation.WantedOutcome.Told;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;

/** Tells a contrast as a person would, line by line. */
final class CounterfactualText {
  private final Counterfactuals contrast;
  private final List<String> lines = new ArrayList<>();

  CounterfactualText(Counterfactuals contrast) {
    this.contrast = contrast;
  }

  List<String> lines() {
    lines.add("What would have to be otherwise so that " + contrast.goal() + ":");
    contrast.ways().forEach(this::tell);
    return lines;
  }

  private void tell(Ways ways) {
    lines.add("  " + ways.of().word());
    ways.changes().forEach(this::found);
    if (ways.changes().isEmpty()) {
      lines.add("    " + nothing(ways));
    }
    if (!ways.nearly().isEmpty()) {
      lines.add("    short of that, and yet another decision:");
      ways.nearly().forEach(this::found);
    }
    if (!ways.incomplete().isEmpty()) {
      lines.add(
          "    not every value that may count was tried of "
              + Phrases.list(ways.incomplete().stream().map(Phrases::name).toList()));
    }
    if (!ways.entrenched().isEmpty()) {
      lines.add(
          "    entrenched, and so left as they are: "
              + Phrases.list(ways.entrenched().stream().map(Phrases::name).toList()));
    }
  }

  private void found(Found found) {
    lines.add(
        "    if "
            + found.changes().stream()
                .map(CounterfactualChange::condition)
                .collect(Collectors.joining(", and "))
            + ": "
            + outcome(found.decision()));
  }

  private String outcome(Decision decision) {
    if (contrast.goal() instanceof Told told) {
      OutputDecision output = decision.output(told.output());
      return Phrases.name(output.output())
          + " is "
          + Told.participle(output.action())
          + (output.claims().isEmpty() ? ", since nothing speaks of it" : "");
    }
    return decision.choice() == null
        ? "none is chosen"
        : Phrases.name(decision.choice()) + " is chosen";
  }

  private static String nothing(Ways ways) {
    if (ways.things() == 0) {
      return ways.of() == Of.RULES ? "there is no rule to override" : "there is nothing to change";
    }
    String all =
        ways.complete() == ways.things()
            ? "no change leads there"
            : "no change of up to "
                + ways.complete()
                + " of "
                + ways.things()
                + " things leads there";
    String tried = " (" + ways.tried() + " tried)";
    return ways.isCut()
        ? (ways.complete() == 0 ? "none was found" : all) + tried + "; then the search was cut"
        : all + tried;
  }
}

package org.equipoise.audit.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.audit.explanation.Counterfactuals.ChangeKind;
import org.equipoise.audit.explanation.Counterfactuals.Found;
import org.equipoise.audit.explanation.Counterfactuals.SearchResult;
import org.equipoise.audit.explanation.WantedOutcome.Told;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;

/** Describes counterfactuals in sentences, one per line. */
final class CounterfactualText {
  private final Counterfactuals contrast;
  private final List<String> lines = new ArrayList<>();

  CounterfactualText(Counterfactuals contrast) {
    this.contrast = contrast;
  }

  List<String> lines() {
    lines.add(
        (contrast.asOf() == null ? "What" : "As of " + contrast.asOf() + ", what")
            + " would have to be otherwise so that "
            + contrast.wanted()
            + ":");
    contrast.results().forEach(this::tell);
    return lines;
  }

  private void tell(SearchResult result) {
    lines.add("  " + result.kind().word());
    result.changes().forEach(this::found);
    if (result.changes().isEmpty()) {
      lines.add("    " + nothing(result));
    }
    if (!result.partial().isEmpty()) {
      lines.add("    short of that, and yet another decision:");
      result.partial().forEach(this::found);
    }
    if (!result.incomplete().isEmpty()) {
      lines.add(
          "    not every value that may count was tried of "
              + Phrases.list(result.incomplete().stream().map(Phrases::name).toList()));
    }
    if (!result.entrenched().isEmpty()) {
      lines.add(
          "    entrenched, and so left as they are: "
              + Phrases.list(result.entrenched().stream().map(Phrases::name).toList()));
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
    if (contrast.wanted() instanceof Told told) {
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

  private static String nothing(SearchResult result) {
    if (result.things() == 0) {
      return result.kind() == ChangeKind.RULES
          ? "there is no rule to override"
          : "there is nothing to change";
    }
    String all =
        result.complete() == result.things()
            ? "no change leads there"
            : "no change of up to "
                + result.complete()
                + " of "
                + result.things()
                + " things leads there";
    String tried = " (" + result.tried() + " tried)";
    return result.isCut()
        ? (result.complete() == 0 ? "none was found" : all) + tried + "; then the search was cut"
        : all + tried;
  }
}

package org.equipoise.audit.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.audit.explanation.RecordedDecisionView.ClaimView;
import org.equipoise.audit.explanation.RecordedDecisionView.ConflictView;
import org.equipoise.audit.explanation.RecordedDecisionView.OutputView;
import org.equipoise.audit.explanation.RecordedDecisionView.Sets;
import org.equipoise.audit.explanation.RecordedDecisionView.Step;
import org.equipoise.audit.ledger.Entry;

/** All that an account holds, line by line. */
final class DetailedText {
  private final RecordedDecisionView account;
  private final List<Entry> later;
  private final List<String> lines = new ArrayList<>();

  DetailedText(RecordedDecisionView account, List<Entry> later) {
    this.account = account;
    this.later = later;
  }

  List<String> lines() {
    if (account.context() != null) {
      lines.add("context: " + Phrases.plain(account.context()));
    }
    JsonNode given = account.facts().path("case");
    attributes("case", given.path("attributes"));
    for (OutputView output : account.outputs()) {
      output(output, given.path("outputs"));
    }
    for (JsonNode judgment : account.facts().path("judgments")) {
      lines.add("judgment: " + Phrases.plain(judgment.toString()));
    }
    for (ConflictView conflict : account.conflicts()) {
      lines.add(
          "conflict: "
              + conflict.kind()
              + " about "
              + Phrases.plain(String.join(", ", conflict.about()))
              + ": "
              + environments(conflict.sets())
              + " cannot all stand"
              + (conflict.why().isEmpty() ? "" : ": " + Phrases.plain(conflict.why())));
    }
    account.fragile().forEach(it -> lines.add("fragile: " + Phrases.plain(it)));
    for (JsonNode masked : account.facts().path("masked")) {
      lines.add("masked: " + Phrases.plain(masked.asText()));
    }
    for (JsonNode object : account.facts().path("objects")) {
      lines.add("object of the host: " + Phrases.plain(object.asText()));
    }
    if (account.error() != null) {
      lines.add("error: " + Phrases.plain(account.error()));
    }
    for (Entry entry : later) {
      lines.add(
          "entry "
              + entry.sequence()
              + ", "
              + entry.kind().word()
              + ": "
              + Phrases.plain(entry.body()));
    }
    return lines;
  }

  private void output(OutputView output, JsonNode given) {
    String told = output.action().equals(output.decision()) ? "" : ", told to " + output.action();
    lines.add("output " + Phrases.name(output.output()) + ": " + output.decision() + told);
    if (output.text() != null) {
      lines.add("  text: " + Phrases.plain(output.text()));
    }
    if (output.author() != null) {
      lines.add("  author: " + Phrases.plain(output.author()));
    }
    for (JsonNode each : given) {
      if (each.path("output").asText().equals(output.output())) {
        attributes("  with", each.path("attributes"));
      }
    }
    for (ClaimView claim : output.claims()) {
      String status =
          claim.over() == null
              ? claim.status()
              : claim.status() + ", preferred to " + Phrases.name(claim.over());
      lines.add(
          "  "
              + status
              + " by "
              + Phrases.plain(claim.by())
              + (claim.reason().isEmpty() ? "" : ": " + Phrases.plain(claim.reason()))
              + (claim.sets().equals(new Sets(List.of(List.of(claim.by())), false))
                  ? ""
                  : "; rests on " + environments(claim.sets())));
    }
    if (account.error() == null) {
      lines.add("  to allow: " + output.costAllow() + steps(output.allowing()));
      lines.add("  to block: " + output.costBlock() + steps(output.blocking()));
      lines.add("  margin: " + output.margin());
    }
  }

  private static String steps(List<Step> steps) {
    return steps.isEmpty()
        ? ""
        : steps.stream()
            .map(it -> it.kind() + " " + Phrases.plain(it.element()) + " " + it.cost())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String environments(Sets sets) {
    if (sets.environments().isEmpty()) {
      return sets.truncated()
          ? "sets of elements of which none could be listed"
          : "no set of elements in every world";
    }
    return sets.environments().stream()
            .map(it -> Phrases.plain(String.join(" + ", it)))
            .collect(Collectors.joining(", or "))
        + (sets.truncated() ? " (and more sets than could be listed)" : "");
  }

  private void attributes(String of, JsonNode attributes) {
    if (attributes.isObject() && !attributes.isEmpty()) {
      lines.add(of + ": " + Phrases.plain(attributes.toString()));
    }
  }
}

package org.equipoise.audit.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.OutputDecision;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Label;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.revision.CheapestRelaxation;

/** Lists everything in a record, line by line. */
final class DetailedText {
  private final RecordedDecisionView account;
  private final Decision decision;
  private final List<Entry> later;
  private final List<String> lines = new ArrayList<>();

  DetailedText(RecordedDecisionView account, List<Entry> later) {
    this.account = account;
    this.decision = account.decision();
    this.later = later;
  }

  List<String> lines() {
    if (account.context() != null) {
      lines.add("context: " + Phrases.plain(account.context()));
    }
    JsonNode given = account.facts().path("case");
    if (given.path("at").isTextual()) {
      lines.add("as of: " + Phrases.plain(given.path("at").asText()));
    }
    attributes("case", given.path("attributes"));
    int turn = 0;
    for (JsonNode message : given.path("messages")) {
      String text = message.path("text").asText();
      lines.add(
          "message "
              + turn++
              + " of "
              + Phrases.plain(message.path("role").asText())
              + (text.isEmpty() ? "" : ": " + Phrases.plain(text)));
      attributes("  with", message.path("attributes"));
    }
    for (JsonNode raised : given.path("session")) {
      lines.add("raised before: " + Phrases.plain(raised.asText()));
    }
    decision.outputs().forEach(it -> output(it, true));
    lines.addAll(new DetectionText(account).lines());
    for (JsonNode judgment : account.facts().path("judgments")) {
      lines.add("judgment: " + Phrases.plain(judgment.toString()));
    }
    found();
    for (JsonNode masked : account.facts().path("masked")) {
      lines.add("masked: " + Phrases.plain(masked.asText()));
    }
    for (JsonNode object : account.facts().path("objects")) {
      lines.add("object of the host: " + Phrases.plain(object.asText()));
    }
    if (decision.error() != null) {
      error(decision.error());
    }
    if (decision.combined() != null) {
      lines.addAll(new CombinedText(account, decision.combined()).lines());
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

  /** Returns what one of several constitutions said, without the facts. */
  List<String> ofPart() {
    decision.outputs().forEach(it -> output(it, false));
    found();
    if (decision.error() != null) {
      error(decision.error());
    }
    return lines;
  }

  private void found() {
    for (FoundConflict conflict : decision.conflicts()) {
      lines.add(
          "conflict: "
              + conflict.conflict().kind()
              + " about "
              + Phrases.plain(String.join(", ", conflict.conflict().about()))
              + ": "
              + environments(conflict.label())
              + " cannot all stand"
              + reasons(conflict.reasons()));
    }
    decision.notInForce().forEach(it -> lines.add("not in force: " + Phrases.plain(it.toString())));
    decision.raised().forEach(it -> lines.add("raised: " + Phrases.plain(it)));
    decision.fragile().forEach(it -> lines.add("fragile: " + Phrases.plain(it.toString())));
  }

  private void error(DecisionError error) {
    lines.add("error: " + Phrases.plain(error.sentence()));
    lines.add(
        "  code: "
            + error.code().word()
            + (error.limit() == null ? "" : ", limit " + error.limit())
            + (error.rule() == null ? "" : ", rule " + Phrases.name(error.rule()))
            + (error.place() == null ? "" : ", at " + Phrases.plain(error.place())));
  }

  private void output(OutputDecision output, boolean hasFacts) {
    String verdict = output.verdict().word();
    String action = output.action().word();
    lines.add(
        "output "
            + Phrases.name(output.output())
            + ": "
            + verdict
            + (action.equals(verdict) ? "" : ", told to " + action));
    if (hasFacts) {
      facts(account.output(output.output()));
    }
    claims(output);
    if (decision.error() == null && !decision.isOfSeveral()) {
      lines.add("  to allow: " + cost(output.allowing()));
      lines.add("  to block: " + cost(output.blocking()));
    }
    if (decision.error() == null) {
      String at = output.level() == null ? "" : " at level " + Phrases.name(output.level());
      lines.add("  margin: " + JsonText.sixDecimals(output.margin()) + at);
    }
  }

  private void facts(JsonNode given) {
    for (String field : List.of("text", "author")) {
      if (given.path(field).isTextual()) {
        lines.add("  " + field + ": " + Phrases.plain(given.path(field).asText()));
      }
    }
    attributes("  with", given.path("attributes"));
  }

  private void claims(OutputDecision output) {
    for (FoundClaim found : output.claims()) {
      Claim claim = found.claim();
      String status =
          claim.over() == null
              ? claim.getStatus()
              : claim.getStatus() + ", preferred to " + Phrases.name(claim.over());
      lines.add(
          "  "
              + status
              + " by "
              + Phrases.plain(claim.getBy())
              + (found.degree() < 1
                  ? " to a degree of " + JsonText.sixDecimals(found.degree())
                  : "")
              + reasons(found.reasons())
              + (found.label().equals(new Label(List.of(List.of(claim.claimant())), false))
                  ? ""
                  : "; rests on " + environments(found.label())));
    }
    for (FoundGuidance found : output.guidance()) {
      lines.add(
          "  "
              + Phrases.plain(found.guidance().by().toString())
              + " "
              + Phrases.plain(found.guidance().inWords("it"))
              + reasons(found.reasons())
              + "; rests on "
              + environments(found.label()));
    }
  }

  private static String reasons(List<String> reasons) {
    return reasons.isEmpty() ? "" : ": " + Phrases.plain(String.join("; ", reasons));
  }

  private static String cost(CheapestRelaxation way) {
    return way.relaxations().isEmpty()
        ? way.cost().toString()
        : way.relaxations().stream()
            .map(
                it ->
                    it.kind().word()
                        + " "
                        + Phrases.plain(it.element().toString())
                        + " "
                        + it.cost())
            .collect(Collectors.joining(", ", way.cost() + " (", ")"));
  }

  private static String environments(Label sets) {
    if (sets.environments().isEmpty()) {
      return sets.truncated()
          ? "sets of elements of which none could be listed"
          : "no set of elements in every world";
    }
    return sets.environments().stream()
            .map(
                it ->
                    it.stream()
                        .map(Element::toString)
                        .map(Phrases::plain)
                        .collect(Collectors.joining(" + ")))
            .collect(Collectors.joining(", or "))
        + (sets.truncated() ? " (and more sets than could be listed)" : "");
  }

  private void attributes(String of, JsonNode attributes) {
    if (attributes.isObject() && !attributes.isEmpty()) {
      lines.add(of + ": " + Phrases.plain(attributes.toString()));
    }
  }
}

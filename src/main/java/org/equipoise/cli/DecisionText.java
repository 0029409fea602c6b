package org.equipoise.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.equipoise.decision.Combined;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.Misread;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.decision.uncertainty.Told;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.revision.CheapestRelaxation;
import org.jspecify.annotations.Nullable;

/** A decision in words. */
final class DecisionText {
  private DecisionText() {}

  static void write(Case given, Decision decision, @Nullable Told told, PrintWriter out) {
    out.println(given.id() + ": " + answer(decision));
    if (given.context() != null) {
      out.println("  " + shorten(given.context(), 110));
    }
    for (OutputDecision output : decision.outputs()) {
      Output named =
          given.outputs().stream()
              .filter(it -> it.id().equals(output.output()))
              .findFirst()
              .orElseThrow();
      out.println(
          String.format(
              Locale.ROOT,
              "  %-8s %s%s",
              output.verdict().word(),
              output.output(),
              named.text() == null ? "" : ": " + shorten(named.text(), 90)));
      if (decision.state() != DecisionState.ERROR) {
        for (FoundClaim claim : output.claims()) {
          out.println("           " + claim(claim));
        }
        for (FoundGuidance found : output.guidance()) {
          out.println("           " + guidance(found));
        }
        if (!decision.isOfSeveral()) {
          costs(output, out);
        }
      }
    }
    if (decision.combined() != null) {
      combined(decision.combined(), out);
    }
    for (FoundConflict conflict : decision.conflicts()) {
      out.println("  conflict: " + conflict(conflict));
    }
    for (Misread misread : decision.misread()) {
      out.println("  misread: " + misread(misread));
    }
    if (!decision.fragile().isEmpty()) {
      out.println("  fragile: the answer turns on " + join(decision.fragile()));
    }
    if (!decision.notInForce().isEmpty()) {
      out.println("  not in force: " + join(decision.notInForce(), ", "));
    }
    if (!decision.raised().isEmpty()) {
      out.println("  raised: " + String.join(", ", decision.raised()));
    }
    if (decision.error() != null) {
      out.println("  error: " + decision.error());
    }
    if (told != null && !told.kinds().isEmpty()) {
      out.println(
          "  uncertain: "
              + told.kinds().stream().map(Uncertainty::word).collect(Collectors.joining(", ")));
      if (!told.text().isEmpty()) {
        out.println("  told: " + told.text());
      }
    }
    out.println();
  }

  private static void combined(Combined combined, PrintWriter out) {
    out.println(
        "  clause "
            + combined.clause()
            + (combined.says().size() == 1 ? ":" : ", " + combined.combine().word() + ":"));
    for (Combined.Said said : combined.says()) {
      String outputs =
          said.decision().outputs().stream()
              .map(it -> told(it) + " " + it.output())
              .collect(Collectors.joining(", "));
      out.println("    " + said.name() + " (" + answer(said.decision()) + "): " + outputs);
      if (!said.conceded().isEmpty()) {
        out.println("      conceded: " + join(said.conceded(), ", "));
      }
      for (OutputDecision output : said.decision().outputs()) {
        output.claims().forEach(it -> out.println("      " + output.output() + " " + claim(it)));
      }
    }
  }

  private static String told(OutputDecision output) {
    String verdict = output.verdict().word();
    String action = output.action().word();
    return verdict.equals(action) ? verdict : verdict + ", told to " + action + ",";
  }

  private static String guidance(FoundGuidance found) {
    return found.guidance().by()
        + " "
        + found.guidance().inWords("it")
        + ": "
        + String.join("; ", found.reasons());
  }

  private static String misread(Misread misread) {
    return "`"
        + misread.attribute()
        + "` of "
        + (misread.id().isEmpty() ? "the case" : misread.subject() + " " + misread.id())
        + " is a "
        + misread.is()
        + ", and is read as a "
        + misread.as();
  }

  private static String answer(Decision decision) {
    String gap = decision.gap() ? ", since no principle speaks" : "";
    return switch (decision.state()) {
      case ERROR -> "not decided";
      case DILEMMA -> "a dilemma: entrenched rules forbid every output";
      case ALL_BLOCKED ->
          decision.choice() == null
              ? "all blocked, and nothing separates the outputs"
              : "all blocked; the lesser evil is "
                  + decision.choice()
                  + (decision.choiceMargin() == null
                      ? ""
                      : " (by " + decision.choiceMargin() + ")");
      case UNDECIDED ->
          decision.outputs().size() > 1
              ? (decision.isOfSeveral()
                      ? "undecided: the constitutions agree on no choice"
                      : "undecided: nothing separates the outputs")
                  + gap
              : alone(decision.outputs().get(0)) + gap;
      case DECIDED ->
          decision.choice() != null
              ? "choose " + decision.choice() + by(decision)
              : decision.outputs().size() > 1
                  ? "none: all are blocked, which is fine here"
                  : decision.outputs().get(0).verdict().word();
    };
  }

  private static String by(Decision decision) {
    if (decision.isOfSeveral()) {
      return "";
    }
    return decision.choiceMargin() == null
        ? " (the others are blocked)"
        : " (by " + decision.choiceMargin() + ")";
  }

  /** What becomes of the only output where it is neither allowed nor blocked by what is claimed. */
  private static String alone(OutputDecision output) {
    return switch (output.action()) {
      case ALLOW -> "allowed, as `onGap` says";
      case BLOCK -> "blocked, as `onGap` says";
      case ESCALATE -> "left to a person";
    };
  }

  private static String claim(FoundClaim claim) {
    String over = claim.claim().over();
    String status = over == null ? claim.claim().getStatus() : "preferred to " + over;
    String reasons = String.join("; ", claim.reasons());
    return status
        + " by "
        + claim.claim().getBy()
        + (reasons.isEmpty() ? "" : ": " + reasons)
        + onlyWith(claim);
  }

  private static String onlyWith(FoundClaim claim) {
    List<List<Element>> environments = claim.label().environments();
    boolean plain =
        !claim.label().truncated()
            && environments.size() == 1
            && environments.get(0).equals(List.of(claim.claim().claimant()));
    if (plain) {
      return "";
    }
    if (environments.isEmpty() && !claim.label().truncated()) {
      return " (for no set of elements in every world)";
    }
    return " (rests on " + environments(environments) + ")" + more(claim.label());
  }

  private static void costs(OutputDecision output, PrintWriter out) {
    if (output.verdict() == Verdict.ABSTAIN) {
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "           to allow costs %s%s, to block %s%s; margin %.2f%s",
            output.allowing().cost(),
            way(output.allowing()),
            output.blocking().cost(),
            way(output.blocking()),
            output.margin(),
            output.level() == null ? "" : " at " + output.level()));
  }

  private static @Nullable String way(CheapestRelaxation way) {
    return way.relaxations().isEmpty()
        ? ""
        : " ("
            + way.relaxations().stream()
                .map(it -> it.kind().word() + " " + it.element().fullName())
                .collect(Collectors.joining(", "))
            + ")";
  }

  static String conflict(FoundConflict conflict) {
    return conflict.conflict().kind()
        + " about "
        + String.join(", ", conflict.conflict().about())
        + ": "
        + environments(conflict.label().environments())
        + " cannot all stand"
        + more(conflict.label());
  }

  private static String more(Label label) {
    return label.truncated() ? " (and more sets than could be listed)" : "";
  }

  private static String environments(List<List<Element>> environments) {
    return environments.stream().map(DecisionText::join).collect(Collectors.joining(", or "));
  }

  private static String join(List<Element> elements) {
    return join(elements, " + ");
  }

  private static String join(List<Element> elements, String between) {
    return elements.stream().map(Element::toString).collect(Collectors.joining(between));
  }

  static String shorten(String text, int length) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= length ? line : line.substring(0, length - 1) + "…";
  }
}

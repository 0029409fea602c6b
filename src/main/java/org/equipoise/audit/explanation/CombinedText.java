package org.equipoise.audit.explanation;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Combination;
import org.equipoise.decision.Combined;
import org.equipoise.decision.Combined.Said;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.language.Element;

/** Describes how a decision under a charter came about. */
final class CombinedText {
  private final RecordedDecisionView account;
  private final Decision decision;
  private final Combined combined;

  CombinedText(RecordedDecisionView account, Combined combined) {
    this.account = account;
    this.decision = account.decision();
    this.combined = combined;
  }

  /** Returns sentences on the clause; where several constitutions apply, also on each of them. */
  List<String> sentences() {
    List<String> names = combined.says().stream().map(it -> Phrases.name(it.name())).toList();
    boolean isOne = names.size() == 1;
    List<String> sentences = new ArrayList<>();
    sentences.add(
        Phrases.sentence(
            "the clause "
                + Phrases.name(combined.clause())
                + " of the charter applied "
                + Phrases.list(names)
                + (isOne ? "" : ", combined by " + combined.combine().word())));
    if (isOne) {
      return sentences;
    }
    for (Said said : combined.says()) {
      String conceded =
          said.conceded().isEmpty()
              ? ""
              : ", which gave up "
                  + Phrases.list(said.conceded().stream().map(Phrases::element).toList());
      sentences.add("Under " + Phrases.name(said.name()) + conceded + ": " + own(said));
    }
    return sentences;
  }

  private String own(Said said) {
    return new ExplanationText(account.of(said.decision()), List.of()).reasons();
  }

  /** Returns why an output of several was chosen, or none. */
  String choice() {
    String chosen = decision.choice();
    if (chosen == null) {
      return "none was chosen, since "
          + switch (decision.state()) {
            case DILEMMA -> "all were blocked, and what forbids each of them is entrenched";
            case ALL_BLOCKED -> "all were blocked, and the constitutions agree on no lesser evil";
            case DECIDED -> "all were blocked, and that none is taken is fine here";
            case UNDECIDED, ERROR -> "the constitutions agree on none";
          };
    }
    boolean isByNumber =
        combined.combine() == Combination.MAJORITY || combined.combine() == Combination.WEIGHTED;
    String agreed = isByNumber ? "most of those that choose" : "all of those that choose";
    if (decision.state() == DecisionState.ALL_BLOCKED) {
      return "all were blocked, and " + Phrases.name(chosen) + " is the lesser evil for " + agreed;
    }
    boolean isOnly =
        decision.outputs().stream()
            .allMatch(it -> it.output().equals(chosen) || it.action() == Action.BLOCK);
    return Phrases.name(chosen)
        + " was chosen, since "
        + (isOnly ? "all others are blocked" : agreed + " choose it");
  }

  /** Returns what each constitution said, line by line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("clause: " + Phrases.plain(combined.clause()) + ", " + combined.combine().word());
    for (Said said : combined.says()) {
      lines.add("under " + Phrases.name(said.name()) + ": " + said.decision().constitution());
      for (Element each : said.conceded()) {
        lines.add("  conceded: " + Phrases.plain(each.toString()));
      }
      new DetailedText(account.of(said.decision()), List.of())
          .ofPart()
          .forEach(it -> lines.add("  " + it));
    }
    return lines;
  }
}

package org.equipoise.authoring.plurality;

import java.util.List;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;

/** A case that every constitution decided; lists are in the order of the constitutions. */
record ComparedCase(
    Case given,
    List<Judgment> judgments,
    List<Decision> decisions,
    List<Stand> stands,
    List<Asserted> asserted) {
  ComparedCase {
    judgments = List.copyOf(judgments);
    decisions = List.copyOf(decisions);
    stands = List.copyOf(stands);
    asserted = List.copyOf(asserted);
  }

  String id() {
    return given.id();
  }

  List<CaseAnswer> answers() {
    return decisions.stream().map(Decision::answer).toList();
  }

  boolean isAlike() {
    return answers().stream().distinct().count() == 1;
  }
}

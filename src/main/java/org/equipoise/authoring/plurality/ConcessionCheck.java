package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.authoring.plurality.Bridge.Concession;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/** Decides cases again under each constitution with its concessions; inference is run anew. */
final class ConcessionCheck {
  private final List<NamedConstitution> constitutions;
  private final List<Decider> deciders;

  ConcessionCheck(List<NamedConstitution> constitutions, List<Decider> deciders) {
    this.constitutions = constitutions;
    this.deciders = deciders;
  }

  /** What deciding again has shown. */
  static final class Checked {
    private final Map<String, String> answers = new TreeMap<>();
    private boolean holds = true;
    private int decided;

    private void see(ComparedCase given, @Nullable CaseAnswer answer) {
      holds &= answer != null;
      if (answer != null) {
        decided += answer.isAnswered() ? 1 : 0;
        if (!given.isAlike() || !answer.equals(given.answers().get(0))) {
          answers.put(given.id(), answer.toString());
        }
      }
    }

    /** Whether every case that is not left is answered alike. */
    boolean holds() {
      return holds;
    }

    /** By case, the common answers that were not given by all before. */
    Map<String, String> answers() {
      return answers;
    }

    /** How many cases all decide alike. */
    int decided() {
      return decided;
    }
  }

  /**
   * Checks several sets of concessions.
   *
   * @param left for each set the cases that may stay divided
   */
  List<Checked> check(
      List<ComparedCase> cases, List<List<Concession>> given, List<Set<String>> left) {
    List<Checked> checked = given.stream().map(it -> new Checked()).toList();
    for (ComparedCase each : cases) {
      List<List<Findings>> found = new ArrayList<>();
      for (Decider decider : deciders) {
        found.add(decider.settlings(each.given(), each.judgments()));
      }
      for (int s = 0; s < given.size(); s++) {
        if (!left.get(s).contains(each.id())) {
          checked.get(s).see(each, answer(each, found, given.get(s)));
        }
      }
    }
    return checked;
  }

  /** What all answer with their concessions; null if they differ. */
  private @Nullable CaseAnswer answer(
      ComparedCase each, List<List<Findings>> found, List<Concession> given) {
    CaseAnswer common = null;
    for (int i = 0; i < constitutions.size(); i++) {
      String name = constitutions.get(i).name();
      List<Element> relaxed =
          given.stream()
              .filter(it -> it.constitution().equals(name))
              .map(Concession::relaxation)
              .filter(it -> it.caseId() == null || it.caseId().equals(each.id()))
              .map(Relaxation::element)
              .toList();
      Decider decider = deciders.get(i);
      CaseAnswer own =
          Stand.common(
              found.get(i).stream().map(it -> decider.answerWithout(it, relaxed)).toList());
      if (common != null && !common.equals(own)) {
        return null;
      }
      common = own;
    }
    return common;
  }
}

package org.equipoise.authoring.ratchet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.inference.Findings;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Element;
import org.equipoise.revision.CountedJudgments;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one case under one constitution.
 *
 * @param answer what is decided, in a few words that are equal if and only if the decisions are
 * @param isAsJudged whether that is what the judgments on it say; null if they say nothing, or
 *     contradict each other
 * @param speakers the principles and theories that speak
 * @param spoken the outputs on which a principle speaks
 * @param contested the outputs in a conflict
 * @param informative the principles without which the answer would be another
 * @param uncontested those of them that are in no conflict here
 * @param findings null if the case cannot be decided
 */
record CaseOutcome(
    String answer,
    @Nullable Boolean isAsJudged,
    Set<String> speakers,
    Set<String> spoken,
    Set<String> contested,
    Set<String> informative,
    Set<String> uncontested,
    @Nullable Findings findings) {

  /**
   * Of one case.
   *
   * @param settlings what follows under each settling of what is unknown
   * @param findings what follows while that is open
   */
  private static CaseOutcome of(
      Decider decider, Decision decision, List<Findings> settlings, Findings findings) {
    TreeSet<Element> speakers = new TreeSet<>();
    TreeSet<String> spoken = new TreeSet<>();
    for (Findings each : settlings) {
      speakers.addAll(each.speakers());
      spoken.addAll(CoverageBuilder.spokenOf(each));
    }
    List<Element> principles =
        speakers.stream().filter(it -> it.kind() == Element.Kind.PRINCIPLE).toList();
    var without = decider.outcomes(settlings, principles);
    Set<String> informative =
        principles.stream()
            .filter(without::dependsOn)
            .map(Element::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> contested = new TreeSet<>();
    Set<String> inConflict = new TreeSet<>();
    findings
        .conflicts()
        .forEach(
            it -> {
              contested.addAll(it.conflict().about());
              it.label()
                  .environments()
                  .forEach(all -> all.forEach(element -> inConflict.add(element.name())));
            });
    Set<String> uncontested = new TreeSet<>(informative);
    uncontested.removeAll(inConflict);
    return new CaseOutcome(
        answer(decision),
        isAsJudged(decision, findings.judgments()),
        speakers.stream().map(Element::name).collect(Collectors.toCollection(TreeSet::new)),
        spoken,
        contested,
        informative,
        uncontested,
        findings);
  }

  static CaseOutcome of(
      Decider decider, org.equipoise.constitution.Constitution constitution, JudgedCase judged) {
    try {
      List<Findings> settlings = decider.settlings(judged.situation(), judged.judgments());
      if (settlings.size() == 1) {
        Findings only = settlings.get(0);
        return of(decider, decider.decide(only), settlings, only);
      }
      return of(
          decider,
          decider.decide(judged.situation(), judged.judgments()),
          settlings,
          CountedJudgments.infer(
              constitution,
              constitution.declarations().disputed(judged.situation()),
              judged.judgments()));
    } catch (UndecidableException e) {
      return new CaseOutcome(
          "an error: " + e.getMessage(),
          judged.judgments().isEmpty() ? null : false,
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          null);
    }
  }

  private static String answer(Decision decision) {
    if (decision.outputs().size() == 1) {
      return decision.state() == DecisionState.DILEMMA
          ? "dilemma"
          : decision.outputs().get(0).verdict().word();
    }
    String each =
        decision.outputs().stream()
            .map(it -> it.output() + " " + it.verdict().word())
            .collect(Collectors.joining(", "));
    return Objects.requireNonNullElse(decision.choice(), decision.state().word())
        + " ("
        + each
        + ")";
  }

  private static @Nullable Boolean isAsJudged(Decision decision, List<Judgment> judgments) {
    Map<String, Set<Verdict>> wanted = new LinkedHashMap<>();
    boolean isPreferred = true;
    int preferences = 0;
    for (Judgment judgment : judgments) {
      if (judgment.verdict() instanceof OnOutput on) {
        wanted
            .computeIfAbsent(on.output(), it -> new TreeSet<>())
            .add(on.status() == DeonticStatus.FORBIDDEN ? Verdict.BLOCK : Verdict.ALLOW);
      } else if (judgment.verdict() instanceof Preference preference) {
        preferences++;
        isPreferred &= decision.choice() != null && !decision.choice().equals(preference.over());
      }
    }
    wanted.values().removeIf(it -> it.size() > 1);
    if (wanted.isEmpty() && preferences == 0) {
      return null;
    }
    return isPreferred
        && wanted.entrySet().stream()
            .allMatch(it -> it.getValue().contains(decision.output(it.getKey()).verdict()));
  }
}

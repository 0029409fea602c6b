package org.equipoise.authoring.coverage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.authoring.coverage.RuleProfile.Clash;
import org.equipoise.authoring.coverage.RuleProfile.Firing;
import org.equipoise.authoring.coverage.RuleProfile.Weighed;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.decision.Decider;
import org.equipoise.decision.LeaveOneOut;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.inference.InferenceException;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.weight.TheoreticalWeight;

/**
 * Finds what one rule does in a corpus. Add the cases one by one; none is kept. Not safe for use by
 * several threads at once.
 */
public final class RuleProfiler {
  private final Constitution constitution;
  private final Decider decider;
  private final DefinedRule rule;
  private final Element element;
  private final List<Firing> firings = new ArrayList<>();
  private final Map<TheoreticalWeight, Long> weights = new HashMap<>();
  private final Map<String, Tally> clashes = new TreeMap<>();
  private final FailureTally failures = new FailureTally();
  private long cases;
  private long fired;
  private long hanging;

  /** A contradiction, and how often it came up. */
  private static final class Tally {
    private final String kind;
    private final List<String> with;
    private final List<String> examples = new ArrayList<>();
    private long cases;

    Tally(String kind, List<String> with) {
      this.kind = kind;
      this.with = with;
    }
  }

  /**
   * Of one rule.
   *
   * @throws IllegalArgumentException if the constitution has no such rule
   */
  public RuleProfiler(Constitution constitution, String rule) {
    DefinedRule defined = constitution.rules().get(rule);
    if (defined == null) {
      throw new IllegalArgumentException("there is no rule `" + rule + "`");
    }
    this.constitution = constitution;
    this.decider = new Decider(constitution);
    this.rule = defined;
    this.element = defined.rule().element();
  }

  /** Adds a case with the judgments on it. A case that cannot be decided is counted. */
  public void add(Case given, List<Judgment> judged) {
    cases++;
    try {
      List<Findings> settlings = decider.settlings(given, judged);
      List<Findings> speaking =
          settlings.stream().filter(it -> it.speakers().contains(element)).toList();
      if (!speaking.isEmpty()) {
        LeaveOneOut outcomes = decider.outcomes(settlings, List.of(element));
        CaseWeights weighed = CaseWeights.of(constitution, speaking.get(0));
        weights.merge(weighed.of(element), 1L, Long::sum);
        fired(given.id(), speaking, outcomes);
        CoverageBuilder.clashes(settlings)
            .forEach((conflict, clash) -> clash(given.id(), conflict.kind(), clash.parties()));
      }
    } catch (UndecidableException e) {
      failures.add(given, e);
    }
  }

  private void fired(String id, List<Findings> speaking, LeaveOneOut outcomes) {
    boolean hangs = outcomes.dependsOn(element);
    fired++;
    hanging += hangs ? 1 : 0;
    if (firings.size() < RuleProfile.MAX_FIRINGS) {
      firings.add(
          new Firing(
              id,
              speaking.stream().flatMap(it -> said(it).stream()).distinct().toList(),
              outcomes.actual().answer().toString(),
              hangs
                  ? Objects.requireNonNull(outcomes.without().get(element)).answer().toString()
                  : null));
    }
  }

  private List<String> said(Findings findings) {
    List<String> said = new ArrayList<>();
    for (FoundClaim found : findings.claims()) {
      if (found.claim().claimant().equals(element)) {
        String over = found.claim().over();
        said.add(
            found.claim().output()
                + " is "
                + (over == null ? found.claim().getStatus() : "preferred to " + over)
                + because(found.reasons()));
      }
    }
    for (FoundGuidance found : findings.guidance()) {
      if (found.guidance().by().equals(element)) {
        said.add(found.guidance().inWords(found.output()) + because(found.reasons()));
      }
    }
    for (FoundWeighing found : findings.weighings()) {
      if (found.by().equals(element)) {
        said.add(
            found.weighing().effect().name().toLowerCase(Locale.ROOT)
                + " "
                + found.weighing().target()
                + " by "
                + found.weighing().amount()
                + because(found.reasons()));
      }
    }
    findings.raisedBy(element).forEach(it -> said.add("raises " + it));
    return said;
  }

  private static String because(List<String> reasons) {
    return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
  }

  private void clash(String id, String kind, Set<List<String>> clashing) {
    for (List<String> parties : clashing) {
      if (!parties.contains(element.toString())) {
        continue;
      }
      List<String> with = parties.stream().filter(it -> !it.equals(element.toString())).toList();
      Tally tally = clashes.computeIfAbsent(kind + " " + with, it -> new Tally(kind, with));
      tally.cases++;
      if (tally.examples.size() < 3) {
        tally.examples.add(id);
      }
    }
  }

  /**
   * What was found in all cases added so far.
   *
   * @throws InferenceException if there is none in which the rule speaks, and without any case the
   *     rules cannot run either
   */
  public RuleProfile profile() {
    List<Clash> contradictions = new ArrayList<>();
    clashes
        .values()
        .forEach(it -> contradictions.add(new Clash(it.kind, it.with, it.cases, it.examples)));
    contradictions.sort(Comparator.comparing(Clash::cases, Comparator.reverseOrder()));
    List<Weighed> weighed = new ArrayList<>();
    weights.forEach((weight, times) -> weighed.add(new Weighed(weight, times)));
    weighed.sort(
        Comparator.comparing(Weighed::cases, Comparator.reverseOrder())
            .thenComparing(it -> it.weight().explain()));
    if (weighed.isEmpty()) {
      weighed.add(new Weighed(inNoCase(), 0));
    }
    return new RuleProfile(
        rule,
        constitution.asOf().orElse(null),
        RuleProfile.says(rule),
        weighed,
        cases,
        fired,
        hanging,
        firings,
        contradictions,
        failures.sum());
  }

  private TheoreticalWeight inNoCase() {
    Findings findings =
        CountedJudgments.infer(
            constitution, Case.of("none", Output.of("none", Attributes.none())), List.of());
    return CaseWeights.of(constitution, findings).of(element);
  }
}

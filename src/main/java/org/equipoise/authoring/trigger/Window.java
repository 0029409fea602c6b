package org.equipoise.authoring.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.coverage.AttributeState;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.authoring.coverage.GapGroups;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.inference.Findings;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.revision.CountedJudgments;

/** What one window of time holds. */
final class Window {
  private final Constitution constitution;
  private final List<Findings> all = new ArrayList<>();

  /** The cases in which each rule speaks, and those in which people judged against it. */
  private final Map<String, Set<String>> applications = new TreeMap<>();

  private final Map<String, Set<String>> overridden = new TreeMap<>();

  /**
   * @param cases those of the window; one that cannot be decided is left out
   */
  Window(Constitution constitution, List<JudgedCase> cases) {
    this.constitution = constitution;
    for (JudgedCase each : cases) {
      try {
        add(CountedJudgments.infer(constitution, each.situation(), each.judgments()));
      } catch (UndecidableException e) {
        // left out: an error was recorded when it was decided
      }
    }
  }

  private void add(Findings findings) {
    if (findings.conflicts().stream().anyMatch(it -> it.label().truncated())) {
      return;
    }
    all.add(findings);
    String id = findings.given().id();
    for (Findings.FoundClaim found : findings.claims()) {
      Claim claim = found.claim();
      if (claim.claimant().kind() == Element.Kind.PRINCIPLE) {
        String rule = claim.claimant().toString();
        applications.computeIfAbsent(rule, it -> new TreeSet<>()).add(id);
        if (findings.judgments().stream().anyMatch(it -> isAgainst(it, claim))) {
          overridden.computeIfAbsent(rule, it -> new TreeSet<>()).add(id);
        }
      }
    }
  }

  /** Whether a judgment and a claim cannot both stand. */
  private static boolean isAgainst(Judgment judgment, Claim claim) {
    if (judgment.verdict() instanceof Judgment.OnOutput on) {
      return on.output().equals(claim.output())
          && (on.status() == DeonticStatus.FORBIDDEN)
              != (claim.deonticStatus() == DeonticStatus.FORBIDDEN);
    }
    return judgment.verdict() instanceof Judgment.Preference it
        && (claim.deonticStatus() == DeonticStatus.FORBIDDEN
            ? it.preferred().equals(claim.output())
            : claim.deonticStatus() == DeonticStatus.OBLIGATORY
                && it.over().equals(claim.output()));
  }

  Map<String, Set<String>> overridden() {
    return overridden;
  }

  /** In what share of the cases in which a rule speaks people judged against it. */
  double share(String rule) {
    Set<String> of = applications.getOrDefault(rule, Set.of());
    return of.isEmpty() ? 0 : (double) overridden.getOrDefault(rule, Set.of()).size() / of.size();
  }

  Advice advice() {
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution).withTop(1));
    all.forEach(advisor::add);
    return advisor.advise();
  }

  /** The cases in which entrenched rules contradict each other, by these rules. */
  static Map<String, Set<String>> entrenched(Advice advice) {
    Map<String, Set<String>> conflicts = new TreeMap<>();
    for (Advice.Irreconcilable each : advice.irreconcilable()) {
      String rules =
          each.elements().stream()
              .map(it -> it.element().toString())
              .distinct()
              .sorted()
              .collect(Collectors.joining(" and "));
      Set<String> cases = conflicts.computeIfAbsent(rules, it -> new TreeSet<>());
      each.elements().forEach(it -> cases.add(it.caseId()));
    }
    return conflicts;
  }

  void addTo(GapGroups groups) {
    all.forEach(it -> groups.add(it.given(), CoverageBuilder.spokenOf(it).isEmpty()));
  }

  /** The cases on which no principle speaks, by the first group that they belong to, in words. */
  Map<String, Set<String>> gaps(List<Coverage.Group> groups) {
    Map<String, Set<String>> gaps = new TreeMap<>();
    for (Findings findings : all) {
      if (CoverageBuilder.spokenOf(findings).isEmpty()) {
        groups.stream()
            .filter(it -> GapGroups.isIn(it, findings.given()))
            .findFirst()
            .ifPresent(
                it ->
                    gaps.computeIfAbsent(inWords(it), any -> new TreeSet<>())
                        .add(findings.given().id()));
      }
    }
    return gaps;
  }

  /** What marks a group off; where nothing does, what its cases share. */
  private static String inWords(Coverage.Group group) {
    List<AttributeState> traits = group.where().isEmpty() ? group.shared() : group.where();
    return traits.isEmpty()
        ? "nothing in common"
        : traits.stream().map(AttributeState::toString).collect(Collectors.joining(", "));
  }
}

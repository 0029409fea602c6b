package org.equipoise.authoring.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.authoring.coverage.Coverage.Guidance;
import org.equipoise.authoring.coverage.Coverage.RuleCoverage;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionSummary;
import org.equipoise.decision.LeaveOneOut;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Conflict;
import org.equipoise.language.Element;
import org.equipoise.language.Word;

/**
 * Measures how far a constitution covers a corpus. Add the cases one by one, in any order; none is
 * kept. Not safe for use by several threads at once.
 */
public final class CoverageBuilder {
  private static final int MAX_GUIDANCE = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Constitution constitution;
  private final Decider decider;
  private final Map<Element, RuleTally> rules = new TreeMap<>();
  private final Map<Parties, CaseTally> guidance = new TreeMap<>();
  private final TestedValues trials;
  private final GapGroups gaps = new GapGroups();
  private final Grouping silences = new Grouping();
  private final FailureTally failures = new FailureTally();
  private long guidanceUnlisted;
  private long guidanceCut;
  private long cases;
  private long decided;
  private long judgments;
  private long outputs;
  private long spokenOf;

  /** What is counted of one rule. */
  private static final class RuleTally {
    private long cases;
    private long answers;
    private long openings;
    private long verdicts;
    private final Examples examples = new Examples();
  }

  private static final class CaseTally {
    private long cases;
    private final Examples examples = new Examples();
  }

  private record Parties(String kind, List<String> parties) implements Comparable<Parties> {
    @Override
    public int compareTo(Parties other) {
      int order = kind.compareTo(other.kind);
      return order != 0
          ? order
          : String.join("\n", parties).compareTo(String.join("\n", other.parties));
    }
  }

  public CoverageBuilder(Constitution constitution) {
    this.constitution = constitution;
    this.decider = new Decider(constitution);
    this.trials = new TestedValues(constitution);
    constitution.rules().values().forEach(it -> rules.put(it.rule().element(), new RuleTally()));
  }

  /**
   * Adds a case with the judgments on it. A case that cannot be decided is counted, and what it
   * failed of is told in the end.
   */
  public void add(Case given, List<Judgment> judged) {
    cases++;
    judgments += judged.size();
    trials.add(given, judged);
    try {
      List<Findings> settlings = decider.settlings(given, judged);
      LeaveOneOut outcomes = decider.outcomes(settlings, speakers(settlings));
      Map<Conflict, Clash> clashes = clashes(settlings);
      count(given.id(), outcomes);
      clashes.forEach((conflict, clash) -> guidance(given.id(), conflict, clash));
      TreeSet<String> spoken = new TreeSet<>();
      settlings.forEach(it -> spoken.addAll(spokenOf(it)));
      silence(given, spoken);
    } catch (UndecidableException e) {
      failures.add(given, e);
    }
  }

  /** The outputs of a case on which some principle speaks. */
  public static Set<String> spokenOf(Findings findings) {
    return spokenOf(findings, Set.of());
  }

  /** The outputs of a case on which some principle speaks besides those of some ids. */
  public static Set<String> spokenOf(Findings findings, Set<String> besides) {
    Predicate<Element> counts =
        it -> it.kind() == Element.Kind.PRINCIPLE && !besides.contains(it.name());
    Set<String> spoken = new TreeSet<>();
    findings.claims().stream()
        .filter(it -> counts.test(it.claim().claimant()))
        .forEach(it -> spoken.add(it.claim().output()));
    findings.guidance().stream()
        .filter(it -> it.guidance().word() == Word.ESCALATE)
        .filter(it -> counts.test(it.guidance().by()))
        .forEach(it -> spoken.add(it.output()));
    return spoken;
  }

  /** The elements that speak under any settling of what is unknown, sorted. */
  static Set<Element> speakers(List<Findings> settlings) {
    TreeSet<Element> speakers = new TreeSet<>();
    settlings.forEach(it -> speakers.addAll(it.speakers()));
    return speakers;
  }

  /**
   * Who cannot all stand in a conflict.
   *
   * @param parties as {@link #parties} returns them
   */
  record Clash(Set<List<String>> parties, boolean isCut) {
    Clash plus(Clash other) {
      Set<List<String>> both = new HashSet<>(parties);
      both.addAll(other.parties);
      return new Clash(both, isCut || other.isCut);
    }
  }

  /** The conflicts under any settling of what is unknown, each once. */
  static Map<Conflict, Clash> clashes(List<Findings> settlings) {
    Map<Conflict, Clash> clashes = new LinkedHashMap<>();
    for (Findings findings : settlings) {
      for (FoundConflict found : findings.conflicts()) {
        clashes.merge(
            found.conflict(),
            new Clash(parties(findings, found), found.label().truncated()),
            Clash::plus);
      }
    }
    return clashes;
  }

  private void count(String id, LeaveOneOut outcomes) {
    DecisionSummary actual = outcomes.actual();
    boolean isDecided = actual.answer().isAnswered();
    decided += isDecided ? 1 : 0;
    outcomes
        .without()
        .forEach(
            (element, without) -> {
              RuleTally tally = Objects.requireNonNull(rules.get(element));
              tally.cases++;
              if (outcomes.dependsOn(element)) {
                tally.answers += isDecided ? 1 : 0;
                tally.openings += isDecided ? 0 : 1;
                tally.examples.add(id);
              }
              for (int i = 0; i < actual.verdicts().size(); i++) {
                tally.verdicts += actual.verdicts().get(i) != without.verdicts().get(i) ? 1 : 0;
              }
            });
  }

  private void guidance(String id, Conflict conflict, Clash clash) {
    guidanceCut += clash.isCut() ? 1 : 0;
    for (List<String> each : clash.parties()) {
      Parties parties = new Parties(conflict.kind(), each);
      if (guidance.size() >= MAX_GUIDANCE && !guidance.containsKey(parties)) {
        guidanceUnlisted++;
        continue;
      }
      CaseTally tally = guidance.computeIfAbsent(parties, any -> new CaseTally());
      tally.cases++;
      tally.examples.add(id);
    }
  }

  /**
   * Who cannot all stand, by each environment of a conflict: rules as {@code principle:ID},
   * judgments as {@code stakeholder:NAME}.
   */
  private static Set<List<String>> parties(Findings findings, FoundConflict conflict) {
    Set<List<String>> clashing = new HashSet<>();
    for (List<Element> environment : conflict.label().environments()) {
      TreeSet<String> parties = new TreeSet<>();
      for (Element element : environment) {
        if (element.isRule()) {
          parties.add(element.toString());
        } else if (element.kind() == Element.Kind.JUDGMENT) {
          parties.add("stakeholder:" + stakeholder(findings, element.name()));
        }
      }
      clashing.add(List.copyOf(parties));
    }
    return clashing;
  }

  private static String stakeholder(Findings findings, String judgment) {
    return findings.judgments().stream()
        .filter(it -> it.id().equals(judgment))
        .map(it -> it.stakeholder() == null ? "unnamed" : it.stakeholder())
        .findFirst()
        .orElse("unnamed");
  }

  private void silence(Case given, Set<String> spoken) {
    outputs += given.outputs().size();
    spokenOf += spoken.size();
    if (!spoken.isEmpty()) {
      List<AttributeState> ofCase = traits(Subject.CASE, given.attributes());
      for (Output output : given.outputs()) {
        List<AttributeState> all = new ArrayList<>(ofCase);
        all.addAll(traits(Subject.OUTPUT, output.attributes()));
        silences.add(all, !spoken.contains(output.id()), given.id() + "/" + output.id());
      }
    }
    gaps.add(given, spoken.isEmpty());
  }

  static List<AttributeState> traits(Subject subject, Attributes attributes) {
    List<AttributeState> traits = new ArrayList<>();
    for (String name : attributes.names()) {
      Object value = attributes.get(name);
      if (!(value instanceof Map)) {
        try {
          traits.add(AttributeState.is(subject, name, JSON.writeValueAsString(value)));
        } catch (JsonProcessingException e) {
          throw new IllegalStateException("attribute `" + name + "` is no JSON value", e);
        }
      }
    }
    return traits;
  }

  /** What was found in all cases added so far. */
  public Coverage coverage() {
    List<Guidance> contradictions = new ArrayList<>();
    guidance.forEach(
        (who, tally) ->
            contradictions.add(
                new Guidance(who.kind(), who.parties(), tally.cases, tally.examples.list())));
    contradictions.sort(Comparator.comparing(Guidance::cases, Comparator.reverseOrder()));
    return new Coverage(
        constitution.digest(),
        cases,
        decided,
        judgments,
        outputs,
        spokenOf,
        gaps.gaps(),
        silences.silence(),
        contradictions,
        guidanceUnlisted,
        guidanceCut,
        constitution.rules().values().stream().map(this::covered).toList(),
        trials.untried(),
        failures.sum());
  }

  private RuleCoverage covered(DefinedRule rule) {
    RuleTally tally = Objects.requireNonNull(rules.get(rule.rule().element()));
    return new RuleCoverage(
        rule.rule().element(),
        rule.file(),
        rule.line(),
        tally.cases,
        tally.answers,
        tally.openings,
        tally.verdicts,
        tally.examples.list());
  }
}

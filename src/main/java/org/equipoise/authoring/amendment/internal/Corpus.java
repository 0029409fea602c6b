package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Precedents;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.internal.TruncatedLabelException;

/**
 * The cases as amendments see them: on which output which rule speaks to what effect, what cannot
 * all stand, and what people judge. Everything is in order of cases, outputs and elements. Not safe
 * for several threads.
 */
public final class Corpus {
  /** The facts of a case, which no rule makes. */
  private static final Set<String> GIVEN =
      Set.of("Case", "Output", "Judgment", "Principle", "Theory");

  private final Constitution constitution;
  private final boolean isPlain;
  private final SortedMap<String, OneCase> cases = new TreeMap<>();
  private final List<Extensions.Site> sites = new ArrayList<>();
  private final List<String> caseOfSite = new ArrayList<>();
  private final Map<String, Map<String, Integer>> siteOf = new HashMap<>();
  private final List<Application> applications = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<ConflictSet> conflictSets = new ArrayList<>();

  /**
   * What was found in one case.
   *
   * @param isChoiceDue whether it is a dilemma that every output is forbidden
   */
  public record OneCase(Findings findings, CaseWeights weights, boolean isChoiceDue) {}

  /**
   * A rule that speaks on an output.
   *
   * @param site the number of the output
   * @param isFor whether it claims that the output is not forbidden
   * @param isAgainst whether it claims that the output is forbidden
   * @param weight what it costs to override it in this case, in billionths
   */
  public record Application(
      Element rule, String caseId, int site, boolean isFor, boolean isAgainst, long weight) {
    /** Whether it says what a side says. */
    public boolean says(boolean forIt) {
      return forIt ? isFor : isAgainst;
    }
  }

  /**
   * A considered judgment on an output.
   *
   * @param isFor whether the output is not to be forbidden
   * @param weight in billionths
   */
  public record Held(Element judgment, String caseId, int site, boolean isFor, long weight) {}

  /**
   * What cannot all stand.
   *
   * @param applications for each rule in it, the numbers of its applications of which one at least
   *     must fall silent for the rule to be out of it
   */
  public record ConflictSet(
      String kind,
      List<String> cases,
      List<AppliedElement> elements,
      Map<AppliedElement, List<Integer>> applications) {}

  public Corpus(Constitution constitution, Collection<Findings> findings) {
    this.constitution = constitution;
    this.isPlain = isPlain(constitution);
    for (Findings each : findings) {
      Meter.ask();
      boolean isChoiceDue =
          each.given().outputs().size() > 1 && !constitution.settings().isNoneFine(each.given());
      OneCase one = new OneCase(each, CaseWeights.of(constitution, each), isChoiceDue);
      if (cases.putIfAbsent(each.given().id(), one) != null) {
        throw new IllegalArgumentException("there are two cases `" + each.given().id() + "`");
      }
    }
    for (OneCase one : cases.values()) {
      Meter.ask();
      read(one);
    }
    conflicts();
  }

  private void read(OneCase one) {
    Findings findings = one.findings();
    String caseId = findings.given().id();
    Map<String, Integer> own = new HashMap<>();
    for (Output output : findings.given().outputs()) {
      own.put(output.id(), sites.size());
      sites.add(new Extensions.Site(findings.given(), output));
      caseOfSite.add(caseId);
    }
    siteOf.put(caseId, own);
    Map<Element, Map<Integer, boolean[]>> speaking = new TreeMap<>();
    for (FoundClaim found : findings.claims()) {
      Claim claim = found.claim();
      Integer site = own.get(claim.output());
      if (claim.claimant().isRule() && site != null) {
        boolean[] sides =
            speaking
                .computeIfAbsent(claim.claimant(), it -> new TreeMap<>())
                .computeIfAbsent(site, it -> new boolean[2]);
        sides[claim.deonticStatus() == DeonticStatus.FORBIDDEN ? 1 : 0] = true;
      }
    }
    speaking.forEach(
        (rule, bySite) ->
            bySite.forEach(
                (site, sides) ->
                    applications.add(
                        new Application(
                            rule,
                            caseId,
                            site,
                            sides[0],
                            sides[1],
                            one.weights().cost(rule).billionths()))));
    Set<String> excluded = Set.copyOf(findings.excluded());
    for (Judgment judgment : findings.judgments()) {
      if (!excluded.contains(judgment.id())) {
        Element element = Element.judgment(judgment.id());
        boolean isOnOutput = judgment.verdict() instanceof Judgment.OnOutput;
        String output =
            judgment.verdict() instanceof Judgment.OnOutput it
                ? it.output()
                : ((Judgment.Preference) judgment.verdict()).preferred();
        boolean isFor =
            !isOnOutput
                || ((Judgment.OnOutput) judgment.verdict()).status() != DeonticStatus.FORBIDDEN;
        held.add(
            new Held(
                element,
                caseId,
                Objects.requireNonNull(own.get(output)),
                isFor,
                one.weights().cost(element).billionths()));
      }
    }
  }

  private void conflicts() {
    Map<AppliedElement, List<Integer>> byRule = new HashMap<>();
    for (int a = 0; a < applications.size(); a++) {
      Application it = applications.get(a);
      byRule
          .computeIfAbsent(new AppliedElement(it.rule(), it.caseId()), key -> new ArrayList<>())
          .add(a);
    }
    Map<String, Map<String, Map<String, Integer>>> places = new HashMap<>();
    for (int a = 0; a < applications.size(); a++) {
      Application it = applications.get(a);
      places
          .computeIfAbsent(it.caseId(), key -> new HashMap<>())
          .computeIfAbsent(it.rule().toString(), key -> new HashMap<>())
          .put(sites.get(it.site()).output().id(), a);
    }
    Precedents precedents = new Precedents(constitution);
    for (OneCase one : cases.values()) {
      Meter.ask();
      precedents.add(one.findings());
      String caseId = one.findings().given().id();
      List<FoundConflict> conflicts = one.findings().conflicts();
      List<ConflictSet> plain =
          !conflicts.isEmpty() && isPlain && one.findings().isMonotone()
              ? PlainConflicts.of(
                  one.findings(), places.getOrDefault(caseId, Map.of()), one.isChoiceDue())
              : null;
      if (plain != null) {
        conflictSets.addAll(plain);
      }
      for (FoundConflict found : conflicts) {
        if (plain != null && PlainConflicts.KINDS.contains(found.conflict().kind())) {
          continue;
        }
        if (found.label().truncated()) {
          throw new TruncatedLabelException(found.conflict().kind(), List.of(caseId));
        }
        for (List<Element> environment : found.label().environments()) {
          List<AppliedElement> elements =
              environment.stream().map(it -> new AppliedElement(it, caseId)).toList();
          Map<AppliedElement, List<Integer>> speaking = new TreeMap<>();
          for (AppliedElement element : elements) {
            List<Integer> all = byRule.getOrDefault(element, List.of());
            List<Integer> about =
                found.conflict().kind().equals("clash") && isPlain
                    ? all.stream()
                        .filter(it -> isAbout(found.conflict().about(), applications.get(it)))
                        .toList()
                    : all;
            speaking.put(element, about.isEmpty() ? all : about);
          }
          conflictSets.add(
              new ConflictSet(found.conflict().kind(), List.of(caseId), elements, speaking));
        }
      }
    }
    for (Precedents.AcrossCases found : precedents.conflicts()) {
      if (found.truncated()) {
        throw new TruncatedLabelException(found.conflict().kind(), found.cases());
      }
      for (List<AppliedElement> environment : found.environments()) {
        Map<AppliedElement, List<Integer>> speaking = new TreeMap<>();
        environment.forEach(it -> speaking.put(it, byRule.getOrDefault(it, List.of())));
        conflictSets.add(
            new ConflictSet(found.conflict().kind(), found.cases(), environment, speaking));
      }
    }
  }

  private boolean isAbout(List<String> about, Application application) {
    return about.contains(sites.get(application.site()).output().id());
  }

  /** Whether nothing that a rule says can follow from what another says. */
  static boolean isPlain(Constitution constitution) {
    return constitution.rules().values().stream()
        .flatMap(rule -> rule.reads().patterns().stream())
        .allMatch(it -> GIVEN.contains(it.type().substring(it.type().lastIndexOf('.') + 1)));
  }

  public Constitution constitution() {
    return constitution;
  }

  /** The cases by id. */
  public SortedMap<String, OneCase> cases() {
    return cases;
  }

  /** All outputs, by case and in the order given. */
  public List<Extensions.Site> sites() {
    return sites;
  }

  public String caseOf(int site) {
    return caseOfSite.get(site);
  }

  public List<Application> applications() {
    return applications;
  }

  public List<Held> judgments() {
    return held;
  }

  public List<ConflictSet> conflictSets() {
    return conflictSets;
  }

  /** The rules that speak on any output, sorted. */
  public Set<Element> speakers() {
    Set<Element> speakers = new TreeSet<>();
    applications.forEach(it -> speakers.add(it.rule()));
    return speakers;
  }
}

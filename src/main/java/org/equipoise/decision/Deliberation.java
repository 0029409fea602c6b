package org.equipoise.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.decision.Verdicts.Costs;
import org.equipoise.decision.Verdicts.Outlook;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.language.Stance;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.internal.SettledGraphs;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.internal.UnsettledWeightsException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the findings of one case into a decision: what each output costs, which is chosen, and
 * which disputed attributes the answer hangs on. Not safe for use by several threads at once.
 */
final class Deliberation {
  private final Constitution constitution;
  private final Verdicts verdicts;
  private final List<ValueRead> typedReads;
  private final Findings findings;
  private final Settings settings;
  private final SettledGraphs graphs;
  private final CaseWeights weights;
  private final List<FoundClaim> claims;
  private final List<Stances> stances;
  private final Map<String, List<FoundClaim>> claimsByOutput = new HashMap<>(4);
  private @Nullable Set<Element> inStances;

  /**
   * Creates an instance.
   *
   * @param typedReads what rules read as a number, a flag or a list
   * @param graphs what theories said before
   * @throws TruncatedLabelException if a label that the decision needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  Deliberation(
      Constitution constitution,
      Choice.Among among,
      List<ValueRead> typedReads,
      SettledGraphs graphs,
      Findings findings) {
    this.constitution = constitution;
    this.typedReads = typedReads;
    this.settings = constitution.settings();
    this.verdicts = new Verdicts(settings, among);
    this.findings = findings;
    this.graphs = graphs;
    this.weights = weights(findings.weighings(), List.of());
    List<Output> outputs = findings.given().outputs();
    String caseId = findings.given().id();
    this.stances = new ArrayList<>(outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      stances.add(
          new Stances(
              output,
              findings.regions(new Stance(caseId, output.id(), Stance.AGAINST)),
              findings.regions(new Stance(caseId, output.id(), Stance.FOR))));
      if (stances.get(i).truncated()) {
        throw new TruncatedLabelException();
      }
    }
    this.claims = findings.claims();
    for (FoundClaim found : claims) {
      claimsByOutput.computeIfAbsent(found.claim().output(), it -> new ArrayList<>(4)).add(found);
    }
  }

  Decision decide() {
    Outlook outlook = outlook(Map.of(), weights, stances);
    List<FoundGuidance> guidance = findings.guidance();
    List<OutputDecision> outputs = new ArrayList<>(outlook.costs().size());
    for (Costs each : outlook.costs()) {
      outputs.add(
          verdicts.decided(
              each,
              outlook.preferences(),
              claimsOn(each.id()),
              guidance.isEmpty() ? guidance : guidanceOn(each.id(), guidance)));
    }
    Choice choice = verdicts.choice(outlook, findings.given());
    return new Decision(
        findings.given().id(),
        List.copyOf(outputs),
        choice.output(),
        choice.margin(),
        choice.state(),
        isGap(claims, guidance),
        fragile(answer(outlook, choice)),
        findings.conflicts(),
        Misread.in(typedReads, findings.given(), findings.judgments()),
        constitution.notInForce(findings.given()),
        findings.raised(),
        constitution.digest(),
        settings.levels(),
        null,
        null);
  }

  /** Whether no principle says anything of an output. */
  static boolean isGap(List<FoundClaim> claims, List<FoundGuidance> guidance) {
    for (FoundClaim found : claims) {
      if (found.claim().claimant().kind() == Element.Kind.PRINCIPLE) {
        return false;
      }
    }
    for (FoundGuidance found : guidance) {
      if (found.guidance() instanceof Guidance.Escalate escalate
          && escalate.by().kind() == Element.Kind.PRINCIPLE) {
        return false;
      }
    }
    return true;
  }

  CaseAnswer answerWhere(Map<Element, Boolean> fixed) {
    return answer(outlook(fixed, weightsWhere(fixed), stances));
  }

  DecisionSummary outcomeWhere(Map<Element, Boolean> fixed) {
    return outcome(outlook(fixed, weightsWhere(fixed), stances));
  }

  DecisionSummary outcome() {
    return outcome(outlook(Map.of(), weights, stances));
  }

  /**
   * The outcome without an element.
   *
   * @param actual the outcome with it, which is the same if no cost depends on the element
   */
  DecisionSummary outcomeWithout(Element element, DecisionSummary actual) {
    return mayMatter(element) ? outcomeWhere(Map.of(element, false)) : actual;
  }

  /** Whether some cost may depend on an element: through its own weight, or through another's. */
  private boolean mayMatter(Element element) {
    if (findings.mayGuide() || findings.mayGrade() || inStances().contains(element)) {
      return true;
    }
    List<FoundWeighing> all = findings.weighings();
    List<FoundWeighing> left = findings.weighingsWithout(List.of(element));
    if (left.equals(all)) {
      return false;
    }
    Set<Element> weighing = new HashSet<>();
    all.forEach(it -> weighing.add(it.by()));
    Set<FoundWeighing> kept = new HashSet<>(left);
    for (FoundWeighing each : all) {
      Element target = each.weighing().target();
      boolean isReached = inStances().contains(target) || weighing.contains(target);
      if (isReached && !kept.contains(each)) {
        return true;
      }
    }
    return false;
  }

  /** Every element on which it depends what is claimed of the outputs. */
  private Set<Element> inStances() {
    if (inStances == null) {
      Set<Element> elements = new HashSet<>();
      for (Stances each : stances) {
        Stream.of(each.against(), each.infavour())
            .flatMap(List::stream)
            .forEach(
                region -> {
                  elements.addAll(region.standing());
                  elements.addAll(region.relaxed());
                  region.environments().forEach(elements::addAll);
                });
      }
      inStances = elements;
    }
    return inStances;
  }

  private Outlook outlook(Map<Element, Boolean> settled, CaseWeights weights, List<Stances> where) {
    Preferences preferences =
        findings.mayGuide()
            ? Preferences.of(findings.guidanceWithout(relaxed(settled)), weights)
            : Preferences.NONE;
    return new Outlook(costs(settled, weights, where), preferences);
  }

  private List<Costs> costs(
      Map<Element, Boolean> settled, CaseWeights weights, List<Stances> where) {
    List<Costs> costs = new ArrayList<>(where.size());
    for (Stances each : where) {
      CaseWeights here = weights.on(each.output().id());
      costs.add(
          new Costs(
              each.output(),
              CheapestRelaxation.outOf(each.against(), here, settled),
              CheapestRelaxation.outOf(each.infavour(), here, settled)));
    }
    return costs;
  }

  private DecisionSummary outcome(Outlook outlook) {
    return new DecisionSummary(
        answer(outlook),
        outlook.costs().stream().map(it -> verdicts.verdict(it, outlook.preferences())).toList());
  }

  private static List<FoundGuidance> guidanceOn(String output, List<FoundGuidance> guidance) {
    return guidance.stream().filter(it -> it.output().equals(output)).toList();
  }

  private List<FoundClaim> claimsOn(String output) {
    return List.copyOf(claimsByOutput.getOrDefault(output, List.of()));
  }

  private CaseAnswer answer(Outlook outlook) {
    return answer(outlook, verdicts.choice(outlook, findings.given()));
  }

  private CaseAnswer answer(Outlook outlook, Choice choice) {
    return new CaseAnswer(choice.state(), choice.output(), verdicts.onlyVerdict(outlook));
  }

  /** The weights where some elements are relaxed: whether a theory speaks may turn on one. */
  private CaseWeights weightsWhere(Map<Element, Boolean> fixed) {
    List<Element> relaxed = relaxed(fixed);
    List<FoundWeighing> weighings = findings.weighingsWithout(relaxed);
    return weighings.equals(findings.weighings()) && !findings.mayGrade()
        ? weights
        : weights(weighings, relaxed);
  }

  private CaseWeights weights(List<FoundWeighing> weighings, List<Element> relaxed) {
    return CaseWeights.of(
        constitution, findings, weighings, findings.degreesWithout(relaxed), graphs);
  }

  private static List<Element> relaxed(Map<Element, Boolean> fixed) {
    return fixed.entrySet().stream()
        .filter(it -> !it.getValue())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<Element> fragile(CaseAnswer open) {
    return Fragility.of(
        open.plain(),
        findings.disputes(),
        stances,
        new Fragility.Inquiry() {
          @Override
          public CaseAnswer answer(Map<Element, Boolean> settled, List<Stances> where) {
            return Deliberation.this.answer(outlook(settled, weightsWhere(settled), where)).plain();
          }

          @Override
          public List<Element> read(Map<Element, Boolean> settled) {
            return findings.disputesWithout(relaxed(settled));
          }
        });
  }
}

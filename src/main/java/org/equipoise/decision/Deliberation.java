package org.equipoise.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.reading.ValueRead;
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
import org.equipoise.revision.Cost;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.internal.UnsettledWeightsException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the findings of one case into a decision: what each output costs, which is chosen, and
 * which disputed attributes the answer hangs on. Not safe for use by several threads at once.
 */
final class Deliberation {
  /** The costs of one output: of allowing it, and of blocking it. */
  private record Costs(Output output, CheapestRelaxation allowing, CheapestRelaxation blocking) {
    String id() {
      return output.id();
    }
  }

  /** What the outputs of a case come to in some worlds. */
  private record Outlook(List<Costs> costs, Preferences preferences) {}

  private final Constitution constitution;
  private final Choice.Among among;
  private final List<ValueRead> typedReads;
  private final Findings findings;
  private final Settings settings;
  private final CaseWeights weights;
  private final List<FoundClaim> claims;
  private final List<Stances> stances;
  private final Map<String, List<FoundClaim>> claimsByOutput = new HashMap<>(4);
  private @Nullable Set<Element> inStances;

  /**
   * Creates an instance.
   *
   * @param typedReads what rules read as a number, a flag or a list
   * @throws TruncatedLabelException if a label that the decision needs was cut
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  Deliberation(
      Constitution constitution,
      Choice.Among among,
      List<ValueRead> typedReads,
      Findings findings) {
    this.constitution = constitution;
    this.among = among;
    this.typedReads = typedReads;
    this.settings = constitution.settings();
    this.findings = findings;
    this.weights = CaseWeights.of(constitution, findings);
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
      outputs.add(decided(each, outlook.preferences(), guidance));
    }
    Choice choice = choice(outlook);
    return new Decision(
        findings.given().id(),
        List.copyOf(outputs),
        choice.output(),
        choice.margin(),
        choice.state(),
        isGap(guidance),
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

  private boolean isGap(List<FoundGuidance> guidance) {
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
        outlook.costs().stream().map(it -> verdict(it, outlook.preferences())).toList());
  }

  private OutputDecision decided(
      Costs costs, Preferences preferences, List<FoundGuidance> guidance) {
    Verdict verdict = verdict(costs, preferences);
    Action action =
        switch (verdict) {
          case ALLOW -> Action.ALLOW;
          case BLOCK -> Action.BLOCK;
          case ESCALATE -> Action.ESCALATE;
          case ABSTAIN -> settings.onGap();
        };
    return new OutputDecision(
        costs.output().id(),
        verdict,
        action,
        margin(costs),
        costs.allowing(),
        costs.blocking(),
        claimsOn(costs.id()),
        guidance.isEmpty() ? guidance : guidanceOn(costs.id(), guidance));
  }

  private static List<FoundGuidance> guidanceOn(String output, List<FoundGuidance> guidance) {
    return guidance.stream().filter(it -> it.output().equals(output)).toList();
  }

  private List<FoundClaim> claimsOn(String output) {
    return List.copyOf(claimsByOutput.getOrDefault(output, List.of()));
  }

  /** What a person must look at is left to a person, whatever the margin. */
  private Verdict verdict(Costs costs, Preferences preferences) {
    return preferences.escalates(costs.id()) ? Verdict.ESCALATE : byMargin(costs);
  }

  private Verdict byMargin(Costs costs) {
    if (costs.allowing().cost().equals(Cost.ZERO) && costs.blocking().cost().equals(Cost.ZERO)) {
      return Verdict.ABSTAIN;
    }
    double margin = margin(costs);
    if (margin >= settings.escalationMargin() && margin > 0) {
      return Verdict.ALLOW;
    }
    return margin <= -settings.escalationMargin() && margin < 0 ? Verdict.BLOCK : Verdict.ESCALATE;
  }

  /** How much dearer it is to block than to allow, as a share of both; in [−1, 1]. */
  static double margin(Cost allow, Cost block) {
    if (allow.equals(block)) {
      return 0;
    }
    if (allow.isInfinite() || block.isInfinite()) {
      return allow.isInfinite() ? -1 : 1;
    }
    int rank = allow.firstDifference(block);
    return (double) (block.billionths(rank) - allow.billionths(rank))
        / (block.billionths(rank) + allow.billionths(rank));
  }

  private double margin(Costs costs) {
    return margin(costs.allowing().cost(), costs.blocking().cost());
  }

  private CaseAnswer answer(Outlook outlook) {
    return answer(outlook, choice(outlook));
  }

  private CaseAnswer answer(Outlook outlook, Choice choice) {
    return new CaseAnswer(choice.state(), choice.output(), onlyVerdict(outlook));
  }

  /** The verdict on the only output; null if there are several. */
  private @Nullable Verdict onlyVerdict(Outlook outlook) {
    List<Costs> costs = outlook.costs();
    return costs.size() == 1 ? verdict(costs.get(0), outlook.preferences()) : null;
  }

  private Choice choice(Outlook outlook) {
    Verdict only = onlyVerdict(outlook);
    if (only != null) {
      return Choice.none(
          only == Verdict.ALLOW || only == Verdict.BLOCK
              ? DecisionState.DECIDED
              : DecisionState.UNDECIDED);
    }
    List<Choice.Candidate> candidates = new ArrayList<>(outlook.costs().size());
    for (Costs each : outlook.costs()) {
      boolean isBlocked = byMargin(each) == Verdict.BLOCK;
      candidates.add(
          new Choice.Candidate(
              each.id(), each.allowing().cost(), each.blocking().cost(), isBlocked));
    }
    return Choice.of(
        candidates, outlook.preferences(), among, settings.isNoneFine(findings.given()));
  }

  /** The weights where some elements are relaxed: whether a theory speaks may turn on one. */
  private CaseWeights weightsWhere(Map<Element, Boolean> fixed) {
    List<Element> relaxed = relaxed(fixed);
    List<FoundWeighing> weighings = findings.weighingsWithout(relaxed);
    return weighings.equals(findings.weighings()) && !findings.mayGrade()
        ? weights
        : CaseWeights.of(constitution, findings, weighings, findings.degreesWithout(relaxed));
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

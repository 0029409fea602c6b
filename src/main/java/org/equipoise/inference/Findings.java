package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.language.Alike;
import org.equipoise.language.Claim;
import org.equipoise.language.Conflict;
import org.equipoise.language.Element;
import org.equipoise.language.Exclusion;
import org.equipoise.language.Guidance;
import org.equipoise.language.Session;
import org.equipoise.language.Stance;
import org.equipoise.language.Weighing;
import org.jspecify.annotations.Nullable;

/**
 * The claims, conflicts and weighings of one case, with their reasons and labels. Lists are sorted
 * and do not depend on the order of any input. Labels are computed when they are asked for, so this
 * class is not safe for use by several threads at once. No result is null.
 */
public final class Findings {

  /**
   * A claim that holds if nothing is relaxed.
   *
   * @param claim the claim
   * @param reasons the reasons that the rules give, sorted; empty if they give none
   * @param label the environments of the claim
   * @param degree the part of the rule's weight that the claim has, in (0, 1]
   */
  public record FoundClaim(Claim claim, List<String> reasons, Label label, double degree) {

    public FoundClaim {
      reasons = List.copyOf(reasons);
    }
  }

  /** A conflict that holds if nothing is relaxed. */
  public record FoundConflict(Conflict conflict, List<String> reasons, Label label) {

    public FoundConflict {
      reasons = List.copyOf(reasons);
    }
  }

  /** An output with a key; outputs with the same key are relevantly alike. */
  public record FoundAlike(Alike alike, List<String> reasons, Label label) {

    public FoundAlike {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * What one theory does to the weight of another element if nothing is relaxed.
   *
   * @param by the theory
   */
  public record FoundWeighing(Element by, Weighing weighing, List<String> reasons) {

    public FoundWeighing {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * What a rule says of an output besides claims, if nothing is relaxed.
   *
   * @param output the id of the output
   */
  public record FoundGuidance(String output, Guidance guidance, List<String> reasons, Label label) {

    public FoundGuidance {
      reasons = List.copyOf(reasons);
    }
  }

  private static final Comparator<FoundClaim> BY_OUTPUT =
      Comparator.comparing((FoundClaim it) -> it.claim().output())
          .thenComparing(it -> it.claim().deonticStatus())
          .thenComparing(it -> it.claim().claimant())
          .thenComparing(it -> String.valueOf(it.claim().over()));

  private final CaseElements caseElements;
  private final Worlds.Explorer explorer;
  private final Limits limits;
  private @Nullable List<FoundWeighing> weighings;

  Findings(CaseElements caseElements, Limits limits) {
    this.caseElements = caseElements;
    this.explorer = new Worlds.Explorer(caseElements, limits);
    this.limits = limits;
    explorer.top();
  }

  /** All worlds, parted as far as a conclusion needs it. */
  private Worlds worlds(Object conclusion) {
    Worlds whole = explorer.whole();
    if (whole != null) {
      return whole;
    }
    RuleBase rules = caseElements.rules();
    if (conclusion instanceof Claim claim) {
      return explorer.worlds(
          claim.claimant().isRule()
              ? rules.unseenBehind(claim.claimant().name())
              : rules.unseenBehindJudgments());
    }
    if (conclusion instanceof Guidance guidance) {
      return explorer.worlds(
          guidance.by().isRule()
              ? rules.unseenBehind(guidance.by().name())
              : rules.unseenBehindJudgments());
    }
    String kind = conclusion instanceof Conflict conflict ? conflict.kind() : "";
    return explorer.worlds(
        rules.unseenBehind(new RuleBase.Made(conclusion.getClass().getSimpleName(), kind)));
  }

  public Case given() {
    return caseElements.given();
  }

  /** Returns the judgments on the case, sorted by id. */
  public List<Judgment> judgments() {
    return caseElements.judgments();
  }

  /** Returns what follows where blocking every output of the case is an answer. */
  public Findings whereNoneIsFine() {
    return new Findings(caseElements.whereNoneIsFine(), limits);
  }

  /** Returns the claims, sorted by output, status and claimant. */
  public List<FoundClaim> claims() {
    List<FoundClaim> found = new ArrayList<>();
    for (DerivationNode node : top()) {
      if (node.value() instanceof Claim claim) {
        found.add(new FoundClaim(claim, node.reasons(), label(node), node.degree()));
      }
    }
    found.sort(Meter.counting(BY_OUTPUT));
    return found;
  }

  /** Returns the conflicts, sorted by kind and subject. */
  public List<FoundConflict> conflicts() {
    List<FoundConflict> found = new ArrayList<>();
    for (DerivationNode node : top()) {
      if (node.value() instanceof Conflict conflict) {
        found.add(new FoundConflict(conflict, node.reasons(), label(node)));
      }
    }
    if (found.size() > 1) {
      found.sort(
          Meter.counting(
              Comparator.comparing((FoundConflict it) -> it.conflict().kind())
                  .thenComparing(it -> it.conflict().about().toString())));
    }
    return found;
  }

  /** Returns which outputs have which keys. */
  public List<FoundAlike> alike() {
    List<FoundAlike> found = new ArrayList<>();
    for (DerivationNode node : top()) {
      if (node.value() instanceof Alike alike) {
        found.add(new FoundAlike(alike, node.reasons(), label(node)));
      }
    }
    found.sort(Comparator.comparing((FoundAlike it) -> it.alike().toString()));
    return found;
  }

  /** Returns the names that rules raise and that were not raised before, sorted. */
  public List<String> raised() {
    TreeSet<String> raised = null;
    for (DerivationNode node : top()) {
      if (node.value() instanceof Session session) {
        raised = raised == null ? new TreeSet<>() : raised;
        raised.addAll(session.getRaised());
      }
    }
    return raised == null ? List.of() : List.copyOf(raised);
  }

  /** Returns those of them that a rule raises, sorted. */
  public List<String> raisedBy(Element rule) {
    int number = caseElements.number(rule);
    TreeSet<String> raised = new TreeSet<>();
    for (DerivationNode node : top()) {
      if (node.value() instanceof Session session
          && node.derivations().stream().anyMatch(it -> it.speaker() == number)) {
        raised.addAll(session.getRaised());
      }
    }
    return List.copyOf(raised);
  }

  /** Returns what theories do to weights, sorted by theory, target and effect. */
  public List<FoundWeighing> weighings() {
    if (weighings == null) {
      weighings = Collections.unmodifiableList(FoundWeighings.in(caseElements, top()));
    }
    return weighings;
  }

  /** The same in the world in which some elements are relaxed. */
  public List<FoundWeighing> weighingsWithout(Collection<Element> relaxed) {
    List<FoundWeighing> all = weighings();
    boolean onlyTakesAway =
        caseElements.rules().isMonotone()
            && relaxed.stream().noneMatch(it -> it.kind() == Element.Kind.ATTRIBUTE);
    if (all.isEmpty() && onlyTakesAway) {
      return all;
    }
    BitSet numbers = numbers(relaxed);
    List<FoundWeighing> left =
        areWeighingsShown() ? FoundWeighings.left(caseElements, top(), all, numbers) : null;
    return left != null ? left : FoundWeighings.in(caseElements, explorer.run(numbers).held());
  }

  /** Whether weighings in any world can be read off what was matched where everything stands. */
  private boolean areWeighingsShown() {
    RuleBase.Made made = new RuleBase.Made(Weighing.class.getSimpleName(), "");
    return !mayGuide() && explorer.isOneWorld(caseElements.rules().unseenBehind(made));
  }

  /** Whether some rule may say more of outputs than claims. */
  public boolean mayGuide() {
    return caseElements.rules().guides();
  }

  /**
   * Returns what rules say of outputs besides claims, sorted by output, word and rule. A lift is
   * among it where it keeps a claim from counting.
   */
  public List<FoundGuidance> guidance() {
    return mayGuide() ? SaidBesides.in(explorer.top(), this::label) : List.of();
  }

  /** The same in the world in which some elements are relaxed; labels are left out. */
  public List<FoundGuidance> guidanceWithout(Collection<Element> relaxed) {
    return mayGuide()
        ? SaidBesides.in(explorer.run(numbers(relaxed)), it -> Label.NONE)
        : List.of();
  }

  /** Whether some rule may give a part of its weight to a claim. */
  public boolean mayGrade() {
    return caseElements.rules().grades();
  }

  /** The parts of their weight that rules give to claims in the world in which some are relaxed. */
  public Degrees degreesWithout(Collection<Element> relaxed) {
    return mayGrade()
        ? Degrees.of(explorer.run(numbers(relaxed)).held(), caseElements)
        : Degrees.FULL;
  }

  /** Returns the ids of the judgments that a theory excludes if nothing is relaxed. */
  public List<String> excluded() {
    return top().stream()
        .map(DerivationNode::value)
        .filter(Exclusion.class::isInstance)
        .map(it -> ((Exclusion) it).judgment())
        .sorted()
        .toList();
  }

  /** Returns the label of a stance; it has no environments if no claim takes the stance. */
  public Label label(Stance stance) {
    return label(worlds(stance).label(stance, limits.labelSize()));
  }

  /** Returns the disputed attributes that a rule read in any world. */
  public List<Element> disputes() {
    if (explorer.whole() != null) {
      return List.of();
    }
    TreeSet<Element> disputes = new TreeSet<>();
    collectDisputes(worldsOfDisputes(), disputes);
    return List.copyOf(disputes);
  }

  /** The disputed attributes that rules look at where some elements are relaxed, sorted. */
  public List<Element> disputesWithout(Collection<Element> relaxed) {
    return explorer.run(numbers(relaxed)).disputesRead().stream()
        .mapToObj(caseElements::element)
        .toList();
  }

  /** Worlds that are parted by every disputed attribute read: as any worlds are. */
  private Worlds worldsOfDisputes() {
    return worlds(
        new Stance(caseElements.given().id(), caseElements.outputs().get(0).id(), Stance.FOR));
  }

  private void collectDisputes(Worlds from, Collection<Element> disputes) {
    Meter.step();
    if (from instanceof Worlds.Split split) {
      Element element = caseElements.element(split.element());
      if (element.kind() == Element.Kind.ATTRIBUTE) {
        disputes.add(element);
      }
      collectDisputes(split.standing(), disputes);
      collectDisputes(split.relaxed(), disputes);
    }
  }

  /** The regions in which a stance is taken or not; together they are all worlds. */
  public List<WorldRegion> regions(Stance stance) {
    if (explorer.whole() != null) {
      EnvironmentSet family = explorer.whole().family(stance);
      return List.of(new WorldRegion(caseElements, List.of(), List.of(), family));
    }
    List<WorldRegion> regions = new ArrayList<>();
    collectRegions(worlds(stance), stance, List.of(), List.of(), regions);
    return regions;
  }

  private void collectRegions(
      Worlds from,
      Stance stance,
      List<Element> standing,
      List<Element> relaxed,
      List<WorldRegion> regions) {
    Meter.step();
    if (from instanceof Worlds.Split split) {
      Element element = caseElements.element(split.element());
      collectRegions(split.standing(), stance, with(standing, element), relaxed, regions);
      collectRegions(split.relaxed(), stance, standing, with(relaxed, element), regions);
    } else {
      EnvironmentSet family = ((Worlds.Leaf) from).family(stance);
      regions.add(new WorldRegion(caseElements, standing, relaxed, family));
    }
  }

  private static List<Element> with(List<Element> elements, Element element) {
    List<Element> more = new ArrayList<>(elements);
    more.add(element);
    return more;
  }

  private Collection<DerivationNode> top() {
    return explorer.top().held();
  }

  private Label label(DerivationNode node) {
    Object conclusion = node.value();
    return label(
        explorer.whole() != null
            ? node.family()
            : worlds(conclusion).label(conclusion, limits.labelSize()));
  }

  private Label label(EnvironmentSet family) {
    Meter.step();
    return new Label(caseElements.environments(family), family.truncated());
  }

  /**
   * A conflict in one world.
   *
   * @param region the worlds around it in which it is a monotone matter
   */
  public record ConflictInWorld(Conflict conflict, List<String> reasons, WorldRegion region) {

    public ConflictInWorld {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * The conflicts in the world in which some elements are relaxed: the rules are run again.
   *
   * @throws InferenceException if a rule fails or a limit is met
   */
  public List<ConflictInWorld> conflictsWithout(Collection<Element> relaxed) {
    BitSet without = numbers(relaxed);
    List<ConflictInWorld> found = new ArrayList<>();
    for (DerivationNode node : explorer.run(without).nodes()) {
      if (node.value() instanceof Conflict conflict && !node.family().isFalse()) {
        WorldRegion region = region(conflict, without);
        found.add(new ConflictInWorld(conflict, node.reasons(), region));
      }
    }
    found.sort(
        Comparator.comparing((ConflictInWorld it) -> it.conflict().kind())
            .thenComparing(it -> it.conflict().about().toString()));
    return found;
  }

  /** Which outputs carry which keys in the world in which some elements are relaxed. */
  List<Alike> alikeWithout(Collection<Element> relaxed) {
    return explorer.run(numbers(relaxed)).nodes().stream()
        .filter(it -> !it.family().isFalse() && it.value() instanceof Alike)
        .map(it -> (Alike) it.value())
        .sorted(Comparator.comparing(Alike::toString))
        .toList();
  }

  /** The region around the world in which some elements are relaxed. */
  WorldRegion regionWithout(Object conclusion, Collection<Element> relaxed) {
    return region(conclusion, numbers(relaxed));
  }

  private BitSet numbers(Collection<Element> elements) {
    BitSet numbers = new BitSet();
    for (Element element : elements) {
      int number = caseElements.number(element);
      if (number >= 0) {
        numbers.set(number);
      }
    }
    return numbers;
  }

  /** The region around a world. */
  private WorldRegion region(Object conclusion, BitSet relaxed) {
    List<Element> stand = new ArrayList<>();
    List<Element> fall = new ArrayList<>();
    Worlds at = worlds(conclusion);
    while (at instanceof Worlds.Split split) {
      boolean falls = relaxed.get(split.element());
      (falls ? fall : stand).add(caseElements.element(split.element()));
      at = falls ? split.relaxed() : split.standing();
    }
    EnvironmentSet family = ((Worlds.Leaf) at).family(conclusion);
    return new WorldRegion(caseElements, stand, fall, family);
  }

  /** Returns whether relaxing elements can only remove conclusions, never add any. */
  public boolean isMonotone() {
    return caseElements.rules().isMonotone() && disputes().isEmpty();
  }

  /** Returns the principles and theories that conclude anything if nothing is relaxed. */
  public List<Element> speakers() {
    TreeSet<Element> speakers = new TreeSet<>();
    for (DerivationNode node : top()) {
      for (DerivationNode.Derivation derivation : node.derivations()) {
        if (derivation.speaker() >= 0) {
          speakers.add(caseElements.element(derivation.speaker()));
        }
      }
    }
    return List.copyOf(speakers);
  }

  /**
   * Returns the principles and theories that conclude anything in the world in which some elements
   * are relaxed; none of the relaxed is among them.
   *
   * @throws InferenceException if a rule fails or a limit is met
   */
  public List<Element> speakersWithout(Collection<Element> relaxed) {
    TreeSet<Element> speakers = new TreeSet<>();
    for (DerivationNode node : explorer.run(numbers(relaxed)).nodes()) {
      for (DerivationNode.Derivation derivation : node.derivations()) {
        if (derivation.speaker() >= 0) {
          speakers.add(caseElements.element(derivation.speaker()));
        }
      }
    }
    relaxed.forEach(speakers::remove);
    return List.copyOf(speakers);
  }

  /** How many worlds were run so far. */
  int worldsRun() {
    return explorer.runs();
  }
}

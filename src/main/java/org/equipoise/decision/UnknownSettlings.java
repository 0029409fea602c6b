package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.UnknownAttribute;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.jspecify.annotations.Nullable;

/**
 * The decision on a case some of whose attributes are unknown: what holds whatever values they
 * have. The case is decided under each settling, where values that no rule looks at are not told
 * apart. What is decided in the same way under all of them stands; of the rest, a person decides.
 */
final class UnknownSettlings {
  private final Constitution constitution;
  private final Case given;
  private final List<Judgment> judgments;
  private final List<UnknownAttribute> unknown;
  private final Map<Element, UnknownAttribute> byElement = new HashMap<>();
  private final Function<Findings, Decision> decide;
  private int runs;

  /** Settlings by the value of one attribute after the other. */
  private sealed interface Tree {}

  private record Leaf(Findings findings, Decision decision) implements Tree {}

  private record Split(UnknownAttribute attribute, List<Tree> byValue) implements Tree {}

  /** What is decided where one attribute has another value. */
  private record Changed(Element attribute, Decision decision) {}

  /** A claim or conflict under some settlings, which is the same one under others. */
  private record Found<T>(T found, Object identity, List<String> reasons, Label label) {}

  /**
   * Settlings of a case.
   *
   * @param unknown the attributes, by output and name; not empty
   * @param decide decides from what follows in a case
   */
  UnknownSettlings(
      Constitution constitution,
      Case given,
      List<Judgment> judgments,
      List<UnknownAttribute> unknown,
      Function<Findings, Decision> decide) {
    this.constitution = constitution;
    this.given = given;
    this.judgments = judgments;
    this.unknown = unknown;
    this.decide = decide;
    unknown.forEach(it -> byElement.put(element(it), it));
  }

  private static Element element(UnknownAttribute attribute) {
    return Element.attribute(attribute.output(), attribute.name());
  }

  /**
   * The decision.
   *
   * @throws TruncatedLabelException if there are more settlings than {@code limits.worlds}, and
   *     those that change one value do not show what to decide
   */
  Decision decision() {
    Tree tree = tree(new HashMap<>());
    if (tree == null) {
      return sampled();
    }
    List<Decision> all = leaves(tree).stream().map(Leaf::decision).toList();
    return merged(all, it -> pivots(tree, it));
  }

  /**
   * What follows under each settling that rules tell apart, in the order of the values.
   *
   * @throws TruncatedLabelException if there are more settlings than {@code limits.worlds}
   */
  List<Findings> findings() {
    Tree tree = tree(new HashMap<>());
    if (tree == null) {
      throw new TruncatedLabelException();
    }
    return leaves(tree).stream().map(Leaf::findings).toList();
  }

  private Findings infer(Map<UnknownAttribute, Object> values) {
    runs++;
    return CountedJudgments.infer(
        constitution, constitution.declarations().settled(given, values), judgments);
  }

  /** Every settling of what is open; null if they are too many. */
  private @Nullable Tree tree(Map<UnknownAttribute, Object> settled) {
    if (runs >= constitution.settings().limits().worlds()) {
      return null;
    }
    Map<UnknownAttribute, Object> values = new HashMap<>(settled);
    unknown.forEach(
        it -> values.computeIfAbsent(it, any -> new Disputed(it.possible().get(0), 0.5)));
    Findings findings = infer(values);
    UnknownAttribute next = next(findings, settled.keySet());
    if (next == null) {
      return new Leaf(findings, decide.apply(findings));
    }
    List<Tree> byValue = new ArrayList<>();
    for (Object value : next.possible()) {
      settled.put(next, value);
      Tree below = tree(settled);
      if (below == null) {
        return null;
      }
      byValue.add(below);
    }
    settled.remove(next);
    return new Split(next, byValue);
  }

  /** An open attribute that some rule looks at: in the topmost world, or else in any. */
  private @Nullable UnknownAttribute next(Findings findings, Set<UnknownAttribute> settled) {
    UnknownAttribute next = first(findings.disputesWithout(List.of()), settled);
    return next != null ? next : first(findings.disputes(), settled);
  }

  private @Nullable UnknownAttribute first(List<Element> read, Set<UnknownAttribute> settled) {
    for (Element element : read) {
      UnknownAttribute attribute = byElement.get(element);
      if (attribute != null && !settled.contains(attribute)) {
        return attribute;
      }
    }
    return null;
  }

  private static List<Leaf> leaves(Tree tree) {
    return tree instanceof Split split
        ? split.byValue().stream().flatMap(it -> leaves(it).stream()).toList()
        : List.of((Leaf) tree);
  }

  /** The attributes that alone make a difference under some settling of the others, sorted. */
  private static List<Element> pivots(Tree tree, Function<Decision, Object> of) {
    TreeSet<Element> pivots = new TreeSet<>();
    addPivots(tree, of, pivots);
    return List.copyOf(pivots);
  }

  private static void addPivots(Tree tree, Function<Decision, Object> of, Set<Element> pivots) {
    if (!(tree instanceof Split split)) {
      return;
    }
    split.byValue().forEach(it -> addPivots(it, of, pivots));
    Element element = element(split.attribute());
    for (int i = 1; i < split.byValue().size() && !pivots.contains(element); i++) {
      for (int j = 0; j < i && !pivots.contains(element); j++) {
        if (differ(split.byValue().get(j), split.byValue().get(i), of, new HashMap<>())) {
          pivots.add(element);
        }
      }
    }
  }

  /** Whether two trees come to something else under some settling that agrees with one. */
  private static boolean differ(
      Tree one, Tree another, Function<Decision, Object> of, Map<UnknownAttribute, Integer> at) {
    Meter.step();
    if (one instanceof Leaf a && another instanceof Leaf b) {
      return !of.apply(a.decision()).equals(of.apply(b.decision()));
    }
    if (!(one instanceof Split split)) {
      return differ(another, one, of, at);
    }
    Integer known = at.get(split.attribute());
    if (known != null) {
      return differ(split.byValue().get(known), another, of, at);
    }
    for (int i = 0; i < split.byValue().size(); i++) {
      at.put(split.attribute(), i);
      boolean found = differ(split.byValue().get(i), another, of, at);
      at.remove(split.attribute());
      if (found) {
        return true;
      }
    }
    return false;
  }

  /**
   * The decision from settlings that change one value at a time, if they show of every output that
   * a person must decide.
   */
  private Decision sampled() {
    Map<UnknownAttribute, Object> first = new LinkedHashMap<>();
    unknown.forEach(it -> first.put(it, it.possible().get(0)));
    Decision base = decide.apply(infer(first));
    List<Decision> all = new ArrayList<>(List.of(base));
    List<Changed> changed = new ArrayList<>();
    for (UnknownAttribute attribute : unknown) {
      for (Object value : attribute.possible().subList(1, attribute.possible().size())) {
        Map<UnknownAttribute, Object> values = new LinkedHashMap<>(first);
        values.put(attribute, value);
        Decision other = decide.apply(infer(values));
        all.add(other);
        changed.add(new Changed(element(attribute), other));
      }
    }
    for (int i = 0; i < base.outputs().size(); i++) {
      int place = i;
      if (all.stream().map(it -> it.outputs().get(place).verdict()).distinct().count() < 2) {
        throw new TruncatedLabelException();
      }
    }
    return merged(
        all,
        of -> {
          TreeSet<Element> pivots = new TreeSet<>();
          for (Changed each : changed) {
            if (!of.apply(each.decision()).equals(of.apply(base))) {
              pivots.add(each.attribute());
            }
          }
          return List.copyOf(pivots);
        });
  }

  /**
   * What some decisions have in common.
   *
   * @param pivots the attributes that change something about a decision
   */
  private Decision merged(
      List<Decision> all, Function<Function<Decision, Object>, List<Element>> pivots) {
    Decision first = all.get(0);
    List<OutputDecision> outputs = new ArrayList<>();
    for (int i = 0; i < first.outputs().size(); i++) {
      int place = i;
      outputs.add(output(all.stream().map(it -> it.outputs().get(place)).toList(), place, pivots));
    }
    boolean isSame = all.stream().map(Decision::answer).distinct().count() == 1;
    TreeSet<Element> fragile = new TreeSet<>(pivots.apply(UnknownSettlings::summary));
    all.forEach(it -> fragile.addAll(it.fragile()));
    return new Decision(
        first.caseId(),
        outputs,
        isSame ? first.choice() : null,
        isSame ? least(all) : null,
        isSame ? first.state() : DecisionState.UNDECIDED,
        all.stream().allMatch(Decision::gap),
        List.copyOf(fragile),
        conflicts(all, pivots),
        all.stream().flatMap(it -> it.misread().stream()).distinct().toList(),
        first.notInForce(),
        all.stream().flatMap(it -> it.raised().stream()).distinct().sorted().toList(),
        first.constitution(),
        first.levels(),
        null,
        null);
  }

  private static DecisionSummary summary(Decision decision) {
    return new DecisionSummary(
        decision.answer(), decision.outputs().stream().map(OutputDecision::verdict).toList());
  }

  private static @Nullable Cost least(List<Decision> all) {
    return all.stream().anyMatch(it -> it.choiceMargin() == null)
        ? null
        : all.stream()
            .map(it -> Objects.requireNonNull(it.choiceMargin()))
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  /** Of one verdict, the least clear decision; of several, an escalation with the dearest costs. */
  private OutputDecision output(
      List<OutputDecision> all,
      int place,
      Function<Function<Decision, Object>, List<Element>> pivots) {
    List<FoundClaim> claims =
        common(
                all.stream().map(OutputDecision::claims).toList(),
                it -> new Found<>(it, it.claim(), it.reasons(), it.label()),
                (claim, decision) ->
                    decision.outputs().get(place).claims().stream()
                        .anyMatch(it -> it.claim().equals(claim)),
                pivots)
            .stream()
            .map(
                it ->
                    new FoundClaim(
                        it.found().claim(), it.reasons(), it.label(), it.found().degree()))
            .toList();
    List<FoundGuidance> guidance =
        common(
                all.stream().map(OutputDecision::guidance).toList(),
                it -> new Found<>(it, it.guidance(), it.reasons(), it.label()),
                (given, decision) ->
                    decision.outputs().get(place).guidance().stream()
                        .anyMatch(it -> it.guidance().equals(given)),
                pivots)
            .stream()
            .map(
                it ->
                    new FoundGuidance(
                        it.found().output(), it.found().guidance(), it.reasons(), it.label()))
            .toList();
    OutputDecision closest =
        all.stream().min(Comparator.comparing(it -> Math.abs(it.margin()))).orElseThrow();
    if (all.stream().map(OutputDecision::verdict).distinct().count() == 1) {
      return new OutputDecision(
          closest.output(),
          closest.verdict(),
          closest.action(),
          closest.margin(),
          closest.allowing(),
          closest.blocking(),
          claims,
          guidance);
    }
    CheapestRelaxation allowing = dearest(all, OutputDecision::allowing);
    CheapestRelaxation blocking = dearest(all, OutputDecision::blocking);
    return new OutputDecision(
        closest.output(),
        Verdict.ESCALATE,
        Action.ESCALATE,
        Verdicts.margin(allowing.cost(), blocking.cost()),
        allowing,
        blocking,
        claims,
        guidance);
  }

  private static CheapestRelaxation dearest(
      List<OutputDecision> all, Function<OutputDecision, CheapestRelaxation> way) {
    CheapestRelaxation dearest = way.apply(all.get(0));
    for (OutputDecision each : all) {
      dearest = way.apply(each).cost().compareTo(dearest.cost()) > 0 ? way.apply(each) : dearest;
    }
    return dearest;
  }

  private List<FoundConflict> conflicts(
      List<Decision> all, Function<Function<Decision, Object>, List<Element>> pivots) {
    return common(
            all.stream().map(Decision::conflicts).toList(),
            it -> new Found<>(it, it.conflict(), it.reasons(), it.label()),
            (conflict, decision) ->
                decision.conflicts().stream().anyMatch(it -> it.conflict().equals(conflict)),
            pivots)
        .stream()
        .map(it -> new FoundConflict(it.found().conflict(), it.reasons(), it.label()))
        .toList();
  }

  /** Whether something is found in a decision. */
  private interface Presence {
    boolean isIn(Object identity, Decision decision);
  }

  /**
   * What is found under any settling. What is not found under all of them rests on the attributes
   * that bring it about, too.
   */
  private static <T> List<Found<T>> common(
      List<List<T>> all,
      Function<T, Found<T>> read,
      Presence presence,
      Function<Function<Decision, Object>, List<Element>> pivots) {
    Map<Object, Found<T>> firsts = new LinkedHashMap<>();
    Map<Object, Integer> counts = new HashMap<>();
    for (List<T> some : all) {
      for (T each : some) {
        Found<T> found = read.apply(each);
        firsts.putIfAbsent(found.identity(), found);
        counts.merge(found.identity(), 1, Integer::sum);
      }
    }
    List<Found<T>> common = new ArrayList<>();
    firsts.forEach(
        (identity, found) -> {
          boolean isInAll = Objects.requireNonNull(counts.get(identity)) == all.size();
          common.add(
              isInAll
                  ? found
                  : new Found<>(
                      found.found(),
                      identity,
                      found.reasons(),
                      resting(found.label(), pivots.apply(it -> presence.isIn(identity, it)))));
        });
    return common;
  }

  private static Label resting(Label label, Collection<Element> attributes) {
    List<List<Element>> environments = new ArrayList<>();
    for (List<Element> each : label.environments()) {
      TreeSet<Element> more = new TreeSet<>(each);
      more.addAll(attributes);
      environments.add(List.copyOf(more));
    }
    return new Label(environments, label.truncated());
  }
}

package org.equipoise.revision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.internal.RuleIndex;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Degrees;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.language.Rule;
import org.equipoise.language.Weighing.Effect;
import org.equipoise.revision.internal.SettledGraphs;
import org.equipoise.revision.internal.UnsettledWeightsException;
import org.equipoise.revision.weight.Contribution.Kind;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.equipoise.revision.weight.internal.WeightGraph;
import org.equipoise.revision.weight.internal.Weights;
import org.jspecify.annotations.Nullable;

/**
 * The theoretical weight of everything that may be relaxed in one case, theories taken as they
 * apply while everything stands.
 *
 * <p>A judgment's base weight is its confidence, times its stakeholder's weight, times every
 * discount, each theory's strongest one counting once. A disputed attribute weighs its credence.
 *
 * <p>Not safe for several threads.
 */
public final class CaseWeights {
  private static final double MIN_WEIGHT = 1e-9;

  private final Constitution constitution;
  private final Levels levels;
  private final Findings findings;
  private final Map<Element, Double> discounts;
  private final Weights spokenOf;
  private final Degrees degrees;
  private final String output;
  private @Nullable Map<Element, TheoreticalWeight> weights;
  private @Nullable Map<String, Judgment> judgments;

  private CaseWeights(
      Constitution constitution,
      Findings findings,
      Map<Element, Double> discounts,
      Weights spokenOf,
      Degrees degrees,
      String output) {
    this.constitution = constitution;
    this.levels = constitution.settings().levels();
    this.findings = findings;
    this.discounts = discounts;
    this.spokenOf = spokenOf;
    this.degrees = degrees;
    this.output = output;
  }

  /**
   * The weights that hold in a case.
   *
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public static CaseWeights of(Constitution constitution, Findings findings) {
    return of(constitution, findings, findings.weighings(), findings.degreesWithout(List.of()));
  }

  /**
   * The weights that hold in a case where theories speak as given.
   *
   * @param degrees which part of its weight each rule gives
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public static CaseWeights of(
      Constitution constitution,
      Findings findings,
      List<FoundWeighing> weighings,
      Degrees degrees) {
    return of(constitution, findings, weighings, degrees, SettledGraphs.NONE);
  }

  /**
   * The same, without the reasons of theories where their graph is known.
   *
   * @param graphs what those of the constitution came to before
   * @throws UnsettledWeightsException if theories form a cycle whose weights do not come to rest
   */
  public static CaseWeights of(
      Constitution constitution,
      Findings findings,
      List<FoundWeighing> weighings,
      Degrees degrees,
      SettledGraphs graphs) {
    Map<Element, Double> discounts = discounts(weighings);
    CaseWeights bases =
        new CaseWeights(constitution, findings, discounts, Weights.none(), degrees, "");
    if (weighings.isEmpty()) {
      return bases;
    }
    List<FoundWeighing> moving = moving(weighings);
    Weights spokenOf = moving.isEmpty() ? Weights.none() : graphs.of(moving, bases::moved);
    if (!spokenOf.areSettled()) {
      throw new UnsettledWeightsException(spokenOf.unsettled());
    }
    return new CaseWeights(constitution, findings, discounts, spokenOf, degrees, "");
  }

  /** All but discounts. */
  private static List<FoundWeighing> moving(List<FoundWeighing> weighings) {
    for (int i = 0; i < weighings.size(); i++) {
      if (weighings.get(i).weighing().effect() == Effect.DISCOUNT) {
        return weighings.stream().filter(it -> it.weighing().effect() != Effect.DISCOUNT).toList();
      }
    }
    return weighings;
  }

  /** What is spoken of, and who speaks. All else weighs what it does at the base. */
  private Weights moved(List<FoundWeighing> weighings) {
    WeightGraph.Builder graph = WeightGraph.builder();
    TreeSet<Element> arguments = new TreeSet<>();
    for (FoundWeighing found : weighings) {
      Meter.turns(found.reasons().size() / 8);
      add(found, graph);
      arguments.add(found.by());
      arguments.add(found.weighing().target());
    }
    for (Element element : arguments) {
      TheoreticalWeight base = of(element);
      graph.argument(base.name(), base.base(), base.entrenched());
    }
    return graph.build().evaluate();
  }

  /** The same for one output: rules that give a part of their weight weigh what they give there. */
  public CaseWeights on(String id) {
    return degrees.areFull()
        ? this
        : new CaseWeights(constitution, findings, discounts, spokenOf, degrees, id);
  }

  /** What a rule weighs of a cost, by the part of its weight that it gives. */
  private Cost graded(Element element, Cost cost) {
    if (degrees.areFull() || !element.isRule() || cost.isInfinite()) {
      return cost;
    }
    double degree = degrees.of(element, output);
    if (degree >= 1) {
      return cost;
    }
    long units = Math.max(1, cost.times(degree).billionths());
    return Cost.of(cost.levels(), cost.rank(), units);
  }

  private static Map<Element, Double> discounts(List<FoundWeighing> weighings) {
    if (weighings.isEmpty()) {
      return Map.of();
    }
    Map<String, FoundWeighing> strongest = new TreeMap<>();
    for (FoundWeighing found : weighings) {
      Meter.step();
      if (found.weighing().effect() == Effect.DISCOUNT) {
        strongest.merge(
            found.by() + " " + found.weighing().target(),
            found,
            (a, b) -> a.weighing().amount() <= b.weighing().amount() ? a : b);
      }
    }
    Map<Element, Double> factors = new TreeMap<>();
    strongest
        .values()
        .forEach(
            it -> factors.merge(it.weighing().target(), it.weighing().amount(), (a, b) -> a * b));
    return factors;
  }

  /**
   * How an element came by its weight.
   *
   * @throws IllegalArgumentException if there is no such element in the case
   */
  public TheoreticalWeight of(Element element) {
    if (weights == null) {
      weights = new HashMap<>();
    }
    TheoreticalWeight known = weights.get(element);
    if (known == null) {
      String name = element.toString();
      known = spokenOf.byName().get(name);
      if (known == null) {
        known = base(element, name);
      }
      weights.put(element, known);
    }
    return known;
  }

  private @Nullable Rule rule(Element element) {
    RuleIndex index = constitution.ruleBase().ruleIndex();
    int place = index.place(element);
    return place < 0 ? null : index.rule(place);
  }

  private @Nullable Judgment judgment(String id) {
    if (judgments == null) {
      judgments = new HashMap<>();
      for (Judgment judgment : findings.judgments()) {
        Meter.step();
        judgments.put(judgment.id(), judgment);
      }
    }
    return judgments.get(id);
  }

  private TheoreticalWeight base(Element element, String name) {
    Meter.step();
    switch (element.kind()) {
      case PRINCIPLE, THEORY -> {
        Rule rule = rule(element);
        if (rule != null) {
          return TheoreticalWeight.untouched(name, rule.weight(), rule.entrenched());
        }
      }
      case JUDGMENT -> {
        Judgment judgment = judgment(element.name());
        if (judgment != null) {
          double base =
              base(constitution.settings(), judgment, discounts.getOrDefault(element, 1.0));
          return TheoreticalWeight.untouched(name, base, false);
        }
      }
      case ATTRIBUTE -> {
        Disputed disputed =
            findings.given().attributesOf(element.output()).disputed().get(element.name());
        if (disputed != null) {
          return TheoreticalWeight.untouched(name, disputed.credence(), false);
        }
      }
    }
    throw new IllegalArgumentException("there is no `" + name + "` in the case");
  }

  private static double base(Settings settings, Judgment judgment, double discount) {
    double weight = settings.weightOf(judgment.stakeholder());
    return Math.max(MIN_WEIGHT, judgment.confidence() * weight * discount);
  }

  /**
   * What it costs to give up a judgment.
   *
   * @param said what theories do to its weight
   * @param strength how strongly a theory speaks where it does: its weight, or 1 if it is
   *     entrenched
   */
  public static Cost cost(
      Settings settings,
      Judgment judgment,
      List<FoundWeighing> said,
      ToDoubleFunction<Element> strength) {
    Element element = Element.judgment(judgment.id());
    double base = base(settings, judgment, discounts(said).getOrDefault(element, 1.0));
    List<FoundWeighing> moving = moving(said);
    long units =
        moving.isEmpty()
            ? TheoreticalWeight.units(base)
            : moved(element, base, moving, strength).units();
    return onLevel(settings.levels(), settings.levelOf(judgment.stakeholder()), units);
  }

  /** The weight of what speaks of nothing itself, so that the rest of the graph is settled. */
  private static TheoreticalWeight moved(
      Element element, double base, List<FoundWeighing> said, ToDoubleFunction<Element> strength) {
    WeightGraph.Builder graph = WeightGraph.builder();
    TreeSet<Element> theories = new TreeSet<>();
    for (FoundWeighing found : said) {
      add(found, graph);
      theories.add(found.by());
    }
    graph.argument(element.toString(), base, false);
    theories.forEach(it -> graph.argument(it.toString(), strength.applyAsDouble(it), false));
    return graph.build().evaluate().of(element.toString());
  }

  /** Adds a support or an undermining to a graph. */
  private static void add(FoundWeighing found, WeightGraph.Builder graph) {
    graph.edge(
        found.by().toString(),
        found.weighing().target().toString(),
        found.weighing().effect() == Effect.SUPPORT ? Kind.SUPPORT : Kind.UNDERMINE,
        found.weighing().amount(),
        String.join("; ", found.reasons()));
  }

  /** What it costs to relax an element here. */
  public Cost cost(Element element) {
    Rule rule = spokenOf.byName().isEmpty() && element.isRule() ? rule(element) : null;
    if (rule != null) {
      return graded(element, untouched(rule));
    }
    TheoreticalWeight weight = of(element);
    return weight.entrenched() ? Cost.INFINITE : graded(element, onLevel(element, weight.units()));
  }

  /** So many billionths on the level of an element. */
  private Cost onLevel(Element element, long units) {
    return levels.areDeclared() ? onLevel(levels, level(element), units) : new Cost(units);
  }

  private static Cost onLevel(Levels levels, @Nullable String level, long units) {
    return levels.areDeclared() ? Cost.of(levels, levels.rank(level), units) : new Cost(units);
  }

  private @Nullable String level(Element element) {
    Rule rule = element.isRule() ? rule(element) : null;
    Judgment judgment = element.kind() == Element.Kind.JUDGMENT ? judgment(element.name()) : null;
    return rule != null
        ? rule.level()
        : judgment != null
            ? constitution.settings().levelOf(judgment.stakeholder())
            : levelOfAttribute(element.name());
  }

  /** The level at which a disputed attribute is declared; null for the lowest. */
  private @Nullable String levelOfAttribute(String name) {
    Attribute declared = constitution.declarations().byName().get(name);
    return declared == null ? null : declared.level();
  }

  /** What an element asserts here: its weight, or its base weight if it is entrenched. */
  public Cost asserted(Element element) {
    TheoreticalWeight weight = of(element);
    return graded(
        element,
        weight.entrenched()
            ? onLevel(element, Math.round(weight.base() * TheoreticalWeight.UNITS_PER_ONE))
            : onLevel(element, weight.units()));
  }

  private Cost untouched(Rule rule) {
    return rule.entrenched()
        ? Cost.INFINITE
        : Cost.of(levels, levels.rank(rule.level()), TheoreticalWeight.units(rule.weight()));
  }

  /** Giving up here the rule at a place of the rule index. */
  Relaxation relaxation(int place) {
    RuleIndex index = constitution.ruleBase().ruleIndex();
    Element element = index.at(place);
    Cost cost =
        spokenOf.byName().isEmpty() && degrees.areFull()
            ? untouched(index.rule(place))
            : cost(element);
    return Relaxation.of(element, findings.given().id(), cost);
  }

  /** Giving an element up here. */
  Relaxation relaxation(Element element) {
    return Relaxation.of(element, findings.given().id(), cost(element));
  }
}

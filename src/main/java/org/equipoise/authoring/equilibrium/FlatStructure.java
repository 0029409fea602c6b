package org.equipoise.authoring.equilibrium;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.equilibrium.DialecticalStructure;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Weights;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;

/**
 * The conflicts of a corpus as a dialectical structure: sentence i says that element i stands.
 *
 * <p>A conflict set is an argument from all its members but the last to the negation of that one;
 * an entrenched element is a conclusion without premises. Everything is accepted at first, and the
 * weight of an element is the weight of its sentence. Elements in no conflict are left out.
 *
 * <p>With linear measures and the weights {@link #adviceWeights}, the commitments of global optima
 * are cheapest revisions: those that leave what fewest elements imply. A rule that may be suspended
 * counts in a case if it stands there and everywhere, which takes three sentences and three
 * arguments. Conflicts that come up once something is given up are not in the structure.
 */
public final class FlatStructure {
  private final List<AppliedElement> elements;
  private final List<Element> suspended;
  private final List<String> sentences;
  private final DialecticalStructure structure;
  private final SentenceScale scale;

  private FlatStructure(
      List<AppliedElement> elements,
      List<Element> suspended,
      List<String> sentences,
      DialecticalStructure structure,
      SentenceScale scale) {
    this.elements = elements;
    this.suspended = suspended;
    this.sentences = List.copyOf(sentences);
    this.structure = structure;
    this.scale = scale;
  }

  /**
   * The structure of what conflicts by an advice.
   *
   * @param suspensions what it costs to suspend each rule everywhere; a rule that is not there, or
   *     whose suspension costs more than to give it up case by case, is given up case by case only
   * @throws IllegalArgumentException if there is no conflict, if only entrenched elements conflict,
   *     if the constitution has levels, or if there are more sentences than a structure has
   */
  public static FlatStructure of(Advice advice, Map<Element, Cost> suspensions) {
    if (advice.levels().areDeclared()) {
      throw new IllegalArgumentException(
          "the constitution has levels, and the formal model weighs everything on one scale");
    }
    if (!advice.irreconcilable().isEmpty()) {
      throw new IllegalArgumentException(
          "only entrenched elements conflict, so that no theory is consistent: "
              + advice.irreconcilable().get(0).elements());
    }
    Map<AppliedElement, Cost> elements = new TreeMap<>();
    advice.prices().forEach(it -> elements.put(it.element(), it.weight()));
    return of(
        elements,
        advice.conflicts().stream().flatMap(it -> it.environments().stream()).distinct().toList(),
        suspensions);
  }

  /**
   * The structure of conflict sets.
   *
   * @param costs what it costs to give up each element, positive; infinite if it is entrenched
   * @param conflicts sets of these elements that cannot all stand
   * @param suspensions as {@link #of(Advice, Map)} says
   * @throws IllegalArgumentException as {@link #of(Advice, Map)} says
   */
  public static FlatStructure of(
      Map<AppliedElement, Cost> costs,
      Collection<List<AppliedElement>> conflicts,
      Map<Element, Cost> suspensions) {
    List<AppliedElement> elements = List.copyOf(new TreeMap<>(costs).keySet());
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("nothing conflicts, so that everything stands");
    }
    List<Element> suspended = worthSuspending(costs, suspensions);
    List<String> sentences = new ArrayList<>();
    List<Long> billionths = new ArrayList<>();
    List<List<Integer>> arguments = new ArrayList<>();
    for (AppliedElement each : elements) {
      Cost cost = Objects.requireNonNull(costs.get(each));
      sentences.add(each.toString());
      billionths.add(cost.isInfinite() ? 0 : cost.billionths());
      if (cost.isInfinite()) {
        arguments.add(List.of(sentences.size()));
      }
    }
    for (Element rule : suspended) {
      sentences.add(rule + " everywhere");
      billionths.add(Objects.requireNonNull(suspensions.get(rule)).billionths());
    }
    Map<AppliedElement, Integer> counting = new HashMap<>();
    for (int i = 0; i < elements.size(); i++) {
      AppliedElement element = elements.get(i);
      int everywhere = suspended.indexOf(element.element());
      if (everywhere < 0) {
        counting.put(element, i + 1);
      } else {
        sentences.add(element + " counts");
        billionths.add(0L);
        int counts = sentences.size();
        int rule = elements.size() + everywhere + 1;
        arguments.add(List.of(i + 1, rule, counts));
        arguments.add(List.of(counts, i + 1));
        arguments.add(List.of(counts, rule));
        counting.put(element, counts);
      }
    }
    if (sentences.size() > DialecticalStructure.MAX_SENTENCES) {
      throw new IllegalArgumentException(
          elements.size()
              + " elements conflict, which takes "
              + sentences.size()
              + " sentences, and a structure has at most "
              + DialecticalStructure.MAX_SENTENCES
              + "; look at fewer cases");
    }
    for (List<AppliedElement> conflict : conflicts) {
      List<Integer> argument = new ArrayList<>();
      conflict.forEach(it -> argument.add(Objects.requireNonNull(counting.get(it))));
      argument.set(argument.size() - 1, -argument.get(argument.size() - 1));
      arguments.add(argument);
    }
    return new FlatStructure(
        elements,
        suspended,
        sentences,
        DialecticalStructure.of(sentences.size(), arguments),
        SentenceScale.of(billionths));
  }

  /** The rules that cost no more to suspend than to give up wherever they conflict, sorted. */
  private static List<Element> worthSuspending(
      Map<AppliedElement, Cost> costs, Map<Element, Cost> suspensions) {
    Map<Element, Cost> everywhere = new TreeMap<>();
    costs.forEach((applied, cost) -> everywhere.merge(applied.element(), cost, Cost::plus));
    return everywhere.keySet().stream()
        .filter(
            it -> {
              Cost cost = suspensions.getOrDefault(it, Cost.INFINITE);
              return !cost.isInfinite()
                  && cost.compareTo(Objects.requireNonNull(everywhere.get(it))) <= 0;
            })
        .toList();
  }

  /**
   * What it costs to suspend each rule: the most that it weighs in any case, times a factor.
   *
   * @param factor at least 1; infinite for no suspensions
   */
  public static Map<Element, Cost> suspensions(
      Constitution constitution, Collection<Findings> cases, double factor) {
    Map<Element, Cost> costs = new TreeMap<>();
    if (Double.isInfinite(factor)) {
      return costs;
    }
    for (Findings each : cases) {
      CaseWeights weights = CaseWeights.of(constitution, each);
      for (DefinedRule rule : constitution.rules().values()) {
        Element element = rule.rule().element();
        costs.merge(element, weights.cost(element), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    costs.replaceAll((rule, cost) -> cost.times(factor));
    return costs;
  }

  /** What each sentence says, in the order of their numbers. */
  public List<String> sentences() {
    return sentences;
  }

  /** The elements in conflict: the first sentences say that they stand. */
  public List<AppliedElement> elements() {
    return elements;
  }

  /** The sentences and arguments. */
  public DialecticalStructure structure() {
    return structure;
  }

  /** What is accepted at first: all elements, and the rules that may be suspended. */
  public Position commitments() {
    return Position.of(
        IntStream.rangeClosed(1, elements.size() + suspended.size()).boxed().toList());
  }

  /** The weights of the sentences, in their order and in proportion to those of the elements. */
  public List<Long> weights() {
    return scale.weights();
  }

  /** Whether weights were rounded to millionths, since exact ones do not fit. */
  public boolean isRounded() {
    return scale.isRounded();
  }

  /**
   * Weights under which global optima are cheapest revisions: account counts more than
   * faithfulness, and systematicity too little to outweigh any difference of cost.
   */
  public Weights adviceWeights() {
    long total = weights().stream().reduce(0L, Math::addExact);
    return new Weights(total + 2, 1, total + 1);
  }

  /** The equilibria under some weights. */
  public Equilibria equilibria(Weights measures) {
    return Equilibria.of(structure, commitments(), measures).weighing(weights());
  }

  /** The elements and rules that commitments give up, by their sentences. */
  public List<String> givenUp(Position commitments) {
    return commitments().literals().stream()
        .filter(it -> !commitments.literals().contains(it))
        .map(it -> sentences.get(it - 1))
        .toList();
  }
}

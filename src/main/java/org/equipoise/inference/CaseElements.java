package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * Everything that plays a part in one case, in an order of its own, with a number for each element.
 * Whoever hands in the same case and judgments in another order gets the same elements. Elements
 * are numbered in their order: attributes and judgments, which are the case's, then rules.
 */
final class CaseElements {
  /** So few elements are searched for, not looked up. */
  private static final int FEW = 32;

  private static final Comparator<Output> OUTPUTS = Comparator.comparing(Output::id);
  private static final Comparator<Judgment> JUDGMENTS = Comparator.comparing(Judgment::id);

  private final RuleBase rules;
  private final Case given;
  private final List<Output> outputs;
  private final List<Judgment> judgments;
  private final List<Element> own;

  /** Those of the case's own elements; none where these are few. */
  private final Map<Element, Integer> numbers;

  private final boolean isChoiceDue;

  CaseElements(RuleBase rules, Case given, List<Judgment> judgments) {
    this(rules, given, judgments, Boolean.TRUE.equals(given.noneIsFine()));
  }

  /**
   * @param isNoneFine whether blocking every output is an answer
   */
  CaseElements(RuleBase rules, Case given, List<Judgment> judgments, boolean isNoneFine) {
    this.isChoiceDue = !isNoneFine && given.outputs().size() > 1;
    this.rules = rules;
    this.given = given;
    this.outputs = sorted(given.outputs(), OUTPUTS);
    this.judgments = sorted(judgments, JUDGMENTS);
    this.own = judgments.isEmpty() && areSettled(given) ? List.of() : own(given);
    this.numbers = own.size() > FEW ? numbers(own) : Map.of();
  }

  private static Map<Element, Integer> numbers(List<Element> own) {
    Map<Element, Integer> numbers = new HashMap<>(2 * own.size());
    for (int i = 0; i < own.size(); i++) {
      Meter.step();
      numbers.put(own.get(i), i);
    }
    return numbers;
  }

  private static boolean areSettled(Case given) {
    List<Output> outputs = given.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (!outputs.get(i).attributes().disputed().isEmpty()) {
        return false;
      }
    }
    for (Message message : given.messages()) {
      if (!message.attributes().disputed().isEmpty()) {
        return false;
      }
    }
    return given.attributes().disputed().isEmpty();
  }

  private List<Element> own(Case given) {
    List<Element> own = new ArrayList<>();
    for (Judgment judgment : judgments) {
      Meter.step();
      own.add(Element.judgment(judgment.id()));
    }
    given.attributes().disputed().keySet().forEach(it -> own.add(Element.attribute("", it)));
    for (Output output : outputs) {
      output
          .attributes()
          .disputed()
          .keySet()
          .forEach(it -> own.add(Element.attribute(output.id(), it)));
    }
    for (int turn = 0; turn < given.messages().size(); turn++) {
      String owner = Message.owner(turn);
      given
          .messages()
          .get(turn)
          .attributes()
          .disputed()
          .keySet()
          .forEach(it -> own.add(Element.attribute(owner, it)));
    }
    return sorted(own, Comparator.naturalOrder());
  }

  private static <T> List<T> sorted(List<T> values, Comparator<? super T> order) {
    if (values.size() < 2) {
      return values;
    }
    List<T> sorted = new ArrayList<>(values);
    sorted.sort(Meter.counting(order));
    return sorted;
  }

  /** The same, where blocking every output is an answer. */
  CaseElements whereNoneIsFine() {
    return new CaseElements(rules, given, judgments, true);
  }

  /** Whether one of several outputs has to be chosen. */
  boolean isChoiceDue() {
    return isChoiceDue;
  }

  RuleBase rules() {
    return rules;
  }

  Case given() {
    return given;
  }

  /** By id. */
  List<Output> outputs() {
    return outputs;
  }

  /** By id. */
  List<Judgment> judgments() {
    return judgments;
  }

  /** The judgment of an id, or null if there is none. */
  @Nullable Judgment judgment(String id) {
    int low = 0;
    int high = judgments.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = judgments.get(middle).id().compareTo(id);
      if (order == 0) {
        return judgments.get(middle);
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  Element element(int number) {
    return number < own.size() ? own.get(number) : rules.ruleIndex().at(number - own.size());
  }

  /** The elements of each environment. */
  List<List<Element>> environments(EnvironmentSet family) {
    int[][] environments = family.environments();
    if (environments.length == 0) {
      return List.of();
    }
    if (environments.length == 1) {
      return List.of(elements(environments[0]));
    }
    List<List<Element>> all = new ArrayList<>(environments.length);
    for (int[] environment : environments) {
      Meter.step();
      all.add(elements(environment));
    }
    return List.copyOf(all);
  }

  /** The places of rules each of which is an environment; null if there are others. */
  int @Nullable [] rulesAlone(EnvironmentSet family) {
    int[][] environments = family.environments();
    int[] places = new int[environments.length];
    for (int i = 0; i < places.length; i++) {
      if (environments[i].length != 1 || environments[i][0] < own.size()) {
        return null;
      }
      places[i] = environments[i][0] - own.size();
    }
    return places;
  }

  private List<Element> elements(int[] numbers) {
    if (numbers.length == 1) {
      return numbers[0] < own.size()
          ? List.of(own.get(numbers[0]))
          : rules.ruleIndex().alone(numbers[0] - own.size());
    }
    Element[] elements = new Element[numbers.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = element(numbers[i]);
    }
    return List.of(elements);
  }

  /** The number of the element of the rule of a number, or -1 if it is a kernel rule. */
  int numberOfRule(int rule) {
    int place = rules.place(rule);
    return place < 0 ? -1 : own.size() + place;
  }

  /** The numbers of all elements but the rules. */
  BitSet otherThanRules() {
    BitSet numbers = new BitSet();
    numbers.set(0, own.size());
    return numbers;
  }

  int size() {
    return own.size() + rules.ruleIndex().size();
  }

  /** The element's number, or -1 if it plays no part in this case. */
  int number(Element element) {
    if (element.isRule()) {
      int place = rules.ruleIndex().place(element);
      return place < 0 ? -1 : own.size() + place;
    }
    return numbers.isEmpty()
        ? Math.max(-1, Collections.binarySearch(own, element))
        : numbers.getOrDefault(element, -1);
  }
}

package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.RuleBase;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;

/**
 * Everything that plays a part in one case, in an order of its own, with a number for each element.
 * Whoever hands in the same case and judgments in another order gets the same cast.
 */
final class Cast {
  private final RuleBase rules;
  private final Case given;
  private final List<Output> outputs;
  private final List<Judgment> judgments;
  private final List<Element> elements = new ArrayList<>();
  private final Map<Element, Integer> numbers = new HashMap<>();

  Cast(RuleBase rules, Case given, List<Judgment> judgments) {
    this.rules = rules;
    this.given = given;
    this.outputs = given.outputs().stream().sorted(Comparator.comparing(Output::id)).toList();
    this.judgments = judgments.stream().sorted(Comparator.comparing(Judgment::id)).toList();
    List<Element> all = new ArrayList<>(rules.elements().values());
    this.judgments.forEach(it -> all.add(Element.judgment(it.id())));
    given.attributes().disputed().keySet().forEach(it -> all.add(Element.attribute("", it)));
    for (Output output : outputs) {
      output
          .attributes()
          .disputed()
          .keySet()
          .forEach(it -> all.add(Element.attribute(output.id(), it)));
    }
    all.stream()
        .sorted()
        .forEach(
            it -> {
              numbers.put(it, elements.size());
              elements.add(it);
            });
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

  Element element(int number) {
    return elements.get(number);
  }

  int size() {
    return elements.size();
  }

  /** The element's number, or -1 if it plays no part in this case. */
  int number(Element element) {
    return numbers.getOrDefault(element, -1);
  }
}

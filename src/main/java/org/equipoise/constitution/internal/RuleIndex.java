package org.equipoise.constitution.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;

/** The principles and theories of a constitution in their elements' order. Immutable. */
public final class RuleIndex {
  private final List<Rule> rules;
  private final Element[] elements;
  private final List<List<Element>> alone;
  private final Map<Element, Integer> places = new HashMap<>();

  RuleIndex(Collection<Rule> rules) {
    this.rules = rules.stream().sorted(Comparator.comparing(Rule::element)).toList();
    this.elements = this.rules.stream().map(Rule::element).toArray(Element[]::new);
    this.alone = Arrays.stream(elements).map(List::of).toList();
    this.rules.forEach(it -> places.put(it.element(), places.size()));
  }

  /** How many elements there are. */
  public int size() {
    return rules.size();
  }

  /** What the rule at a place says of itself; places count from 0. */
  public Rule rule(int place) {
    return rules.get(place);
  }

  /** The element at a place. */
  public Element at(int place) {
    return elements[place];
  }

  /** The element at a place, and no other. */
  public List<Element> alone(int place) {
    return alone.get(place);
  }

  /** The element's place, or -1 if the constitution has no such element. */
  public int place(Element element) {
    return places.getOrDefault(element, -1);
  }
}

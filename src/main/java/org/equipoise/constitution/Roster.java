package org.equipoise.constitution;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.language.Element;

/** The elements of a constitution in their order, each with its place. Immutable. */
public final class Roster {
  private final List<Element> ordered;
  private final Map<Element, Integer> places = new HashMap<>();

  Roster(Collection<Element> elements) {
    ordered = elements.stream().sorted().toList();
    ordered.forEach(it -> places.put(it, places.size()));
  }

  /** How many elements there are. */
  public int size() {
    return ordered.size();
  }

  /** The element at a place, from 0. */
  public Element at(int place) {
    return ordered.get(place);
  }

  /** The element's place, or -1 if the constitution has no such element. */
  public int place(Element element) {
    return places.getOrDefault(element, -1);
  }
}

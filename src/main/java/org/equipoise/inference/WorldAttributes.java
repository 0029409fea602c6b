package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Disputed;
import org.equipoise.language.AttributeReader;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/** Attributes as they are in one world, and which disputed ones were looked at. */
final class WorldAttributes {
  private final CaseElements caseElements;
  private final BitSet relaxed;
  private final BitSet disputesRead = new BitSet();
  private final List<Integer> disputesInOrder = new ArrayList<>(0);

  WorldAttributes(CaseElements caseElements, BitSet relaxed) {
    this.caseElements = caseElements;
    this.relaxed = relaxed;
  }

  /** The numbers of the disputed attributes that some rule looked at. */
  BitSet disputesRead() {
    return disputesRead;
  }

  /** The same, in the order in which they were looked at first. */
  List<Integer> disputesInOrder() {
    return disputesInOrder;
  }

  /** Reads the attributes of an owner, as a disputed one is in this world. */
  AttributeReader reader(String output, Attributes attributes) {
    if (attributes.disputed().isEmpty()) {
      return attributes::get;
    }
    Map<String, Integer> disputes = new HashMap<>();
    attributes
        .disputed()
        .keySet()
        .forEach(it -> disputes.put(it, caseElements.number(Element.attribute(output, it))));
    return name -> read(attributes, disputes, name);
  }

  /** An attribute as it is in this world; an object is read with everything in it. */
  private @Nullable Object read(Attributes attributes, Map<String, Integer> disputes, String name) {
    Integer number = disputes.get(name);
    if (number != null) {
      if (!disputesRead.get(number)) {
        disputesRead.set(number);
        disputesInOrder.add(number);
      }
      Disputed disputed = Objects.requireNonNull(attributes.disputed().get(name));
      return relaxed.get(number) ? disputed.otherwise() : disputed.value();
    }
    Object value = attributes.get(name);
    if (value instanceof Map<?, ?> inner) {
      Meter.turns(inner.size());
      Map<Object, Object> plain = new LinkedHashMap<>();
      inner.keySet().forEach(it -> plain.put(it, read(attributes, disputes, name + "." + it)));
      return plain;
    }
    return value;
  }
}

package org.equipoise.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/** A case and its judgments, as plain values that owe nothing to the inference. */
record Situation(Map<String, Value> attributes, List<Alternative> outputs, List<Held> held) {
  static final String CASE = "C-1";

  /** An attribute's value. */
  record Value(@Nullable Object value, boolean disputed) {
    @Nullable Object in(boolean standing) {
      return !disputed || standing ? value : value instanceof Boolean it ? (Object) !it : null;
    }
  }

  record Alternative(String id, Map<String, Value> attributes) {}

  /** A judgment: a status of an output, or, with {@code over}, a preference. */
  record Held(
      String id,
      String output,
      @Nullable String status,
      @Nullable String over,
      Map<String, Value> circumstances) {}

  /** Every revisable element of this situation, by name. */
  List<String> elements() {
    List<String> elements = new ArrayList<>();
    held.forEach(it -> elements.add("judgment:" + it.id()));
    disputed("", attributes, elements);
    outputs.forEach(it -> disputed(it.id(), it.attributes(), elements));
    return elements;
  }

  private static void disputed(String owner, Map<String, Value> from, List<String> elements) {
    from.forEach(
        (name, value) -> {
          if (value.disputed()) {
            elements.add("attribute:" + owner + "/" + name);
          }
        });
  }

  Case asCase() {
    return new Case(
        CASE,
        null,
        attributes(attributes),
        outputs.stream().map(it -> Output.of(it.id(), attributes(it.attributes()))).toList(),
        List.of(),
        Attributes.none());
  }

  List<Judgment> asJudgments() {
    return held.stream()
        .map(
            it ->
                new Judgment(
                    it.id(),
                    CASE,
                    it.over() != null
                        ? new Judgment.Preference(it.output(), it.over())
                        : new Judgment.OnOutput(
                            it.output(), DeonticStatus.of(it.status()).orElseThrow()),
                    null,
                    0.5,
                    null,
                    attributes(it.circumstances()),
                    Attributes.none()))
        .toList();
  }

  private static Attributes attributes(Map<String, Value> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach(
        (name, it) -> plain.put(name, it.disputed() ? new Disputed(it.value(), 0.5) : it.value()));
    return Attributes.of(plain);
  }

  /** The same situation, everything in another order. */
  Situation reordered(java.util.Random random) {
    List<Alternative> others = new ArrayList<>();
    outputs.forEach(it -> others.add(new Alternative(it.id(), reordered(it.attributes(), random))));
    List<Held> judgments = new ArrayList<>(held);
    java.util.Collections.shuffle(others, random);
    java.util.Collections.shuffle(judgments, random);
    return new Situation(reordered(attributes, random), others, judgments);
  }

  private static Map<String, Value> reordered(Map<String, Value> values, java.util.Random random) {
    List<String> names = new ArrayList<>(new TreeMap<>(values).keySet());
    java.util.Collections.shuffle(names, random);
    Map<String, Value> other = new LinkedHashMap<>();
    names.forEach(it -> other.put(it, values.get(it)));
    return other;
  }
}

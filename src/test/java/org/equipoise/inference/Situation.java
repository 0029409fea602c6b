package org.equipoise.inference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.jspecify.annotations.Nullable;

/**
 * A case and its judgments, as plain values that owe nothing to the inference.
 *
 * @param session what was raised in earlier cases
 */
record Situation(
    Map<String, Value> attributes,
    List<Alternative> outputs,
    List<Held> held,
    List<Spoken> messages,
    List<String> session,
    boolean noneIsFine) {
  static final String CASE = "C-1";

  /** The day on which every case is decided, at noon. */
  static final LocalDate DAY = LocalDate.of(2026, 6, 15);

  private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");

  /** An attribute's value. */
  record Value(@Nullable Object value, boolean disputed) {
    @Nullable Object in(boolean standing) {
      return !disputed || standing ? value : value instanceof Boolean it ? (Object) !it : null;
    }
  }

  record Alternative(String id, Map<String, Value> attributes) {}

  /** A message. */
  record Spoken(String role, String text, Map<String, Value> attributes) {}

  /**
   * A judgment: a status of an output, or, with {@code over}, a preference.
   *
   * @param stakeholder who holds it, or null
   * @param age in days, or null where its time is not known
   */
  record Held(
      String id,
      String output,
      @Nullable String status,
      @Nullable String over,
      @Nullable String stakeholder,
      @Nullable Integer age,
      Map<String, Value> circumstances) {}

  /** Every revisable element of this situation, by name. */
  List<String> elements() {
    List<String> elements = new ArrayList<>();
    held.forEach(it -> elements.add("judgment:" + it.id()));
    disputed("", attributes, elements);
    outputs.forEach(it -> disputed(it.id(), it.attributes(), elements));
    for (int turn = 0; turn < messages.size(); turn++) {
      disputed("messages/" + turn, messages.get(turn).attributes(), elements);
    }
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
        Attributes.none(),
        NOON,
        messages.stream()
            .map(
                it ->
                    new Message(
                        Message.Role.valueOf(it.role().toUpperCase(Locale.ROOT)),
                        it.text(),
                        attributes(it.attributes()),
                        Attributes.none()))
            .toList(),
        Session.of(session),
        noneIsFine);
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
                    it.stakeholder(),
                    0.5,
                    it.age() == null ? null : NOON.minus(Duration.ofDays(it.age())),
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
    return new Situation(
        reordered(attributes, random), others, judgments, messages, session, noneIsFine);
  }

  private static Map<String, Value> reordered(Map<String, Value> values, java.util.Random random) {
    List<String> names = new ArrayList<>(new TreeMap<>(values).keySet());
    java.util.Collections.shuffle(names, random);
    Map<String, Value> other = new LinkedHashMap<>();
    names.forEach(it -> other.put(it, values.get(it)));
    return other;
  }
}

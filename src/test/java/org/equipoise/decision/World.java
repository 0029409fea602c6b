package org.equipoise.decision;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;

/** What some laws say of a case while some elements are relaxed, worked out without the engine. */
final class World {

  /**
   * A rule written twice: as DRL, and as what it does in a world.
   *
   * @param level the place of its level, the highest first; 0 where there are none
   */
  record Law(Element element, double weight, int level, boolean entrenched, String drl, Does does) {
    interface Does extends BiConsumer<World, Element> {}

    Law of(int itsLevel, String name) {
      String levelled = drl.replaceFirst("\\( weight", "( level = \"" + name + "\", weight");
      return new Law(element, weight, itsLevel, entrenched, levelled, does);
    }
  }

  record Said(String output, DeonticStatus status, String over, Element by) {}

  record Rank(Element by, String first, String second) {}

  private final Case given;
  private final List<Judgment> judgments;
  private final Set<Element> relaxed;
  final Set<Said> claims = new LinkedHashSet<>();
  final Set<Element> read = new HashSet<>();
  final Map<Element, Map<Element, Double>> supports = new TreeMap<>();
  final Map<Element, Map<Element, Double>> discounts = new TreeMap<>();
  final Map<Element, Map<String, Double>> degrees = new TreeMap<>();
  final Map<String, Set<Element>> escalated = new TreeMap<>();
  final Map<Element, Map<String, Double>> pulls = new TreeMap<>();
  final Set<Rank> ranks = new LinkedHashSet<>();
  private final Set<List<String>> lifted = new HashSet<>();
  private final Set<String> excluded = new HashSet<>();

  /** Laws are given in an order in which none looks at what a later one says. */
  World(List<Law> laws, Case given, List<Judgment> judgments, Set<Element> relaxed) {
    this.given = given;
    this.judgments = judgments;
    this.relaxed = relaxed;
    laws.stream().filter(it -> it.drl().contains("exclude")).forEach(this::hear);
    judgments.forEach(this::hear);
    laws.stream().filter(it -> !it.drl().contains("exclude")).forEach(this::hear);
  }

  private void hear(Law law) {
    law.does().accept(this, law.element());
  }

  private void hear(Judgment judgment) {
    Element by = Element.judgment(judgment.id());
    if (!excluded.contains(judgment.id())) {
      if (judgment.verdict() instanceof OnOutput it) {
        say(by, it.output(), it.status(), null);
      } else {
        Preference it = (Preference) judgment.verdict();
        say(by, it.preferred(), DeonticStatus.PERMITTED, it.over());
      }
    }
  }

  List<String> outputs() {
    return given.outputs().stream().map(Output::id).toList();
  }

  /** The judgments that stand and were made in a circumstance. */
  List<Judgment> judgmentsIn(String circumstance) {
    return judgments.stream()
        .filter(it -> !relaxed.contains(Element.judgment(it.id())))
        .filter(it -> Boolean.TRUE.equals(it.circumstances().get(circumstance)))
        .toList();
  }

  /** Whether an attribute of an output, or of the case where it is empty, is true here. */
  boolean has(String output, String name) {
    Attributes attributes =
        output.isEmpty()
            ? given.attributes()
            : given.outputs().stream()
                .filter(it -> it.id().equals(output))
                .findFirst()
                .orElseThrow()
                .attributes();
    Disputed disputed = attributes.disputed().get(name);
    if (disputed == null) {
      return Boolean.TRUE.equals(attributes.get(name));
    }
    Element element = Element.attribute(output, name);
    read.add(element);
    return Boolean.TRUE.equals(disputed.value()) != relaxed.contains(element);
  }

  List<String> outputsWith(String name) {
    return outputs().stream().filter(it -> has(it, name)).toList();
  }

  long count(String output, DeonticStatus status) {
    long count = 0;
    for (Said it : claims) {
      count += it.output().equals(output) && it.status() == status ? 1 : 0;
    }
    return count;
  }

  void say(Element by, String output, DeonticStatus status, String over) {
    say(by, output, status, over, 1);
  }

  /** Claims with a part of the rule's weight, unless something said before lifts it. */
  void say(Element by, String output, DeonticStatus status, String over, double degree) {
    if (!relaxed.contains(by) && !lifted.contains(List.of(by.name(), output))) {
      claims.add(new Said(output, status, over, by));
      degrees.computeIfAbsent(by, it -> new TreeMap<>()).merge(output, degree, Math::max);
    }
  }

  void lift(Element by, String rule, String output) {
    if (!relaxed.contains(by)) {
      lifted.add(List.of(rule, output));
    }
  }

  void escalate(Element by, String output) {
    if (!relaxed.contains(by)) {
      escalated.computeIfAbsent(output, it -> new HashSet<>()).add(by);
    }
  }

  void pull(Element by, String output, double strength) {
    if (!relaxed.contains(by)) {
      pulls.computeIfAbsent(by, it -> new TreeMap<>()).put(output, strength);
    }
  }

  void rank(Element by, String first, String second) {
    if (!relaxed.contains(by)) {
      ranks.add(new Rank(by, first, second));
    }
  }

  void exclude(Element by, Judgment judgment) {
    if (!relaxed.contains(by)) {
      excluded.add(judgment.id());
    }
  }

  void support(Element by, Element target, double strength) {
    supports.computeIfAbsent(target, it -> new TreeMap<>()).put(by, strength);
  }

  void discount(Element by, Element target, double factor) {
    discounts.computeIfAbsent(target, it -> new TreeMap<>()).merge(by, factor, Math::min);
  }

  boolean isAgainst(String output) {
    return count(output, DeonticStatus.FORBIDDEN) > 0;
  }

  boolean isFor(String output) {
    return count(output, DeonticStatus.PERMITTED) + count(output, DeonticStatus.OBLIGATORY) > 0;
  }
}

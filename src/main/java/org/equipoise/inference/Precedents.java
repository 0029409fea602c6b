package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.RuleBase;
import org.equipoise.language.Alike;
import org.equipoise.language.Conflict;
import org.equipoise.language.Element;
import org.equipoise.language.Recorder;
import org.equipoise.language.Stance;
import org.equipoise.language.Vocabulary;
import org.equipoise.matching.WorkingMemory;
import org.jspecify.annotations.Nullable;

/**
 * Conflicts across cases. Cases are handed in one by one; of each only the outputs that carry a key
 * are kept, with where they stand. The kernel's rules that run across cases then see one key at a
 * time. Not safe for several threads.
 *
 * <p>Each such conflict is a conjunction of what holds in one case or another, so its label is the
 * product of theirs, exact also where the rules of a case are not monotone.
 */
public final class Precedents {
  private final RuleBase rules;
  private final int labelSize;
  private final Map<String, List<Part>> byKey = new TreeMap<>();
  private final TreeSet<AppliedElement> elements = new TreeSet<>();

  /**
   * A conflict between cases.
   *
   * @param cases those it is between, sorted
   * @param environments fewer elements first, then by text
   * @param whileRelaxed what must be relaxed for it, where cases were added with elements relaxed
   */
  public record AcrossCases(
      Conflict conflict,
      List<String> cases,
      List<String> reasons,
      List<List<AppliedElement>> environments,
      List<AppliedElement> whileRelaxed,
      boolean truncated) {}

  /** A fact that several cases share, and what it rests on in its own. */
  private record Part(Object fact, String caseId, Label label, List<AppliedElement> whileRelaxed) {}

  public Precedents(Constitution constitution) {
    this.rules = constitution.ruleBase();
    this.labelSize = constitution.settings().limits().labelSize();
  }

  /** Adds what was found in a case. */
  public void add(Findings findings) {
    String caseId = findings.given().id();
    for (Findings.FoundAlike found : findings.alike()) {
      Alike alike = found.alike();
      keep(alike.key(), new Part(alike, caseId, found.label(), List.of()));
      for (String position : List.of(Stance.AGAINST, Stance.FOR)) {
        Stance stance = new Stance(caseId, alike.output(), position);
        Label label = findings.label(stance);
        if (!label.environments().isEmpty()) {
          keep(alike.key(), new Part(stance, caseId, label, List.of()));
        }
      }
    }
  }

  /**
   * Adds what is found in a case with some elements relaxed. What it rests on then holds only while
   * they are.
   */
  public void add(Findings findings, Collection<Element> relaxed) {
    if (relaxed.isEmpty()) {
      add(findings);
      return;
    }
    String caseId = findings.given().id();
    for (Alike alike : findings.alikeWithout(relaxed)) {
      keep(alike.key(), part(findings, alike, caseId, relaxed));
      for (String position : List.of(Stance.AGAINST, Stance.FOR)) {
        Part part = part(findings, new Stance(caseId, alike.output(), position), caseId, relaxed);
        if (!part.label().environments().isEmpty()) {
          keep(alike.key(), part);
        }
      }
    }
  }

  private static Part part(
      Findings findings, Object fact, String caseId, Collection<Element> relaxed) {
    Findings.Region region = findings.regionWithout(fact, relaxed);
    List<List<Element>> environments = new ArrayList<>();
    for (List<Element> environment : region.environments()) {
      if (environment.stream().noneMatch(relaxed::contains)) {
        environments.add(
            Stream.concat(environment.stream(), region.standing().stream()).sorted().toList());
      }
    }
    return new Part(
        fact,
        caseId,
        new Label(environments, region.truncated()),
        region.relaxed().stream().map(it -> new AppliedElement(it, caseId)).toList());
  }

  private void keep(String key, Part part) {
    byKey.computeIfAbsent(key, it -> new ArrayList<>()).add(part);
    for (List<Element> environment : part.label().environments()) {
      environment.forEach(it -> elements.add(new AppliedElement(it, part.caseId())));
    }
  }

  /**
   * The conflicts that take more than one case, by kind and by what they are about.
   *
   * @throws InferenceException if a rule fails
   */
  public List<AcrossCases> conflicts() {
    List<AppliedElement> numbered = List.copyOf(elements);
    Map<AppliedElement, Integer> numbers = new HashMap<>();
    numbered.forEach(it -> numbers.put(it, numbers.size()));
    List<AcrossCases> found = new ArrayList<>();
    for (Collection<Part> parts : byKey.values()) {
      Key key = new Key(numbers);
      key.run(parts);
      key.conclusions.forEach(
          (conflict, node) ->
              found.add(
                  new AcrossCases(
                      conflict,
                      List.copyOf(key.between.get(conflict)),
                      node.reasons(),
                      node.family().environments().stream()
                          .map(it -> java.util.Arrays.stream(it).mapToObj(numbered::get).toList())
                          .toList(),
                      List.copyOf(key.whileRelaxed.get(conflict)),
                      node.family().truncated())));
    }
    found.sort(
        Comparator.comparing((AcrossCases it) -> it.conflict().kind())
            .thenComparing(it -> it.conflict().about().toString()));
    return found;
  }

  /** What one key's outputs say to each other. */
  private final class Key implements Recorder {
    private final Map<AppliedElement, Integer> numbers;
    private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Part> partOf = new IdentityHashMap<>();
    private final Map<Conflict, TreeSet<String>> between = new HashMap<>();
    private final Map<Conflict, TreeSet<AppliedElement>> whileRelaxed = new HashMap<>();
    private final Map<Conflict, Node> conclusions = new HashMap<>();
    private final WorkingMemory memory = rules.compiled().open();

    Key(Map<AppliedElement, Integer> numbers) {
      this.numbers = numbers;
    }

    void run(Collection<Part> parts) {
      try (memory) {
        Vocabulary.hearing(
            this,
            () -> {
              parts.stream()
                  .sorted(Comparator.comparing(it -> it.fact().toString()))
                  .forEach(
                      part -> {
                        nodes.put(part.fact(), new Node(part.fact(), family(part)));
                        partOf.put(part.fact(), part);
                        memory.insert(part.fact());
                      });
              memory.fire(it -> !rules.acrossCases().contains(it), Integer.MAX_VALUE);
            });
      }
    }

    private Family family(Part part) {
      Family family = Family.FALSE;
      for (List<Element> environment : part.label().environments()) {
        Family product = Family.TRUE;
        for (Element element : environment) {
          int number = numbers.getOrDefault(new AppliedElement(element, part.caseId()), -1);
          product = product.and(Family.of(number), labelSize);
        }
        family = family.or(product, labelSize);
      }
      return part.label().truncated() ? family.cut() : family;
    }

    @Override
    public void follows(Object conclusion, @Nullable String why, Set<Element> resting) {
      if (!(conclusion instanceof Conflict conflict)) {
        return;
      }
      List<Part> parts = new ArrayList<>();
      List<Node> antecedents = new ArrayList<>();
      for (Object matched : memory.matched()) {
        Node node = nodes.get(matched);
        if (node != null) {
          antecedents.add(node);
          parts.add(partOf.get(matched));
        }
      }
      if (parts.stream().map(Part::caseId).distinct().count() < 2) {
        return; // found in its case already
      }
      Node node = conclusions.computeIfAbsent(conflict, it -> new Node(it, Family.FALSE));
      Node.Derivation derivation = new Node.Derivation(node, antecedents, List.of(), -1);
      node.arrive(derivation, why);
      for (Part part : parts) {
        between.computeIfAbsent(conflict, it -> new TreeSet<>()).add(part.caseId());
        whileRelaxed.computeIfAbsent(conflict, it -> new TreeSet<>()).addAll(part.whileRelaxed());
      }
      node.update(labelSize);
    }

    @Override
    public @Nullable Element speaker() {
      return null;
    }

    @Override
    public String caseId() {
      throw new IllegalStateException("a rule that runs across cases has no case at hand");
    }
  }
}

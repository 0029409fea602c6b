package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.matching.WorkingMemory;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.language.Alike;
import org.equipoise.language.Conflict;
import org.equipoise.language.DerivationListener;
import org.equipoise.language.Element;
import org.equipoise.language.Stance;
import org.equipoise.language.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Conflicts across cases. Cases are handed in one by one; of each only the outputs that carry a key
 * are kept, with where they stand. The kernel's rules that run across cases are about two outputs
 * of one key: one that is forbidden, and one that is not. Not safe for several threads.
 *
 * <p>Each such conflict is a conjunction of what holds in one case or another, so its label is the
 * product of theirs, exact also where the rules of a case are not monotone.
 */
public final class Precedents {
  private final RuleBase rules;
  private final int labelSize;
  private final Map<String, List<Part>> byKey = new TreeMap<>();
  private final Memory memory;

  /** The conflicts of the keys that have any; null before they are asked for. */
  private @Nullable SortedMap<String, List<AcrossCases>> conflicting;

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

  /**
   * A case with other elements relaxed than when it was added.
   *
   * @param before the elements that were relaxed then
   * @param after those that are relaxed instead
   */
  public record Replacement(
      Findings findings, Collection<Element> before, Collection<Element> after) {}

  /**
   * A fact that several cases share, and what it rests on in its own.
   *
   * @param text of the fact, by which facts are ordered
   */
  private record Part(
      Object fact, String text, String caseId, Label label, List<AppliedElement> whileRelaxed) {
    Part(Object fact, String caseId, Label label, List<AppliedElement> whileRelaxed) {
      this(fact, fact.toString(), caseId, label, whileRelaxed);
    }
  }

  /** An output in a case. */
  private record Place(String caseId, String output) {
    static Place of(Object fact) {
      return fact instanceof Alike alike
          ? new Place(alike.caseId(), alike.output())
          : of((Stance) fact);
    }

    private static Place of(Stance stance) {
      return new Place(stance.caseId(), stance.output());
    }
  }

  /** The parts of an output, and whether it may be forbidden, and may not be. */
  private static final class Placed {
    final List<Part> parts = new ArrayList<>();
    private final int number;
    boolean isAgainst;
    boolean isFor;

    Placed(int number) {
      this.number = number;
    }

    void add(Part part) {
      parts.add(part);
      if (part.fact() instanceof Stance stance) {
        isAgainst |= stance.position().equals(Stance.AGAINST);
        isFor |= stance.position().equals(Stance.FOR);
      }
    }

    /** Whether the kernel's rules have to see both, of which this is forbidden and that is not. */
    boolean isToCompare(Placed that) {
      boolean isSeenTheOtherWay = that.isAgainst && isFor && number > that.number;
      return !isSeenTheOtherWay && !parts.get(0).caseId().equals(that.parts.get(0).caseId());
    }
  }

  /** A part, and the key under which it is shared. */
  private record Keyed(String key, Part part) {}

  /** What was found before of cases that somebody still holds, and of the same parts. */
  private static final class Memory {
    private static final int MAX_KEPT = 100_000;

    final Map<Findings, Map<List<Element>, List<Keyed>>> parts = new WeakHashMap<>();
    final Map<List<Part>, List<AcrossCases>> conflicts = new HashMap<>();
    private int size;

    void grow() {
      if (++size > MAX_KEPT) {
        parts.clear();
        conflicts.clear();
        size = 0;
      }
    }
  }

  public Precedents(Constitution constitution) {
    this(constitution.ruleBase(), constitution.settings().limits().labelSize(), new Memory());
  }

  private Precedents(RuleBase rules, int labelSize, Memory memory) {
    this.rules = rules;
    this.labelSize = labelSize;
    this.memory = memory;
  }

  /** No cases as yet, and what was found here need not be found again. */
  public Precedents afresh() {
    return new Precedents(rules, labelSize, memory);
  }

  /** Adds what was found in a case. */
  public void add(Findings findings) {
    add(findings, List.of());
  }

  /**
   * Adds what is found in a case with some elements relaxed. What it rests on then holds only while
   * they are.
   *
   * @return whether the case has anything that other cases may be measured by
   */
  public boolean add(Findings findings, Collection<Element> relaxed) {
    List<Keyed> parts = known(findings, relaxed);
    for (Keyed each : parts) {
      byKey.computeIfAbsent(each.key(), it -> new ArrayList<>()).add(each.part());
    }
    conflicting = null;
    return !parts.isEmpty();
  }

  private List<Keyed> known(Findings findings, Collection<Element> relaxed) {
    Map<List<Element>, List<Keyed>> known =
        memory.parts.computeIfAbsent(findings, it -> new HashMap<>());
    List<Element> without = List.copyOf(relaxed);
    List<Keyed> parts = known.get(without);
    if (parts == null) {
      parts = without.isEmpty() ? parts(findings) : parts(findings, without);
      known.put(without, parts);
      memory.grow();
    }
    return parts;
  }

  private static List<Keyed> parts(Findings findings) {
    List<Keyed> parts = new ArrayList<>();
    String caseId = findings.given().id();
    for (Findings.FoundAlike found : findings.alike()) {
      Alike alike = found.alike();
      parts.add(new Keyed(alike.key(), new Part(alike, caseId, found.label(), List.of())));
      for (String position : List.of(Stance.AGAINST, Stance.FOR)) {
        Stance stance = new Stance(caseId, alike.output(), position);
        Label label = findings.label(stance);
        if (mayHold(label)) {
          parts.add(new Keyed(alike.key(), new Part(stance, caseId, label, List.of())));
        }
      }
    }
    return parts;
  }

  private static List<Keyed> parts(Findings findings, List<Element> relaxed) {
    List<Keyed> parts = new ArrayList<>();
    String caseId = findings.given().id();
    for (Alike alike : findings.alikeWithout(relaxed)) {
      parts.add(new Keyed(alike.key(), part(findings, alike, caseId, relaxed)));
      for (String position : List.of(Stance.AGAINST, Stance.FOR)) {
        Part part = part(findings, new Stance(caseId, alike.output(), position), caseId, relaxed);
        if (mayHold(part.label())) {
          parts.add(new Keyed(alike.key(), part));
        }
      }
    }
    return parts;
  }

  /** Whether there is anything to rest on, or was, before the label was cut. */
  private static boolean mayHold(Label label) {
    return !label.environments().isEmpty() || label.truncated();
  }

  private static Part part(
      Findings findings, Object fact, String caseId, Collection<Element> relaxed) {
    WorldRegion region = findings.regionWithout(fact, relaxed);
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

  /**
   * The conflicts that take more than one case, by kind and by what they are about.
   *
   * @throws InferenceException if a rule fails
   */
  public List<AcrossCases> conflicts() {
    return conflicts(() -> false);
  }

  /**
   * The same, or those that were found when it was to stop. Each of them is a whole one; others are
   * missing if {@code stop} was true once.
   *
   * @throws InferenceException if a rule fails
   */
  public List<AcrossCases> conflicts(BooleanSupplier stop) {
    return sorted(conflicting(stop).values());
  }

  /** The conflicts of the keys that have any, as far as they were found when it was to stop. */
  private SortedMap<String, List<AcrossCases>> conflicting(BooleanSupplier stop) {
    SortedMap<String, List<AcrossCases>> found = conflicting;
    if (found == null) {
      found = new TreeMap<>();
      boolean[] isStopped = {false};
      for (Map.Entry<String, List<Part>> key : byKey.entrySet()) {
        List<AcrossCases> own =
            knownConflicts(key.getValue(), () -> isStopped[0] |= stop.getAsBoolean());
        if (!own.isEmpty()) {
          found.put(key.getKey(), own);
        }
      }
      conflicting = isStopped[0] ? null : found;
    }
    return found;
  }

  private List<AcrossCases> knownConflicts(List<Part> parts, BooleanSupplier stop) {
    List<AcrossCases> known = memory.conflicts.get(parts);
    if (known == null) {
      boolean[] isStopped = {false};
      known = conflicts(parts, () -> isStopped[0] |= stop.getAsBoolean());
      if (!isStopped[0]) {
        memory.conflicts.put(List.copyOf(parts), known);
        memory.grow();
      }
    }
    return known;
  }

  /** A conflict, and the text by which conflicts of one kind are ordered. */
  private record Ordered(String about, AcrossCases found) {}

  private static List<AcrossCases> sorted(Collection<List<AcrossCases>> some) {
    List<Ordered> found = new ArrayList<>();
    for (List<AcrossCases> each : some) {
      each.forEach(it -> found.add(new Ordered(it.conflict().about().toString(), it)));
    }
    found.sort(
        Meter.counting(
            Comparator.comparing((Ordered it) -> it.found().conflict().kind())
                .thenComparing(Ordered::about)));
    return found.stream().map(Ordered::found).toList();
  }

  /**
   * The conflicts that take more than one case, if some cases were added with other elements
   * relaxed. Only keys that these cases have, or had, are looked at again.
   *
   * @throws InferenceException if a rule fails
   */
  public List<AcrossCases> conflictsAfter(List<Replacement> replacements) {
    SortedMap<String, List<Part>> fresh = new TreeMap<>();
    Set<String> replaced = new TreeSet<>();
    for (Replacement each : replacements) {
      replaced.add(each.findings().given().id());
      known(each.findings(), each.before())
          .forEach(it -> fresh.computeIfAbsent(it.key(), key -> new ArrayList<>()));
      known(each.findings(), each.after())
          .forEach(it -> fresh.computeIfAbsent(it.key(), key -> new ArrayList<>()).add(it.part()));
    }
    if (fresh.isEmpty()) {
      return conflicts();
    }
    SortedMap<String, List<AcrossCases>> found = new TreeMap<>(conflicting(() -> false));
    fresh.forEach(
        (key, added) -> {
          List<Part> parts = new ArrayList<>(added);
          byKey.getOrDefault(key, List.of()).stream()
              .filter(it -> !replaced.contains(it.caseId()))
              .forEach(parts::add);
          parts.sort(Comparator.comparing(Part::caseId)); // stable, and the order of adding
          found.put(key, knownConflicts(parts, () -> false));
        });
    return sorted(found.values());
  }

  private List<AcrossCases> conflicts(List<Part> all, BooleanSupplier stop) {
    Map<Place, Placed> byPlace = new LinkedHashMap<>();
    for (Part part : all) {
      Meter.step();
      byPlace.computeIfAbsent(Place.of(part.fact()), it -> new Placed(byPlace.size())).add(part);
    }
    List<Placed> forbidden = byPlace.values().stream().filter(it -> it.isAgainst).toList();
    List<Placed> others = byPlace.values().stream().filter(it -> it.isFor).toList();
    if (forbidden.isEmpty() || others.isEmpty()) {
      return List.of();
    }
    List<Part> parts =
        byPlace.values().stream()
            .filter(it -> it.isAgainst || it.isFor)
            .flatMap(it -> it.parts.stream())
            .toList();
    TreeSet<AppliedElement> elements = new TreeSet<>();
    for (Part part : parts) {
      Meter.step();
      for (List<Element> environment : part.label().environments()) {
        environment.forEach(it -> elements.add(new AppliedElement(it, part.caseId())));
      }
    }
    List<AppliedElement> numbered = List.copyOf(elements);
    Map<AppliedElement, Integer> numbers = new HashMap<>();
    numbered.forEach(it -> numbers.put(it, numbers.size()));
    Key key = new Key(numbers);
    key.know(parts);
    if (rules.compiled().isInEngine()) {
      key.run(parts);
    } else {
      // The engine joins by hash; matching by steps would try each part with each three times.
      for (Placed one : forbidden) {
        for (Placed other : others) {
          Meter.step();
          if (one.isToCompare(other) && !stop.getAsBoolean()) {
            key.run(Stream.concat(one.parts.stream(), other.parts.stream()).toList());
          }
        }
      }
    }
    List<AcrossCases> found = new ArrayList<>();
    key.conclusions.forEach(
        (conflict, node) ->
            found.add(
                new AcrossCases(
                    conflict,
                    List.copyOf(key.between.get(conflict)),
                    node.reasons(),
                    Arrays.stream(node.family().environments())
                        .map(it -> Arrays.stream(it).mapToObj(numbered::get).toList())
                        .toList(),
                    List.copyOf(key.whileRelaxed.get(conflict)),
                    node.family().truncated())));
    return found;
  }

  /** What one key's outputs say to each other. */
  private final class Key implements DerivationListener {
    private final Map<AppliedElement, Integer> numbers;
    private final IdentityHashMap<Object, DerivationNode> nodes = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Part> partOf = new IdentityHashMap<>();
    private final Map<Conflict, TreeSet<String>> between = new HashMap<>();
    private final Map<Conflict, TreeSet<AppliedElement>> whileRelaxed = new HashMap<>();
    private final Map<Conflict, DerivationNode> conclusions = new HashMap<>();
    private @Nullable WorkingMemory working;

    Key(Map<AppliedElement, Integer> numbers) {
      this.numbers = numbers;
    }

    void know(Collection<Part> parts) {
      for (Part part : parts) {
        Meter.step();
        nodes.put(part.fact(), DerivationNode.given(part.fact(), family(part)));
        partOf.put(part.fact(), part);
      }
    }

    /** Fires on some of the parts that are known. */
    void run(Collection<Part> parts) {
      try (WorkingMemory opened = rules.compiled().open()) {
        working = opened;
        Vocabulary.recording(
            this,
            () -> {
              parts.stream()
                  .sorted(Comparator.comparing(Part::text))
                  .forEach(it -> opened.insert(it.fact()));
              opened.fire(rules::staysWithinCase, Integer.MAX_VALUE);
            });
      }
    }

    private EnvironmentSet family(Part part) {
      EnvironmentSet family = EnvironmentSet.FALSE;
      for (List<Element> environment : part.label().environments()) {
        EnvironmentSet product = EnvironmentSet.TRUE;
        for (Element element : environment) {
          int number = numbers.getOrDefault(new AppliedElement(element, part.caseId()), -1);
          product = product.and(EnvironmentSet.of(number), labelSize);
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
      List<DerivationNode> antecedents = new ArrayList<>();
      for (Object matched : Objects.requireNonNull(working).matched()) {
        DerivationNode node = nodes.get(matched);
        if (node != null) {
          antecedents.add(node);
          parts.add(partOf.get(matched));
        }
      }
      if (parts.stream().map(Part::caseId).distinct().count() < 2) {
        return; // found in its case already
      }
      DerivationNode node =
          conclusions.computeIfAbsent(conflict, it -> DerivationNode.conclusion(it, it));
      DerivationNode.Derivation derivation =
          new DerivationNode.Derivation(antecedents.toArray(DerivationNode[]::new), new int[0], -1);
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

package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.internal.Corpus.Application;
import org.equipoise.authoring.amendment.internal.Corpus.Held;
import org.equipoise.authoring.amendment.internal.Option.Dropped;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.InferenceException;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.revision.CountedJudgments;

/**
 * Where principles would speak without some of their conditions. That is not worked out from the
 * conditions: the principles are compiled without them, and run on all cases.
 *
 * <p>A principle is widened only if without any of these conditions it would speak for a judgment
 * for which none speaks. Of widenings that speak on the same outputs, the one that drops the fewest
 * conditions stands for all.
 */
public final class Widenings {
  private final Corpus corpus;
  private final Constitution constitution;
  private final Settled settled;

  /** The outputs on which each rule speaks now, by case. */
  private final Map<String, Map<Element, Set<String>>> now = new HashMap<>();

  private Widenings(Corpus corpus, Settled settled) {
    this.corpus = corpus;
    this.constitution = corpus.constitution();
    this.settled = settled;
    for (Application each : corpus.applications()) {
      now.computeIfAbsent(each.caseId(), it -> new HashMap<>())
          .computeIfAbsent(each.rule(), it -> new HashSet<>())
          .add(corpus.sites().get(each.site()).output().id());
    }
  }

  /** A principle without some conditions, and a name for it. */
  private record Variant(Droppable rule, List<Dropped> drops, String name) {
    Element element() {
      return rule.rule().rule().element();
    }
  }

  /** Where a variant would speak besides, by case; and whether that spoils what is settled. */
  private record Reach(Map<String, Set<String>> speaks, boolean isBarred) {}

  /**
   * The widenings of the rules to which there may be exceptions.
   *
   * @param settled what must not be spoken against
   * @param most how many conditions are dropped at most
   */
  public static List<Widening> of(
      Corpus corpus, Settled settled, Set<Element> exceptable, int most) {
    return new Widenings(corpus, settled).found(exceptable, most);
  }

  private List<Widening> found(Set<Element> exceptable, int most) {
    Map<Boolean, Set<List<String>>> gaps = gaps();
    if (gaps.isEmpty() || !Corpus.isPlain(constitution)) {
      return List.of();
    }
    List<Variant> widest = new ArrayList<>();
    for (DefinedRule rule : constitution.rules().values()) {
      Element element = rule.rule().element();
      if (element.kind() == Element.Kind.PRINCIPLE && exceptable.contains(element)) {
        Droppable.of(rule)
            .filter(it -> gaps.containsKey(isFor(it)))
            .ifPresent(it -> widest.add(new Variant(it, it.conditions(), name(widest.size()))));
      }
    }
    Map<Variant, Reach> reaches = new LinkedHashMap<>();
    tried(widest)
        .forEach(
            (variant, reach) -> {
              if (meets(reach, gaps.getOrDefault(isFor(variant.rule()), Set.of()))) {
                reaches.put(variant, reach);
              }
            });
    List<Variant> variants = new ArrayList<>();
    for (Variant each : reaches.keySet()) {
      for (List<Dropped> drops : subsets(each.drops(), most)) {
        if (!drops.equals(each.drops())) {
          variants.add(new Variant(each.rule(), drops, name(variants.size())));
        }
      }
    }
    reaches.keySet().removeIf(it -> it.drops().size() > most);
    reaches.putAll(tried(variants));
    return distinct(reaches);
  }

  private static String name(int number) {
    return "widening " + number;
  }

  private static boolean isFor(Droppable rule) {
    return rule.status() != DeonticStatus.FORBIDDEN;
  }

  private static boolean meets(Reach reach, Set<List<String>> gaps) {
    return gaps.stream()
        .anyMatch(it -> reach.speaks().getOrDefault(it.get(0), Set.of()).contains(it.get(1)));
  }

  /** The outputs, with their cases, on which there are judgments but no principle speaks. */
  private Map<Boolean, Set<List<String>>> gaps() {
    Set<Integer> spoken = new HashSet<>();
    for (Application each : corpus.applications()) {
      if (each.rule().kind() == Element.Kind.PRINCIPLE) {
        spoken.add(each.site());
      }
    }
    Map<Boolean, Set<List<String>>> gaps = new TreeMap<>();
    for (Held held : corpus.judgments()) {
      if (!spoken.contains(held.site())) {
        gaps.computeIfAbsent(held.isFor(), it -> new HashSet<>())
            .add(List.of(held.caseId(), corpus.sites().get(held.site()).output().id()));
      }
    }
    return gaps;
  }

  /** All sets of at most so many conditions, smaller ones first. */
  private static List<List<Dropped>> subsets(List<Dropped> conditions, int most) {
    List<List<Dropped>> all = new ArrayList<>();
    List<List<Dropped>> last = List.of(List.of());
    for (int size = 1; size <= Math.min(most, conditions.size()); size++) {
      List<List<Dropped>> longer = new ArrayList<>();
      for (List<Dropped> each : last) {
        int from = each.isEmpty() ? 0 : each.get(each.size() - 1).number() + 1;
        for (Dropped more : conditions.subList(from, conditions.size())) {
          List<Dropped> one = new ArrayList<>(each);
          one.add(more);
          longer.add(one);
        }
      }
      all.addAll(longer);
      last = longer;
    }
    return all;
  }

  private static List<Widening> distinct(Map<Variant, Reach> reaches) {
    List<Variant> variants = new ArrayList<>(reaches.keySet());
    variants.sort(
        Comparator.comparing(Variant::element)
            .thenComparing(it -> it.drops().size())
            .thenComparing(it -> it.drops().toString()));
    Map<List<Object>, Widening> distinct = new LinkedHashMap<>();
    for (Variant each : variants) {
      Reach reach = Objects.requireNonNull(reaches.get(each));
      if (!reach.isBarred() && !reach.speaks().isEmpty()) {
        distinct.putIfAbsent(
            List.of(each.element(), reach.speaks()),
            new Widening(each.element(), each.drops(), each.rule().status(), reach.speaks()));
      }
    }
    return List.copyOf(distinct.values());
  }

  /** Where variants speak; those that are refused, or fail in a case, are left out. */
  private Map<Variant, Reach> tried(List<Variant> variants) {
    if (variants.isEmpty()) {
      return Map.of();
    }
    try {
      return run(variants);
    } catch (InvalidInputException | InferenceException e) {
      Meter.ask();
      if (variants.size() == 1) {
        return Map.of();
      }
      int half = variants.size() / 2;
      Map<Variant, Reach> all = new LinkedHashMap<>(tried(variants.subList(0, half)));
      all.putAll(tried(variants.subList(half, variants.size())));
      return all;
    }
  }

  private Map<Variant, Reach> run(List<Variant> variants) {
    Constitution compiled = compiled(variants);
    Map<Variant, Map<String, Set<String>>> speaking = new LinkedHashMap<>();
    variants.forEach(it -> speaking.put(it, new TreeMap<>()));
    Map<String, Variant> named = new HashMap<>();
    variants.forEach(it -> named.put(it.name(), it));
    Set<Variant> barred = new HashSet<>();
    for (Corpus.OneCase one : corpus.cases().values()) {
      Meter.ask();
      Case given = one.findings().given();
      Map<Element, Set<String>> own = now.getOrDefault(given.id(), Map.of());
      for (FoundClaim found : claims(compiled, given)) {
        Variant variant = named.get(found.claim().claimant().name());
        String output = found.claim().output();
        if (variant == null || own.getOrDefault(variant.element(), Set.of()).contains(output)) {
          continue;
        }
        Objects.requireNonNull(speaking.get(variant))
            .computeIfAbsent(given.id(), it -> new TreeSet<>())
            .add(output);
        if (!found.label().environments().equals(List.of(List.of(found.claim().claimant())))) {
          barred.add(variant); // it rests on a disputed attribute
        }
      }
    }
    for (Settled.Place place : settled.places()) {
      for (FoundClaim found : claims(compiled, place.site().given())) {
        Variant variant = named.get(found.claim().claimant().name());
        boolean isHere = found.claim().output().equals(place.site().output().id());
        if (variant != null && isHere && spoils(variant, place)) {
          barred.add(variant);
        }
      }
    }
    Map<Variant, Reach> reaches = new LinkedHashMap<>();
    speaking.forEach((it, speaks) -> reaches.put(it, new Reach(speaks, barred.contains(it))));
    return reaches;
  }

  private static boolean spoils(Variant variant, Settled.Place place) {
    boolean isNew =
        !place.speakers().contains(variant.element())
            && !place.others().contains(variant.element());
    return isNew && !(isFor(variant.rule()) ? place.mayPermit() : place.mayForbid());
  }

  private static List<FoundClaim> claims(Constitution compiled, Case given) {
    return CountedJudgments.infer(compiled, given, List.of()).claims();
  }

  /** The constitution with the variants in place of all of its rules. */
  private Constitution compiled(Collection<Variant> variants) {
    Map<String, String> files = new TreeMap<>(constitution.files());
    StringBuilder rules = new StringBuilder("package widenings\n");
    variants.forEach(
        it -> rules.append('\n').append(it.rule().renamed(it.name(), it.drops())).append('\n'));
    String path = "widenings.drl";
    while (files.containsKey(path)) {
      path = "_" + path;
    }
    files.put(path, rules.toString());
    return constitution.with(files).withoutRules(constitution.rules().keySet());
  }
}

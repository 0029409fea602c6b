package org.equipoise.authoring.amendment.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.junit.jupiter.api.Test;

/** The conflicts that are read off the claims are those that the rules in the kernel find. */
class PlainConflictsTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);

  /** Four rules, of which one prefers, and what `constitution.json` says besides. */
  private static Constitution rules(String settings) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"t\", \"version\": \"1\"" + settings + "}",
            "rules.drl",
            """
            package t
            rule "forbids" @Principle( weight = 0.8 )
            when $o : Output( attr("a") == true ) then forbid( $o, "a" ); end
            rule "forbids too" @Principle( weight = 0.5 )
            when $o : Output( attr("b") == true ) then forbid( $o, "b" ); end
            rule "obliges" @Principle( weight = 0.6 )
            when $o : Output( attr("c") == true ) then oblige( $o, "c" ); end
            rule "prefers" @Principle( weight = 0.4 )
            when $o : Output( attr("d") == true ) $p : Output( attr("e") == true, this != $o )
            then prefer( $o, $p, "d" ); end
            """));
  }

  private static Case aCase(Random random) {
    List<Output> outputs = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int o = 0; o < count; o++) {
      Map<String, Object> attributes = new HashMap<>();
      for (String name : List.of("a", "b", "c", "d", "e")) {
        attributes.put(name, random.nextBoolean());
      }
      outputs.add(Output.of("o" + o, Attributes.of(attributes)));
    }
    Case given = Case.of("C", outputs.toArray(Output[]::new));
    Boolean isNoneFine = random.nextBoolean() ? null : (Boolean) random.nextBoolean();
    return new Case(
        given.id(),
        null,
        given.attributes(),
        outputs,
        List.of(),
        Attributes.none(),
        null,
        List.of(),
        Session.NONE,
        isNoneFine);
  }

  private static List<Judgment> judgments(Case given, Random random) {
    List<Judgment> judgments = new ArrayList<>();
    for (Output output : given.outputs()) {
      DeonticStatus[] statuses = DeonticStatus.values();
      Judgment.Verdict verdict =
          new Judgment.OnOutput(output.id(), statuses[random.nextInt(statuses.length)]);
      if (random.nextBoolean()) {
        judgments.add(Judgment.of("J-" + output.id(), "C", verdict, 0.5));
      }
    }
    return judgments;
  }

  /** By kind, the sets of elements of which none contains another. */
  private static Map<String, Set<Set<String>>> least(Map<String, Set<Set<String>>> sets) {
    Map<String, Set<Set<String>>> least = new TreeMap<>();
    sets.forEach(
        (kind, all) -> {
          Set<Set<String>> kept = new HashSet<>(all);
          kept.removeIf(it -> all.stream().anyMatch(o -> !o.equals(it) && it.containsAll(o)));
          least.put(kind, kept);
        });
    return least;
  }

  private static Set<String> names(Collection<?> elements) {
    Set<String> names = new TreeSet<>();
    elements.forEach(it -> names.add(it.toString()));
    return names;
  }

  @Test
  void whatIsReadOffTheClaimsIsWhatTheKernelFinds() {
    List<Constitution> constitutions =
        List.of(rules(""), rules(", \"settings\": {\"noneIsFine\": true}"));
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Constitution constitution = constitutions.get(random.nextInt(constitutions.size()));
      Case given = aCase(random);
      Findings findings = Inference.infer(constitution, given, judgments(given, random));
      Map<String, Set<Set<String>>> found = new TreeMap<>();
      for (Findings.FoundConflict conflict : findings.conflicts()) {
        conflict
            .label()
            .environments()
            .forEach(
                it ->
                    found
                        .computeIfAbsent(conflict.conflict().kind(), kind -> new HashSet<>())
                        .add(names(it)));
      }
      Map<String, Set<Set<String>>> read = new TreeMap<>();
      for (Corpus.ConflictSet set : new Corpus(constitution, List.of(findings)).conflictSets()) {
        read.computeIfAbsent(set.kind(), kind -> new HashSet<>())
            .add(names(set.elements().stream().map(AppliedElement::element).toList()));
      }
      assertEquals(least(found), least(read), "seed " + seed + ": " + given);
      seen.addAll(found.keySet());
    }
    assertTrue(seen.containsAll(PlainConflicts.KINDS), "only seen: " + seen);
  }
}

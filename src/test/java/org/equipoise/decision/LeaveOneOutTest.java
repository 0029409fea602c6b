package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided without an element, against deciding where it was never there. */
class LeaveOneOutTest {
  private static final int CASES = Math.max(40, Integer.getInteger("equipoise.seeds", 200));

  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put(
        "harm",
        "rule \"harm\" @Principle( weight = 0.6 )"
            + " when $o : Output( attr(\"x\") == true ) then forbid( $o ); end\n");
    RULES.put(
        "help",
        "rule \"help\" @Principle( weight = 0.5 )"
            + " when $o : Output( attr(\"y\") == true ) then permit( $o ); end\n");
    RULES.put(
        "gravity",
        "rule \"gravity\" @Theory( weight = 0.5 ) when Case( attr(\"c\") == true )"
            + " $p : Principle( id == \"harm\" ) then support( $p, 0.75, \"why\" ); end\n");
    RULES.put(
        "doubt",
        "rule \"doubt\" @Theory( weight = 0.4 ) when Judgment( status == \"permitted\" )"
            + " $p : Principle( id == \"harm\" ) then undermine( $p, 0.5, \"why\" ); end\n");
    RULES.put(
        "doubt-of-doubt",
        "rule \"doubt-of-doubt\" @Theory( weight = 0.7 ) when Case( attr(\"d\") == true )"
            + " $t : Theory( id == \"doubt\" ) then undermine( $t, 0.5, \"why\" ); end\n");
    RULES.put(
        "no-help",
        "rule \"no-help\" @Theory( weight = 0.5 ) when $o : Output( attr(\"x\") == true )"
            + " not Claim( output == $o.id, status == \"permitted\" )"
            + " $p : Principle( id == \"harm\" ) then support( $p, 0.25, \"why\" ); end\n");
    RULES.put(
        "pressed",
        "rule \"pressed\" @Theory( weight = 0.5 ) when $j : Judgment( attr(\"p\") == true )"
            + " then discount( $j, 0.5, \"why\" ); end\n");
  }

  @TempDir private Path folder;

  private Constitution without(String left, boolean looksAtAbsence) throws IOException {
    Path own = Files.createDirectories(folder.resolve(left + looksAtAbsence));
    Files.writeString(
        own.resolve("constitution.json"), "{\"name\": \"small\", \"version\": \"1.0.0\"}");
    StringBuilder rules = new StringBuilder("package small\n");
    RULES.forEach(
        (id, rule) -> {
          if (!id.equals(left) && (looksAtAbsence || !id.equals("no-help"))) {
            rules.append(rule);
          }
        });
    Files.writeString(own.resolve("rules.drl"), rules);
    return Constitution.load(own);
  }

  private Corpus corpus() throws IOException {
    Random dice = new Random(7);
    List<String> cases = new ArrayList<>();
    List<String> judgments = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      List<String> outputs = new ArrayList<>();
      for (String id : List.of("a", "b").subList(0, 1 + dice.nextInt(2))) {
        outputs.add(
            "{\"output\": \"%s\", \"attributes\": {\"x\": %s, \"y\": %s}}"
                .replaceFirst("%s", id)
                .replaceFirst("%s", String.valueOf(dice.nextBoolean()))
                .replaceFirst("%s", String.valueOf(dice.nextBoolean())));
        if (dice.nextInt(3) == 0) {
          judgments.add(
              "{\"judgment\": \"J-%s\", \"case\": \"C-%s\", \"output\": \"%s\", \"status\": \"%s\", \"confidence\": 0.%s, \"circumstances\": {\"p\": %s}}"
                  .replaceFirst("%s", String.valueOf(judgments.size()))
                  .replaceFirst("%s", String.valueOf(i))
                  .replaceFirst("%s", id)
                  .replaceFirst("%s", dice.nextBoolean() ? "permitted" : "forbidden")
                  .replaceFirst("%s", String.valueOf(1 + dice.nextInt(9)))
                  .replaceFirst("%s", String.valueOf(dice.nextBoolean())));
        }
      }
      cases.add(
          "{\"case\": \"C-%s\", \"attributes\": {\"c\": %s, \"d\": %s}, \"outputs\": [%s]}"
              .replaceFirst("%s", String.valueOf(i))
              .replaceFirst("%s", String.valueOf(dice.nextBoolean()))
              .replaceFirst("%s", String.valueOf(dice.nextBoolean()))
              .replaceFirst("%s", String.join(", ", outputs)));
    }
    return Corpus.open(
        Files.write(folder.resolve("cases.jsonl"), cases),
        Files.write(folder.resolve("judgments.jsonl"), judgments));
  }

  private static DecisionSummary decided(Decider decider, Corpus.JudgedCase one) {
    return decider
        .outcomes(decider.settlings(one.situation(), one.judgments()), List.of())
        .actual();
  }

  private void check(boolean looksAtAbsence) throws IOException {
    Decider all = new Decider(without("", looksAtAbsence));
    Map<Element, Decider> alone = new LinkedHashMap<>();
    for (String id : RULES.keySet()) {
      if (looksAtAbsence || !id.equals("no-help")) {
        boolean isPrinciple = id.equals("harm") || id.equals("help");
        Element element = isPrinciple ? Element.principle(id) : Element.theory(id);
        alone.put(element, new Decider(without(id, looksAtAbsence)));
      }
    }
    int changed = 0;
    try (Corpus.Pass pass = corpus().pass()) {
      while (pass.hasNext()) {
        Corpus.JudgedCase one = pass.next();
        List<Findings> settlings = all.settlings(one.situation(), one.judgments());
        TreeSet<Element> leftOut = new TreeSet<>(alone.keySet());
        one.judgments().forEach(it -> leftOut.add(Element.judgment(it.id())));
        LeaveOneOut outcomes = all.outcomes(settlings, leftOut);
        for (Element element : leftOut) {
          Decider other = alone.getOrDefault(element, all);
          List<Judgment> kept =
              one.judgments().stream().filter(it -> !it.id().equals(element.name())).toList();
          DecisionSummary expected =
              decided(other, new Corpus.JudgedCase(one.situation(), kept, one.line()));
          assertEquals(
              expected,
              outcomes.without().get(element),
              () -> element + " left out of " + one.situation() + " with " + one.judgments());
          changed += expected.equals(outcomes.actual()) ? 0 : 1;
        }
      }
    }
    assertTrue(changed > CASES / 10, "only " + changed + " outcomes depend on something");
  }

  @Test
  void withoutAnElementItIsDecidedAsIfItHadNeverBeenThere() throws IOException {
    check(false);
  }

  @Test
  void soItIsWhereATheoryLooksAtWhatIsAbsent() throws IOException {
    check(true);
  }
}

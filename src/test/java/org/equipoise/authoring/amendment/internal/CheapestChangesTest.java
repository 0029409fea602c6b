package org.equipoise.authoring.amendment.internal;

import static org.equipoise.authoring.amendment.internal.SmallCorpus.LONGEST;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.NEW;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.PER_TEST;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.RULES;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.SPOILING;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.WEIGHTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.internal.Program.Solution;
import org.equipoise.authoring.amendment.internal.SmallCorpus.Judged;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/**
 * On small random corpora, the cheapest changes, the next ones and the prices are those that trying
 * every set of changes finds.
 */
class CheapestChangesTest {
  private static final int SEEDS = Math.max(20, Integer.getInteger("equipoise.seeds", 200) / 2);

  private static List<Judged> corpus(Random random) {
    List<Judged> all = new ArrayList<>();
    int cases = 2 + random.nextInt(3);
    int number = 0;
    for (int c = 0; c < cases; c++) {
      List<Output> outputs = new ArrayList<>();
      List<Judgment> judgments = new ArrayList<>();
      int count = c == 0 && cases < 4 && random.nextInt(3) == 0 ? 2 : 1;
      for (int o = 0; o < count; o++) {
        Map<String, Object> attributes = new HashMap<>();
        for (String name : List.of("a", "b", "c", "x", "y")) {
          if (random.nextInt(3) > 0) {
            attributes.put(name, random.nextBoolean());
          }
        }
        if (random.nextInt(3) == 0) {
          attributes.put("n", random.nextInt(3));
        }
        outputs.add(Output.of("o" + o, Attributes.of(attributes)));
        int held = random.nextInt(3);
        for (int j = 0; j < held; j++) {
          DeonticStatus status =
              random.nextInt(3) == 0 ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED;
          judgments.add(
              Judgment.of(
                  "J" + number++,
                  "C" + c,
                  new Judgment.OnOutput("o" + o, status),
                  (1 + random.nextInt(9)) / 10.0));
        }
      }
      all.add(new Judged(Case.of("C" + c, outputs.toArray(Output[]::new)), judgments));
    }
    return all;
  }

  private static long billionths(double cost) {
    return Math.round(cost * 1e9);
  }

  private static Corpus read(List<Judged> corpus) {
    return new Corpus(
        RULES,
        corpus.stream().map(it -> Inference.infer(RULES, it.given(), it.judgments())).toList());
  }

  private static Model model(List<Judged> corpus, Prices prices, List<Widening> widenings) {
    Set<Element> exceptable =
        WEIGHTS.keySet().stream().map(Element::principle).collect(Collectors.toSet());
    return new Model(
        read(corpus), prices, Settled.none(), exceptable, widenings, List.of(), LONGEST);
  }

  /** What an option is called by brute force; empty where it has no such name. */
  private static String name(Option option, Corpus corpus) {
    if (option instanceof Option.Candidate it) {
      return switch (it.kind()) {
        case EXCEPT ->
            "except "
                + it.rule().name()
                + " "
                + it.silences().stream()
                    .map(a -> corpus.applications().get(a).site())
                    .boxed()
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString()
                    .replace('[', '{')
                    .replace(']', '}');
        case ENACT -> "enact " + (it.isFor() ? "permit " : "forbid ") + it.speaks();
        case SUSPEND -> "suspend " + it.rule().name();
        case YIELD -> "yield " + it.rule().name() + " " + it.before().name();
        case WIDEN -> "widen " + it.rule().name() + " " + it.speaks();
      };
    }
    return "";
  }

  @Test
  void theCheapestChangesAndWhatItCostsToDoWithoutEachAreThoseThatTryingAllOfThemFinds() {
    int priced = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Judged> corpus = corpus(random);
      double account = random.nextInt(3) / 2.0;
      double suspension = 1 + random.nextInt(3);
      SmallCorpus small = new SmallCorpus(corpus, account);
      EveryChange changes = new EveryChange(small, suspension);
      TriedChanges tried = new TriedChanges(small, changes);
      Prices costs = new Prices(PER_TEST, SPOILING, account, NEW, suspension);
      Model model = model(corpus, costs, changes.widenings());
      Program program = new Program(model, SolveLimits.none());
      Solution best = program.best().orElseThrow();
      String where = "seed " + seed + ": " + best.options();
      assertTrue(best.isCertified(), where);
      assertEquals(billionths(tried.least(Set.of(), 3)), best.cost(), where);
      List<OptionalLong> prices = program.prices(best, best.options());
      for (int i = 0; i < prices.size(); i++) {
        String name = name(best.options().get(i), model.corpus());
        if (!name.isEmpty()) {
          priced++;
          long without = billionths(tried.least(Set.of(name), 3));
          assertEquals(
              without - best.cost(), prices.get(i).getAsLong(), where + " without " + name);
        }
      }
      List<Solution> first = program.first(4);
      assertEquals(best, first.get(0), where);
      if (first.size() > 1) {
        long least = prices.stream().mapToLong(OptionalLong::getAsLong).min().orElseThrow();
        assertEquals(best.cost() + least, first.get(1).cost(), where);
      }
      for (int i = 1; i < first.size(); i++) {
        assertTrue(first.get(i - 1).cost() <= first.get(i).cost(), where);
        assertTrue(new Effects(model, first.get(i).options()).unmet().isEmpty(), where);
      }
    }
    assertTrue(priced > SEEDS / 20, "only " + priced + " changes of rules were priced");
  }

  @Test
  void aPrincipleIsWidenedToWhereItsRulesSpeakWithoutSomeConditions() {
    int found = 0;
    for (int seed = 0; seed < 40 && found < 4; seed++) {
      List<Judged> judged = corpus(new Random(seed));
      List<Widening> wanted = new EveryChange(new SmallCorpus(judged, 1), 2).widenings();
      if (!wanted.isEmpty()) {
        Set<Element> exceptable =
            WEIGHTS.keySet().stream().map(Element::principle).collect(Collectors.toSet());
        List<Widening> widenings = Widenings.of(read(judged), Settled.none(), exceptable, LONGEST);
        assertEquals(shown(wanted), shown(widenings), "seed " + seed);
        found++;
      }
    }
    assertEquals(4, found);
  }

  private static List<String> shown(List<Widening> widenings) {
    return widenings.stream()
        .map(
            it ->
                it.rule()
                    + " "
                    + it.drops().stream().map(Option.Dropped::number).toList()
                    + it.status()
                    + new TreeMap<>(it.speaks()))
        .sorted()
        .toList();
  }
}

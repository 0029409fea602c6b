package org.equipoise.authoring.amendment.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.authoring.amendment.internal.Program.Solution;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

/**
 * On small random corpora, the cheapest changes, the next ones and the prices are those that trying
 * every set of changes finds. Each set is tried by running the rules again: what a change does is
 * written into the cases as attributes, which the rules of the test ask for.
 */
class CheapestChangesTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);
  private static final int LONGEST = 2;
  private static final double SPOILING = 0.5;
  private static final double PER_TEST = 0.1;
  private static final double NEW = 0.5;

  /** Each rule is silent where its attribute `off` says so, and some speak where `on` does. */
  private static final Constitution RULES =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"t\", \"version\": \"1\"}",
              "rules.drl",
              """
              package t
              rule "no-a" @Principle( weight = 0.8 )
              when $o : Output( attr("a") == true, attr("off.no-a") != true )
              then forbid( $o, "a" ); end
              rule "no-b" @Principle( weight = 0.5 )
              when $o : Output( attr("b") == true, attr("off.no-b") != true )
              then forbid( $o, "b" ); end
              rule "yes-c" @Principle( weight = 0.6 )
              when $o : Output( attr("c") == true, attr("off.yes-c") != true )
              then permit( $o, "c" ); end
              rule "new-permit" @Principle( weight = 0.5 )
              when $o : Output( attr("on.permit") == true )
              then permit( $o, "new" ); end
              rule "new-forbid" @Principle( weight = 0.5 )
              when $o : Output( attr("on.forbid") == true )
              then forbid( $o, "new" ); end
              """));

  private static final Map<String, Double> WEIGHTS =
      new TreeMap<>(Map.of("no-a", 0.8, "no-b", 0.5, "yes-c", 0.6));

  private record Judged(Case given, List<Judgment> judgments) {}

  /**
   * A change as brute force sees it.
   *
   * @param off for each output, the rules that fall silent there
   * @param on for each output, the statuses that are claimed anew
   * @param yield the two rules of a yield, or null
   */
  private record Change(
      String name,
      double cost,
      double charge,
      List<Set<String>> off,
      List<Set<String>> on,
      List<String> yield) {}

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

  /** Every set of changes, tried. */
  private static final class BruteForce {
    private final List<Judged> corpus;
    private final List<Case> cases = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<Integer> caseOf = new ArrayList<>();
    private final List<Set<String>> forSides = new ArrayList<>();
    private final List<Set<String>> againstSides = new ArrayList<>();
    private final Map<String, Change> changes = new TreeMap<>();
    private final Map<String, Double> locals = new HashMap<>();
    private final Set<String> inConflict = new HashSet<>();
    private final double account;

    BruteForce(List<Judged> corpus, double account, double suspension) {
      this.corpus = corpus;
      this.account = account;
      for (int c = 0; c < corpus.size(); c++) {
        Judged judged = corpus.get(c);
        Findings findings = Inference.infer(RULES, judged.given(), judged.judgments());
        for (Output output : judged.given().outputs()) {
          cases.add(judged.given());
          outputs.add(output);
          caseOf.add(c);
          forSides.add(speaking(findings, output, DeonticStatus.PERMITTED));
          againstSides.add(speaking(findings, output, DeonticStatus.FORBIDDEN));
        }
        for (Findings.FoundConflict conflict : findings.conflicts()) {
          for (List<Element> environment : conflict.label().environments()) {
            for (Element element : environment) {
              for (int o = 0; o < outputs.size(); o++) {
                boolean isAbout =
                    caseOf.get(o) == c
                        && (!conflict.conflict().kind().equals("clash")
                            || conflict.conflict().about().contains(outputs.get(o).id()));
                if (isAbout) {
                  inConflict.add(element.name() + " " + o);
                }
              }
            }
          }
        }
      }
      candidates(suspension);
    }

    private static Set<String> speaking(Findings findings, Output output, DeonticStatus status) {
      return findings.claims().stream()
          .filter(it -> it.claim().output().equals(output.id()))
          .filter(it -> it.claim().deonticStatus() == status && it.claim().claimant().isRule())
          .map(it -> it.claim().claimant().name())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Judgment> judgments(int output, DeonticStatus status) {
      return corpus.get(caseOf.get(output)).judgments().stream()
          .filter(
              it -> ((Judgment.OnOutput) it.verdict()).output().equals(outputs.get(output).id()))
          .filter(it -> status == null || ((Judgment.OnOutput) it.verdict()).status() == status)
          .toList();
    }

    private boolean speaks(String rule, int output) {
      return forSides.get(output).contains(rule) || againstSides.get(output).contains(rule);
    }

    private List<Ground> grounds() {
      Set<Ground> all = new TreeSet<>();
      for (String name : List.of("a", "b", "c", "x", "y")) {
        all.add(new Ground(Ground.Of.OUTPUT, name, Ground.Test.IS, List.of(true)));
        all.add(new Ground(Ground.Of.OUTPUT, name, Ground.Test.IS, List.of(false)));
        all.add(new Ground(Ground.Of.OUTPUT, name, Ground.Test.MISSING, List.of()));
      }
      all.add(new Ground(Ground.Of.OUTPUT, "n", Ground.Test.MISSING, List.of()));
      for (int n = 0; n < 3; n++) {
        all.add(new Ground(Ground.Of.OUTPUT, "n", Ground.Test.AT_MOST, List.of(n)));
        all.add(new Ground(Ground.Of.OUTPUT, "n", Ground.Test.AT_LEAST, List.of(n)));
      }
      return List.copyOf(all);
    }

    private void candidates(double suspension) {
      List<List<Ground>> conjunctions = new ArrayList<>();
      List<Ground> grounds = grounds();
      for (int i = 0; i < grounds.size(); i++) {
        conjunctions.add(List.of(grounds.get(i)));
        for (int j = i + 1; j < grounds.size(); j++) {
          conjunctions.add(List.of(grounds.get(i), grounds.get(j)));
        }
      }
      boolean isGap = false;
      for (int o = 0; o < outputs.size(); o++) {
        isGap |= isGap(o) && !judgments(o, null).isEmpty() && account > 0;
      }
      for (List<Ground> where : conjunctions) {
        BitSet covered = new BitSet();
        for (int o = 0; o < outputs.size(); o++) {
          Case given = cases.get(o);
          Output output = outputs.get(o);
          covered.set(o, where.stream().allMatch(it -> it.holds(given, output)));
        }
        WEIGHTS.forEach((rule, weight) -> except(rule, weight, where, covered));
        if (isGap) {
          enact("permit", DeonticStatus.FORBIDDEN, where, covered);
          enact("forbid", DeonticStatus.PERMITTED, where, covered);
        }
      }
      WEIGHTS.forEach(
          (rule, weight) -> {
            BitSet all = new BitSet();
            double spoilt = 0;
            for (int o = 0; o < outputs.size(); o++) {
              all.set(o, speaks(rule, o));
              boolean isInVain = speaks(rule, o) && !inConflict.contains(rule + " " + o);
              spoilt += isInVain ? SPOILING * weight : 0;
            }
            add(
                "suspend " + rule,
                suspension * weight + spoilt,
                silencing(rule, all),
                none(),
                null);
            for (String other : WEIGHTS.keySet()) {
              if (!rule.equals(other)) {
                give(rule, weight, other);
              }
            }
          });
    }

    private boolean isGap(int output) {
      return forSides.get(output).isEmpty() && againstSides.get(output).isEmpty();
    }

    private void except(String rule, double weight, List<Ground> where, BitSet covered) {
      BitSet silenced = new BitSet();
      double cost = weight * (1 + PER_TEST * where.size());
      for (int o = 0; o < outputs.size(); o++) {
        if (covered.get(o) && speaks(rule, o)) {
          silenced.set(o);
          cost += inConflict.contains(rule + " " + o) ? 0 : SPOILING * weight;
        }
      }
      if (!silenced.isEmpty()) {
        add("except " + rule + " " + silenced, cost, silencing(rule, silenced), none(), null);
      }
    }

    private void enact(String name, DeonticStatus contrary, List<Ground> where, BitSet covered) {
      double cost = NEW * (1 + PER_TEST * where.size());
      List<Set<String>> on = none();
      for (int o = covered.nextSetBit(0); o >= 0; o = covered.nextSetBit(o + 1)) {
        on.get(o).add(name);
        Set<String> against = name.equals("permit") ? againstSides.get(o) : forSides.get(o);
        boolean isContrary = !against.isEmpty() || !judgments(o, contrary).isEmpty();
        cost += isContrary ? SPOILING * NEW : 0;
      }
      if (!covered.isEmpty()) {
        add("enact " + name + " " + covered, cost, none(), on, null);
      }
    }

    private void give(String rule, double weight, String other) {
      BitSet silenced = new BitSet();
      for (int o = 0; o < outputs.size(); o++) {
        boolean isContrary =
            (forSides.get(o).contains(rule) && againstSides.get(o).contains(other))
                || (againstSides.get(o).contains(rule) && forSides.get(o).contains(other));
        silenced.set(o, isContrary);
      }
      if (!silenced.isEmpty()) {
        add(
            "yield " + rule + " " + other,
            weight * (1 + PER_TEST),
            silencing(rule, silenced),
            none(),
            List.of(rule, other));
      }
    }

    private List<Set<String>> none() {
      List<Set<String>> none = new ArrayList<>();
      outputs.forEach(it -> none.add(new TreeSet<>()));
      return none;
    }

    private List<Set<String>> silencing(String rule, BitSet silenced) {
      List<Set<String>> off = none();
      silenced.stream().forEach(it -> off.get(it).add(rule));
      return off;
    }

    private void add(
        String name, double cost, List<Set<String>> off, List<Set<String>> on, List<String> yield) {
      double charge = 0;
      for (int o = 0; o < outputs.size(); o++) {
        for (String rule : off.get(o)) {
          charge += charge(rule, o);
        }
      }
      Change known = changes.get(name);
      if (known == null || cost < known.cost()) {
        changes.put(name, new Change(name, cost, charge, off, on, yield));
      }
    }

    /** What the judgments cost that lose their only principle. */
    private double charge(String rule, int output) {
      double charge = 0;
      for (boolean isFor : List.of(true, false)) {
        Set<String> side = isFor ? forSides.get(output) : againstSides.get(output);
        if (side.equals(Set.of(rule))) {
          charge +=
              account
                  * judgments(output, isFor ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN)
                      .stream()
                      .mapToDouble(Judgment::confidence)
                      .sum();
        }
      }
      return charge;
    }

    /** The least cost, and whether a set of changes may be tried. */
    double least(Set<String> without, int most) {
      List<Change> allowed =
          changes.values().stream().filter(it -> !without.contains(it.name())).toList();
      return least(allowed, 0, new ArrayList<>(), 0, most, Double.POSITIVE_INFINITY);
    }

    private double least(
        List<Change> allowed, int from, List<Change> chosen, double paid, int most, double best) {
      double least = Math.min(best, paid + local(chosen));
      if (most > 0) {
        for (int i = from; i < allowed.size(); i++) {
          Change change = allowed.get(i);
          double more = paid + change.cost() + change.charge();
          if (more < least) {
            chosen.add(change);
            least = least(allowed, i + 1, chosen, more, most - 1, least);
            chosen.remove(chosen.size() - 1);
          }
        }
      }
      return least;
    }

    /** The least that must be given up case by case under some changes. */
    private double local(List<Change> chosen) {
      for (Change one : chosen) {
        for (Change other : chosen) {
          boolean areMutual =
              one.yield() != null
                  && other.yield() != null
                  && one.yield().get(0).equals(other.yield().get(1))
                  && one.yield().get(1).equals(other.yield().get(0));
          if (areMutual) {
            return Double.POSITIVE_INFINITY;
          }
        }
      }
      double sum = 0;
      for (int c = 0; c < corpus.size(); c++) {
        StringBuilder key = new StringBuilder(c + ":");
        List<Set<String>> off = none();
        List<Set<String>> on = none();
        List<List<String>> yields = new ArrayList<>();
        for (Change change : chosen) {
          for (int o = 0; o < outputs.size(); o++) {
            if (caseOf.get(o) == c) {
              if (change.yield() == null) {
                off.get(o).addAll(change.off().get(o));
              } else if (!change.off().get(o).isEmpty() && !yields.contains(change.yield())) {
                yields.add(change.yield());
              }
              on.get(o).addAll(change.on().get(o));
            }
          }
        }
        key.append(off).append(on).append(yields);
        int number = c;
        sum += locals.computeIfAbsent(key.toString(), it -> local(number, off, on, yields));
      }
      return sum;
    }

    /** Every set of elements given up in one case. */
    private double local(
        int c, List<Set<String>> off, List<Set<String>> on, List<List<String>> yields) {
      List<String> elements = new ArrayList<>();
      List<Double> costs = new ArrayList<>();
      WEIGHTS.forEach(
          (rule, weight) -> {
            double charge = 0;
            boolean speaks = false;
            for (int o = 0; o < outputs.size(); o++) {
              if (caseOf.get(o) == c && speaks(rule, o)) {
                speaks = true;
                charge += charge(rule, o);
              }
            }
            if (speaks) {
              elements.add("principle:" + rule);
              costs.add(weight + charge);
            }
          });
      for (String status : List.of("permit", "forbid")) {
        if (on.stream().anyMatch(it -> it.contains(status))) {
          elements.add("principle:new-" + status);
          costs.add(NEW);
        }
      }
      for (Judgment judgment : corpus.get(c).judgments()) {
        elements.add("judgment:" + judgment.id());
        costs.add(judgment.confidence());
      }
      record Given(Set<String> relaxed, double cost) {}
      List<Given> all = new ArrayList<>();
      for (int set = 0; set < 1 << elements.size(); set++) {
        Set<String> relaxed = new TreeSet<>();
        double cost = 0;
        for (int i = 0; i < elements.size(); i++) {
          if ((set >> i & 1) == 1) {
            relaxed.add(elements.get(i));
            cost += costs.get(i);
          }
        }
        all.add(new Given(relaxed, cost));
      }
      all.sort(Comparator.comparing(Given::cost));
      double best = Double.POSITIVE_INFINITY;
      for (Given each : all) {
        if (each.cost() >= best) {
          break;
        }
        best = Math.min(best, each.cost() + tried(c, off, on, yields, each.relaxed()));
      }
      return best;
    }

    /** What the judgments cost for which no principle speaks; infinite where a conflict is left. */
    private double tried(
        int c,
        List<Set<String>> off,
        List<Set<String>> on,
        List<List<String>> yields,
        Set<String> relaxed) {
      List<Output> written = new ArrayList<>();
      double account = 0;
      for (int o = 0; o < outputs.size(); o++) {
        if (caseOf.get(o) != c) {
          continue;
        }
        Set<String> silent = new TreeSet<>(off.get(o));
        WEIGHTS.keySet().stream()
            .filter(it -> relaxed.contains("principle:" + it))
            .forEach(silent::add);
        for (int round = 0; round < 3; round++) {
          int output = o;
          Set<String> now = new TreeSet<>(off.get(o));
          WEIGHTS.keySet().stream()
              .filter(it -> relaxed.contains("principle:" + it))
              .forEach(now::add);
          for (List<String> yield : yields) {
            boolean isContrary =
                (forSides.get(output).contains(yield.get(0))
                        && againstSides.get(output).contains(yield.get(1)))
                    || (againstSides.get(output).contains(yield.get(0))
                        && forSides.get(output).contains(yield.get(1)));
            if (isContrary && !silent.contains(yield.get(1))) {
              now.add(yield.get(0));
            }
          }
          silent = now;
        }
        Map<String, Object> attributes = new TreeMap<>(outputs.get(o).attributes().asMap());
        Map<String, Object> hushed = new TreeMap<>();
        silent.forEach(it -> hushed.put(it, true));
        attributes.put("off", hushed);
        Map<String, Object> anew = new TreeMap<>();
        on.get(o).stream()
            .filter(it -> !relaxed.contains("principle:new-" + it))
            .forEach(it -> anew.put(it, true));
        attributes.put("on", anew);
        written.add(Output.of(outputs.get(o).id(), Attributes.of(attributes)));
        account += unaccounted(o, silent, on.get(o));
      }
      List<Judgment> left =
          corpus.get(c).judgments().stream()
              .filter(it -> !relaxed.contains("judgment:" + it.id()))
              .toList();
      Case given = Case.of("C" + c, written.toArray(Output[]::new));
      return Inference.infer(RULES, given, left).conflicts().isEmpty()
          ? account
          : Double.POSITIVE_INFINITY;
    }

    /** Judgments of gaps, and those that lose several principles at once. */
    private double unaccounted(int o, Set<String> silent, Set<String> on) {
      double sum = 0;
      for (boolean isFor : List.of(true, false)) {
        Set<String> side = isFor ? forSides.get(o) : againstSides.get(o);
        boolean isGained = on.contains(isFor ? "permit" : "forbid");
        boolean isLost = side.size() >= 2 && silent.containsAll(side);
        if (!isGained && (isGap(o) || isLost)) {
          sum +=
              account
                  * judgments(o, isFor ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN).stream()
                      .mapToDouble(Judgment::confidence)
                      .sum();
        }
      }
      return sum;
    }
  }

  private static long billionths(double cost) {
    return Math.round(cost * 1e9);
  }

  private static Model model(List<Judged> corpus, Prices prices) {
    List<Findings> findings =
        corpus.stream().map(it -> Inference.infer(RULES, it.given(), it.judgments())).toList();
    Corpus read = new Corpus(RULES, findings);
    Set<Element> exceptable =
        WEIGHTS.keySet().stream().map(Element::principle).collect(Collectors.toSet());
    return new Model(read, prices, Settled.none(), exceptable, List.of(), List.of(), LONGEST);
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
        case WIDEN -> "";
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
      Model model = model(corpus, new Prices(PER_TEST, SPOILING, account, NEW, suspension));
      Program program = new Program(model, SolveLimits.none());
      BruteForce tried = new BruteForce(corpus, account, suspension);
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
}

package org.equipoise.decision;

import static org.equipoise.facts.DeonticStatus.FORBIDDEN;
import static org.equipoise.facts.DeonticStatus.OBLIGATORY;
import static org.equipoise.facts.DeonticStatus.PERMITTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Exhaustive.Answer;
import org.equipoise.decision.Exhaustive.Scale;
import org.equipoise.decision.Exhaustive.WayOut;
import org.equipoise.decision.World.Law;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.language.Element;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decisions against an account of the same rules that looks at every world, with no engine in it.
 */
class DecisionBruteForceTest {
  private static final int SEEDS = Math.max(25, Integer.getInteger("equipoise.seeds", 200) / 4);
  private static final int MOST_ELEMENTS = 9;
  private static final List<String> LEVELS = List.of("l0", "l1", "l2", "l3", "l4");

  @TempDir Path folder;

  @Test
  void plainRulesDecideAsEveryWorldTaken() throws IOException {
    check(
        0.1,
        forbidIf("harm", 0.75, "x"),
        permitIf("help", 0.5, "y"),
        principle(
            "need",
            0.5,
            "Case( attr(\"c\") == true ) $o : Output( attr(\"y\") == true )",
            "oblige( $o )",
            (world, by) -> {
              List<String> helping = world.outputsWith("y");
              if (world.has("", "c")) {
                helping.forEach(it -> world.say(by, it, OBLIGATORY, null));
              }
            }),
        discountIf("stake", 0.5, "k"),
        theory(
            "backing",
            0.5,
            "$p : Principle( id == \"harm\" )",
            "support( $p, 0.5, \"harm is bad\" )",
            (world, by) -> world.support(by, Element.principle("harm"), 0.5)));
  }

  @Test
  void rulesThatLookAtWhatIsAbsentDecideAsEveryWorldTaken() throws IOException {
    check(
        0.1,
        excludeIf("duress", 0.5, "p"),
        principle(
            "need",
            0.5,
            "$o : Output( attr(\"y\") == true )",
            "oblige( $o )",
            says("y", OBLIGATORY)),
        principle(
            "liberty",
            0.25,
            "$o : Output( attr(\"z\") == true ) not Claim( output == $o.id, status =="
                + " \"obligatory\" )",
            "permit( $o )",
            (world, by) ->
                world.outputsWith("z").stream()
                    .filter(it -> world.count(it, OBLIGATORY) == 0)
                    .forEach(it -> world.say(by, it, PERMITTED, null))),
        principle(
            "rival",
            0.5,
            "Claim( status == \"obligatory\", $it : output ) $o : Output( id != $it )",
            "forbid( $o )",
            (world, by) ->
                world.outputs().stream()
                    .filter(
                        it ->
                            world.outputs().stream()
                                .anyMatch(o -> !o.equals(it) && world.count(o, OBLIGATORY) > 0))
                    .forEach(it -> world.say(by, it, FORBIDDEN, null))),
        forbidIf("harm", 0.75, "x"));
  }

  @Test
  void rulesThatCountDecideAsEveryWorldTaken() throws IOException {
    check(
        0.1,
        forbidIf("harm", 0.75, "y"),
        permitIf("help", 0.5, "y"),
        theory(
            "custom",
            0.25,
            "$o : Output( attr(\"z\") == true )",
            "permit( $o )",
            says("z", PERMITTED)),
        principle(
            "crowd",
            0.5,
            "$o : Output() accumulate( $c : Claim( output == $o.id, status == \"permitted\" );"
                + " $n : count( $c ); $n >= 2 )",
            "forbid( $o )",
            (world, by) ->
                world.outputs().stream()
                    .filter(it -> world.count(it, PERMITTED) >= 2)
                    .forEach(it -> world.say(by, it, FORBIDDEN, null))),
        principle(
            "echo",
            0.25,
            "$o : Output( attr(\"z\") == true ) exists Claim( status == \"permitted\", output !="
                + " $o.id )",
            "forbid( $o )",
            (world, by) ->
                world.outputsWith("z").stream()
                    .filter(
                        it ->
                            world.outputs().stream()
                                .anyMatch(o -> !o.equals(it) && world.count(o, PERMITTED) > 0))
                    .forEach(it -> world.say(by, it, FORBIDDEN, null))),
        principle(
            "silence",
            0.5,
            "$o : Output( attr(\"x\") == true ) not Claim( output == $o.id, status =="
                + " \"forbidden\" )",
            "oblige( $o )",
            (world, by) ->
                world.outputsWith("x").stream()
                    .filter(it -> world.count(it, FORBIDDEN) == 0)
                    .forEach(it -> world.say(by, it, OBLIGATORY, null))));
  }

  @Test
  void entrenchedRulesDecideAsEveryWorldTaken() throws IOException {
    check(
        0,
        excludeIf("duress", 0.5, "p"),
        entrenched(forbidIf("never", 1, "x")),
        entrenched(
            principle(
                "must",
                1,
                "$o : Output( attr(\"z\") == true )",
                "oblige( $o )",
                says("z", OBLIGATORY))),
        principle(
            "better",
            0.5,
            "$a : Output( attr(\"y\") == true ) $b : Output( attr(\"y\") != true )",
            "prefer( $a, $b )",
            (world, by) -> {
              List<String> better = world.outputsWith("y");
              for (String a : better) {
                for (String b : world.outputs()) {
                  if (!better.contains(b)) {
                    world.say(by, a, PERMITTED, b);
                  }
                }
              }
            }),
        forbidIf("mild", 0.25, "y"));
  }

  @Test
  void theoriesThatWeighDecideAsEveryWorldTaken() throws IOException {
    check(
        0.25,
        forbidIf("harm", 0.5, "x"),
        permitIf("help", 0.5, "y"),
        theory(
            "gravity",
            0.5,
            "Case( attr(\"c\") == true ) $p : Principle( id == \"harm\" )",
            "support( $p, 0.75, \"much is at stake\" )",
            (world, by) -> {
              if (world.has("", "c")) {
                world.support(by, Element.principle("harm"), 0.75);
              }
            }),
        theory(
            "doubt",
            0.25,
            "$t : Theory( id == \"gravity\" )",
            "undermine( $t, 0.5, \"stakes are easily exaggerated\" )",
            (world, by) -> world.support(by, Element.theory("gravity"), -0.5)),
        discountIf("stake", 0.5, "k"));
  }

  @Test
  void liftsDegreesAndEscalationsDecideAsEveryWorldTaken() throws IOException {
    check(
        0.1,
        principle(
            "consent",
            0.5,
            "Case( attr(\"c\") == true ) $o : Output( attr(\"z\") == true )",
            "lift( \"harm\", $o, \"agreed\" )",
            (world, by) -> {
              List<String> agreed = world.outputsWith("z");
              if (world.has("", "c")) {
                agreed.forEach(it -> world.lift(by, "harm", it));
              }
            }),
        principle(
            "harm",
            0.75,
            "$o : Output( attr(\"x\") == true, $y : attr(\"y\") )",
            "forbid( $o, weight( Boolean.TRUE.equals( $y ) ? 0.5 : 1 ), \"harm\" )",
            (world, by) ->
                world
                    .outputsWith("x")
                    .forEach(
                        it -> world.say(by, it, FORBIDDEN, null, world.has(it, "y") ? 0.5 : 1))),
        permitIf("help", 0.5, "y"),
        principle(
            "odd",
            0.25,
            "$o : Output( attr(\"z\") == true, attr(\"x\") != true )",
            "escalate( $o, \"odd\" )",
            (world, by) ->
                world.outputsWith("z").stream()
                    .filter(it -> !world.has(it, "x"))
                    .forEach(it -> world.escalate(by, it))));
  }

  @Test
  void ranksAndPullsDecideAsEveryWorldTaken() throws IOException {
    check(
        0.1,
        forbidIf("harm", 0.75, "x"),
        permitIf("help", 0.5, "y"),
        principle(
            "good",
            0.5,
            "$o : Output( attr(\"z\") == true )",
            "encourage( $o, 0.5, \"good\" )",
            (world, by) -> world.outputsWith("z").forEach(it -> world.pull(by, it, 0.5))),
        principle(
            "bad",
            0.25,
            "$o : Output( attr(\"x\") == true )",
            "discourage( $o, 1, \"bad\" )",
            (world, by) -> world.outputsWith("x").forEach(it -> world.pull(by, it, -1))),
        theory(
            "order",
            0.25,
            "Case( attr(\"c\") == true ) $a : Output( attr(\"z\") != true ) $b : Output( attr(\"z\") =="
                + " true )",
            "rank( $a, $b, \"order\" )",
            (world, by) -> {
              List<String> last = world.outputsWith("z");
              if (world.has("", "c")) {
                for (String a : world.outputs()) {
                  last.stream().filter(b -> !last.contains(a)).forEach(b -> world.rank(by, a, b));
                }
              }
            }));
  }

  /** Decides by some laws without levels, and with two to five of them. */
  private void check(double escalationMargin, Law... laws) throws IOException {
    check(new Scale(1, escalationMargin, Map.of("half", 0.5), Map.of()), List.of(laws), SEEDS);
    Random random = new Random(laws.length + (long) laws[0].element().name().length());
    int levels = 2 + random.nextInt(LEVELS.size() - 1);
    List<Law> levelled =
        Stream.of(laws)
            .map(
                it -> {
                  int level = random.nextInt(levels);
                  return it.of(level, LEVELS.get(level));
                })
            .toList();
    check(
        new Scale(
            levels, escalationMargin, Map.of("half", 0.5), Map.of("half", random.nextInt(levels))),
        levelled,
        SEEDS);
  }

  private void check(Scale scale, List<Law> laws, int seeds) throws IOException {
    Constitution constitution = compile(scale, laws);
    Decider decider = new Decider(constitution);
    Map<DecisionState, Integer> states = new EnumMap<>(DecisionState.class);
    int fragile = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      int rules = (int) laws.stream().filter(it -> !it.entrenched()).count();
      int disputes = random.nextInt(4);
      int judgmentCount = random.nextInt(Math.min(4, MOST_ELEMENTS - rules - disputes + 1));
      Case given = RandomCases.given(random, disputes);
      List<Judgment> judgments = RandomCases.judgments(random, given, judgmentCount);
      Exhaustive expected = new Exhaustive(laws, scale, given, judgments);
      Decision decision = decider.decide(given, judgments);
      compare(expected, decision, "seed " + seed + ": " + given + " " + judgments);
      states.merge(decision.state(), 1, Integer::sum);
      fragile += decision.fragile().isEmpty() ? 0 : 1;
    }
    assertTrue(states.getOrDefault(DecisionState.DECIDED, 0) > 0, "nothing was decided: " + states);
    for (DecisionState rare : List.of(DecisionState.UNDECIDED, DecisionState.ALL_BLOCKED)) {
      assertTrue(seeds < 100 || states.containsKey(rare), "never " + rare + ": " + states);
    }
    assertTrue(fragile > 0, "nothing was fragile");
  }

  private static void compare(Exhaustive expected, Decision decision, String seed) {
    assertNull(decision.error(), seed);
    for (OutputDecision output : decision.outputs()) {
      String at = output.output() + ", " + seed;
      WayOut allow = expected.wayOut(output.output(), true);
      WayOut block = expected.wayOut(output.output(), false);
      assertEquals(allow, wayOut(output.allowing()), () -> "to allow " + at);
      assertEquals(block, wayOut(output.blocking()), () -> "to block " + at);
      Verdict verdict =
          expected.isEscalated(output.output()) ? Verdict.ESCALATE : expected.verdict(allow, block);
      assertEquals(verdict, output.verdict(), () -> "verdict on " + at);
      assertEquals(Exhaustive.margin(allow, block), output.margin(), () -> "margin of " + at);
    }
    Answer answer = expected.answer();
    assertEquals(answer.state(), decision.state(), seed);
    assertEquals(answer.choice(), decision.choice(), seed);
    if (!expected.isOrdered()) {
      Cost margin = decision.choiceMargin();
      assertEquals(choiceMargin(expected, decision), margin == null ? null : number(margin), seed);
    }
    assertEquals(expected.gap(), decision.gap(), seed);
    assertEquals(expected.fragile(), decision.fragile(), seed);
  }

  private static WayOut wayOut(CheapestRelaxation way) {
    Cost sum = way.relaxations().stream().map(it -> it.cost()).reduce(Cost.ZERO, Cost::plus);
    assertTrue(way.cost().isInfinite() || sum.equals(way.cost()), "costs add up");
    return new WayOut(
        number(way.cost()), way.relaxations().stream().map(it -> it.element()).toList());
  }

  private static BigInteger number(Cost cost) {
    if (cost.isInfinite()) {
      return Exhaustive.INFINITE;
    }
    BigInteger number = BigInteger.ZERO;
    for (int level = 0; level < Math.max(1, cost.levels().count()); level++) {
      BigInteger amount = BigInteger.valueOf(cost.billionths(level));
      number = number.add(amount.multiply(Exhaustive.unit(level)));
    }
    return number;
  }

  /**
   * The least by which another output is dearer to allow; or, of those as cheap, cheaper to block:
   * among those that are not blocked by weight, if there is another. None where the only other ones
   * are blocked, and the best of them is cheaper to allow.
   */
  private static @Nullable BigInteger choiceMargin(Exhaustive expected, Decision decision) {
    String choice = decision.choice();
    if (choice == null) {
      return null;
    }
    BigInteger allow = expected.wayOut(choice, true).cost();
    BigInteger block = expected.wayOut(choice, false).cost();
    BigInteger allowAway = Exhaustive.INFINITE;
    BigInteger blockAway = Exhaustive.INFINITE;
    List<String> others =
        decision.outputs().stream()
            .map(it -> it.output())
            .filter(it -> !it.equals(choice))
            .toList();
    List<String> open = others.stream().filter(it -> !expected.isBlocked(it)).toList();
    for (String other : open.isEmpty() ? others : open) {
      BigInteger itsAllow = expected.wayOut(other, true).cost();
      BigInteger itsBlock = expected.wayOut(other, false).cost();
      allowAway = allowAway.min(distance(itsAllow, allow));
      if (itsAllow.equals(allow)) {
        blockAway = blockAway.min(distance(block, itsBlock));
      }
    }
    return allowAway.signum() < 0 ? null : allowAway.signum() == 0 ? blockAway : allowAway;
  }

  private static BigInteger distance(BigInteger far, BigInteger near) {
    return far.equals(Exhaustive.INFINITE) ? far : far.subtract(near);
  }

  private Constitution compile(Scale scale, List<Law> laws) throws IOException {
    boolean areLevelled = scale.levels() > 1;
    String levels =
        LEVELS.stream()
            .limit(scale.levels())
            .map(it -> "\"" + it + "\"")
            .collect(Collectors.joining(",", "\"levels\":[", "],"));
    String half =
        areLevelled
            ? "{\"weight\":0.5,\"level\":\"" + LEVELS.get(scale.levelOf().get("half")) + "\"}"
            : "0.5";
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\":\"laws\",\"version\":\"1\","
            + (areLevelled ? levels : "")
            + "\"settings\":{\"escalationMargin\":"
            + scale.escalationMargin()
            + ",\"stakeholders\":{\"half\":"
            + half
            + "}}}");
    StringBuilder drl = new StringBuilder("package laws\n");
    laws.forEach(it -> drl.append(it.drl()));
    Files.writeString(folder.resolve("laws.drl"), drl);
    return Constitution.load(folder);
  }

  private static Law principle(String id, double weight, String when, String then, Law.Does does) {
    return law(Element.principle(id), weight, when, then, does);
  }

  private static Law theory(String id, double weight, String when, String then, Law.Does does) {
    return law(Element.theory(id), weight, when, then, does);
  }

  private static Law law(Element element, double weight, String when, String then, Law.Does does) {
    String kind = element.kind() == Element.Kind.PRINCIPLE ? "Principle" : "Theory";
    String drl =
        "\nrule \"%s\"\n@%s( weight = %s )\nwhen\n%s\nthen\n%s;\nend\n"
            .formatted(element.name(), kind, weight, when, then);
    return new Law(element, weight, 0, false, drl, does);
  }

  private static Law entrenched(Law law) {
    return new Law(
        law.element(),
        law.weight(),
        law.level(),
        true,
        law.drl().replace("\nwhen\n", "\n@Entrenched\nwhen\n"),
        law.does());
  }

  private static Law forbidIf(String id, double weight, String name) {
    return principle(
        id,
        weight,
        "$o : Output( attr(\"" + name + "\") == true )",
        "forbid( $o )",
        says(name, FORBIDDEN));
  }

  private static Law permitIf(String id, double weight, String name) {
    return principle(
        id,
        weight,
        "$o : Output( attr(\"" + name + "\") == true )",
        "permit( $o )",
        says(name, PERMITTED));
  }

  private static Law excludeIf(String id, double weight, String circumstance) {
    return theory(
        id,
        weight,
        "$j : Judgment( attr(\"" + circumstance + "\") == true )",
        "exclude( $j, \"not considered\" )",
        (world, by) -> world.judgmentsIn(circumstance).forEach(it -> world.exclude(by, it)));
  }

  private static Law discountIf(String id, double weight, String circumstance) {
    return theory(
        id,
        weight,
        "$j : Judgment( attr(\"" + circumstance + "\") == true )",
        "discount( $j, 0.5, \"a stake\" )",
        (world, by) ->
            world
                .judgmentsIn(circumstance)
                .forEach(it -> world.discount(by, Element.judgment(it.id()), 0.5)));
  }

  private static Law.Does says(String name, DeonticStatus status) {
    return (world, by) -> world.outputsWith(name).forEach(it -> world.say(by, it, status, null));
  }
}

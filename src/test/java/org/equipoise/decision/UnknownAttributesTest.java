package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.UnknownAttribute;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;
import org.junit.jupiter.api.Test;

/** Attributes that are missing, of another type, or not declared. */
class UnknownAttributesTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 200);

  private static final String DECLARED =
      """
      {"topic": {"of": "case", "type": "text", "values": ["a", "b", "c"], "missing": "unknown"},
       "urgent": {"of": "case", "type": "boolean", "missing": "unknown"},
       "x.lies": {"of": "output", "type": "boolean", "missing": "unknown"},
       "x.harm": {"of": "output", "type": "number", "values": [0, 1.5, 3], "missing": "unknown"},
       "kind": {"of": "output", "type": "boolean"}}
      """;

  private static final List<String> CONDITIONS =
      List.of(
          "Case( attr(\"topic\") == \"a\" )",
          "Case( attr(\"topic\") != \"b\" )",
          "Case( attr(\"urgent\") == true )",
          "Case( attr(\"urgent\") == false )",
          "Case()");
  private static final List<String> OF_OUTPUTS =
      List.of(
          "attr(\"x.lies\") == true",
          "attr(\"x.lies\") != true",
          "attr(\"x.harm\") > 1",
          "attr(\"x.harm\") < 3",
          "attr(\"kind\") == true",
          "attr(\"kind\") == true, attr(\"x.lies\") == false",
          "attr(\"x\") != null");
  private static final List<String> WORDS = List.of("forbid", "forbid", "permit", "oblige");

  private static Constitution random(Random random) {
    StringBuilder rules = new StringBuilder("package random\n");
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      boolean looks = random.nextInt(6) == 0; // at permissions, which it must not make then
      rules
          .append("rule \"r" + i + "\" @Principle( weight = 0." + (1 + random.nextInt(9)) + " )")
          .append(random.nextInt(6) == 0 ? " @Entrenched" : "")
          .append(" when " + pick(CONDITIONS, random))
          .append(" $o : Output( " + pick(OF_OUTPUTS, random) + " )")
          .append(looks ? " not Claim( output == $o.id, status == \"permitted\" )" : "")
          .append(" then " + (looks ? "forbid" : pick(WORDS, random)))
          .append("( $o, \"why\" ); end\n");
    }
    String theory =
        "rule \"t\" @Theory( weight = 0.5 ) when Case( attr(\"urgent\") == true )"
            + " $p : Principle( id == \"r0\" ) then undermine( $p, 0.5, \"why\" ); end\n";
    rules.append(random.nextBoolean() ? theory : "");
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\"}",
            "attributes.json",
            DECLARED,
            "rules.drl",
            rules.toString()));
  }

  private static <T> T pick(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  private static void maybe(
      Map<String, Object> attributes, String name, Random random, Object... values) {
    if (random.nextInt(5) < 2) {
      Object value = values[random.nextInt(values.length)];
      boolean isDisputed = value instanceof Boolean && random.nextInt(6) == 0;
      attributes.put(name, isDisputed ? new Disputed(value, 0.4) : value);
    }
  }

  private static Case randomCase(Random random) {
    Map<String, Object> own = new HashMap<>();
    maybe(own, "topic", random, "a", "b", "c");
    maybe(own, "urgent", random, true, false);
    List<Output> outputs = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      Map<String, Object> attributes = new HashMap<>();
      maybe(attributes, "x.lies", random, true, false);
      maybe(attributes, "x.harm", random, 0, 1.5, 3);
      maybe(attributes, "kind", random, true, false);
      outputs.add(Output.of("o" + i, Attributes.of(attributes)));
    }
    return new Case("C", null, Attributes.of(own), outputs, List.of(), Attributes.none());
  }

  private static void settlings(
      List<UnknownAttribute> open,
      Map<UnknownAttribute, Object> settled,
      List<Map<UnknownAttribute, Object>> all) {
    if (settled.size() == open.size()) {
      all.add(new LinkedHashMap<>(settled));
      return;
    }
    UnknownAttribute next = open.get(settled.size());
    for (Object value : next.possible()) {
      settled.put(next, value);
      settlings(open, settled, all);
      settled.remove(next);
    }
  }

  private static Object summary(Decision decision) {
    return List.of(
        decision.state(),
        String.valueOf(decision.choice()),
        decision.outputs().stream().map(OutputDecision::verdict).toList());
  }

  private static boolean isSingle(Case given) {
    return given.outputs().size() == 1;
  }

  /** What a case comes to: with one output, the verdict on it. */
  private static String answer(Decision decision) {
    return decision.state()
        + " "
        + decision.choice()
        + (decision.outputs().size() == 1 ? " " + decision.outputs().get(0).verdict() : "");
  }

  @Test
  void whatIsDecidedIsWhatEverySettlingOfTheUnknownAttributesDecides() {
    int fragile = 0;
    int certain = 0;
    for (int seed = 0; seed < Math.max(5, SEEDS / 10); seed++) {
      Random random = new Random(seed);
      Constitution constitution = random(random);
      Decider decider = new Decider(constitution);
      for (int i = 0; i < 12; i++) {
        Case given = randomCase(random);
        List<Judgment> held =
            random.nextInt(3) > 0
                ? List.of()
                : List.of(
                    new Judgment(
                        "J",
                        "C",
                        new Judgment.OnOutput("o0", DeonticStatus.PERMITTED),
                        null,
                        0.5,
                        null,
                        Attributes.none(),
                        Attributes.none()));
        List<UnknownAttribute> open = constitution.declarations().unknown(given);
        List<Map<UnknownAttribute, Object>> all = new ArrayList<>();
        settlings(open, new LinkedHashMap<>(), all);
        Map<Map<UnknownAttribute, Object>, Decision> decided = new LinkedHashMap<>();
        all.forEach(
            it ->
                decided.put(
                    it, decider.decide(constitution.declarations().settled(given, it), held)));
        Decision decision = decider.decide(given, held);
        String where = "seed " + seed + " case " + i + "\n" + given + "\n" + constitution.files();
        for (int o = 0; o < given.outputs().size(); o++) {
          int place = o;
          List<Verdict> verdicts =
              decided.values().stream()
                  .map(it -> it.outputs().get(place).verdict())
                  .distinct()
                  .toList();
          OutputDecision output = decision.outputs().get(o);
          assertEquals(
              verdicts.size() == 1 ? verdicts.get(0) : Verdict.ESCALATE, output.verdict(), where);
          if (verdicts.size() > 1) {
            assertEquals(Action.ESCALATE, output.action(), where);
          }
        }
        TreeSet<Element> expected = new TreeSet<>();
        decided.forEach(
            (one, its) -> {
              expected.addAll(its.fragile());
              for (UnknownAttribute attribute : open) {
                for (Object value : attribute.possible()) {
                  Map<UnknownAttribute, Object> other = new LinkedHashMap<>(one);
                  other.put(attribute, value);
                  if (!summary(its).equals(summary(decided.get(other)))) {
                    expected.add(Element.attribute(attribute.output(), attribute.name()));
                  }
                }
              }
            });
        assertEquals(List.copyOf(expected), decision.fragile(), where);
        boolean isSame =
            decided.values().stream().map(UnknownAttributesTest::answer).distinct().count() == 1;
        assertEquals(
            isSame
                ? answer(decided.values().iterator().next())
                : DecisionState.UNDECIDED + " null" + (isSingle(given) ? " ESCALATE" : ""),
            answer(decision),
            where);
        fragile += expected.isEmpty() ? 0 : 1;
        certain += expected.isEmpty() && open.size() > 0 ? 1 : 0;
      }
    }
    assertTrue(fragile > 10 && certain > 10, fragile + " fragile, " + certain + " certain");
  }

  private static Constitution constitution(String declared, String settings, String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\",\"settings\":{" + settings + "}}",
            "attributes.json",
            declared,
            "rules.drl",
            rules));
  }

  private static final String LIES =
      """
      rule "no-lies" @Principle when $o : Output( attr("lies") == true )
      then forbid( $o, "it lies" ); end
      rule "helps" @Principle when $o : Output( attr("helps") == true )
      then permit( $o, "it helps" ); end
      """;

  private static Decision decide(Constitution constitution, Map<String, ?> attributes) {
    return new Decider(constitution)
        .decide(Case.of("C", Output.of("a", Attributes.of(attributes))));
  }

  private static String lies(String missing) {
    return """
        {"lies": {"of": "output", "type": "boolean", "missing": "%s"},
         "helps": {"of": "output", "type": "boolean"}}
        """
        .formatted(missing);
  }

  @Test
  void anAllowThatHangsOnAnUnknownAttributeIsLeftToAPerson() {
    Constitution unknown = constitution(lies("unknown"), "", LIES);
    Decision decision = decide(unknown, Map.of("helps", true));
    OutputDecision output = decision.output("a");
    assertEquals(Verdict.ESCALATE, output.verdict());
    assertEquals(List.of(Element.attribute("a", "lies")), decision.fragile());
    assertEquals(DecisionState.UNDECIDED, decision.state());
    assertEquals(
        List.of(
            "forbidden [[attribute:a/lies, principle:no-lies]]", "permitted [[principle:helps]]"),
        output.claims().stream()
            .map(it -> it.claim().getStatus() + " " + it.label().environments())
            .toList());
    assertEquals(
        Verdict.ALLOW, decide(unknown, Map.of("helps", true, "lies", false)).output("a").verdict());
    assertEquals(
        Verdict.ALLOW,
        decide(constitution(lies("absent"), "", LIES), Map.of("helps", true))
            .output("a")
            .verdict());
  }

  @Test
  void aValueOfAnotherTypeCountsAsMissing() {
    for (String undeclared : List.of("ignore", "warn")) {
      Constitution unknown =
          constitution(lies("unknown"), "\"undeclared\":\"" + undeclared + "\"", LIES);
      Map<String, ?> wrong = Map.of("helps", true, "lies", "true");
      assertEquals(Verdict.ESCALATE, decide(unknown, wrong).output("a").verdict());
    }
    Constitution negated =
        constitution(
            lies("absent"), "", LIES.replace("== true )\nthen forbid", "!= false )\nthen forbid"));
    assertEquals(
        decide(negated, Map.of()).output("a").verdict(),
        decide(negated, Map.of("lies", "false")).output("a").verdict());
  }

  @Test
  void aCaseWithoutAnAttributeThatMustNotBeMissingIsAnErrorThatNamesIt() {
    Constitution required = constitution(lies("error"), "\"onError\":\"block\"", LIES);
    for (Map<String, ?> each : List.of(Map.of("helps", true), Map.of("lies", "yes"))) {
      Decision decision = decide(required, each);
      assertEquals(DecisionState.ERROR, decision.state());
      assertEquals(Action.BLOCK, decision.output("a").action());
      assertEquals(DecisionError.Code.ATTRIBUTES_REFUSED, decision.error().code());
      assertTrue(
          decision.error().sentence().contains("`lies` of output `a`"), decision.error()::sentence);
    }
    assertEquals(
        Verdict.ALLOW,
        decide(required, Map.of("helps", true, "lies", false)).output("a").verdict());
  }

  @Test
  void whereWhatIsUndeclaredIsRefusedACaseWithItIsAnError() {
    Constitution refusing =
        constitution(lies("absent"), "\"undeclared\":\"refuse\",\"onError\":\"escalate\"", LIES);
    Decision decision = decide(refusing, Map.of("helps", true, "liess", true));
    assertEquals(DecisionState.ERROR, decision.state());
    assertEquals(Action.ESCALATE, decision.output("a").action());
    assertTrue(decision.error().sentence().contains("`liess`"), decision.error()::sentence);
    assertEquals(Verdict.ALLOW, decide(refusing, Map.of("helps", true)).output("a").verdict());
  }

  @Test
  void ofManyUnknownAttributesThatEachDecideAllAreFragile() {
    StringBuilder declared = new StringBuilder("{");
    StringBuilder rules = new StringBuilder("package many\n");
    for (int i = 0; i < 20; i++) {
      declared.append(i == 0 ? "" : ",");
      declared.append(
          "\"a" + i + "\": {\"of\": \"output\", \"type\": \"boolean\", \"missing\": \"unknown\"}");
      rules.append(
          "rule \"r"
              + i
              + "\" @Principle when $o : Output( attr(\"a"
              + i
              + "\") == false )"
              + " then forbid( $o, \"why\" ); end\n");
    }
    rules.append(
        "rule \"p\" @Principle( weight = 0.5 ) when $o : Output() then permit( $o, \"why\" ); end\n");
    Constitution many =
        constitution(declared + "}", "\"limits\":{\"worlds\":200}", rules.toString());
    Decision decision = decide(many, Map.of());
    assertEquals(Verdict.ESCALATE, decision.output("a").verdict());
    assertEquals(20, decision.fragile().size());
  }

  @Test
  void eachOfManyUnknownsThatMakeTheSameDifferenceIsFragile() {
    StringBuilder declared = new StringBuilder("{");
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      declared.append(
          (i == 0 ? "" : ",")
              + "\"a"
              + i
              + "\": {\"of\": \"output\", \"type\": \"boolean\", \"missing\": \"unknown\"}");
      conditions.add("attr(\"a" + i + "\") == false");
    }
    Constitution many =
        constitution(
            declared + "}",
            "\"limits\":{\"worlds\":10}",
            "rule \"r\" @Principle when $o : Output( "
                + String.join(" || ", conditions)
                + " ) then forbid( $o, \"why\" ); end\n"
                + "rule \"p\" @Principle( weight = 0.5 ) when $o : Output()"
                + " then permit( $o, \"why\" ); end\n");
    Decision decision = decide(many, Map.of());
    assertEquals(Verdict.ESCALATE, decision.output("a").verdict());
    assertEquals(12, decision.fragile().size());
  }
}

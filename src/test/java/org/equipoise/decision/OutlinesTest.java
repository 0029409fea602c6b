package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.equipoise.revision.CountedJudgments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions by outline beside those of the same cases from the start. */
class OutlinesTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 30);
  private static final int CASES = 60;
  private static final int RULES = 14;
  private static final Pattern READS =
      Pattern.compile(
          "\\b(attr|num|text|flag|list|getText|getAuthor|getContext|Message|Session)\\b");
  private static final List<String> WORDS = List.of("forbid", "permit", "oblige");

  private static final String ALL = "$o : Output( attr(\"f\") == true )";

  private static final Message DULL =
      new Message(Message.Role.USER, "x", Attributes.of(Map.of("dull", true)), Attributes.none());

  private static String rule(String name, String kind, String when, String then) {
    return "rule \""
        + name
        + "\"\n    "
        + kind
        + "\nwhen\n    "
        + when
        + "\nthen\n    "
        + then
        + "\nend\n\n";
  }

  private static Constitution constitution(boolean hasLevels) {
    StringBuilder text = new StringBuilder("package outlines\n\n");
    for (int i = 0; i < RULES; i++) {
      String level = hasLevels ? level(i) : "";
      String entrenched = i % 5 == 4 ? " @Entrenched" : "";
      text.append(
          rule(
              "r" + i,
              "@Principle( weight = 0." + (1 + (7 * i) % 9) + level + " )" + entrenched,
              "$o : Output( attr(\"f" + i + "\") == true )",
              WORDS.get(i % 3) + "( $o, \"as \" + $o.attr(\"why\") );"));
    }
    String weighs = "@Principle( weight = 0.35 )";
    text.append(
        rule(
            "dull",
            weighs,
            "$o : Output( attr(\"f0\") == true ) $m : Message( attr(\"dull\") == true )",
            "forbid( $o, \"of turn \" + $m.getTurn() );"));
    text.append(
        rule(
            "rather",
            weighs,
            "$a : Output( attr(\"p\") == true ) $b : Output( attr(\"q\") == true, id != $a.id )",
            "prefer( $a, $b, \"it is better\" ); permit( $a );"));
    text.append(
        rule(
            "graded",
            weighs,
            "$o : Output( num(\"part\") > 0 )",
            "forbid( $o, weight( $o.num(\"part\") ), \"in part\" );"));
    text.append(
        rule("look", weighs, "$o : Output( attr(\"g\") == true )", "escalate( $o, \"look\" );"));
    text.append(
        rule(
            "like", weighs, "$o : Output( attr(\"k\") == true )", "alike( $o, \"k\", \"like\" );"));
    text.append(
        rule(
            "kin",
            weighs,
            "$o : Output( attr(\"k\") != null )",
            "alike( $o, $o.attr(\"why\"), \"kin\" );"));
    text.append(reports());
    text.append(
        rule(
            "backs",
            "@Theory( weight = 0.6 )",
            "Case( attr(\"t\") == true ) $p : Principle( id == \"r1\" )",
            "support( $p, 0.5, \"it is sound\" );"));
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\""
                + (hasLevels ? ",\"levels\":[\"high\",\"low\"]" : "")
                + "}",
            "rules.drl",
            text.toString()));
  }

  /** Theories that look at what is claimed, and make no claim. */
  private static String reports() {
    String theory = "@Theory( weight = 0.4 )";
    return rule(
            "one-for-both",
            theory,
            "$a : Output( attr(\"p\") == true ) $b : Output( attr(\"q\") == true, id != $a.id )\n"
                + "    Claim( output == $a.id ) Claim( output == $b.id )",
            "conflict( \"something is said of both\", $a, $b );")
        + rule(
            "nothing-against",
            theory,
            "$o : Output( attr(\"g\") == true )\n"
                + "    not Claim( output == $o.id, status == \"forbidden\", by matches \"principle:.*\" )",
            "conflict( \"nothing is against it\", $o );")
        + rule(
            "or-else",
            theory,
            "Claim( status == \"obligatory\", $id : output )\n"
                + "    ( Output( id == $id, attr(\"k\") == true ) or Case( attr(\"strict\") == true ) )",
            "conflict( \"it is too much\", $id );");
  }

  private static String level(int rule) {
    return ", level = \"" + (rule % 2 == 0 ? "high" : "low") + "\"";
  }

  private static Case given(Random random, int number) {
    List<String> ids = new ArrayList<>(List.of("a", "b", "c").subList(0, 1 + random.nextInt(3)));
    if (random.nextInt(10) == 0) {
      Collections.shuffle(ids, random);
    }
    int odds = random.nextInt(10) == 0 ? 3 : 20 * ids.size();
    List<Output> outputs = new ArrayList<>();
    for (String id : ids) {
      Map<String, Object> its = new TreeMap<>(Map.of("why", "n" + random.nextInt(9)));
      for (int i = 0; i < RULES; i++) {
        its.put("f" + i, random.nextInt(odds) == 0);
      }
      its.put("p", random.nextInt(6) == 0);
      its.put("q", random.nextInt(6) == 0);
      its.put("g", random.nextInt(40) == 0);
      its.put("k", random.nextInt(40) == 0);
      its.put("part", random.nextInt(40) == 0 ? random.nextInt(3) * 0.5 : 0);
      if (random.nextInt(40) == 0) {
        its.put("f1", new Disputed(true, 0.5));
      }
      outputs.add(Output.of(id, Attributes.of(its)));
    }
    List<Message> messages = Collections.nCopies(random.nextInt(3), DULL);
    return new Case(
        "C-" + number,
        null,
        Attributes.of(Map.of("t", random.nextInt(3) == 0, "strict", random.nextInt(20) == 0)),
        outputs,
        List.of(),
        Attributes.none(),
        null,
        messages,
        Session.NONE,
        random.nextInt(10) == 0 ? true : null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDecisionIsTheSameFromTheStart(boolean hasLevels) {
    Constitution constitution = constitution(hasLevels);
    Decider decider = new Decider(constitution);
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      for (int i = 0; i < CASES; i++) {
        Case given = given(random, seed * CASES + i);
        Decision fromTheStart =
            decider.decide(CountedJudgments.infer(constitution, given, List.of()));
        Decision decision = decider.decide(given);
        assertEquals(fromTheStart, decision);
        assertEquals(DecisionWriter.toJson(fromTheStart), DecisionWriter.toJson(decision));
      }
    }
    assertTrue(decider.outlines().used() > SEEDS * CASES / 10, "too few decisions by outline");
  }

  @Test
  void aLimitIsMetWhereItIsMetFromTheStart() {
    Decider decider = new Decider(constitution(false));
    long steps = 1;
    while (decideWithin(decider, steps).state() == DecisionState.ERROR) {
      steps++;
    }
    for (int i = 0; i < 3; i++) {
      decider.decide(many(i));
    }
    assertEquals(2, decider.outlines().used());
    assertEquals(DecisionState.ERROR, decideWithin(decider, steps - 1).state());
    assertEquals(DecisionState.DECIDED, decideWithin(decider, steps).state());
    assertEquals(2, decider.outlines().used());
    assertEquals(DecisionState.DECIDED, decideWithin(decider, 1_000_000).state());
    assertEquals(3, decider.outlines().used());
  }

  /** Otherwise each case in a shape of its own would be decided from the start for ever. */
  @Test
  void theSameRulesNeedNoSecondCaseAndOtherRulesDo() {
    Decider decider = new Decider(constitution(false));
    decider.decide(forbidden(0, "f0"));
    decider.decide(forbidden(1, "f0"));
    assertEquals(1, decider.outlines().used());
    decider.decide(forbidden(2, "f3"));
    assertEquals(1, decider.outlines().used());
    decider.decide(forbidden(3, "f6"));
    assertEquals(2, decider.outlines().used());
  }

  /** What theories say of one weight for several reasons is one conclusion, and counts once. */
  @Test
  void aLimitOfConclusionsIsMetWhereTheoriesWeighAsOftenAndSayMore() {
    StringBuilder text =
        new StringBuilder(rule("r", "@Principle( weight = 0.5 )", ALL, "forbid( $o );"));
    for (int i = 0; i < 3; i++) {
      text.append(
          rule(
              "same" + i,
              "@Theory( weight = 0.6 )",
              "Case( attr(\"same\") == true ) $p : Principle( id == \"r\" )",
              "support( $p, 0.5, \"reason " + i + "\" );"));
      text.append(
          rule(
              "other" + i,
              "@Theory( weight = 0.6 )",
              "Case( attr(\"other\") == true ) $p : Principle( id == \"r\" )",
              "support( $p, 0." + (i + 1) + ", \"reason\" );"));
    }
    Decider decider = new Decider(limited(3, text.toString()));
    for (int i = 0; i < 4; i++) {
      decider.decide(weighed(i, "other", false));
      assertEquals(DecisionState.DECIDED, decider.decide(weighed(i, "same", true)).state());
    }
    assertTrue(decider.outlines().used() > 0);
    assertEquals(DecisionState.ERROR, decider.decide(weighed(9, "other", true)).state());
  }

  /** What is alike is a conclusion too. */
  @Test
  void aLimitOfConclusionsIsMetWhereMoreIsAlike() {
    Constitution constitution =
        limited(
            3,
            rule("r", "@Principle( weight = 0.5 )", ALL, "forbid( $o );")
                + rule(
                    "kin",
                    "@Theory( weight = 0.5 )",
                    "$o : Output( attr(\"kin\") == true ) Principle( $p : id )",
                    "alike( $o, $p, \"kin\" ); alike( $o, 1, \"one\" ); alike( $o, 1, \"two\" );"));
    Decider decider = new Decider(constitution);
    for (int i = 0; i < 4; i++) {
      assertEquals(DecisionState.DECIDED, decider.decide(forbidden(i, "f")).state());
    }
    assertTrue(decider.outlines().used() > 0);
    Case alike = Case.of("C-9", Output.of("a", Attributes.of(Map.of("f", true, "kin", true))));
    assertEquals(DecisionState.ERROR, decider.decide(alike).state());
  }

  /** Its claims come and go with those that it looks at. */
  @Test
  void noOutlineIsUsedWhereARuleClaimsByWhatIsClaimed() {
    Decider decider =
        new Decider(
            limited(
                100,
                rule("r", "@Principle( weight = 0.5 )", ALL, "forbid( $o );")
                    + rule(
                        "s",
                        "@Principle( weight = 0.5 )",
                        "$o : Output( attr(\"never\") == true ) Claim( output == $o.id )",
                        "permit( $o );")));
    for (int i = 0; i < 4; i++) {
      decider.decide(forbidden(i, "f"));
    }
    assertEquals(0, decider.outlines().used());
  }

  private static Constitution limited(int facts, String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\",\"settings\":{\"limits\":{\"facts\":"
                + facts
                + "}}}",
            "rules.drl",
            "package limited\n\n" + rules));
  }

  private static Case weighed(int number, String theories, boolean isForbidden) {
    return Case.of("C-" + number, Output.of("a", Attributes.of(Map.of("f", isForbidden))))
        .withAttributes(Attributes.of(Map.of(theories, true)));
  }

  private static Case forbidden(int number, String flag) {
    return Case.of("C-" + number, Output.of("a", Attributes.of(Map.of(flag, true))));
  }

  /** A case of which many rules speak. */
  private static Case many(int number) {
    Map<String, Object> its = new TreeMap<>();
    for (int i = 0; i < RULES; i++) {
      its.put("f" + i, i % 5 < 4);
    }
    return Case.of("C-" + number, Output.of("a", Attributes.of(its)));
  }

  private static Decision decideWithin(Decider decider, long steps) {
    return decider.decideWithin(new Budget(60_000_000_000L, steps, 64L << 20), many(5), List.of());
  }

  /** What an outline leaves out of a case, the rules of the kernel must not look at. */
  @Test
  void theKernelReadsNoAttributes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("rules/kernel"))) {
      List<Path> all = files.toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        assertFalse(READS.matcher(Files.readString(file)).find(), file.toString());
      }
    }
  }
}

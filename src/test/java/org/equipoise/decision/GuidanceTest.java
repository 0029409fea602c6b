package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules say of outputs besides claims, and claims of degrees. */
class GuidanceTest {
  private static final String HARM =
      rule("harm", 0.8, "$o : Output( flag(\"harm\") )", "forbid( $o, \"it harms\" );");
  private static final String HELP =
      rule("help", 0.3, "$o : Output( flag(\"helps\") )", "permit( $o, \"it helps\" );");

  @TempDir Path folder;

  // ---- lift

  @Test
  void aLiftedClaimDoesNotCountUntilTheLiftingRuleIsGivenUp() throws IOException {
    Constitution constitution =
        constitution(
            HARM
                + HELP
                + rule(
                    "consent",
                    0.5,
                    "$o : Output( flag(\"consent\") )",
                    "lift( \"harm\", $o, \"the person agreed\" );"));
    Case given = given(Map.of("harm", true, "helps", true, "consent", true));
    Findings findings = Inference.infer(constitution, given, List.of());
    assertEquals(
        List.of("[[principle:help]]"),
        findings.claims().stream().map(it -> it.label().environments().toString()).toList());
    Decider decider = new Decider(constitution);
    Decision decision = decider.decide(given);
    assertEquals(Verdict.ALLOW, decision.output("a").verdict());
    assertEquals(List.of("consent lifts harm"), guidance(decision));
    assertEquals(
        Verdict.BLOCK,
        decider.answerWithout(findings, List.of(Element.principle("consent"))).verdict());
    assertTrue(DecisionWriter.toJson(decision).contains("\"word\":\"lift\",\"of\":\"harm\""));
  }

  @Test
  void whatRestsOnALiftedClaimRestsOnTheRuleThatLiftsIt() throws IOException {
    Constitution constitution =
        constitution(
            HARM
                + rule(
                    "consent",
                    0.5,
                    "$o : Output( flag(\"consent\") )",
                    "lift( \"harm\", $o, \"agreed\" );")
                + rule(
                    "fine",
                    0.4,
                    "$o : Output() not Claim( output == $o.id, status == \"forbidden\" )",
                    "permit( $o, \"nothing is against it\" );"));
    Findings findings =
        Inference.infer(constitution, given(Map.of("harm", true, "consent", true)), List.of());
    assertEquals(
        "[[principle:consent, principle:fine]]",
        findings.claims().get(0).label().environments().toString());
    assertFalse(findings.isMonotone());
  }

  @Test
  void aLiftThatRestsOnADisputeMakesTheDecisionFragile() throws IOException {
    Constitution constitution =
        constitution(
            HARM
                + HELP
                + rule(
                    "consent",
                    0.5,
                    "$p : Principle( id == \"harm\" ) $o : Output( flag(\"consent\") )",
                    "lift( $p, $o, \"agreed\" );"));
    Decision decision =
        new Decider(constitution)
            .decide(given(Map.of("harm", true, "helps", true, "consent", new Disputed(true, 0.5))));
    assertEquals(List.of(Element.attribute("a", "consent")), decision.fragile());
  }

  @Test
  void aLiftWithoutAnOutputHoldsInTheWholeCase() throws IOException {
    Constitution constitution =
        constitution(
            HARM + rule("drill", 0.5, "Case( flag(\"drill\") )", "lift( \"harm\", \"a drill\" );"));
    Case given =
        new Case(
            "C",
            null,
            Attributes.of(Map.of("drill", true)),
            List.of(output("a", Map.of("harm", true)), output("b", Map.of("harm", true))),
            List.of(),
            Attributes.none());
    Decision decision = new Decider(constitution).decide(given);
    assertEquals(Verdict.ABSTAIN, decision.output("a").verdict());
    assertEquals(Verdict.ABSTAIN, decision.output("b").verdict());
    assertEquals(List.of("drill lifts harm", "drill lifts harm"), guidance(decision));
  }

  @Test
  void theLanguageRefusesWhatMayNotBeLifted() throws IOException {
    String lifting = "$o : Output( flag(\"x\") )";
    assertEquals(
        List.of("there is no rule `harms`"),
        problems(HARM + rule("l", 0.5, lifting, "lift( \"harms\", $o, \"why\" );")));
    assertEquals(
        List.of("a rule cannot lift its own claims"),
        problems(rule("l", 0.5, lifting, "forbid( $o ); lift( \"l\", $o, \"why\" );")));
    assertEquals(
        List.of("`@Except` does not name `harm`, which is lifted here"),
        problems(
            HARM
                + HELP
                + rule("l", 0.5, lifting, "lift( \"harm\", $o, \"why\" );")
                    .replace("when", "@Except( \"help\" ) when")));
    String entrenched = HARM.replace("when", "@Entrenched when");
    assertEquals(
        List.of("`harm` is entrenched, and does not let `l` lift it"),
        problems(entrenched + rule("l", 0.5, lifting, "lift( \"harm\", $o, \"why\" );")));
    assertEquals(
        List.of(),
        problems(
            HARM.replace("when", "@Entrenched @LiftableBy( \"l\" ) when")
                + rule("l", 0.5, lifting, "lift( \"harm\", $o, \"why\" );")));
    assertEquals(
        List.of("`a` and `b` lift each other's claims"),
        problems(
            rule("a", 0.5, lifting, "forbid( $o ); lift( \"b\", $o, \"why\" );")
                + rule("b", 0.5, lifting, "permit( $o ); lift( \"a\", $o, \"why\" );")));
  }

  @Test
  void whatAConditionBindsIsLiftedOnlyWhereItMayBe() throws IOException {
    Constitution constitution =
        constitution(
            HARM.replace("when", "@Entrenched when")
                + rule(
                    "all",
                    0.5,
                    "$p : Principle( entrenched == true ) $o : Output( flag(\"x\") )",
                    "lift( $p, $o, \"why\" );"));
    Decision decision = new Decider(constitution).decide(given(Map.of("harm", true, "x", true)));
    assertEquals(DecisionState.ERROR, decision.state());
    assertTrue(decision.error().sentence().contains("`all` may not lift `harm`"));
    assertEquals(Verdict.BLOCK, decision.output("a").verdict());
  }

  // ---- defaults

  @Test
  void aDefaultGivesWayToWhatIsInFavourFromItsLevelOn() throws IOException {
    Constitution constitution =
        levelled(
            rule("tact", 0.9, "$o : Output( flag(\"blunt\") )", "forbid( $o, \"it is blunt\" );")
                    .replace("weight = 0.9 )", "weight = 0.9, level = \"system\" )")
                    .replace("when", "@Default( liftedBy = \"developer\" )\nwhen")
                + rule("asked", 0.1, "$o : Output( flag(\"asked\") )", "permit( $o, \"asked\" );")
                    .replace("weight = 0.1 )", "weight = 0.1, level = \"developer\" )")
                + rule("wished", 0.5, "$o : Output( flag(\"wished\") )", "oblige( $o, \"wish\" );")
                    .replace("weight = 0.5 )", "weight = 0.5, level = \"user\" )"));
    Decider decider = new Decider(constitution);
    assertEquals(
        Verdict.ALLOW,
        decider.decide(given(Map.of("blunt", true, "asked", true))).output("a").verdict());
    assertEquals(
        List.of("asked lifts tact"),
        guidance(decider.decide(given(Map.of("blunt", true, "asked", true)))));
    assertEquals(
        Verdict.BLOCK,
        decider.decide(given(Map.of("blunt", true, "wished", true))).output("a").verdict());
    assertEquals(Verdict.BLOCK, decider.decide(given(Map.of("blunt", true))).output("a").verdict());
    Findings findings =
        Inference.infer(constitution, given(Map.of("blunt", true, "asked", true)), List.of());
    assertEquals(
        Verdict.BLOCK,
        decider.answerWithout(findings, List.of(Element.principle("asked"))).verdict());
  }

  @Test
  void aJudgmentOfALevelLiftsADefaultToo() throws IOException {
    Constitution constitution =
        levelled(
            rule("tact", 0.9, "$o : Output( flag(\"blunt\") )", "forbid( $o, \"it is blunt\" );")
                .replace("when", "@Default( liftedBy = \"developer\" )\nwhen"));
    Decider decider = new Decider(constitution);
    Case given = given(Map.of("blunt", true));
    for (String holder : List.of("dev", "somebody")) {
      Judgment judgment =
          new Judgment(
              "J",
              "C",
              new Judgment.OnOutput("a", DeonticStatus.PERMITTED),
              holder,
              0.5,
              null,
              Attributes.none(),
              Attributes.none());
      Decision decision = decider.decide(given, List.of(judgment));
      assertEquals(holder.equals("dev") ? 1 : 2, decision.output("a").claims().size(), holder);
    }
  }

  @Test
  void aPullOfAHigherLevelOutweighsAnyOfLowerLevels() throws IOException {
    Constitution constitution =
        levelled(
            rule("bad", 0.1, "$o : Output( flag(\"bad\") )", "discourage( $o, 0.1, \"bad\" );")
                    .replace("weight = 0.1 )", "weight = 0.1, level = \"system\" )")
                + rule(
                        "good",
                        0.9,
                        "$o : Output( flag(\"good\") )",
                        "encourage( $o, 1, \"good\" );")
                    .replace("weight = 0.9 )", "weight = 0.9, level = \"user\" )"));
    assertEquals("b", choice(constitution, Map.of("bad", true, "good", true), Map.of()));
    assertEquals("a", choice(constitution, Map.of("good", true), Map.of()));
  }

  private Constitution levelled(String rules) throws IOException {
    write(rules);
    Files.writeString(
        folder.resolve("constitution.json"),
        """
        {"name": "levels", "version": "1", "levels": ["system", "developer", "user"],
         "settings": {"stakeholders": {"dev": {"weight": 1, "level": "developer"}, "*": 0.5}}}
        """);
    return Constitution.load(folder);
  }

  // ---- escalate

  @Test
  void aPersonMustLookWhateverTheMargin() throws IOException {
    Constitution constitution =
        constitution(
            HARM
                + HELP
                + rule(
                    "odd", 0.1, "$o : Output( flag(\"odd\") )", "escalate( $o, \"it is odd\" );"));
    Decider decider = new Decider(constitution);
    for (String other : List.of("harm", "helps", "nothing")) {
      Case given = given(Map.of("odd", true, other, true));
      Decision decision = decider.decide(given);
      assertEquals(Verdict.ESCALATE, decision.output("a").verdict(), other);
      assertFalse(decision.gap());
      assertEquals(List.of("odd leaves a to a person"), guidance(decision));
      Verdict without =
          decider
              .answerWithout(
                  Inference.infer(constitution, given, List.of()),
                  List.of(Element.principle("odd")))
              .verdict();
      assertEquals(
          other.equals("harm")
              ? Verdict.BLOCK
              : other.equals("helps") ? Verdict.ALLOW : Verdict.ABSTAIN,
          without);
    }
    Decision open = decider.decide(given(Map.of("odd", new Disputed(true, 0.5), "helps", true)));
    assertEquals(List.of(Element.attribute("a", "odd")), open.fragile());
  }

  // ---- order

  @Test
  void aPullOrdersWhatCostsTheSameAndBreaksNoPeace() throws IOException {
    Constitution constitution = constitution(HARM + HELP + pulls());
    assertEquals("b", choice(constitution, Map.of("bad", true), Map.of()));
    assertEquals("a", choice(constitution, Map.of("good", true), Map.of()));
    assertEquals(
        "b", choice(constitution, Map.of("bad", true, "good", true), Map.of("good", true)));
    assertEquals("b", choice(constitution, Map.of("good", true, "harm", true), Map.of()));
    assertEquals(
        "b",
        choice(
            constitution, Map.of("good", true, "harm", true), Map.of("harm", true, "helps", true)));
    Decision decision =
        new Decider(constitution)
            .decide(
                Case.of(
                    "C", output("a", Map.of("bad", true, "helps", true)), output("b", Map.of())));
    assertEquals(List.of(), decision.conflicts());
    assertEquals(Verdict.ALLOW, decision.output("a").verdict());
    assertEquals("0.1", decision.choiceMargin().toString());
  }

  @Test
  void aRankPutsOneOutputBeforeAnotherWithoutPermittingIt() throws IOException {
    Constitution constitution =
        constitution(
            HARM
                + pulls()
                + rule(
                    "order",
                    0.3,
                    "$a : Output( $n : num(\"n\") ) $b : Output( num(\"n\") > $n )",
                    "rank( $a, $b, \"why\" );"));
    assertEquals("b", choice(constitution, Map.of("n", 2), Map.of("n", 1)));
    assertEquals("b", choice(constitution, Map.of("n", 2, "good", true), Map.of("n", 1)));
    assertEquals("a", choice(constitution, Map.of("n", 2), Map.of("n", 1, "harm", true)));
    Decision decision =
        new Decider(constitution)
            .decide(Case.of("C", output("a", Map.of("n", 2)), output("b", Map.of("n", 1))));
    assertEquals(Verdict.ABSTAIN, decision.output("b").verdict());
    assertEquals("0.3", decision.choiceMargin().toString());
  }

  // ---- weight

  @Test
  void aDegreeIsAPartOfTheWeightOnEachOutput() throws IOException {
    Constitution constitution = constitution(graded());
    Decision decision =
        new Decider(constitution)
            .decide(
                Case.of(
                    "C",
                    output("a", Map.of("risk", 1)),
                    output("b", Map.of("risk", 0.25)),
                    output("c", Map.of("risk", 0))));
    assertEquals("0.8", decision.output("a").allowing().cost().toString());
    assertEquals("0.2", decision.output("b").allowing().cost().toString());
    assertEquals("0", decision.output("c").allowing().cost().toString());
    assertEquals("c", decision.choice());
    assertTrue(DecisionWriter.toJson(decision).contains("\"degree\":0.25"));
  }

  @Test
  void aDegreeThatIsNoNumberIsAnErrorThatNamesRuleAndAttribute() throws IOException {
    Constitution constitution = constitution(graded());
    assertEquals(
        "`weight` takes a number in [0, 1], not what is absent: attribute `risk` of output a is"
            + " absent",
        error(constitution, Map.of("other", 1)));
    assertEquals(
        "`weight` takes a number in [0, 1], not what is absent: attribute `risk` of output a is"
            + " the text `high`",
        error(constitution, Map.of("risk", "high")));
    assertEquals(
        "`weight` takes a number in [0, 1], not the number 1.5: attribute `risk` of output a is"
            + " the number 1.5",
        error(constitution, Map.of("risk", 1.5)));
  }

  @Test
  void anAttributeOfAnotherKindIsToldWithTheDecision() throws IOException {
    Constitution constitution = constitution(HARM);
    Decision decision = new Decider(constitution).decide(given(Map.of("harm", "yes")));
    assertEquals(
        List.of(new Misread("output", "a", "harm", "truth value", "text")), decision.misread());
    assertTrue(DecisionWriter.toJson(decision).contains("\"misread\":[{\"of\":\"output\""));
  }

  private static String graded() {
    return rule(
        "risk", 0.8, "$o : Output( $r : num(\"risk\") )", "forbid( $o, weight( $r ), \"risky\" );");
  }

  private static String pulls() {
    return rule("bad", 0.2, "$o : Output( flag(\"bad\") )", "discourage( $o, 0.5, \"bad\" );")
        + rule("good", 0.2, "$o : Output( flag(\"good\") )", "encourage( $o, 0.5, \"good\" );");
  }

  private static String error(Constitution constitution, Map<String, ?> attributes) {
    Decision decision = new Decider(constitution).decide(given(attributes));
    assertEquals("risk", decision.error().rule());
    String sentence = decision.error().sentence();
    return sentence.substring(sentence.indexOf("`weight`"));
  }

  private static String choice(Constitution constitution, Map<String, ?> ofA, Map<String, ?> ofB) {
    return new Decider(constitution)
        .decide(Case.of("C", output("a", ofA), output("b", ofB)))
        .choice();
  }

  private static List<String> guidance(Decision decision) {
    return decision.outputs().stream()
        .flatMap(it -> it.guidance().stream())
        .map(
            it ->
                it.guidance() instanceof org.equipoise.language.Guidance.Lift lift
                    ? it.guidance().by().name() + " lifts " + lift.rule()
                    : it.guidance().by().name() + " " + it.guidance().inWords(it.output()))
        .toList();
  }

  private static Output output(String id, Map<String, ?> attributes) {
    return Output.of(id, Attributes.of(attributes));
  }

  private static Case given(Map<String, ?> attributes) {
    return Case.of("C", output("a", attributes));
  }

  private static String rule(String name, double weight, String conditions, String consequences) {
    return "rule \""
        + name
        + "\" @Principle( weight = "
        + weight
        + " )\nwhen\n"
        + conditions
        + "\nthen\n"
        + consequences
        + "\nend\n";
  }

  private void write(String rules) throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"guidance\", \"version\": \"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package guidance\n" + rules);
  }

  private Constitution constitution(String rules) throws IOException {
    write(rules);
    return Constitution.load(folder);
  }

  private List<String> problems(String rules) throws IOException {
    write(rules);
    return Constitution.check(folder).problems().stream()
        .filter(it -> it.severity() == Problem.Severity.ERROR)
        .map(Problem::message)
        .toList();
  }
}

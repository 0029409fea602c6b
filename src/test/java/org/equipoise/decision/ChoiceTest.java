package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.revision.Cost;
import org.junit.jupiter.api.Test;

/** What may be chosen among several outputs, and what a case comes to where all are blocked. */
class ChoiceTest {
  private static final String RULES =
      """
      package choice

      rule "no-harm" @Principle( weight = 0.8 )
      when $o : Output( attr("harm") == true ) then forbid( $o, "it harms" ); end

      rule "no-lie" @Principle( weight = 0.3 )
      when $o : Output( attr("lie") == true ) then forbid( $o, "it lies" ); end

      rule "help" @Principle( weight = 1 )
      when $o : Output( attr("help") == true ) then permit( $o, "it helps" ); end

      rule "aid" @Principle( weight = 1 )
      when $o : Output( attr("aid") == true ) then oblige( $o, "it is asked for" ); end

      rule "never" @Principle @Entrenched
      when $o : Output( attr("never") == true ) then forbid( $o, "never" ); end
      """;

  private static Constitution constitution(String settings) {
    Map<String, String> files =
        Map.of(
            "constitution.json",
            "{\"name\":\"choice\",\"version\":\"1\",\"settings\":{" + settings + "}}",
            "rules.drl",
            RULES);
    return Constitution.of(new TreeMap<>(files), Permissions.none());
  }

  private static Decision decide(String settings, Case given) {
    return new Decider(constitution(settings)).decide(given);
  }

  private static Output output(String id, String... true_) {
    Map<String, Object> attributes = new TreeMap<>();
    List.of(true_).forEach(it -> attributes.put(it, true));
    return Output.of(id, Attributes.of(attributes));
  }

  private static void assertComesTo(
      DecisionState state, String choice, String margin, Decision decision) {
    assertNull(decision.error());
    assertEquals(state, decision.state());
    assertEquals(choice, decision.choice());
    Cost distance = decision.choiceMargin();
    assertEquals(margin, distance == null ? null : distance.toString());
  }

  @Test
  void whatIsBlockedIsNotChosenEvenWhereItIsCheaperToAllow() {
    Case given = Case.of("C", output("lie", "lie"), output("hurt", "harm", "help", "aid"));
    assertComesTo(DecisionState.DECIDED, "hurt", null, decide("", given));
    assertComesTo(
        DecisionState.DECIDED,
        "lie",
        "0.5",
        new Decider(constitution("")).under("2").decide(given));
  }

  @Test
  void theSecondBestIsAmongThoseThatAreNotBlocked() {
    Case given =
        Case.of(
            "C",
            output("lie", "lie"),
            output("hurt", "harm", "help", "aid"),
            output("worse", "harm", "lie", "help", "aid"));
    assertComesTo(DecisionState.DECIDED, "hurt", "0.3", decide("", given));
  }

  @Test
  void whereAllAreBlockedTheLesserEvilIsNamed() {
    Case given = Case.of("C", output("a", "lie"), output("b", "harm"));
    assertComesTo(DecisionState.ALL_BLOCKED, "a", "0.5", decide("", given));
    assertEquals("dilemma", decide("", given).conflicts().get(0).conflict().kind());
    Case tie = Case.of("C", output("a", "lie"), output("b", "lie"));
    assertComesTo(DecisionState.ALL_BLOCKED, null, null, decide("", tie));
  }

  @Test
  void whatIsEntrenchedIsNeverTheLesserEvil() {
    Case given = Case.of("C", output("a", "never"), output("b", "never"));
    assertComesTo(DecisionState.DILEMMA, null, null, decide("", given));
    Case one = Case.of("C", output("a", "never"), output("b", "harm"));
    assertComesTo(DecisionState.ALL_BLOCKED, "b", "infinite", decide("", one));
  }

  @Test
  void whereNoneIsFineBlockingAllIsAnAnswerAndNoConflict() {
    Case given = Case.of("C", output("a", "lie"), output("b", "harm"));
    for (Decision decision :
        List.of(decide("\"noneIsFine\": true", given), decide("", given.withNoneIsFine(true)))) {
      assertComesTo(DecisionState.DECIDED, null, null, decision);
      assertEquals(List.of(), decision.conflicts());
    }
    assertComesTo(
        DecisionState.ALL_BLOCKED,
        "a",
        "0.5",
        decide("\"noneIsFine\": true", given.withNoneIsFine(false)));
    Case entrenched = Case.of("C", output("a", "never"), output("b", "never"));
    assertComesTo(DecisionState.DECIDED, null, null, decide("", entrenched.withNoneIsFine(true)));
    Case open = Case.of("C", output("a", "lie"), output("b"));
    assertComesTo(DecisionState.DECIDED, "b", "0.3", decide("", open.withNoneIsFine(true)));
  }

  @Test
  void nothingIsGivenUpForACaseThatTheLesserEvilAnswers() {
    Advice answered = advise(Case.of("C", output("a", "lie"), output("b", "harm")));
    assertEquals(List.of(), answered.conflicts());
    assertEquals(List.of(), answered.revisions().get(0).relaxations());
    Advice tied = advise(Case.of("C", output("a", "lie"), output("b", "lie")));
    assertEquals(1, tied.conflicts().size());
    assertEquals(1, tied.revisions().get(0).relaxations().size());
    assertTrue(tied.revisions().get(0).verified());
  }

  private static Advice advise(Case given) {
    Advisor advisor = new Advisor(constitution(""), Advisor.Options.of(constitution("")));
    advisor.add(given, List.of());
    return advisor.advise();
  }
}

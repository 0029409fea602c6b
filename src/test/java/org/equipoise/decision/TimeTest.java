package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.warning.EndingTerms;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.service.governor.Governor;
import org.junit.jupiter.api.Test;

/** Terms of rules, ages of judgments, and the time of a decision. */
class TimeTest {
  private static final Instant MADE = Instant.parse("2025-01-01T12:00:00Z");
  private static final Case PLAIN = Case.of("C", Output.of("a", Attributes.of(Map.of("x", true))));

  private static final Constitution TERM =
      constitution(
          "@Principle( weight = 0.5 ) @From( \"2026-01-01\" ) @Until( \"2026-12-31\" )"
              + " @Owner( \"legal\" )",
          "$o : Output( attr(\"x\") == true )",
          "forbid( $o, \"x\" );");

  private static final Constitution OLD =
      constitution(
          "@Theory( weight = 0.5 )", "$j : Judgment( age > 365 )", "exclude( $j, \"too old\" );");

  private static Constitution constitution(String annotations, String when, String then) {
    String rule = "rule \"r\" " + annotations + "\nwhen " + when + "\nthen " + then + " end\n";
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"time\",\"version\":\"1\"}",
            "rules.drl",
            "package time\n" + rule));
  }

  private static Case at(String time) {
    return PLAIN.withAt(Instant.parse(time));
  }

  @Test
  void outsideItsTermARuleDoesNotSpeak() {
    Decider decider = new Decider(TERM);
    for (String time : List.of("2026-01-01T00:00:00Z", "2026-12-31T23:59:59.999999999Z")) {
      Decision decision = decider.decide(at(time));
      assertEquals(Verdict.BLOCK, decision.output("a").verdict(), time);
      assertEquals(List.of(), decision.notInForce(), time);
    }
    for (String time : List.of("2025-12-31T23:59:59Z", "2027-01-01T00:00:00Z")) {
      Decision decision = decider.decide(at(time));
      assertEquals(Verdict.ABSTAIN, decision.output("a").verdict(), time);
      assertEquals(List.of(Element.principle("r")), decision.notInForce(), time);
      assertTrue(decision.gap(), time);
    }
  }

  @Test
  void aCaseWithoutATimeIsDecidedAsOfTheOneThatIsSet() {
    Constitution then = TERM.asOf(Instant.parse("2026-06-30T00:00:00Z"));
    Constitution later = TERM.asOf(Instant.parse("2027-06-30T00:00:00Z"));
    assertEquals(Verdict.BLOCK, new Decider(then).decide(PLAIN).output("a").verdict());
    assertEquals(Verdict.ABSTAIN, new Decider(later).decide(PLAIN).output("a").verdict());
    assertEquals(
        Verdict.BLOCK,
        new Decider(later).decide(at("2026-06-30T00:00:00Z")).output("a").verdict(),
        "a case's own time comes first");
    assertTrue(then.isTimeBound());
    assertEquals(TERM.digest(), then.digest());
  }

  @Test
  void aGovernorDecidesAsOfItsClockAndRecordsTheTime() {
    Instant now = Instant.parse("2026-06-30T10:00:00Z");
    Governor governor = Governor.builder(TERM).withClock(Clock.fixed(now, ZoneOffset.UTC)).build();
    assertEquals(now, governor.govern(PLAIN, List.of(), null).given().at());
    assertEquals(Verdict.BLOCK, governor.decide(PLAIN).output("a").verdict());
    Governor untimed =
        Governor.builder(
                constitution("@Principle", "$o : Output( attr(\"x\") == true )", "forbid( $o );"))
            .withClock(Clock.fixed(now, ZoneOffset.UTC))
            .build();
    assertNull(untimed.govern(PLAIN, List.of(), null).given().at(), "where time does not matter");
  }

  @Test
  void theAgeOfAJudgmentIsInDaysAsOfTheDecision() {
    Judgment held =
        new Judgment(
            "J",
            "C",
            new Judgment.OnOutput("a", DeonticStatus.PERMITTED),
            null,
            1,
            MADE,
            Attributes.none(),
            Attributes.none());
    Decider decider = new Decider(OLD);
    assertTrue(OLD.isTimeBound());
    String year = "2026-01-01T12:00:00Z";
    assertEquals(
        Verdict.ALLOW, decider.decide(at(year), List.of(held)).output("a").verdict(), "365 days");
    assertEquals(
        Verdict.ABSTAIN,
        decider.decide(at("2026-01-01T12:00:00.000001Z"), List.of(held)).output("a").verdict(),
        "a microsecond more");
    assertEquals(
        Verdict.ALLOW,
        decider.decide(at("2024-01-01T00:00:00Z"), List.of(held)).output("a").verdict(),
        "a judgment that is still to come has a negative age");
    Judgment undated =
        Judgment.of("J", "C", new Judgment.OnOutput("a", DeonticStatus.PERMITTED), 1);
    assertEquals(
        Verdict.ALLOW,
        decider.decide(at("2030-01-01T00:00:00Z"), List.of(undated)).output("a").verdict(),
        "of unknown age");
  }

  @Test
  void whatHasEndedOrEndsSoonIsWarnedOf() {
    assertEquals(List.of(), warnings("2026-11-30T23:59:59Z"));
    assertEquals(List.of("rule-ends-soon"), warnings("2026-12-01T00:00:00Z"));
    assertEquals(List.of("rule-ends-soon"), warnings("2026-12-31T23:59:59Z"));
    assertEquals(List.of("rule-ended"), warnings("2027-01-01T00:00:00Z"));
  }

  @Test
  void aTimeIsComparedWithADateHoweverTheConditionIsWritten() {
    List<String> conditions =
        List.of(
            "Judgment( this.at > \"2024-06-01\" ) $o : Output()",
            "Judgment( \"2024-06-01\" < at ) $o : Output()",
            "Judgment( at > \"2024-06-01\" && < \"2025-01-02T00:00:00Z\" ) $o : Output()",
            "Judgment( $t : at, $t > \"2024-06-01\" ) $o : Output()",
            "Judgment( $t : at ) $o : Output( id == \"a\", \"2025-01-02\" > $t )",
            "$j : Judgment() $o : Output( $j.at >= \"2025-01-01T12:00:00Z\" )",
            "$j : Judgment() not Judgment( at > \"2025-01-02\", this != $j ) $o : Output()");
    StringBuilder rules = new StringBuilder("package time\n");
    for (int i = 0; i < conditions.size(); i++) {
      rules.append(
          "rule \"r%d\" @Principle when %s then permit( $o, \"x\" ); end\n"
              .formatted(i, conditions.get(i)));
    }
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"time\",\"version\":\"1\"}",
                "rules.drl",
                rules.toString()));
    Judgment held =
        new Judgment(
            "J",
            "C",
            new Judgment.OnOutput("a", DeonticStatus.PERMITTED),
            null,
            1,
            MADE,
            Attributes.none(),
            Attributes.none());
    Decision decision = new Decider(constitution).decide(PLAIN, List.of(held));
    assertNull(decision.error());
    assertEquals(conditions.size() + 1, decision.output("a").claims().size());
  }

  private static List<String> warnings(String time) {
    return EndingTerms.of(Path.of("rules"), TERM.rules().values(), Instant.parse(time)).stream()
        .map(Problem::code)
        .toList();
  }

  @Test
  void aTermThatIsNoneIsRefused() {
    assertRefused("wrong-date", "@Principle @Until( \"31.12.2026\" )", "2026-12-31");
    assertRefused("wrong-date", "@Principle @From( \"soon\" )", "2026-12-31");
    assertRefused("wrong-annotation", "@Principle @Until( 2026 )", "…");
    assertRefused(
        "empty-term", "@Principle @From( \"2026-02-01\" ) @Until( \"2026-01-31\" )", "exchange");
  }

  private static void assertRefused(String code, String annotations, String hint) {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> constitution(annotations, "$o : Output()", "forbid( $o );"));
    Problem problem = refused.problems().get(0);
    assertEquals(code, problem.code());
    assertTrue(String.valueOf(problem.hint()).contains(hint), problem.toString());
    assertFalse(problem.message().isEmpty());
  }
}

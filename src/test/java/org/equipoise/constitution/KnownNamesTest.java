package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.KnownNames.Subject;
import org.equipoise.constitution.KnownNames.Unknown;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownNamesTest {
  private static final String RULES =
      """
      package some
      // attr("in.a.comment")
      function boolean isLate(Output o) { return o.attr("sent.at") != null; }

      rule "no-deception" @Principle
      when $o : Output( attr("violates.deceive") == true )
      then forbid( $o, "it deceives: " + $o.attr("quoted") ); end

      rule "adults" @Principle
      when
        Case( attr( "audience" ) == "adult" )
        accumulate( Output( $n : attr("score") != null ); $c : count( $n ) )
        $o : Output( attr("whole") != null, text != "attr(\\"in.a.text\\")" )
      then permit( $o, "adults" ); end

      rule "haste" @Theory
      when $j : Judgment( attr("hurried") == true )
      then discount( $j, 0.5, "haste" ); end
      """;
  private static final Constitution SMALL = constitution(RULES, "{\"board\": 0.5, \"staff\": 1}");

  private static Constitution constitution(String rules, String stakeholders) {
    String manifest =
        "{\"name\": \"s\", \"version\": \"1\", \"settings\": {\"stakeholders\": %s}}"
            .formatted(stakeholders);
    return Constitution.of(Map.of("constitution.json", manifest, "r.drl", rules));
  }

  private static Case given(Map<String, Object> ofCase, Map<String, Object> ofOutput) {
    return new Case(
        "C-1",
        null,
        Attributes.of(ofCase),
        List.of(new Output("a", null, null, Attributes.of(ofOutput), Attributes.none())),
        List.of(),
        Attributes.none());
  }

  private static List<String> unknown(Map<String, Object> ofCase, Map<String, Object> ofOutput) {
    return SMALL.names().unknown(given(ofCase, ofOutput), List.of()).stream()
        .map(it -> it.subject() + " " + it.name())
        .toList();
  }

  private static Judgment by(@Nullable String holder) {
    return new Judgment(
        "J-" + holder,
        "C-1",
        new Judgment.OnOutput("a", DeonticStatus.PERMITTED),
        holder,
        1,
        null,
        Attributes.none(),
        Attributes.none());
  }

  @Test
  void theNamesThatRulesReadAreKnownByWhomTheyAreReadOf() {
    KnownNames names = SMALL.names();
    assertFalse(names.readsAny());
    // in functions and consequences nobody knows whose attribute it is
    assertEquals(Set.of("audience", "quoted", "sent.at"), names.of(Subject.CASE));
    assertEquals(
        Set.of("violates.deceive", "score", "whole", "quoted", "sent.at"),
        names.of(Subject.OUTPUT));
    assertEquals(Set.of("hurried", "quoted", "sent.at"), names.of(Subject.JUDGMENT));
  }

  @Test
  void whatNoRuleReadsIsUnknownAndSoIsWhatStandsInTheWrongPlace() {
    assertEquals(List.of(), unknown(Map.of("audience", "adult"), Map.of("score", 1)));
    assertEquals(
        List.of("CASE user", "OUTPUT audience", "OUTPUT violates.decieve"),
        unknown(
            Map.of("user", "u"),
            Map.of("audience", "adult", "violates", Map.of("decieve", true, "deceive", true))));
    assertEquals(
        List.of(),
        unknown(Map.of("sent", Map.of("at", 1)), Map.of("whole", Map.of("inner", 1))),
        "read as a whole, or within");
    assertEquals(List.of("OUTPUT sen"), unknown(Map.of(), Map.of("sen", Map.of())));
  }

  @Test
  void theHintIsTheNearestNameOrThePlaceWhereItIsRead() {
    KnownNames names = SMALL.names();
    assertEquals(
        "did you mean `violates.deceive`?",
        names.hint(new Unknown(Subject.OUTPUT, "violates.decieve")));
    assertEquals(
        "did you mean `violates.deceive`?", names.hint(new Unknown(Subject.OUTPUT, "deceive")));
    assertEquals("rules read it of cases", names.hint(new Unknown(Subject.OUTPUT, "audience")));
    assertEquals("did you mean `board`?", names.hint(new Unknown(Subject.STAKEHOLDER, "Bord")));
    assertNull(names.hint(new Unknown(Subject.CASE, "user")));
  }

  @Test
  void aNameThatIsWorkedOutWhenARuleRunsMayBeAny() {
    String computed = RULES.replace("attr(\"violates.deceive\")", "attr( id )");
    Constitution any = constitution(computed, "{}");
    assertTrue(any.names().readsAny());
    assertEquals(
        List.of(), any.names().unknown(given(Map.of("user", 1), Map.of("x", 1)), List.of()));
  }

  @Test
  void aHolderIsUnknownWhereOthersAreWeighedAndNobodyElseIs() {
    List<Judgment> held = List.of(by("bord"), by("board"), by(null), by("bord "));
    Case given = given(Map.of(), Map.of());
    assertEquals(
        List.of("bord", "bord "),
        SMALL.names().unknown(given, held).stream().map(Unknown::name).toList());
    assertEquals(List.of(), constitution(RULES, "{}").names().unknown(given, held));
  }

  @Test
  void whereEverybodyElseIsWeighedAHolderIsToldWhoseNameIsNearlyOneThatIsWeighed() {
    KnownNames names =
        constitution(RULES, "{\"board\": 0.5, \"ward 1\": 0.7, \"*\": 0.25}").names();
    List<Judgment> held = new ArrayList<>();
    for (String near : List.of("bord", "borad", "Board", "board ", "ward-1")) {
      held.add(by(near));
    }
    for (String other : List.of("board", "staff", "ward 2", "*", "bd")) {
      held.add(by(other));
    }
    List<Unknown> told = names.unknown(given(Map.of(), Map.of()), held);
    assertEquals(
        List.of("bord", "borad", "Board", "board ", "ward-1"),
        told.stream().map(Unknown::name).toList());
    assertEquals(
        "`stakeholders` does not name `bord`, whose judgments weigh what those of everybody else do",
        names.inWords(told.get(0)));
    assertEquals("did you mean `board`?", names.hint(told.get(0)));
  }

  @Test
  void ofVeryManyHoldersInOneCaseOnlySomeAreComparedWithTheNamed() {
    KnownNames names = constitution(RULES, "{\"board of 1\": 0.5, \"*\": 0.25}").names();
    List<Judgment> held = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      held.add(by("board" + "-".repeat(1 + i % 50) + "of" + "_".repeat(i / 50) + "1"));
    }
    int first = names.unknown(given(Map.of(), Map.of()), held).size();
    assertTrue(first > 100 && first < 2_000, "told: " + first);
    assertTrue(names.unknown(given(Map.of(), Map.of()), held).size() > first);
  }

  @Test
  void aGovernorTellsOfEachUnknownNameOnceForEachConstitution() {
    List<String> told = new ArrayList<>();
    Governor governor =
        Governor.builder(SMALL)
            .withListener(
                new GovernorListener() {
                  @Override
                  public void unknown(Authority inForce, Case given, Unknown unknown) {
                    told.add(inForce.inWords(unknown));
                  }
                })
            .build();
    Case given = given(Map.of(), Map.of("violates", Map.of("decieve", true)));
    governor.decide(given);
    governor.decide(given, List.of(by("bord")));
    List<String> expected =
        List.of(
            "no rule reads the attribute `violates.decieve` of outputs",
            "`stakeholders` does not weigh `bord`, whose judgments weigh 1");
    assertEquals(expected, told);
    governor.adopt(SMALL);
    governor.decide(given);
    assertEquals(3, told.size());
  }

  @Test
  void aGuardSaysThatNoPrincipleSpeaksAndWhichAttributesNoRuleReads() {
    Guard guard = Guard.of(Governor.of(SMALL), GuardMode.ENFORCE);
    assertEquals(
        "no principle speaks of it, so it is left to a person: no rule reads the attribute"
            + " `violates.decieve` of outputs",
        guard.review(given(Map.of(), Map.of("violates", Map.of("decieve", true)))).reason());
  }

  @Test
  void aValueOfAKindThatNoRuleComparesWithIsToldWithTheComparison() {
    Constitution rules =
        constitution(
            """
            rule "three" @Principle
            when $o : Output( attr("n") == "3" || attr("n") in ( "4", "5" ), attr("free") != null )
            then forbid( $o, "three" ); end
            rule "both" @Principle
            when $o : Output( attr("either") == "3" ) then forbid( $o, "text" ); end
            rule "number" @Principle
            when $o : Output( attr("either") == 3 ) then forbid( $o, "number" ); end
            """,
            "{}");
    assertEquals(List.of(), rules.unlike(given(Map.of(), Map.of("n", "3")), List.of()));
    assertEquals(
        List.of(), rules.unlike(given(Map.of(), Map.of("either", 3, "free", 3)), List.of()));
    List<Unknown> unlike =
        rules.unlike(given(Map.of("n", 3), Map.of("n", 3, "either", true)), List.of());
    assertEquals(
        List.of(
            "`either` of outputs has a value that equals none that rules know: they compare it"
                + " only with a number or a text, as in `attr(\"either\") == \"3\"`",
            "`n` of outputs has a value that equals none that rules know: they compare it"
                + " only with a text, as in `attr(\"n\") == \"3\"`"),
        unlike.stream().map(rules::inWords).toList());
    assertNull(rules.hint(unlike.get(0), Set.of()));
  }

  @Test
  void aTextThatIsOrderedByADateAndIsNoneIsTold() {
    Constitution rules =
        constitution(
            """
            rule "due" @Principle
            when $o : Output( attr("due") < "2026-02-01", attr("word") < "m" )
            then forbid( $o, "due" ); end
            """,
            "{}");
    for (String date : List.of("2026-01-15", "2026-01-15T10:00:00Z")) {
      Case given = given(Map.of("due", "soon"), Map.of("due", date, "word", "a"));
      assertEquals(List.of(), rules.unlike(given, List.of()));
    }
    for (String date : List.of("1/2/2026", "2026-1-15", "20260115", "tomorrow")) {
      assertEquals(
          List.of(
              "`due` of outputs is a text that is no date such as `2024-03-01`, and rules order it"
                  + " by dates, as in `attr(\"due\") < \"2026-02-01\"`: letter by letter"),
          rules.unlike(given(Map.of(), Map.of("due", date)), List.of()).stream()
              .map(rules::inWords)
              .toList());
    }
  }

  @Test
  void aGovernorTellsAValueOfAnotherKindOnce() {
    Constitution rules =
        constitution(
            "rule \"three\" @Principle when $o : Output( attr(\"n\") == \"3\" )"
                + " then forbid( $o, \"three\" ); end",
            "{}");
    Governor governor = Governor.of(rules);
    governor.decide(given(Map.of(), Map.of("n", 3)));
    governor.decide(given(Map.of(), Map.of("n", 4)));
    assertEquals(1, governor.reportedNames().size(), governor.reportedNames().toString());
    assertTrue(governor.reportedNames().get(0).contains("only with a text"));
  }
}

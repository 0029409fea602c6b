package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A decision that fails says so, and lets nothing pass unless the constitution wants that. */
class FailureTest {
  private static final String RULES =
      """
      package failing

      declare Step
          n : int @key
      end

      rule "permits"
          @Principle( weight = 1 )
      when
          $o : Output( attr("help") == true )
      then
          permit( $o );
      end

      rule "throws"
          @Principle( weight = 1 )
      when
          $o : Output( attr("score") != null )
      then
          forbid( $o, "score " + Integer.parseInt( (String) $o.attr("score") ) );
      end

      rule "weighs out of range"
          @Theory( weight = 1 )
      when
          Case( attr("strength") != null, $strength : attr("strength") )
          $p : Principle( id == "permits" )
      then
          support( $p, ( (Number) $strength ).doubleValue(), "as the case says" );
      end

      rule "starts"
          @Theory( weight = 1 )
      when
          Case( attr("endless") == true )
      then
          insert( new Step( 1 ) );
      end

      rule "goes on"
          @Theory( weight = 1 )
      when
          Step( $n : n )
      then
          insert( new Step( $n + 1 ) );
      end

      rule "uses what is not there"
          @Theory( weight = 1 )
      when
          $c : Case( attr("nameless") == true )
      then
          conflict( ( (String) $c.attr("missing") ).trim(), $c );
      end

      rule "catches what others throw"
          @Theory( weight = 1 )
      when
          $c : Case( attr("others") == true )
      then
          try {
              insert( new Step( 0 ) );
          } catch ( RuntimeException e ) {
              $c.getId();
          }
          conflict( "said by whoever fires", $c );
      end

      rule "throws at a step of none"
          @Theory( weight = 1 )
      when
          $s : Step( 1 / n == 7 )
      then
          conflict( "never said", $s );
      end

      rule "derives much at once"
          @Theory( weight = 1 )
      when
          Case( attr("much") == true, $caught : attr("caught") )
      then
          for ( int i = 1; i <= 100; i++ ) {
              try {
                  insert( new Step( -i ) );
              } catch ( RuntimeException e ) {
                  if ( $caught == null ) {
                      throw e;
                  }
              }
          }
      end
      """;

  private static final Map<String, Decider> DECIDERS = new HashMap<>();

  @TempDir Path folder;

  private Decider decider(String onError) throws IOException {
    Decider known = DECIDERS.get(onError);
    if (known != null) {
      return known;
    }
    String course = onError == null ? "" : "\"onError\":\"" + onError + "\",";
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\":\"failing\",\"version\":\"1\",\"settings\":{"
            + course
            + "\"limits\":{\"firings\":50,\"facts\":60,\"input\":70}}}");
    Files.writeString(folder.resolve("failing.drl"), RULES);
    Decider decider = new Decider(Constitution.load(folder));
    DECIDERS.put(onError, decider);
    return decider;
  }

  private static Case helping(Map<String, Object> ofCase, Map<String, Object> ofOutput) {
    return new Case(
        "C-1",
        null,
        Attributes.of(ofCase),
        List.of(
            Output.of("a", Attributes.of(ofOutput)),
            Output.of("b", Attributes.of(Map.of("help", true)))),
        List.of(),
        Attributes.none());
  }

  private static final Case THROWING = helping(Map.of(), Map.of("score", "nine"));

  @Test
  void whatFailsIsBlockedAndNamed() throws IOException {
    Decider decider = decider(null);
    assertBlocked(decider.decide(THROWING), "rule `throws`");
    assertBlocked(decider.decide(helping(Map.of("endless", true), Map.of())), "limit of 50");
    assertBlocked(decider.decide(helping(Map.of("strength", 3), Map.of())), "strength 3.0");
  }

  @Test
  void aRuleThatDerivesTooMuchAtOnceIsNamedEvenIfItCatchesTheError() throws IOException {
    Decider decider = decider(null);
    assertBlocked(
        decider.decide(helping(Map.of("much", true), Map.of())),
        "the limit of 60 derived facts was met in case `C-1` in rule `derives much at once`");
    assertBlocked(
        decider.decide(helping(Map.of("much", true, "caught", true), Map.of())),
        "the limit of 60 derived facts was met in case `C-1` in rule `derives much at once`");
  }

  @Test
  void anErrorInAConditionIsNamedAfterItsRuleEvenIfAnotherRuleCatchesIt() throws IOException {
    assertBlocked(
        decider(null).decide(helping(Map.of("others", true), Map.of())),
        "in rule `throws at a step of none`: ");
  }

  @Test
  void whatJavaItselfFindsWrongIsToldTheSameHoweverOftenItHappens() throws IOException {
    Case nameless = helping(Map.of("nameless", true), Map.of());
    String first = decider(null).decide(nameless).error().sentence();
    assertEquals(
        "deciding case `C-1` failed in rule `uses what is not there`: NullPointerException", first);
    for (int i = 0; i < 20_000; i++) {
      assertEquals(first, decider(null).decide(nameless).error().sentence());
    }
  }

  @Test
  void aCaseLargerThanAdmittedIsAnErrorThatSaysHowLargeItIs() throws IOException {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 69; i++) {
      many.put("a" + i, i);
    }
    assertNull(decider(null).decide(helping(Map.of(), many)).error());
    many.put("one too many", 1);
    assertBlocked(
        decider(null).decide(helping(Map.of(), many)),
        "case `C-1` has 71 attributes, judgments and facts, more than the 70 admitted");
  }

  private static void assertBlocked(Decision decision, String cause) {
    assertEquals(DecisionState.ERROR, decision.state());
    assertNotNull(decision.error());
    assertTrue(decision.error().sentence().contains(cause), cause);
    assertNull(decision.choice());
    assertEquals(2, decision.outputs().size());
    for (OutputDecision output : decision.outputs()) {
      assertEquals(Verdict.BLOCK, output.verdict());
      assertEquals(Action.BLOCK, output.action());
    }
    String json = DecisionWriter.toJson(decision);
    assertTrue(json.contains("\"state\":\"error\""), json);
    assertTrue(json.contains("\"costAllow\":null,\"costBlock\":null"), json);
    assertTrue(json.contains("\"error\":\""), json);
  }

  @Test
  void aCaseThatFailsLeavesTheNextUnharmed() throws IOException {
    Decider decider = decider(null);
    Case sound = helping(Map.of("strength", 0.5), Map.of("score", "9"));
    String before = DecisionWriter.toJson(decider.decide(sound));
    decider.decide(THROWING);
    decider.decide(helping(Map.of("endless", true), Map.of()));
    assertEquals(before, DecisionWriter.toJson(decider.decide(sound)));
    assertEquals("b", decider.decide(sound).choice());
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void theConstitutionSaysWhatTheHostIsTold(Action course) throws IOException {
    Decision decision = decider(course.name().toLowerCase(Locale.ROOT)).decide(THROWING);
    for (OutputDecision output : decision.outputs()) {
      assertEquals(course, output.action());
      assertEquals(course == Action.ALLOW, output.verdict() == Verdict.ALLOW);
      assertNotEquals(Verdict.ABSTAIN, output.verdict());
    }
    assertEquals(DecisionState.ERROR, decision.state());
  }
}

package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.DecisionError.Code;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a case from being decided, as data. */
class DecisionErrorTest {
  private static final Budget WIDE =
      new Budget(60_000_000_000L, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);

  private static final Constitution RUNAWAY =
      Constitution.load(Path.of("test-fixtures", "runaway"));

  private static final Constitution FAILING =
      Constitution.of(
          Map.of(
              "constitution.json",
              """
              {"name": "failing", "version": "1", "settings": {"limits":
                {"firings": 50, "facts": 60, "input": 20}}}
              """,
              "failing.drl",
              """
              package failing

              declare Step
                  n : int @key
              end

              rule "throws"
                  @Principle
              when
                  $o : Output( attr("say") != null )
              then
                  if ( 1 < 2 ) {
                      throw new IllegalStateException( (String) $o.attr("say") );
                  }
                  forbid( $o );
              end

              rule "starts"
                  @Theory
              when
                  Case( attr("endless") == true )
              then
                  insert( new Step( 1 ) );
              end

              rule "goes on"
                  @Theory
              when
                  Step( $n : n )
              then
                  insert( new Step( $n + 1 ) );
              end

              rule "derives much at once"
                  @Theory
              when
                  Case( attr("much") == true )
              then
                  for ( int i = 1; i <= 100; i++ ) {
                      insert( new Step( -100 * i ) );
                  }
              end
              """));

  private static Case given(String id, Map<String, Object> ofCase, Map<String, Object> ofOutput) {
    return new Case(
        id,
        null,
        Attributes.of(ofCase),
        List.of(Output.of("a", Attributes.of(ofOutput))),
        List.of(),
        Attributes.none());
  }

  private static DecisionError failed(Case given) {
    return error(new Decider(FAILING).decide(given));
  }

  private static DecisionError error(Decision decision) {
    assertNotNull(decision.error(), "it was decided");
    return decision.error();
  }

  /** Whatever an id reads like, and whatever a rule says, the error is the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C-1",
        "",
        "StackOverflowError",
        "the limit of 5 ms was met",
        "C` failed in rule `r`: the limit of 5 ms was met",
        "a\nb",
        "(.*"
      })
  void anErrorOfTheRulesNamesItsCodeRuleLimitAndPlace(String text) {
    assertEquals(
        new DecisionError(
            Code.RULE_FAILED,
            "throws",
            null,
            "failing.drl:7",
            "deciding case `"
                + text
                + "` failed in rule `throws`: "
                + (text.isEmpty() ? "no" : text.split("\n", 2)[0])),
        failed(given(text, Map.of(), Map.of("say", text.isEmpty() ? "no" : text))));
    assertEquals(
        new DecisionError(
            Code.FIRINGS_LIMIT,
            "goes on",
            50L,
            "failing.drl:26",
            "the limit of 50 rule firings was met in case `"
                + text
                + "` in rule `goes on`; raise `settings.limits.firings`, or look for a rule that"
                + " feeds itself"),
        failed(given(text, Map.of("endless", true), Map.of())));
    DecisionError facts = failed(given(text, Map.of("much", true), Map.of()));
    assertEquals(Code.FACTS_LIMIT, facts.code());
    assertEquals(60, facts.limit());
    assertEquals("derives much at once", facts.rule());
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("a" + i, i);
    }
    DecisionError input = failed(given(text, many, Map.of()));
    assertEquals(Code.INPUT_LIMIT, input.code());
    assertEquals(20, input.limit());
    assertNull(input.rule());
    assertNull(input.place());
  }

  @Test
  void whatIsFoundOutsideOfTheRulesHasACode() {
    assertEquals(
        Code.LABEL_LIMIT, DecisionError.of(new TruncatedLabelException(), Map.of()).code());
    assertEquals(Code.UNEXPECTED, DecisionError.unexpected(new IllegalStateException("no")).code());
    assertEquals(Code.STACK_OVERFLOW, DecisionError.unexpected(new StackOverflowError()).code());
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    assertEquals(Code.OUT_OF_MEMORY, DecisionError.unexpected(new RuntimeException(full)).code());
    assertEquals(
        Code.UNEXPECTED,
        DecisionError.unexpected(new LinkageError("no class StackOverflowError")).code());
  }

  @ParameterizedTest
  @CsvSource({
    "loops, 50, 1000000000000, 1000000000, TIME_LIMIT, 50",
    "loops, 60000, 20000, 1000000000, STEPS_LIMIT, 20000",
    "doubles-a-text, 60000, 1000000000000, 100000, MEMORY_LIMIT, 100000"
  })
  void aBudgetThatIsUsedUpIsALimitOfTheMachine(
      String rule, long millis, long steps, long bytes, Code code, long limit) {
    DecisionError error = runaway(rule, new Budget(millis * 1_000_000, steps, bytes));
    assertEquals(code, error.code());
    assertEquals(limit, error.limit());
    assertEquals(DecisionError.Cause.MACHINE, error.code().cause());
    assertEquals(rule, error.rule());
  }

  @Test
  void callsThatAreNestedTooDeepAreALimit() {
    assertEquals(
        new DecisionError(
            Code.DEPTH_LIMIT,
            "recurses",
            1_000L,
            "rules.drl:47",
            "deciding case `C-1` failed in rule `recurses`: the limit of 1000 levels of calls was"
                + " met"),
        runaway("recurses", WIDE));
  }

  @Test
  void anInterruptionIsAMatterOfTheMoment() {
    Thread.currentThread().interrupt();
    try {
      assertEquals(Code.INTERRUPTED, runaway("loops", WIDE).code());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private static DecisionError runaway(String rule, Budget budget) {
    Case given = Case.of("C-1", Output.of(rule, Attributes.none()));
    return error(new Decider(RUNAWAY).decideWithin(budget, given, List.of()));
  }
}

package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.revision.TruncatedLabelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a case from being decided is told from what the decision says of it. */
class FailureCauseTest {
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

  private static void assertCause(FailureCause cause, String words, Decision decision) {
    String error = decision.error();
    assertNotNull(error, "it was decided");
    assertTrue(error.contains(words), error);
    assertEquals(cause, FailureCause.of(decision.caseId(), error), error);
  }

  private static Decision failed(Case given) {
    return new Decider(FAILING).decide(given);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C-1",
        "",
        "StackOverflowError",
        "the limit of 5 ms was met",
        "C` failed in rule `r`: the limit of 5 ms was met",
        "C` failed: StackOverflowError",
        "a\nb",
        "(.*"
      })
  void whatTheRulesBringAboutIsToldWhateverTheCaseIsCalled(String id) {
    assertCause(
        FailureCause.RULES, "rule `throws`: no", failed(given(id, Map.of(), Map.of("say", "no"))));
    assertCause(
        FailureCause.RULES,
        "the limit of 50 rule firings was met in case `" + id + "`",
        failed(given(id, Map.of("endless", true), Map.of())));
    assertCause(
        FailureCause.RULES,
        "the limit of 60 derived facts was met in case `" + id + "`",
        failed(given(id, Map.of("much", true), Map.of())));
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("a" + i, i);
    }
    assertCause(
        FailureCause.RULES,
        "` has 21 attributes, judgments and facts, more than the 20 admitted",
        failed(given(id, many, Map.of())));
    assertEquals(
        FailureCause.RULES, FailureCause.of(id, new TruncatedLabelException().getMessage()));
    assertEquals(
        FailureCause.RULES,
        FailureCause.of(id, FailureCause.unsettled(List.of("theory:a", "theory:b"))));
    assertEquals(
        FailureCause.RULES,
        FailureCause.of(id, FailureCause.unexpected(new IllegalStateException("no"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "StackOverflowError",
        "OutOfMemoryError",
        "the limit of 5 ms was met",
        "the thread was interrupted",
        ": StackOverflowError",
        "in rule `r`: StackOverflowError",
        "x: the limit of 5 ms was met",
        "the limit of 5 ms was met\nor so"
      })
  void aRuleThatSpeaksLikeTheMachineIsNotTakenForIt(String message) {
    assertCause(
        FailureCause.RULES,
        "rule `throws`: ",
        failed(given("C-1", Map.of(), Map.of("say", message))));
  }

  @ParameterizedTest
  @CsvSource({
    "loops, 50, 1000000000000, 1000000000, ms was met",
    "loops, 60000, 20000, 1000000000, steps was met",
    "doubles-a-text, 60000, 1000000000000, 100000, bytes was met"
  })
  void aBudgetIsAMatterOfTheMachine(
      String rule, long millis, long steps, long bytes, String words) {
    assertCause(
        FailureCause.MACHINE,
        words,
        runaway(rule, "C` failed: no", new Budget(millis * 1_000_000, steps, bytes)));
  }

  @Test
  void aStackThatOverflowsIsAMatterOfTheMachine() {
    assertCause(FailureCause.MACHINE, "`: StackOverflowError", runaway("recurses", "C-1", WIDE));
  }

  @Test
  void anInterruptionIsAMatterOfTheMoment() {
    Thread.currentThread().interrupt();
    try {
      assertCause(
          FailureCause.MACHINE, "the thread was interrupted", runaway("loops", "C-1", WIDE));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private static Decision runaway(String rule, String id, Budget budget) {
    Case given = Case.of(id, Output.of(rule, Attributes.none()));
    return new Decider(RUNAWAY).decideWithin(budget, given, List.of());
  }

  @Test
  void whatFailsOutsideTheRulesIsToldByWhatWasThrown() {
    assertEquals(
        FailureCause.MACHINE,
        FailureCause.of("C", FailureCause.unexpected(new StackOverflowError())));
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    assertEquals(FailureCause.MACHINE, FailureCause.of("C", FailureCause.unexpected(full)));
    assertEquals(
        FailureCause.MACHINE,
        FailureCause.of("C", FailureCause.unexpected(new RuntimeException(full))));
    LinkageError unlinked = new LinkageError("no class by the name StackOverflowError");
    assertEquals(FailureCause.RULES, FailureCause.of("C", FailureCause.unexpected(unlinked)));
  }

  /** No wording that some ledger may keep is ever dropped. */
  @ParameterizedTest
  @CsvSource({
    "RULES, the limit of 100000 rule firings was met in rule `r`",
    "RULES, deciding case `C` failed in rule `r`: / by zero",
    "RULES, deciding case `C` failed: NullPointerException",
    "RULES, deciding case `D` failed: StackOverflowError",
    "RULES, a label was cut at the limit on environments or worlds; raise it",
    "RULES, the weights of `a` do not come to rest",
    "MACHINE, deciding case `C` failed in rule `r`: the limit of 5000 ms was met",
    "MACHINE, deciding case `C` failed in rule `r`: StackOverflowError",
    "MACHINE, deciding case `C` failed: the thread was interrupted",
    "MACHINE, deciding failed: org.equipoise.metering.LimitExceeded: the limit of 9 bytes was met",
    "MACHINE, deciding failed: java.lang.OutOfMemoryError: Java heap space",
    "OTHER, it could not be described as a case: java.lang.StackOverflowError",
    "OTHER, the decision could not be recorded: the limit of 5 ms was met"
  })
  void whatWasRecordedBeforeIsStillTold(FailureCause cause, String error) {
    assertEquals(cause, FailureCause.of("C", error));
  }
}

package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionError.Code;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors in entries with details, and in those of the old form, without. */
class ErrorSentenceReaderTest {
  private static final Constitution FAILING =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\":\"failing\",\"version\":\"1\"}",
              "failing.drl",
              """
              package failing
              rule "r"
                  @Principle
              when
                  $o : Output( $n : attr("n") )
              then
                  forbid( $o, "why " + Integer.parseInt( (String) $n ) );
              end
              """));

  /** No sentence that some ledger may hold is ever dropped. */
  @ParameterizedTest
  @CsvSource({
    "FIRINGS_LIMIT, 100000, the limit of 100000 rule firings was met in rule `r`",
    "FACTS_LIMIT, 9, the limit of 9 derived facts was met in case `C` in rule `r`; raise it",
    "INPUT_LIMIT, 8, 'case `C` has 9 attributes, judgments and facts, more than the 8 admitted; x'",
    "HOST_FAILED, , 'case `D` has 9 attributes, judgments and facts, more than the 8 admitted; x'",
    "RULE_FAILED, , deciding case `C` failed in rule `r`: / by zero",
    "RULE_FAILED, , deciding case `C` failed: NullPointerException",
    "RULE_FAILED, , deciding case `D` failed: StackOverflowError",
    "RULE_FAILED, , deciding case `C` failed in rule `r`: IllegalStateException: the thread was interrupted",
    "LABEL_LIMIT, , a label was cut at the limit on environments or worlds; raise it",
    "UNSETTLED_WEIGHTS, , the weights of `a` do not come to rest",
    "TIME_LIMIT, 5000, deciding case `C` failed in rule `r`: the limit of 5000 ms was met",
    "TIME_LIMIT, 5, 'deciding case `C` failed: the limit of 5 ms was met, with 30 outputs'",
    "STACK_OVERFLOW, , deciding case `C` failed in rule `r`: StackOverflowError",
    "INTERRUPTED, , deciding case `C` failed: the thread was interrupted",
    "INTERRUPTED, , the thread was interrupted",
    "DEPTH_LIMIT, 2000, the limit of 2000 levels was met",
    "STEPS_LIMIT, , the limit of 123456789012345678901234567890 steps was met",
    "MEMORY_LIMIT, 9, deciding failed: org.equipoise.metering.LimitExceeded: the limit of 9 bytes was met",
    "OUT_OF_MEMORY, , deciding failed: java.lang.OutOfMemoryError: Java heap space",
    "OUT_OF_MEMORY, , deciding failed: java.lang.RuntimeException: java.lang.OutOfMemoryError: full",
    "UNEXPECTED, , deciding failed: java.lang.IllegalStateException: no",
    "UNEXPECTED, , deciding failed: java.lang.LinkageError: no class StackOverflowError",
    "HOST_FAILED, , it could not be described as a case: java.lang.StackOverflowError",
    "NOT_RECORDED, , the decision could not be recorded: the limit of 5 ms was met"
  })
  void aSentenceTellsItsCode(Code code, Long limit, String sentence) {
    assertEquals(
        new DecisionError(code, null, limit, null, sentence),
        ErrorSentenceReader.read("C", sentence));
  }

  private static LedgerEvent.DecisionEvent failing(String number) {
    Case given = Case.of("C", Output.of("a", Attributes.of(Map.of("n", number))));
    Decision decision = new Decider(FAILING).decide(given);
    return new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), decision);
  }

  private static RecordedDecision recorded(LedgerEvent event, Masking masking, boolean isOld) {
    String line =
        new String(UnchainedEntry.of(event, masking).entry(Hash.EMPTY, 7), StandardCharsets.UTF_8);
    String kept = isOld ? line.replaceFirst(",\"errorDetails\":\\{[^}]*\\}", "") : line;
    assertEquals(isOld, kept.length() < line.length());
    return Entry.parse(kept.getBytes(StandardCharsets.UTF_8), 7).decision();
  }

  @Test
  void anErrorIsReadWithItsDetailsOrByItsSentenceAndIsTheSameAgain() {
    LedgerEvent.DecisionEvent event = failing("many");
    DecisionError error = event.decision().error();
    assertEquals("r", error.rule());
    assertEquals("failing.drl:2", error.place());
    RecordedDecision whole = recorded(event, Masking.NONE, false);
    assertEquals(error, whole.error());
    assertTrue(whole.isSame(event.decision()));
    RecordedDecision old = recorded(event, Masking.NONE, true);
    assertEquals(
        new DecisionError(Code.RULE_FAILED, null, null, null, error.sentence()), old.error());
    for (RecordedDecision each : List.of(whole, old)) {
      assertTrue(each.isSame(event.decision()));
      assertEquals(
          RecordedDecision.Equality.SAME,
          each.compare(event.decision(), Optional.empty()).equality());
      assertFalse(each.isSame(failing("more").decision()));
    }
  }

  @Test
  void aMaskedSentenceOfTheOldFormTellsNothingAndOneWithDetailsTellsItsCode() {
    LedgerEvent.DecisionEvent event = failing("zq-17x4");
    Masking masking = Masking.of("n");
    RecordedDecision whole = recorded(event, masking, false);

    assertEquals(Code.RULE_FAILED, whole.error().code());
    assertEquals(Code.UNKNOWN, recorded(event, masking, true).error().code());
  }

  @Test
  void whateverTheErrorIsItIsRecordedWithAllItsFields() {
    Case given = Case.of("C", Output.of("a", Attributes.none()));
    for (Code code : Code.values()) {
      DecisionError error =
          new DecisionError(
              code, "a \"rule\"", code.name().length() - 5L, "x.drl:3", "it failed\n");
      Decision decision = Decision.failed(given, Action.ALLOW, FAILING.digest(), error);
      LedgerEvent event = new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), decision);
      assertEquals(error, recorded(event, Masking.NONE, false).error());
    }
  }
}

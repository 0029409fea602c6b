package org.equipoise.audit.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.audit.explanation.Counterfactuals.ChangeKind;
import org.equipoise.audit.explanation.Counterfactuals.Limits;
import org.equipoise.audit.explanation.Counterfactuals.SearchResult;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.Masking;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterfactualsTest {
  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");

  private static final Constitution CONSTITUTION =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\":\"lending\",\"version\":\"1\"}",
              "lending.drl",
              """
              package lending

              rule "too-young"
                  @Principle
                  @Entrenched
              when
                  Case( attr("client.age") < 18 )
                  $o : Output( attr("lends") == true )
              then
                  forbid( $o, "minors cannot owe" );
              end

              rule "too-much"
                  @Principle( weight = 0.6 )
              when
                  $o : Output( attr("amount") > 1000.5 )
              then
                  forbid( $o, "it is more than we lend" );
              end

              rule "divided"
                  @Principle( weight = 0.3 )
              when
                  $o : Output( attr("amount") == 7 )
                  eval( 10 / (Integer) $o.attr("divisor") > 1 )
              then
                  forbid( $o, "" );
              end

              rule "helps"
                  @Principle( weight = 0.5 )
              when
                  $o : Output( attr("lends") == true )
              then
                  permit( $o, "lending helps" );
              end
              """));

  @TempDir Path folder;

  private static Case loan(int age, Object amount) {
    Map<String, ?> client = Map.of("age", age, "name", "Ada");
    return new Case(
        "L-1",
        null,
        Attributes.of(Map.of("client", client)),
        List.of(Output.of("loan", Attributes.of(Map.of("lends", true, "amount", amount)))),
        List.of(),
        Attributes.none());
  }

  private Explanation recorded(Case given, Masking masking) {
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder, LedgerOptions.DEFAULT.withMasking(masking))) {
      recorder.adopt(AT, CONSTITUTION);
      recorder.appendAndWait(
          new LedgerEvent.DecisionEvent(
              AT, given, List.of(), new Decider(CONSTITUTION).decide(given)));
    }
    return Explanation.of(Ledger.in(folder), 1, it -> {});
  }

  private Counterfactuals contrast(Case given, Masking masking) {
    Explanation explanation = recorded(given, masking);
    Counterfactuals.Case again =
        Counterfactuals.Case.again(CONSTITUTION, explanation, Optional.empty());
    return again.search(again.otherwise(null, null), Limits.DEFAULT, it -> {});
  }

  private static SearchResult of(Counterfactuals contrast, ChangeKind of) {
    return contrast.results().stream().filter(it -> it.kind() == of).findFirst().orElseThrow();
  }

  @Test
  void theNearestNumberOnTheOtherSideOfABoundIsNamed() {
    Explanation explanation = recorded(loan(40, 1200), Masking.NONE);
    Counterfactuals.Case again =
        Counterfactuals.Case.again(CONSTITUTION, explanation, Optional.empty());
    assertEquals(
        new WantedOutcome.Told("loan", Set.of(Action.ALLOW, Action.BLOCK), null),
        again.otherwise(null, null));
    Counterfactuals contrast =
        again.search(again.otherwise("loan", Action.ALLOW), Limits.DEFAULT, it -> {});
    assertEquals(
        List.of(new CounterfactualChange.Fact(Subject.OUTPUT, "loan", "amount", 1200, 1000.5)),
        of(contrast, ChangeKind.FACTS).changes().get(0).changes());
  }

  @Test
  void whatIsEntrenchedIsNamedAndLeftAlone() {
    Counterfactuals contrast = contrast(loan(17, 500), Masking.NONE);
    assertEquals(List.of("too-young"), of(contrast, ChangeKind.RULES).entrenched());
    assertEquals(List.of(), of(contrast, ChangeKind.RULES).changes());
    assertEquals(
        "`client.age` of the case were 18 rather than 17",
        of(contrast, ChangeKind.FACTS).changes().get(0).changes().get(0).condition());
    assertTrue(contrast.lines().toString().contains("no change leads there"), contrast::toString);
  }

  @Test
  void aSearchThatWasCutSaysSo() {
    Explanation explanation = recorded(loan(17, 1200), Masking.NONE);
    Counterfactuals.Case again =
        Counterfactuals.Case.again(CONSTITUTION, explanation, Optional.empty());
    Counterfactuals cut =
        again.search(again.otherwise("loan", Action.ALLOW), new Limits(2, 1), it -> {});
    assertTrue(of(cut, ChangeKind.FACTS).isCut());
    assertEquals(2, of(cut, ChangeKind.FACTS).tried());
    assertEquals(0, of(cut, ChangeKind.FACTS).complete());
    Counterfactuals whole =
        again.search(again.otherwise("loan", Action.ALLOW), Limits.DEFAULT, it -> {});
    assertEquals(2, of(whole, ChangeKind.FACTS).changes().get(0).changes().size());
  }

  @Test
  void whatIsMaskedCountsOnlyIfARuleReadsIt() {
    assertTrue(
        !of(contrast(loan(17, 5), Masking.of("client.name")), ChangeKind.FACTS)
            .changes()
            .isEmpty());
    folder = folder.resolve("read");
    assertRefused("`/case/attributes/client/age`", loan(17, 5), Masking.of("client.age"));
    folder = folder.resolve("all");
    assertRefused("`/case/attributes/client`", loan(17, 5), Masking.of("client"));
  }

  @Test
  void whatCannotBeDecidedAgainIsSaid() {
    assertRefused("java.lang.Integer", loan(40, 5).withFacts(3), Masking.NONE);
    folder = folder.resolve("failed");
    assertRefused("deciding failed", loan(40, 7), Masking.NONE);
    Explanation explanation = Explanation.of(Ledger.in(folder), 1, it -> {});
    assertTrue(explanation.paragraph().contains("could not be decided"), explanation::paragraph);
  }

  private void assertRefused(String why, Case given, Masking masking) {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> contrast(given, masking));
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::getMessage);
  }

  @Test
  void anEntryThatWasAlteredIsNotExplained() throws IOException {
    recorded(loan(17, 5), Masking.NONE);
    Path segment = folder.resolve("segments").resolve("00000000000000000000.jsonl");
    String text = Files.readString(segment, StandardCharsets.UTF_8);
    Files.writeString(segment, text.replace("\"name\":\"lending\"", "\"name\":\"bending\""));
    assertThrows(
        DamagedLedgerException.class, () -> Explanation.of(Ledger.in(folder), 1, it -> {}));
  }

  @Test
  void whatAModelSaidCannotReachTheTerminal() {
    Case given =
        new Case(
            "L\u001b[2J",
            "\u202eevil\r\n\u0007",
            Attributes.none(),
            List.of(new Output("o", "\u001b]0;x", null, Attributes.none(), Attributes.none())),
            List.of(),
            Attributes.none());
    Explanation explanation = recorded(given, Masking.NONE);
    String shown = explanation.paragraph() + explanation.details();
    assertTrue(shown.chars().noneMatch(Character::isISOControl), shown);
  }

  @Test
  void anAttributeIsSetWhereItStands() {
    Attributes nested = Attributes.of(Map.of("a", Map.of("b", 1, "c", 2), "d", 3));
    assertEquals(
        Attributes.of(Map.of("a", Map.of("b", true, "c", 2), "d", 3)),
        AttributeEdit.with(nested, "a.b", true));
    assertEquals(
        Attributes.of(Map.of("a", Map.of("c", 2), "d", 3)),
        AttributeEdit.with(nested, "a.b", null));
    assertEquals(
        Attributes.of(Map.of("a", Map.of("b", 1, "c", 2, "e", Map.of("f", 4)), "d", 3)),
        AttributeEdit.with(nested, "a.e.f", 4));
    assertEquals(5, AttributeEdit.with(nested, "d.e", 5).get("d.e"));
    Attributes flat = Attributes.of(Map.of("x.y", 1));
    assertEquals(Attributes.of(Map.of("x.y", 2)), AttributeEdit.with(flat, "x.y", 2));
    assertEquals(flat, AttributeEdit.with(flat, "z", null));
  }
}

package org.equipoise.service.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

class GovernorTest {
  private static final Constitution CONSTITUTION =
      Constitution.load(Path.of("rules", "common-morality"));
  private static final Constitution OTHER =
      Constitution.load(Path.of("rules", "assistant-conduct"));
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static Case deceiving(String id) {
    Attributes attributes = Attributes.of(Map.of("violates", Map.of("deceive", true)));
    return Case.of(id, Output.of("reply", attributes));
  }

  /** Notes everything it hears. */
  private static final class Heard implements Journal, GovernorListener {
    final List<String> words = new ArrayList<>();

    @Override
    public void adopt(Instant at, Authority constitution) {
      words.add("journal adopts " + constitution.name());
    }

    @Override
    public void record(GovernedDecision governed) {
      words.add("journal records " + governed.given().id() + " at " + governed.at());
    }

    @Override
    public void decided(GovernedDecision governed, long nanoseconds) {
      assertTrue(nanoseconds > 0);
      words.add("decided " + governed.given().id());
    }

    @Override
    public void unrecorded(GovernedDecision governed, Throwable fault) {
      words.add("unrecorded " + governed.given().id() + ": " + fault.getMessage());
    }

    @Override
    public void adopted(Authority before, Authority now) {
      words.add("adopted " + now.name() + " after " + before.name());
    }

    @Override
    public void refused(Authority inForce, Throwable fault) {
      words.add("refused, " + inForce.name() + " stays");
    }
  }

  @Test
  void aGovernorDecidesAsADeciderDoes() {
    Case given = deceiving("C-1");
    assertEquals(new Decider(CONSTITUTION).decide(given), Governor.of(CONSTITUTION).decide(given));
  }

  @Test
  void casesAreDecidedInTheirOrder() {
    Governor governor = Governor.of(CONSTITUTION);
    List<Decision> decisions =
        governor.decide(List.of(deceiving("C-2"), deceiving("C-1"), deceiving("C-3")));
    assertEquals(List.of("C-2", "C-1", "C-3"), decisions.stream().map(Decision::caseId).toList());
  }

  @Test
  void anEntryThatTakesMoreThanTheBudgetIsAnErrorAndRecordedAsOne() {
    List<GovernedDecision> recorded = new ArrayList<>();
    Journal journal =
        new Journal() {
          @Override
          public void adopt(Instant at, Authority constitution) {}

          @Override
          public void record(GovernedDecision governed) {
            if (governed.decision().state() != DecisionState.ERROR) {
              Meter.turns(2_000_000); // as an entry of so many environments does
            }
            recorded.add(governed);
          }
        };
    Governor governor =
        Governor.builder(CONSTITUTION)
            .withBudget(new Budget(600_000_000_000L, 1_000_000, 1 << 30))
            .withJournal(journal)
            .build();
    Decision decision = governor.decide(deceiving("C-1"));
    assertEquals(DecisionState.ERROR, decision.state());
    assertEquals(Action.BLOCK, decision.outputs().get(0).action());
    assertTrue(
        decision.error().sentence().contains("the limit of 1000000 steps was met"),
        decision.error().sentence());
    assertEquals(List.of(decision), recorded.stream().map(GovernedDecision::decision).toList());
  }

  @Test
  void theJournalHearsOfADecisionBeforeListenersDo() {
    Heard heard = new Heard();
    Governor governor =
        Governor.builder(CONSTITUTION)
            .withClock(Clock.fixed(NOON, ZoneOffset.UTC))
            .withJournal(heard)
            .withListener(heard)
            .build();
    governor.decide(deceiving("C-1"));
    governor.adopt(OTHER);
    assertEquals(
        List.of(
            "journal adopts common-morality",
            "journal records C-1 at 2026-01-31T12:00:00Z",
            "decided C-1",
            "journal adopts assistant-conduct",
            "adopted assistant-conduct after common-morality"),
        heard.words);
  }

  @Test
  void whatTheJournalCannotKeepIsBlocked() {
    Heard heard = new Heard();
    Journal full =
        new Journal() {
          @Override
          public void adopt(Instant at, Authority constitution) {}

          @Override
          public void record(GovernedDecision governed) {
            throw new IllegalStateException("the disk is full");
          }
        };
    Governor governor =
        Governor.builder(CONSTITUTION).withJournal(full).withListener(heard).build();
    Decision decision = governor.decide(Case.of("C-1", Output.of("a", Attributes.none())));
    assertEquals(DecisionState.ERROR, decision.state());
    assertEquals(Action.BLOCK, decision.output("a").action());
    assertEquals(DecisionError.Code.NOT_RECORDED, decision.error().code());
    assertEquals(
        "the decision could not be recorded: the disk is full", decision.error().sentence());
    assertEquals(List.of("unrecorded C-1: the disk is full"), heard.words);
  }

  @Test
  void aListenerThatFailsChangesNothing() {
    Heard heard = new Heard();
    GovernorListener failing =
        new GovernorListener() {
          @Override
          public void decided(GovernedDecision governed, long nanoseconds) {
            throw new IllegalStateException("no metrics today");
          }
        };
    Governor governor =
        Governor.builder(CONSTITUTION).withListener(failing).withListener(heard).build();
    assertEquals(Action.BLOCK, governor.decide(deceiving("C-1")).output("reply").action());
    assertEquals(List.of("decided C-1"), heard.words);
  }

  @Test
  void aConstitutionThatDoesNotLoadLeavesTheOneBeforeInForce() {
    Heard heard = new Heard();
    Governor governor = Governor.builder(CONSTITUTION).withListener(heard).build();
    assertThrows(
        RuntimeException.class,
        () -> governor.adopt(() -> Constitution.load(Path.of("no", "such", "folder"))));
    assertSame(CONSTITUTION, governor.constitution());
    assertEquals(List.of("refused, common-morality stays"), heard.words);
  }
}

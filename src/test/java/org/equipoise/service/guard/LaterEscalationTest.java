package org.equipoise.service.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerJournal;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.log.LedgerLog;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.log.LogQuery;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.JournalReceipt;
import org.equipoise.service.governor.PersonOverride;
import org.equipoise.service.guard.Escalation.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking without waiting, and what a host tells of a decision later. */
class LaterEscalationTest {
  private static final Constitution RULES =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"small\", \"version\": \"1\"}",
              "rules.drl",
              """
              rule "good" @Principle
              when $o : Output( attr("good") == true ) then permit( $o, "good" ); end
              rule "ask" @Principle
              when $o : Output( attr("unclear") == true ) then escalate( $o, "ask" ); end
              """));

  @TempDir private Path folder;
  private LedgerRecorder recorder;
  private Governor governor;
  private Guard guard;
  private final List<PersonOverride> heard = new ArrayList<>();

  @BeforeEach
  void begin() {
    recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT);
    Clock clock = Clock.systemUTC();
    governor =
        Governor.builder(RULES)
            .withJournal(new LedgerJournal(recorder, Acknowledgement.SYNCHRONOUS, clock))
            .withListener(
                new GovernorListener() {
                  @Override
                  public void overridden(PersonOverride override) {
                    heard.add(override);
                  }
                })
            .build();
    guard = Guard.of(governor, GuardMode.ENFORCE);
  }

  @AfterEach
  void end() {
    recorder.close();
  }

  private static Case with(String attribute) {
    return Case.of(attribute, Output.of("o", Attributes.of(Map.of(attribute, true))));
  }

  private List<LogEntry> entries() {
    List<LogEntry> entries = new ArrayList<>();
    new LedgerLog(Ledger.in(folder), LogQuery.ALL, it -> {}, it -> {}).read(entries::add);
    return entries;
  }

  @Test
  void aTicketNowAndTheAnswerLater() {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    PendingRuling pending = guard.review(with("unclear"), (given, decision) -> answer);
    assertTrue(pending.isWaiting());
    assertFalse(pending.now().passes());
    assertEquals(Action.ESCALATE, pending.now().action());
    assertEquals(1, pending.now().receipt().toCompletableFuture().join().entry());
    assertEquals(2, entries().size());
    answer.complete(new Answer(true, "ann", "I know them"));
    Ruling ruling = pending.later().toCompletableFuture().join();
    assertTrue(ruling.passes());
    assertTrue(String.valueOf(ruling.reason()).endsWith("I know them"), ruling.reason());
    LogEntry recorded = entries().get(2);
    assertEquals(1, recorded.about());
    assertEquals("ann", recorded.later().by());
    assertEquals("allow", recorded.later().action());
  }

  @Test
  void whereNobodyMustBeAskedNobodyIs() {
    LaterEscalation nobody =
        (given, decision) -> {
          throw new AssertionError("nobody should be asked");
        };
    PendingRuling pending = guard.review(with("good"), nobody);
    assertFalse(pending.isWaiting());
    assertTrue(pending.now().passes());
    Guard shadow = Guard.of(governor, GuardMode.SHADOW);
    assertTrue(shadow.review(with("unclear"), nobody).now().passes());
  }

  @Test
  void aFaultHoldsTheCaseBackAndIsRecorded() {
    for (LaterEscalation fault :
        List.<LaterEscalation>of(
            (given, decision) -> {
              throw new StackOverflowError("deep");
            },
            (given, decision) -> CompletableFuture.failedFuture(new Exception("no answer")),
            (given, decision) -> CompletableFuture.completedFuture(null))) {
      Ruling ruling = guard.review(with("unclear"), fault).later().toCompletableFuture().join();
      assertFalse(ruling.passes());
      assertTrue(String.valueOf(ruling.reason()).contains("nobody could be asked"));
    }
    assertEquals(3, entries().stream().filter(it -> it.kind().word().equals("answer")).count());
  }

  @Test
  void aHostTellsWhatItDidAndThatAPersonOverrode() {
    JournalReceipt receipt = guard.review(with("good")).receipt().toCompletableFuture().join();
    governor.acted(receipt, "the reply was sent");
    governor.override(receipt, "o", Action.BLOCK, "ann", "it is a bad reply");
    List<LogEntry> entries = entries();
    assertEquals("the reply was sent", entries.get(2).later().what());
    LogEntry override = entries.get(3);
    assertEquals(receipt.entry(), override.about());
    assertEquals("block", override.later().action());
    assertEquals("it is a bad reply", override.later().why());
    assertEquals(1, heard.size());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> governor.override(JournalReceipt.NONE, null, Action.BLOCK, "ann", "no"));
    assertTrue(String.valueOf(e.getMessage()).contains("no entry"), e.getMessage());
    assertThrows(
        IllegalStateException.class,
        () -> Governor.of(RULES).override(receipt, null, Action.BLOCK, "ann", "no"));
  }
}

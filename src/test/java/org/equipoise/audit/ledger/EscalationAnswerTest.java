package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.explanation.Explanation;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.EscalationAnswer;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.JournalReceipt;
import org.equipoise.service.guard.Escalation;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a ledger keeps of decisions that a person was asked about, and of what a host does. */
class EscalationAnswerTest {
  private static final Constitution CONSTITUTION =
      Constitution.of(
          new TreeMap<>(
              Map.of(
                  "constitution.json",
                  "{\"name\":\"lies\",\"version\":\"1\"}",
                  "lies.drl",
                  """
                  package lies

                  rule "no-lies"
                      @Principle
                  when
                      $o : Output( attr("lie") == true )
                  then
                      forbid( $o, "it is a lie" );
                  end
                  """)));

  @TempDir private Path folder;

  private final List<EscalationAnswer> heard = new ArrayList<>();

  /** Somebody who says who they are. */
  private record Reviewer(boolean passes) implements Escalation {
    @Override
    public boolean passes(Case given, Decision decision) {
      throw new AssertionError("the guard asks for the whole answer");
    }

    @Override
    public Answer answer(Case given, Decision decision) {
      return new Answer(passes, "Ada", "seen by Ada, of " + given.outputs().get(0).text());
    }
  }

  private static Case saying(String id, Map<String, Object> attributes) {
    return Case.of(
        id, new Output("a", "a word", null, Attributes.of(attributes), Attributes.none()));
  }

  private Guard guard(LedgerRecorder recorder, GuardMode mode, Acknowledgement acknowledgement) {
    return Guard.of(
        Governor.builder(CONSTITUTION)
            .withJournal(new LedgerJournal(recorder, acknowledgement, Clock.systemUTC()))
            .withListener(
                new GovernorListener() {
                  @Override
                  public void answered(EscalationAnswer answer) {
                    heard.add(answer);
                  }
                })
            .build(),
        mode);
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    Ledger ledger = Ledger.in(folder);
    try (Ledger.Entries all = ledger.entries()) {
      all.forEachRemaining(entries::add);
    }
    LedgerVerification verified = LedgerVerification.of(ledger, Known.NOTHING, it -> {});
    assertTrue(verified.isIntact());
    return entries;
  }

  private static JournalReceipt receipt(Ruling ruling) {
    return ruling.receipt().toCompletableFuture().join();
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerIsAnEntryThatNamesTheOneOfTheDecision(Acknowledgement acknowledgement) {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Guard guard = guard(recorder, GuardMode.ENFORCE, acknowledgement);
      Ruling passed = guard.withEscalation(new Reviewer(true)).review(saying("C-1", Map.of()));
      assertTrue(passed.passes());
      assertEquals(1, receipt(passed).entry());
      Ruling held = guard.withEscalation(new Reviewer(false)).review(saying("C-2", Map.of()));
      assertFalse(held.passes());
      assertTrue(String.valueOf(held.reason()).endsWith(": seen by Ada, of a word"));
      assertEquals(3, receipt(held).entry());
    }
    List<Entry> entries = entries();
    assertEquals(
        List.of(
            EntryKind.ADOPTION,
            EntryKind.DECISION,
            EntryKind.ANSWER,
            EntryKind.DECISION,
            EntryKind.ANSWER),
        entries.stream().map(Entry::kind).toList());
    assertEquals(
        "{\"by\":\"Ada\",\"entry\":1,\"passes\":true,\"why\":\"seen by Ada, of a word\"}",
        entries.get(2).body());
    assertTrue(entries.get(4).body().contains("\"entry\":3,\"passes\":false"));
    assertEquals(2, heard.size());
  }

  @Test
  void whyShowsWhatThePersonAnswered() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Guard guard = guard(recorder, GuardMode.ENFORCE, Acknowledgement.SYNCHRONOUS);
      guard.withEscalation(new Reviewer(true)).review(saying("C-1", Map.of()));
    }
    String told = Explanation.of(Ledger.in(folder), 1, it -> {}).paragraph();
    assertTrue(
        told.endsWith("Afterwards, in entry 2, `Ada` let it pass, since “seen by Ada, of a word”."),
        told);
  }

  @Test
  void thatNobodyCouldBeAskedIsRecordedToo() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Guard guard =
          guard(recorder, GuardMode.ENFORCE, Acknowledgement.SYNCHRONOUS)
              .withEscalation(
                  (given, decision) -> {
                    throw new NoClassDefFoundError("Pager");
                  });
      assertFalse(guard.review(saying("C-1", Map.of())).passes());
    }
    assertEquals(
        "{\"entry\":1,\"passes\":false,\"why\":\"nobody could be asked:"
            + " java.lang.NoClassDefFoundError: Pager\"}",
        entries().get(2).body());
  }

  @Test
  void whereNobodyIsToBeAskedNoAnswerIsRecorded() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      guard(recorder, GuardMode.ENFORCE, Acknowledgement.SYNCHRONOUS)
          .review(saying("C-1", Map.of()));
      guard(recorder, GuardMode.SHADOW, Acknowledgement.SYNCHRONOUS)
          .withEscalation(new Reviewer(true))
          .review(saying("C-2", Map.of()));
    }
    assertTrue(entries().stream().noneMatch(it -> it.kind() == EntryKind.ANSWER));
  }

  @Test
  void anEntrySaysWhetherTheHostActedOnItAndReplaysAllTheSame() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Map<String, Object> lie = Map.of("lie", true);
      guard(recorder, GuardMode.ENFORCE, Acknowledgement.SYNCHRONOUS).review(saying("C-1", lie));
      guard(recorder, GuardMode.SHADOW, Acknowledgement.ASYNCHRONOUS).review(saying("C-2", lie));
      guard(recorder, GuardMode.SHADOW, Acknowledgement.SYNCHRONOUS)
          .governor()
          .decide(saying("C-3", lie));
    }
    List<Entry> decisions =
        entries().stream().filter(it -> it.kind() == EntryKind.DECISION).toList();
    assertTrue(decisions.get(0).body().endsWith(",\"mode\":\"enforce\"}"));
    assertTrue(decisions.get(1).body().endsWith(",\"mode\":\"shadow\"}"));
    assertTrue(decisions.get(2).body().endsWith("]}}"), decisions.get(2)::body);
    assertEquals(true, decisions.get(0).decision().enforced());
    assertEquals(false, decisions.get(1).decision().enforced());
    assertNull(decisions.get(2).decision().enforced());
    for (Entry each : decisions) {
      RecordedDecision recorded = each.decision();
      assertTrue(recorded.isSame(Governor.of(CONSTITUTION).decide(recorded.given())));
    }
  }

  @Test
  void whatAPersonDecidesLaterIsRecordedOfTheEntryThatTheReceiptNames() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Ruling ruling =
          guard(recorder, GuardMode.ENFORCE, Acknowledgement.ASYNCHRONOUS)
              .review(saying("C-1", Map.of("lie", true)));
      JournalReceipt receipt = receipt(ruling);
      assertEquals(Ledger.in(folder).entry(receipt.entry()).hash().toString(), receipt.hash());
      recorder.appendAndWait(
          new LedgerEvent.OverrideEvent(
              Clock.systemUTC().instant(), receipt.entry(), null, Action.ALLOW, "Ada", "a joke"));
    }
    assertTrue(entries().get(2).body().contains("\"entry\":1"));
  }

  @Test
  void anAnswerThatCannotBeRecordedHoldsTheCaseBack() {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder));
    LedgerOptions options = LedgerOptions.DEFAULT.withRetryEvery(Duration.ofMillis(1));
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, options)) {
      Guard guard =
          guard(recorder, GuardMode.ENFORCE, Acknowledgement.SYNCHRONOUS)
              .withEscalation(
                  (given, decision) -> {
                    disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
                    return true;
                  });
      Ruling ruling = guard.review(saying("C-1", Map.of()));
      assertFalse(ruling.passes());
      assertTrue(
          String.valueOf(ruling.reason()).contains("the answer could not be recorded: "),
          ruling.reason());
      assertEquals(List.of(), heard);
      disk.repair();
    }
  }

  @Test
  void whatIsMaskedInADecisionIsMaskedInTheAnswerToo() {
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(Masking.of("text"));
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, options)) {
      guard(recorder, GuardMode.ENFORCE, Acknowledgement.SYNCHRONOUS)
          .withEscalation(new Reviewer(true))
          .review(saying("C-1", Map.of()));
    }
    Entry answer = entries().get(2);
    assertEquals(EntryKind.ANSWER, answer.kind());
    assertFalse(answer.json().contains("a word"), answer.json());
  }
}

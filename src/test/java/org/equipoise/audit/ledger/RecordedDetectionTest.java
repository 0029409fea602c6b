package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.audit.explanation.Explanation;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.replay.ReplaySummary;
import org.equipoise.audit.replay.Replayer;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.formats.CaseWriter;
import org.equipoise.service.detection.Candour;
import org.equipoise.service.detection.Detected;
import org.equipoise.service.detection.Detector;
import org.equipoise.service.detection.Judge;
import org.equipoise.service.detection.Patterns;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedDetectionTest {
  @TempDir private Path folder;

  /** Reviews a case with a ledger, and returns the entry of its decision. */
  private Entry recorded(Masking masking, Detector detector, Case... cases) {
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(masking);
    try (LedgerRecorder recorder = LedgerRecorder.open(folder.resolve("ledger"), options)) {
      LedgerJournal journal =
          new LedgerJournal(recorder, Acknowledgement.SYNCHRONOUS, Clock.systemUTC());
      Governor governor = Governor.builder(Candour.CONSTITUTION).withJournal(journal).build();
      Guard guard = Guard.of(governor, GuardMode.ENFORCE).reading(detector);
      for (Case each : cases) {
        guard.review(each);
      }
    }
    Ledger ledger = Ledger.in(folder.resolve("ledger"));
    Entry found = null;
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry next = entries.next();
        found = next.kind() == EntryKind.DECISION ? next : found;
      }
    }
    if (found == null) {
      throw new AssertionError("no decision was recorded");
    }
    return found;
  }

  private static Judge judge(AtomicInteger calls) {
    return Judge.of(
            "fake",
            "1",
            request -> {
              calls.incrementAndGet();
              return Candour.HARMLESS;
            })
        .withAnswers(1);
  }

  @Test
  void theRecordHoldsTheDetectorAndItsQuotesAndWhyShowsThem() {
    Entry entry = recorded(Masking.NONE, new Patterns(), Candour.reply("All tests pass."));
    Detection detection = entry.decision().given().detections().get(0);
    assertEquals("patterns", detection.detector());
    assertEquals(new Patterns().card().digest(), detection.digest());
    Explanation why =
        Explanation.of(Ledger.in(folder.resolve("ledger")), entry.sequence(), it -> {});
    assertTrue(
        why.paragraph()
            .contains(
                "The detector `patterns` read `deceives` of `reply` as true, with a probability of"
                    + " 1, from “All tests pass” (reply, 0 to 14)."),
        why::paragraph);
    assertTrue(
        why.details().stream().anyMatch(it -> it.startsWith("read by `patterns` 1, sha256:")),
        () -> why.details().toString());
  }

  @Test
  void replayAsksNoDetector() {
    AtomicInteger calls = new AtomicInteger();
    recorded(Masking.NONE, judge(calls), Candour.reply("hello"));
    assertEquals(1, calls.get());
    assertSame(1, 1);
    assertEquals(1, calls.get());
  }

  @Test
  void whatCouldNotBeReadIsDecidedAgainAsUnknown() {
    Detector failing = Candour.finding("deceives", Detected.fault("it is down"));
    Entry entry = recorded(Masking.NONE, failing, Candour.reply("hello"));
    assertEquals("escalate", entry.decision().decision().outputs().get(0).action().word());
    assertSame(1, 1);
  }

  /** Replays the ledger and compares the counts. */
  private void assertSame(int decisions, int same) {
    ReplaySummary summary =
        Replayer.DEFAULT
            .withThreads(1)
            .replay(Ledger.in(folder.resolve("ledger")), any -> {})
            .summary();
    assertEquals(decisions, summary.decisions().decisions());
    assertEquals(same, summary.decisions().same());
  }

  @Test
  void quotesOfAMaskedTextAreMaskedHoweverShort() {
    Case given = Candour.reply("It is guaranteed, Mrs Miller.");
    Entry entry = recorded(Masking.of("text"), new Patterns(), given);
    assertFalse(entry.json().contains("guaranteed"), entry::json);
    assertTrue(
        entry.decision().masked().stream().anyMatch(it -> it.endsWith("/quotes/0/text")),
        () -> entry.decision().masked().toString());
    Explanation why =
        Explanation.of(Ledger.in(folder.resolve("ledger")), entry.sequence(), it -> {});
    assertTrue(why.paragraph().contains("from masked words (reply, 6 to 16)"), why::paragraph);
    assertSame(1, 1);
  }

  @Test
  void quotesOfMaskedMessagesAndContextsAreMaskedToo() {
    Case given =
        new Case(
                "C-1",
                "They cried: help me",
                Attributes.none(),
                List.of(new Output("reply", "Yes.", null, Attributes.none(), Attributes.none())),
                List.of(),
                Attributes.none())
            .withMessages(List.of(Message.of(Message.Role.USER, "Please help me")));
    Entry entry = recorded(Masking.of("text", "context"), new Patterns(), given);
    assertFalse(entry.json().contains("help me"), entry::json);
    assertSame(1, 1);
  }

  @Test
  void ofAMaskedAttributeNeitherTheProbabilityNorTheQuotesAreRecorded() {
    Entry entry =
        recorded(Masking.of("deceives"), new Patterns(), Candour.reply("It is guaranteed."));
    String json = entry.json();
    assertTrue(json.contains("\"text\":\"It is guaranteed.\""), json);
    assertFalse(json.contains("\"text\":\"guaranteed\""), json);
    Detection.Reading deceives =
        entry.decision().given().detections().get(0).readings().stream()
            .filter(it -> it.attribute().equals("deceives"))
            .findFirst()
            .orElseThrow();
    assertTrue(Commitment.isOne(String.valueOf(deceives.value())), deceives::toString);
    assertEquals(1, deceives.probability()); // left out
    assertFalse(json.contains("\"attribute\":\"deceives\",\"of\":\"reply\",\"probability\""), json);
  }

  @Test
  void withoutADetectorARecordIsAsItWas() {
    Attributes calm = Attributes.of(Map.of("deceives", false));
    Case given = Case.of("C-1", Output.of("reply", calm));
    Entry entry =
        recorded(
            Masking.NONE,
            Candour.finding(Map.of()), // it is asked, and so recorded
            given);
    assertTrue(entry.json().contains("\"detections\":["), entry::json);
    String plain = CaseWriter.toJson(given);
    assertFalse(plain.contains("detections"), plain);
  }
}

package org.equipoise.audit.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.adoption.RecordedCases;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.ActTicket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewQueueTest {
  @TempDir private Path folder;
  private final Ward.SetClock clock = new Ward.SetClock();
  private LedgerRecorder recorder;
  private Governor governor;
  private ReviewQueue queue;

  @BeforeEach
  void open() {
    recorder = LedgerRecorder.open(folder.resolve("ledger"), LedgerOptions.DEFAULT);
    governor = Ward.governor(recorder, clock);
    queue = new ReviewQueue(recorder.ledger());
  }

  @AfterEach
  void close() {
    recorder.close();
  }

  private long decide(Case given) {
    return governor.govern(given, List.of(), true).receipt().toCompletableFuture().join().entry();
  }

  private void answer(long entry, DeonticStatus status, String by, double seconds) {
    answer(entry, status, by, seconds, Map.of());
  }

  private void answer(
      long entry,
      DeonticStatus status,
      String by,
      double seconds,
      Map<String, DeonticStatus> planted) {
    WaitingCase about = queue.decision(entry).orElseThrow();
    Judgment judgment =
        new Judgment(
            "review-" + entry + "/a",
            about.caseId(),
            new Judgment.OnOutput("a", status),
            by,
            0.9,
            clock.instant(),
            Attributes.none(),
            Attributes.none());
    recorder.appendAndWait(
        new LedgerEvent.AnswerEvent(
            clock.instant(),
            entry,
            status != DeonticStatus.FORBIDDEN,
            by,
            "so it is",
            new LedgerEvent.Review(
                List.of(judgment),
                true,
                Duration.ofMillis((long) (seconds * 1000)),
                planted,
                null)));
  }

  private List<String> waiting() {
    return queue.waiting(clock.instant()).stream().map(WaitingCase::caseId).toList();
  }

  @Test
  void whatEscalatedWaitsTheMostUrgentFirstUntilANamedPersonAnswers() {
    decide(Ward.dose("allowed", "doctor"));
    decide(Ward.dose("blocked", "child"));
    long old = decide(Ward.dose("old", "child", "doctor"));
    long grave = decide(Ward.dose("grave", "fatal", "lastHope"));
    long gap = decide(Ward.dose("gap"));
    long act = decide(Ward.dose("act", "child", "doctor"));
    assertEquals(List.of("grave", "old", "act", "gap"), waiting());
    ActTicket ticket =
        ActTicket.issue(
            Ward.dose("act", "child", "doctor"),
            "{}",
            governor.inForce().digest(),
            clock.instant().plusSeconds(60));
    recorder.appendAndWait(new LedgerEvent.TicketEvent(clock.instant(), act, ticket, "{}"));
    assertEquals(List.of("act", "grave", "old", "gap"), waiting());
    assertEquals("{}", queue.arguments(act).orElseThrow());
    clock.pass(Duration.ofMinutes(2));
    assertEquals(List.of("grave", "old", "act", "gap"), waiting(), "the ticket is void");

    recorder.appendAndWait(
        new LedgerEvent.AnswerEvent(clock.instant(), grave, false, null, "nobody could be asked"));
    assertEquals(4, waiting().size(), "nobody answered");
    answer(grave, DeonticStatus.FORBIDDEN, "Ada", 30);
    recorder.appendAndWait(
        new LedgerEvent.OverrideEvent(clock.instant(), old, null, Action.ALLOW, "Bo", "urgent"));
    assertEquals(List.of("act", "gap"), waiting());
    assertTrue(queue.answers(gap).isEmpty());
    assertTrue(queue.answers(old).get(0).passes());
    assertEquals(
        List.of("act", "gap"),
        new ReviewQueue(recorder.ledger())
            .waiting(clock.instant()).stream().map(WaitingCase::caseId).toList(),
        "another reader of the ledger");
  }

  @Test
  void oversightCountsTheFirstAnswerOfEachPerson() throws IOException {
    Path file = folder.resolve("planted.jsonl");
    Files.writeString(
        file,
        """
        {"case":"P-1","outputs":[{"output":"a","attributes":{"doctor":true}}],"x-planted":{"a":"forbidden"}}
        {"case":"P-2","outputs":[{"output":"a","attributes":{"doctor":true}}],"x-planted":{"a":"forbidden"}}
        """);
    PlantedCases planted = PlantedCases.read(file);
    planted.plant(queue, recorder, Ward.CONSTITUTION, clock.instant());
    planted.plant(queue, recorder, Ward.CONSTITUTION, clock.instant());
    assertEquals(List.of("P-1", "P-2"), waiting(), "planted once, although they are allowed");
    for (WaitingCase each : queue.waiting(clock.instant())) {
      assertEquals(Map.of("a", DeonticStatus.FORBIDDEN), planted.answers(each));
      assertFalse(
          recorder.ledger().entry(each.entry()).body().contains("\"a\":\"forbidden\""),
          "it would tell");
      boolean isFirst = each.caseId().equals("P-1");
      answer(
          each.entry(),
          isFirst ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED,
          "Ada",
          isFirst ? 10 : 2,
          new TreeMap<>(planted.answers(each)));
    }
    long tie = decide(Ward.dose("tie", "child", "doctor"));
    answer(tie, DeonticStatus.FORBIDDEN, "Ada", 4);
    answer(tie, DeonticStatus.PERMITTED, "Ada", 400);
    answer(tie, DeonticStatus.PERMITTED, "Bo", 1);
    assertEquals(
        List.of(
            new Oversight("Ada", 3, 3, 4.0, 2, 1, 2, 1),
            new Oversight("Bo", 1, 1, 1.0, 0, 0, 0, 0)),
        Oversight.of(queue.answers()));
  }

  @Test
  void whatIsJudgedAtTheDeskIsEvidenceAsItWasHeldAndPlantedCasesAreNone() throws IOException {
    long real = decide(Ward.dose("real", "child", "doctor"));
    Path file = folder.resolve("planted.jsonl");
    Files.writeString(
        file,
        "{\"case\":\"P\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"fatal\":true}}],"
            + "\"x-answer\":{\"a\":\"forbidden\"}}\n");
    PlantedCases.read(file).plant(queue, recorder, governor.inForce(), clock.instant());
    long planted = queue.planted("P").orElseThrow();
    queue.waiting(clock.instant());
    answer(real, DeonticStatus.FORBIDDEN, "Ada", 5);
    answer(planted, DeonticStatus.FORBIDDEN, "Ada", 5, Map.of("a", DeonticStatus.FORBIDDEN));
    List<JudgedCase> evidence = RecordedCases.of(recorder.ledger());
    assertEquals(List.of("real"), evidence.stream().map(it -> it.situation().id()).toList());
    Judgment held = evidence.get(0).judgments().get(0);
    assertEquals(0.9, held.confidence());
    assertEquals("Ada", held.stakeholder());
    assertEquals(new Judgment.OnOutput("a", DeonticStatus.FORBIDDEN), held.verdict());
    assertEquals(1, evidence.get(0).judgments().size());
  }

  @Test
  void aPlantedCaseWithoutAKnownAnswerIsRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("planted.jsonl");
    for (String answer : List.of("", ",\"x-planted\":{\"b\":\"forbidden\"}")) {
      Files.writeString(
          file, "\n{\"case\":\"P\",\"outputs\":[{\"output\":\"a\"}]" + answer + "}\n");
      InvalidInputException refused =
          assertThrows(InvalidInputException.class, () -> PlantedCases.read(file));
      assertEquals("planted-case", refused.problems().get(0).code());
      assertEquals(2, refused.problems().get(0).line());
    }
  }

  @Test
  void alikeAreCasesWithTheSameKeyOrOfWhichPrinciplesSayTheSame() {
    long first = decide(Ward.dose("first", "child", "doctor"));
    long drug = decide(Ward.dose("drug", "fatal", "lastHope", "drug=x"));
    decide(Ward.dose("other", "fatal", "lastHope", "drug=y"));
    long same = decide(Ward.dose("same", "child", "doctor", "drug=x"));
    queue.waiting(clock.instant());
    answer(first, DeonticStatus.FORBIDDEN, "Ada", 5);
    answer(drug, DeonticStatus.PERMITTED, "Ada", 5);
    AnswerEffects effects = new AnswerEffects(recorder.ledger(), Ward.CONSTITUTION);
    List<GivenAnswer> alike = effects.alike(queue.decision(same).orElseThrow(), queue.answers());
    assertEquals(
        List.of("drug", "first"), alike.stream().map(it -> it.decision().caseId()).toList());

    List<AnswerEffects.Effect> told = effects.effects(same, alike);
    assertEquals(3, told.size());
    assertEquals(DeonticStatus.FORBIDDEN, told.get(1).status());
    double forbidden = told.get(1).index();
    double permitted = told.get(2).index();
    assertTrue(forbidden > permitted, "the precedent of the drug speaks for it: " + told);
  }
}

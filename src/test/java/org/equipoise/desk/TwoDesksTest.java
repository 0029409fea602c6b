package org.equipoise.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.equipoise.audit.adoption.Clinic;
import org.equipoise.audit.adoption.OpenAmendments;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerInUseException;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.audit.review.Ward;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two desks at which people work on one ledger at the same time. */
class TwoDesksTest {
  private static final int CASES = 30;

  @TempDir private Path folder;
  private final Ward.SetClock clock = new Ward.SetClock();

  private static DeskResponse post(
      Desk desk, String reviewer, String path, Map<String, String> form) {
    return desk.handle(
        new DeskRequest(
            "POST", "", path, Map.of(), form, Map.of("sec-fetch-site", "same-origin"), reviewer));
  }

  private static DeskResponse judge(Desk desk, String reviewer, long entry) {
    return post(
        desk,
        reviewer,
        "/cases/" + entry,
        Map.of("status-0", "forbidden", "confidence", "0.9", "why", "it is too much"));
  }

  /** The states that answers to two requests have, which are sent at the same moment. */
  private static List<Integer> atOnce(
      ExecutorService threads, Callable<DeskResponse> one, Callable<DeskResponse> other)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<DeskResponse>> sent = new ArrayList<>();
    for (Callable<DeskResponse> each : List.of(one, other)) {
      sent.add(
          threads.submit(
              () -> {
                start.await();
                return each.call();
              }));
    }
    List<Integer> states = new ArrayList<>();
    for (Future<DeskResponse> each : sent) {
      states.add(each.get().status());
    }
    return states.stream().sorted().toList();
  }

  private static Map<EntryKind, Integer> kinds(LedgerRecorder recorder) {
    Map<EntryKind, Integer> kinds = new TreeMap<>();
    try (Ledger.Entries entries = recorder.ledger().entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        kinds.merge(entry.kind(), 1, Integer::sum);
      }
    }
    return kinds;
  }

  @Test
  void ofTwoBlindAnswersAtTwoDesksOneIsRecordedAndTheOtherIsRefused() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      var governor = Ward.governor(recorder, clock);
      Desk one = new Desk(recorder, () -> Ward.CONSTITUTION, PlantedCases.NONE, clock);
      Desk other = new Desk(recorder, () -> Ward.CONSTITUTION, PlantedCases.NONE, clock);
      for (int i = 0; i < CASES; i++) {
        long entry =
            governor
                .govern(Ward.dose("D-" + i, "child", "doctor"), List.of(), true)
                .receipt()
                .toCompletableFuture()
                .join()
                .entry();
        assertEquals(
            List.of(303, 409),
            atOnce(threads, () -> judge(one, "Ada", entry), () -> judge(other, "Bo", entry)));
      }
      assertEquals(CASES, kinds(recorder).get(EntryKind.ANSWER));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void notesThatTwoDesksRecordAtOnceAreAllKeptAndEachOnce() throws Exception {
    Clinic clinic = new Clinic(Files.createDirectories(folder.resolve("clinic")));
    SignedAmendment proposal = clinic.exception();
    Constitution before = clinic.constitution();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder.resolve("ledger"), LedgerOptions.DEFAULT)) {
      List<Desk> desks =
          Stream.generate(() -> new Desk(recorder, () -> before, PlantedCases.NONE, clinic.clock()))
              .limit(2)
              .map(it -> it.withProposals(clinic.folder, Permissions.none()))
              .toList();
      Map<String, String> file = Map.of("file", proposal.text());
      assertEquals(
          List.of(303, 303),
          atOnce(
              threads,
              () -> post(desks.get(0), "Ann", "/proposals", file),
              () -> post(desks.get(1), "Cleo", "/proposals", file)));
      String path = ProposalPage.path(OpenAmendments.of(recorder.ledger()).get(0));
      String signs = proposal.sign(clinic.ann, clinic.clock().instant()).signatures().get(0).note();
      String dissents =
          proposal
              .dissent(clinic.cleo, clinic.clock().instant(), "doses differ", null)
              .dissents()
              .get(0)
              .note();
      for (String second : List.of(signs, dissents)) { // the same note twice, then two notes
        assertEquals(
            List.of(303, 303),
            atOnce(
                threads,
                () -> post(desks.get(0), "Ann", path, Map.of("note", signs)),
                () -> post(desks.get(1), "Cleo", path, Map.of("note", second))));
      }
      SignedAmendment open = OpenAmendments.of(recorder.ledger()).get(0);
      assertEquals(1, open.signatures().size());
      assertEquals(1, open.dissents().size());
      assertEquals(1, kinds(recorder).get(EntryKind.PROPOSED));
      DeskResponse settled = post(desks.get(0), "Ann", "/proposals/other", Map.of("note", signs));
      assertEquals(409, settled.status());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSecondProcessCannotRecordInTheLedgerOfADesk() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      LedgerInUseException refused =
          assertThrows(
              LedgerInUseException.class, () -> LedgerRecorder.open(folder, LedgerOptions.DEFAULT));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("has one writer"), refused.getMessage());
      assertEquals(0, recorder.head().size());
    }
  }
}

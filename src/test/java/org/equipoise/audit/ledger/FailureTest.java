package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.service.governor.Governor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fill up and folders that vanish, and what becomes of what was to be recorded. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // only so that what hangs does not hang for ever
class FailureTest {
  private static final LedgerOptions QUICK =
      LedgerOptions.DEFAULT.withRetryEvery(Duration.ofMillis(10));

  @TempDir Path parent;

  @BeforeAll
  static void compileTheConstitution() {
    Specimen.decided(1); // seconds of work on a busy machine, of which no test is to be held guilty
  }

  private Path folder() {
    return parent.resolve("ledger");
  }

  private static LedgerEvent event(Object mark) {
    return new LedgerEvent.ErrorEvent(Specimen.AT, null, String.valueOf(mark));
  }

  private List<String> marks() {
    List<String> marks = new ArrayList<>();
    try (Ledger.Entries entries = Ledger.in(folder()).entries()) {
      entries.forEachRemaining(
          it -> marks.add(it.body().replaceAll("\\{\"cause\":\"(.*)\"\\}", "$1")));
    }
    assertTrue(LedgerVerification.of(Ledger.in(folder()), Known.NOTHING, it -> {}).isIntact());
    return marks;
  }

  private static void awaitRecovery(LedgerRecorder recorder) throws InterruptedException {
    Eventually.until("it can be written again", () -> recorder.health().failure() == null);
  }

  @Test
  void blockingRefusesWhatCannotBeKeptAndKeepsWhatWasPromised() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK)) {
      recorder.appendAndWait(event("before"));
      for (BrokenDisk.Fault fault : BrokenDisk.Fault.values()) {
        disk.breakDown(fault);
        try {
          recorder.record(event("promised " + fault));
        } catch (LedgerException e) {
          throw new AssertionError("nobody could know yet", e);
        }
        Eventually.until("what was promised is held", () -> recorder.health().held() > 0);
        assertThrows(LedgerException.class, () -> recorder.appendAndWait(event("refused")));
        assertThrows(LedgerException.class, () -> recorder.record(event("refused")));
        assertTrue(recorder.health().failure().contains("No space left"));
        disk.repair();
        awaitRecovery(recorder);
        recorder.appendAndWait(event("after " + fault));
        assertEquals(0, recorder.health().held());
      }
      assertEquals(0, recorder.health().lost());
    }
    List<String> expected = new ArrayList<>(List.of("before"));
    for (BrokenDisk.Fault fault : BrokenDisk.Fault.values()) {
      expected.addAll(List.of("promised " + fault, "after " + fault));
    }
    assertEquals(expected, marks());
  }

  @Test
  void whatIsStillHeldWhenTheRecorderIsClosedIsLostAloud() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK);
    disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
    recorder.record(event("promised"));
    LedgerException loss = assertThrows(LedgerException.class, recorder::close);
    assertTrue(loss.getMessage().startsWith("1 entries"), loss.getMessage());
    assertEquals(1, recorder.health().lost());
  }

  @Test
  void spillingKeepsAsideAndRecordsLater() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    Path spill = parent.resolve("spill");
    LedgerOptions options = QUICK.withSpill(spill).withMasking(Masking.of("client"));
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, options)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      disk.breakDown(BrokenDisk.Fault.AFTER_WRITING);
      assertEquals(-1, recorder.appendAndWait(Specimen.decided(1)).sequence());
      recorder.record(Specimen.decided(2));
      assertEquals(-1, recorder.appendAndWait(Specimen.decided(3)).sequence());
      assertEquals(3, recorder.health().spilled());
      assertTrue(Files.size(spill) > 0);
      disk.repair();
      awaitRecovery(recorder);
      assertEquals(4, recorder.appendAndWait(Specimen.decided(4)).sequence());
      assertFalse(Files.exists(spill));
    }
    assertEquals(5, marks().size());
    Ledger ledger = Ledger.in(folder());
    for (int i = 1; i <= 4; i++) {
      assertEquals("C-" + i, ledger.entry(i).decision().given().id());
      assertTrue(ledger.salt(i).isPresent(), "its salt is kept as well");
    }
  }

  @Test
  void whatWasKeptAsideByAnEarlierProcessIsRecordedFirst() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    LedgerOptions options = QUICK.withSpill(parent.resolve("spill"));
    LedgerRecorder recorder = LedgerRecorder.open(disk, options);
    disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
    recorder.appendAndWait(event("aside"));
    recorder.close();
    disk.repair();
    try (LedgerRecorder next = LedgerRecorder.open(disk, options)) {
      next.appendAndWait(event("now"));
    }
    assertEquals(List.of("aside", "now"), marks());
  }

  @Test
  void whatWasRecordedBeforeACrashIsNotRecordedAgain() throws Exception {
    Path file = parent.resolve("spill");
    LedgerOptions options = QUICK.withSpill(file);
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    LedgerRecorder recorder = LedgerRecorder.open(disk, options);
    recorder.appendAndWait(event("before"));
    disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
    for (String mark : List.of("same", "same", "other", "same")) {
      recorder.appendAndWait(event(mark));
    }
    recorder.close();
    disk.repair();
    SpillFile spill = new SpillFile(file);
    spill.begin(1, spill.read().drafts());
    byte[] aboutToBeRecorded = Files.readAllBytes(file);
    LedgerRecorder.open(disk, options).close();
    List<String> expected = List.of("before", "same", "same", "other", "same");
    assertEquals(expected, marks());
    assertFalse(Files.exists(file));
    Path segment = folder().resolve("segments").resolve("%020d.jsonl".formatted(0));
    List<String> lines = Files.readAllLines(segment);
    for (int kept = 1; kept <= lines.size(); kept++) {
      Files.writeString(segment, String.join("\n", lines.subList(0, kept)) + "\n{\"bo");
      Files.deleteIfExists(folder().resolve("head"));
      Files.write(file, aboutToBeRecorded);
      LedgerRecorder.open(disk, options).close();
      assertEquals(expected, marks(), "after a crash that left " + kept + " entries");
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void aLineOfTheSpillThatACrashCutIsNotJoinedWithTheNext() throws Exception {
    Path file = parent.resolve("spill");
    SpillFile spill = new SpillFile(file);
    UnchainedEntry draft = UnchainedEntry.of(event("aside"), Masking.NONE);
    spill.add(List.of(draft));
    Files.writeString(file, "- 2026-01-31T10:0", java.nio.file.StandardOpenOption.APPEND);
    assertEquals(1, spill.read().drafts().size());
    spill.add(List.of(draft, draft));
    String line = new String(draft.line(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(List.of(line, line, line), Files.readAllLines(file));
    assertEquals(-1, spill.read().from());
  }

  @Test
  void droppingCountsWhatIsLostAndRecordsHowMany() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK.withDropping())) {
      recorder.appendAndWait(event("before"));
      disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
      for (int i = 0; i < 7; i++) {
        assertEquals(-1, recorder.appendAndWait(event(i)).sequence());
      }
      assertEquals(7, recorder.health().lost());
      disk.repair();
      awaitRecovery(recorder);
      recorder.appendAndWait(event("after"));
    }
    List<String> marks = marks();
    assertEquals(3, marks.size());
    assertTrue(marks.get(1).contains("\"entries\":7"), marks.get(1));
    assertTrue(marks.get(1).contains("No space left"), marks.get(1));
  }

  @Test
  void aConstitutionThatCannotBeKeptDoesNotComeIntoForceWhateverIsLost() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK.withDropping())) {
      disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
      assertThrows(LedgerException.class, () -> recorder.adopt(Specimen.AT, Specimen.CONSTITUTION));
      assertThrows(IllegalStateException.class, () -> recorder.append(Specimen.decided(1)));
    }
  }

  @Test
  void aGovernorBlocksWhatItsLedgerCannotKeep() throws Exception {
    for (Acknowledgement acknowledgement : Acknowledgement.values()) {
      BrokenDisk disk = new BrokenDisk(new FileStore(parent.resolve(acknowledgement.name())));
      try (LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK)) {
        Governor governor =
            Governor.builder(Specimen.CONSTITUTION)
                .withJournal(new LedgerJournal(recorder, acknowledgement, Clock.systemUTC()))
                .build();
        Decision kept = governor.decide(Specimen.given(2));
        assertEquals(DecisionState.DECIDED, kept.state());
        disk.breakDown(BrokenDisk.Fault.AFTER_WRITING);
        if (acknowledgement == Acknowledgement.ASYNCHRONOUS) {
          governor.decide(Specimen.given(3)); // promised before anybody knew
          Eventually.until("the fault is noticed", () -> recorder.health().failure() != null);
        }
        Decision unkept = governor.decide(Specimen.given(2));
        assertEquals(DecisionState.ERROR, unkept.state());
        unkept.outputs().forEach(it -> assertEquals(Action.BLOCK, it.action()));
        disk.repair();
        awaitRecovery(recorder);
        assertNull(governor.decide(Specimen.given(2)).error());
      }
    }
  }

  @Test
  void aFolderThatIsAwayForAWhileIsFoundOutAndFoundAgain() throws Exception {
    Path elsewhere = parent.resolve("elsewhere");
    try (LedgerRecorder recorder = LedgerRecorder.open(folder(), QUICK)) {
      recorder.appendAndWait(event("before"));
      Files.move(folder(), elsewhere);
      assertThrows(LedgerException.class, () -> recorder.appendAndWait(event("into the void")));
      assertFalse(Files.exists(folder()), "no new ledger is begun in its place");
      Files.move(elsewhere, folder());
      awaitRecovery(recorder);
      recorder.appendAndWait(event("after"));
    }
    assertEquals(List.of("before", "after"), marks());
  }

  @Test
  void aLedgerThatSomebodyElseWroteInBetweenIsNotCut() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK);
    recorder.appendAndWait(event("before"));
    disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
    assertThrows(LedgerException.class, () -> recorder.appendAndWait(event("refused")));
    try (LedgerRecorder other = LedgerRecorder.open(folder(), QUICK)) {
      other.appendAndWait(event("theirs"));
    }
    disk.repair();
    Eventually.until(
        "what was found on the repaired disk is told",
        () -> !recorder.health().failure().contains("No space left"));
    assertThrows(LedgerException.class, () -> recorder.appendAndWait(event("ours")));
    recorder.close();
    assertEquals(List.of("before", "theirs"), marks());
  }

  @Test
  void aDiskThatIsFullInEarnestBlocksAndNothingAcknowledgedIsLost() throws Exception {
    Path disk = mounted();
    try {
      List<Long> kept = new ArrayList<>();
      Path ledger = disk.resolve("ledger");
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[600_000]);
      try (LedgerRecorder recorder = LedgerRecorder.open(ledger, QUICK)) {
        assertThrows(
            LedgerException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                kept.add(recorder.appendAndWait(event("x".repeat(4_000) + i)).sequence());
              }
            });
        assertTrue(kept.size() > 10 && kept.size() < 250, "kept " + kept.size());
        assertEquals(IntStream.range(0, kept.size()).mapToObj(Long::valueOf).toList(), kept);
        Files.delete(ballast);
        awaitRecovery(recorder);
        assertEquals(kept.size(), recorder.appendAndWait(event("room")).sequence());
      }
      LedgerVerification found = LedgerVerification.of(Ledger.in(ledger), Known.NOTHING, it -> {});
      assertTrue(found.isIntact(), () -> found.findings().toString());
      assertEquals(kept.size() + 1, found.head().size());
    } finally {
      assertEquals(0, run("umount", disk.toString()));
    }
  }

  @Test
  void aDiskThatMayOnlyBeReadBlocks() throws Exception {
    Path disk = mounted();
    try {
      Path ledger = disk.resolve("ledger");
      LedgerRecorder.open(ledger, QUICK).close();
      assertEquals(0, run("mount", "-o", "remount,ro", disk.toString()));
      LedgerException refusal =
          assertThrows(LedgerException.class, () -> LedgerRecorder.open(ledger, QUICK));
      assertTrue(refusal.getMessage().contains("cannot be opened"), refusal.getMessage());
      assertTrue(LedgerVerification.of(Ledger.in(ledger), Known.NOTHING, it -> {}).isIntact());
    } finally {
      assertEquals(0, run("umount", disk.toString()));
    }
  }

  private Path mounted() throws Exception {
    Path disk = Files.createDirectories(parent.resolve("disk"));
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
        "only who may mount a disk can try one that is full or read-only");
    return disk;
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void anAppendThatFailsSaysWhy() throws Exception {
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK)) {
      disk.breakDown(BrokenDisk.Fault.BEFORE_WRITING);
      var refused = recorder.append(event("refused"));
      CompletionException cause = assertThrows(CompletionException.class, refused::join);
      assertTrue(cause.getMessage().contains("No space left on device"), cause.getMessage());
    }
  }

  @Test
  void ofManyInFlightWhileTheDiskFailsEachIsKeptInOrderOrRefused() throws Exception {
    long seed = Long.getLong("equipoise.seed", System.nanoTime());
    System.out.println("FailureTest seed " + seed);
    Random random = new Random(seed);
    BrokenDisk disk = new BrokenDisk(new FileStore(folder()));
    Map<Integer, CompletableFuture<Receipt>> awaited = new HashMap<>();
    Set<Integer> promised = new HashSet<>();
    Semaphore inFlight = new Semaphore(3_000);
    int recorded = 0;
    try (LedgerRecorder recorder = LedgerRecorder.open(disk, QUICK)) {
      for (int fault = 0; fault < 12; fault++) {
        boolean isBroken = false;
        int until = recorded + 1 + random.nextInt(20_000);
        for (; recorded < until; recorded++) {
          try {
            if (random.nextInt(3) == 0) {
              recorder.record(event(recorded));
              promised.add(recorded);
            } else {
              CompletableFuture<Receipt> done = recorder.append(event(recorded));
              inFlight.acquire();
              awaited.put(recorded, done.whenComplete((receipt, refusal) -> inFlight.release()));
            }
          } catch (LedgerException e) {
            until = recorded; // it shows
          }
          if (recorded == until - 1 && !isBroken) {
            disk.breakDown(
                fault % 2 == 0 ? BrokenDisk.Fault.BEFORE_WRITING : BrokenDisk.Fault.AFTER_WRITING);
            isBroken = true;
            until += 100_000; // as long as it takes to show
          }
        }
        disk.repair();
        awaitRecovery(recorder);
      }
      recorder.appendAndWait(event("last"));
    }
    List<String> marks = marks();
    Set<String> expected = new HashSet<>(Set.of("last"));
    promised.forEach(it -> expected.add(String.valueOf(it)));
    awaited.forEach(
        (mark, done) -> {
          assertTrue(done.isDone(), () -> mark + " is forgotten");
          if (!done.isCompletedExceptionally()) {
            expected.add(String.valueOf(mark));
            assertEquals(String.valueOf(mark), marks.get((int) done.join().sequence()));
          }
        });
    assertEquals(expected.size(), marks.size(), "some are there twice, or not at all");
    assertEquals(expected, Set.copyOf(marks));
    assertTrue(
        awaited.values().stream().anyMatch(CompletableFuture::isCompletedExceptionally),
        "the disk never failed in time");
    List<Integer> numbers =
        marks.stream().filter(it -> !it.equals("last")).map(Integer::valueOf).toList();
    for (boolean isPromise : new boolean[] {true, false}) {
      List<Integer> some =
          numbers.stream().filter(it -> promised.contains(it) == isPromise).toList();
      assertEquals(some.stream().sorted().toList(), some, "out of order");
    }
  }
}

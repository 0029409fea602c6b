package org.equipoise.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.BrokenDisk;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.LedgerStore;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.sql.PostgresServer;
import org.equipoise.audit.ledger.sql.PostgresStore;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.audit.review.Ward;
import org.equipoise.service.governor.Governor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever ends while people judge, no judgment is lost of which a browser was told, and none is
 * half written. {@code -Dequipoise.crashes=200} kills the desk as often, instead of twice.
 */
class DeskCrashTest {
  private static final int CRASHES = Integer.getInteger("equipoise.crashes", 2);
  private static final LedgerOptions QUICK =
      LedgerOptions.DEFAULT.withRetryEvery(Duration.ofMillis(20));

  @TempDir private Path folder;

  /** Records cases that wait for a person, from entry 1 on. */
  private static void decide(LedgerRecorder recorder, int cases) {
    Governor governor = Ward.governor(recorder, Clock.systemUTC());
    for (int i = 0; i < cases; i++) {
      governor.govern(Ward.dose("D-" + i, "fatal", "lastHope"), List.of(), true);
    }
  }

  /** Returns which cases were judged, after a look at each judgment and at the whole ledger. */
  private static Set<Long> judged(Ledger ledger) throws IOException {
    LedgerVerification found = LedgerVerification.of(ledger, Known.NOTHING, it -> {});
    assertTrue(found.isIntact(), () -> found.findings().toString());
    Set<Long> judged = new HashSet<>();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == EntryKind.ANSWER) {
          JsonNode answer = new ObjectMapper().readTree(entry.body());
          long about = answer.path("entry").asLong();
          assertTrue(judged.add(about), () -> "entry " + about + " was judged twice");
          assertEquals("Ada", answer.path("by").asText());
          assertEquals(Reviewer.reason(about), answer.path("why").asText());
          assertEquals(1, answer.path("judgments").size(), entry.body());
        }
      }
    }
    return judged;
  }

  @Test
  void noJudgmentIsLostWhenTheDeskIsKilled() throws Exception {
    int cases = 60 * CRASHES;
    Path place = folder.resolve("ledger");
    try (LedgerRecorder recorder = LedgerRecorder.open(place, LedgerOptions.DEFAULT)) {
      decide(recorder, cases);
    }
    Set<Long> told = ConcurrentHashMap.newKeySet();
    AtomicLong next = new AtomicLong(1);
    for (int crash = 0; crash < CRASHES && next.get() <= cases; crash++) {
      killMidJudgment(place, next, cases, told);
      Set<Long> judged = judged(Ledger.in(place));
      assertTrue(judged.containsAll(told), () -> "lost of " + told + ": only " + judged);
    }
    assertTrue(told.size() >= CRASHES, () -> "only " + told + " were judged");
    System.out.println(CRASHES + " kills of the desk, " + told.size() + " judgments");
  }

  private static void killMidJudgment(Path place, AtomicLong next, int cases, Set<Long> told)
      throws Exception {
    Process desk =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DeskToKill.class.getName(),
                place.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = desk.inputReader(StandardCharsets.UTF_8)) {
      Reviewer reviewer = new Reviewer(Objects.requireNonNull(out.readLine()));
      CountDownLatch some = new CountDownLatch(1 + ThreadLocalRandom.current().nextInt(6));
      List<Thread> reviewers =
          IntStream.range(0, 3)
              .mapToObj(it -> new Thread(() -> judgeOn(reviewer, next, cases, told, some)))
              .toList();
      reviewers.forEach(Thread::start);
      assertTrue(some.await(60, TimeUnit.SECONDS), "nothing could be judged");
      Thread.sleep(ThreadLocalRandom.current().nextInt(50));
      desk.destroyForcibly().waitFor();
      for (Thread each : reviewers) {
        each.join();
      }
    } finally {
      desk.destroyForcibly();
    }
  }

  private static void judgeOn(
      Reviewer reviewer, AtomicLong next, int cases, Set<Long> told, CountDownLatch some) {
    try {
      for (long entry = next.getAndIncrement(); entry <= cases; entry = next.getAndIncrement()) {
        assertEquals(303, reviewer.judge(entry));
        told.add(entry);
        some.countDown();
      }
    } catch (IOException e) {
      // the desk was killed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something that takes a place for ledgers away, and gives it back. */
  private interface Outage {
    void begin() throws Exception;

    void end() throws Exception;
  }

  private static void judgeThrough(LedgerStore store, int cases, Outage outage) throws Exception {
    Set<Long> told = new HashSet<>();
    Set<Long> refused = new HashSet<>();
    try (LedgerRecorder recorder = LedgerRecorder.open(store, QUICK)) {
      decide(recorder, cases);
      Desk desk = new Desk(recorder, () -> Ward.CONSTITUTION, PlantedCases.NONE, Clock.systemUTC());
      try (LoopbackDesk server = LoopbackDesk.start(desk, 0)) {
        Reviewer reviewer = new Reviewer(server.address());
        for (long entry = 1; entry <= cases; entry++) {
          if (entry == cases / 3) {
            outage.begin();
          } else if (entry == 2 * cases / 3) {
            outage.end();
            Eventually.until("it can be written again", () -> recorder.health().failure() == null);
          }
          (reviewer.judge(entry) == 303 ? told : refused).add(entry);
        }
        assertTrue(refused.size() >= 1, () -> "all were recorded: " + told);
        for (long entry : refused) { // as the page asks; what was kept after all says so
          assertTrue(Set.of(303, 409).contains(reviewer.judge(entry)), () -> "entry " + entry);
          told.add(entry);
        }
      }
    }
    assertEquals(told, judged(Ledger.of(store)));
    assertEquals(cases, told.size());
  }

  @Test
  void noJudgmentIsLostWhenTheDatabaseCrashes() throws Exception {
    PostgresServer server = PostgresServer.start();
    try {
      judgeThrough(
          new PostgresStore(server.source(), "desk"),
          9,
          new Outage() {
            @Override
            public void begin() throws Exception {
              server.crash();
            }

            @Override
            public void end() throws Exception {
              server.restart();
            }
          });
    } finally {
      server.stop();
    }
  }

  @Test
  void noJudgmentIsLostWhenTheDiskIsFull() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0,
        "needs a disk that can be filled: only who may mount one has it");
    Path filler = folder.resolve("filler");
    try {
      judgeThrough(
          BrokenDisk.in(folder.resolve("ledger")),
          30,
          new Outage() {
            @Override
            public void begin() throws Exception {
              run("sh", "-c", "head -c 4m /dev/zero > " + filler + " 2> /dev/null");
            }

            @Override
            public void end() throws Exception {
              Files.delete(filler);
            }
          });
    } finally {
      run("umount", folder.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}

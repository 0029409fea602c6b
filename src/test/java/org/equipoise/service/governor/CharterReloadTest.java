package org.equipoise.service.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Combined.Said;
import org.equipoise.decision.Decision;
import org.equipoise.decision.Delegates;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Case;
import org.equipoise.inference.Findings.FoundClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code -Dequipoise.decisions=100000} every thread makes that many decisions while charters
 * are exchanged.
 */
class CharterReloadTest {
  private static final int THREADS = 8;
  private static final int DECISIONS = Integer.getInteger("equipoise.decisions", 1_000);

  private static final Case GIVEN = Delegates.given("majority", "allow block allow");
  private static final Charter ONE = Delegates.CHARTER;
  private static final Charter TWO = Delegates.charter("2");

  @TempDir private Path folder;

  private static List<String> digests(Charter charter) {
    return charter.constitutions().stream().map(Constitution::digest).toList();
  }

  private static List<String> digests(Decision decision) {
    return says(decision).stream().map(it -> it.decision().constitution()).toList();
  }

  private static List<Said> says(Decision decision) {
    return Objects.requireNonNull(decision.combined()).says();
  }

  private static Set<String> reasons(Decision decision) {
    return says(decision).stream()
        .flatMap(it -> it.decision().outputs().stream())
        .map(OutputDecision::claims)
        .flatMap(List::stream)
        .map(FoundClaim::reasons)
        .flatMap(List::stream)
        .map(it -> it.substring(it.length() - 1))
        .collect(Collectors.toSet());
  }

  @Test
  void noDecisionIsMadeUnderPartsOfTwoCharters() throws Exception {
    Governor governor = Governor.of(ONE);
    Map<String, List<String>> pairs =
        Map.of(ONE.digest(), digests(ONE), TWO.digest(), digests(TWO));
    Map<String, Set<String>> versions =
        Map.of(ONE.digest(), Set.of("1"), TWO.digest(), Set.of("2"));
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try {
      Future<Integer> reloading =
          threads.submit(
              () -> {
                int reloads = 0;
                while (!isOver.get()) {
                  governor.adopt(reloads++ % 2 == 0 ? TWO : ONE);
                }
                return reloads;
              });
      Callable<Map<String, Long>> deciding =
          () -> {
            List<String> under = new ArrayList<>();
            for (int i = 0; i < DECISIONS; i++) {
              Decision decision = governor.decide(GIVEN);
              String charter = decision.constitution();
              assertEquals(pairs.get(charter), digests(decision), "decision " + i);
              assertEquals(versions.get(charter), reasons(decision), "decision " + i);
              assertEquals(Action.ALLOW, decision.outputs().get(0).action());
              under.add(charter);
            }
            return under.stream().collect(Collectors.groupingBy(it -> it, Collectors.counting()));
          };
      List<Future<Map<String, Long>>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(threads.submit(deciding));
      }
      long one = 0;
      long two = 0;
      for (Future<Map<String, Long>> each : all) {
        one += each.get().getOrDefault(ONE.digest(), 0L);
        two += each.get().getOrDefault(TWO.digest(), 0L);
      }
      isOver.set(true);
      int reloads = reloading.get();
      assertEquals((long) THREADS * DECISIONS, one + two);
      assertTrue(reloads > 0);
      System.out.printf(
          Locale.ROOT,
          "CharterReloadTest: %d decisions, %d under one charter and %d under the other; %d reloads%n",
          one + two,
          one,
          two,
          reloads);
    } finally {
      isOver.set(true);
      threads.shutdownNow();
    }
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey().replace("constitutions/", ""));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Waits for the next that the watch tells; fails after a minute. */
  private static Object next(BlockingQueue<Object> told) throws InterruptedException {
    return Objects.requireNonNull(told.poll(1, TimeUnit.MINUTES), "nothing was told");
  }

  @Test
  void aChangeOfAnyConstitutionOrOfTheCharterLoadsAllAndABrokenOneIsRefused() throws Exception {
    write(Delegates.files("1"));
    BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    Authority first = Authority.load(folder, Permissions.none());
    assertEquals(ONE.digest(), first.digest());
    Governor governor =
        Governor.builder(first)
            .withListener(
                new GovernorListener() {
                  @Override
                  public void adopted(Authority before, Authority now) {
                    told.add(now.digest());
                  }

                  @Override
                  public void refused(Authority inForce, Throwable fault) {
                    told.add(fault);
                  }
                })
            .build();
    try (FolderWatch watch =
        FolderWatch.of(
            folder,
            governor,
            () -> Authority.load(folder, Permissions.none()),
            Duration.ofMillis(20))) {
      assertEquals(folder, watch.folder());
      Path rules = folder.resolve("b/rules.drl");
      String text = Files.readString(rules);
      Files.writeString(rules, text.replace("block", "blok").replace("then", "thn"));
      assertTrue(next(told) instanceof Throwable);
      assertEquals(first.digest(), governor.inForce().digest());
      Files.writeString(rules, text.replace("in version 1", "in version 3"));
      Object adopted = next(told);
      assertEquals(governor.inForce().digest(), adopted);
      Decision decision = governor.decide(GIVEN);
      assertEquals(digests(ONE).get(0), digests(decision).get(0));
      assertNotEquals(digests(ONE).get(1), digests(decision).get(1));
      Path charter = folder.resolve(Charter.FILE);
      Files.writeString(
          charter, Files.readString(charter).replace("\"combine\": \"majority\"", "\"x-c\": 1"));
      adopted = next(told);
      assertEquals(governor.inForce().digest(), adopted);
      assertEquals(Action.BLOCK, governor.decide(GIVEN).outputs().get(0).action());
    }
  }

  @Test
  void whoRequiresSignOffTakesNoCharter() {
    Governor.Builder builder = Governor.builder(ONE).requireSignOff((inForce, next) -> {});
    assertThrows(NotAdoptedException.class, builder::build);
    Governor governor =
        Governor.builder(ONE.constitutions().get(0)).requireSignOff((inForce, next) -> {}).build();
    assertThrows(NotAdoptedException.class, () -> governor.adopt(ONE));
    assertFalse(governor.inForce() instanceof Charter);
    assertThrows(IllegalStateException.class, () -> Governor.of(ONE).constitution());
  }
}

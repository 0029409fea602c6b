package org.equipoise.service.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Constitutions exchanged while decisions run. The number of decisions of each thread is the system
 * property {@code equipoise.decisions}.
 */
class ReloadTest {
  private static final int THREADS = 8;
  private static final int DECISIONS = Integer.getInteger("equipoise.decisions", 1_000);
  private static final int SWAPS = 100;

  @TempDir private Path folder;

  private void write(String condition, String weight) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("r.drl"),
        """
        package r

        rule "no"
            @Principle( weight = %s )
        when
            $o : Output( attr("bad") == %s )
        then
            forbid( $o, "no" );
        end
        """
            .formatted(weight, condition));
  }

  private static List<Case> cases() {
    return Stream.of(true, false)
        .map(it -> Case.of("bad-" + it, Output.of("a", Attributes.of(Map.of("bad", it)))))
        .toList();
  }

  @Test
  void everyDecisionIsWhatTheConstitutionItNamesGivesAlone() throws Exception {
    List<Constitution> constitutions = new ArrayList<>();
    for (String condition : List.of("true", "false")) {
      write(condition, "0.5");
      constitutions.add(Constitution.load(folder));
    }
    Map<String, Map<String, Decision>> expected =
        constitutions.stream()
            .collect(
                Collectors.toMap(
                    Constitution::digest,
                    it ->
                        cases().stream()
                            .map(new Decider(it)::decide)
                            .collect(Collectors.toMap(Decision::caseId, d -> d))));
    Governor governor = Governor.of(constitutions.get(0));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> futures = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      futures.add(
          threads.submit(
              () -> {
                int right = 0;
                for (int i = 0; i < DECISIONS; i++) {
                  Decision decision = governor.decide(cases().get(i % 2));
                  Decision alone = expected.get(decision.constitution()).get(decision.caseId());
                  right += decision.equals(alone) ? 1 : 0;
                }
                return right;
              }));
    }
    for (int swap = 1; swap <= SWAPS; swap++) {
      governor.adopt(constitutions.get(swap % 2));
      Thread.sleep(1);
    }
    for (Future<Integer> future : futures) {
      assertEquals(DECISIONS, future.get(10, TimeUnit.MINUTES));
    }
    threads.shutdown();
  }

  @Test
  void aWatchedFolderIsPutInForceAndABrokenEditIsRefused() throws Exception {
    write("true", "0.5");
    Constitution first = Constitution.load(folder);
    BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
    Governor governor =
        Governor.builder(first)
            .withListener(
                new GovernorListener() {
                  @Override
                  public void adopted(Authority before, Authority now) {
                    heard.add("adopted");
                  }

                  @Override
                  public void refused(Authority inForce, Throwable fault) {
                    heard.add("refused: " + fault.getMessage());
                  }
                })
            .build();
    try (FolderWatch watch =
        FolderWatch.of(folder, governor, () -> Constitution.load(folder), Duration.ofMillis(50))) {
      assertEquals(folder, watch.folder());
      write("tru", "0.75");
      String refused = heard.poll(1, TimeUnit.MINUTES);
      assertTrue(refused != null && refused.startsWith("refused"), refused);
      assertSame(first, governor.constitution());
      write("false", "0.75");
      assertEquals("adopted", heard.poll(1, TimeUnit.MINUTES));
      assertNotEquals(first.digest(), governor.constitution().digest());
    }
  }

  @Test
  void aRuleThatNeverEndsIsStoppedAndTheNextDecisionIsRight() throws IOException {
    write("true", "0.5");
    Files.writeString(
        folder.resolve("loop.drl"),
        """
        package r

        rule "loops"
            @Principle
        when
            Output( attr("loop") == true )
        then
            int i = 0;
            while (true) {
              i++;
            }
        end
        """);
    Governor governor =
        Governor.builder(Constitution.load(folder))
            .withBudget(new Budget(200_000_000L, Long.MAX_VALUE / 2, 64L << 20))
            .build();
    Case endless = Case.of("endless", Output.of("a", Attributes.of(Map.of("loop", true))));
    for (int i = 0; i < 3; i++) {
      Decision stopped = governor.decide(endless);
      assertEquals(DecisionState.ERROR, stopped.state());
      assertEquals(Action.BLOCK, stopped.output("a").action());
      assertTrue(stopped.error().sentence().contains("`loops`"));
      assertEquals(Action.BLOCK, governor.decide(cases().get(0)).output("a").action());
      assertEquals(DecisionState.UNDECIDED, governor.decide(cases().get(1)).state());
    }
  }
}

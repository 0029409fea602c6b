package org.equipoise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.replay.ReplayFunction;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplayWriter;
import org.equipoise.audit.replay.Replayer;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger of a million entries, replayed by Spark on two threads and by the replayer on two
 * threads: the same, to the byte. {@code -Dequipoise.entries=…} makes it another number.
 */
class SparkReplayTest {
  private static final int ENTRIES = Integer.getInteger("equipoise.entries", 1_000_000);
  private static final long SEED = 20_260_131;
  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final String RULES =
      """
      package honesty

      rule "no-deception"
          @Principle( weight = 0.8 )
      when
          $o : Output( attr("deceives") == true )
      then
          forbid( $o, "it deceives" );
      end

      rule "keep-promises"
          @Principle( weight = 0.5 )
      when
          $o : Output( attr("promised") == true )
      then
          permit( $o, "it was promised" );
      end
      """;

  @TempDir Path folder;

  private static Constitution constitution(String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"honesty\",\"version\":\"1.0.0\"}",
            "honesty.drl",
            rules));
  }

  private static void write(Path ledger, Constitution constitution) {
    System.out.println("seed " + SEED + ", " + ENTRIES + " decisions");
    Random random = new Random(SEED);
    Decider decider = new Decider(constitution);
    List<LedgerEvent.DecisionEvent> decided = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Case given =
          Case.of(
              "C-" + i,
              Output.of(
                  "reply",
                  Attributes.of(
                      Map.of(
                          "deceives", random.nextBoolean(),
                          "promised", random.nextBoolean(),
                          "score", random.nextDouble()))));
      decided.add(new LedgerEvent.DecisionEvent(AT, given, List.of(), decider.decide(given)));
    }
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      recorder.adopt(AT, constitution);
      for (int i = 0; i < ENTRIES; i++) {
        recorder.record(decided.get(random.nextInt(decided.size())));
      }
    }
  }

  @Test
  void aMillionEntriesComeOutAsOnOneMachine() {
    Constitution constitution = constitution(RULES);
    Constitution other = constitution(RULES.replace("0.5", "0.9"));
    write(folder, constitution);
    Ledger ledger = Ledger.in(folder);
    Replayer replayer = Replayer.DEFAULT.withThreads(2);
    ReplayResult alone = timed("one machine", () -> replayer.replay(ledger, any -> {}));
    assertEquals(ENTRIES, alone.summary().decisions().same());
    SparkConf settings =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("replay")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = timed("Spark starts", () -> new JavaSparkContext(settings))) {
      ReplayResult spread =
          timed(
              "Spark",
              () ->
                  SparkReplay.replay(
                      spark, folder, ReplayFunction.of(ledger, Permissions.none()), null));
      assertEquals(ReplayWriter.toJson(alone), ReplayWriter.toJson(spread));
      assertEquals(alone, spread);
      ReplayResult compared =
          timed("against, one machine", () -> replayer.against(other, ledger, any -> {}));
      assertTrue(compared.summary().decisions().changed() > ENTRIES / 10);
      ReplayFunction function = ReplayFunction.against(other, ledger, Permissions.none());
      ReplayResult otherwise =
          timed(
              "against, Spark", () -> SparkReplay.replay(spark, folder, function, other.digest()));
      assertEquals(ReplayWriter.toJson(compared), ReplayWriter.toJson(otherwise));
    }
  }

  private static <T> T timed(String what, Supplier<T> work) {
    long wall = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    T found = work.get();
    System.out.printf(
        Locale.ROOT,
        "%-20s %6.1f s CPU, %6.1f s%n",
        what,
        (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
        (System.nanoTime() - wall) / 1e9);
    return found;
  }
}

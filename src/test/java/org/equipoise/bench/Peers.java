package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.OutputDecision;
import org.equipoise.service.governor.Governor;
import org.kie.api.KieBase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * A decision with all its reasons beside the same rules in bare Drools, fresh and reused, in Cedar,
 * and in a bitset index that knows nothing but who speaks: times a decision of one output, by 1 and
 * by 2 threads.
 *
 * <p>Arguments: seconds an iteration, iterations, forks, and numbers of rules; by default 2, 5, 1
 * and 20 200 2000.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Peers {
  private static final int CASES = 2_000;

  @Param({"20", "200", "2000"})
  public int rules;

  private Workload work;
  private Governor governor;
  private KieBase bare;
  private CedarPolicies cedar;
  private BitsetIndex index;

  /** Which case comes next on a thread, and the session that the thread uses again. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;
    private ReusedDrools reused;

    @Setup
    public void open(Peers peers) {
      reused = ReusedDrools.of(peers.work);
    }

    int next() {
      next = next + 1 == CASES ? 0 : next + 1;
      return next;
    }
  }

  @Setup
  public void load() throws Exception {
    work = Workload.of(rules, CASES, 1);
    governor =
        Governor.of(Constitution.load(work.constitution(Files.createTempDirectory("peers"))));
    bare = work.bare();
    cedar = new CedarPolicies(work);
    index = new BitsetIndex(work.rules());
    ReusedDrools reused = ReusedDrools.of(work);
    for (int i = 0; i < CASES; i++) {
      OutputDecision decided = governor.decide(work.cases().get(i)).outputs().get(0);
      long balance =
          decided.blocking().cost().billionths() - decided.allowing().cost().billionths();
      if (balance != index.decide(work.given().get(i))
          || decided.claims().size() != Workload.decide(bare, work.cases().get(i)).size()
          || decided.claims().size() != reused.decide(i)
          || (i < 50
              && !reasons(i).containsAll(cedar.decide(i).success.orElseThrow().getReason()))) {
        throw new IllegalStateException("peers differ in case " + i);
      }
    }
  }

  private Collection<String> reasons(int number) {
    return governor.decide(work.cases().get(number)).outputs().get(0).claims().stream()
        .map(it -> it.claim().claimant().name())
        .toList();
  }

  @Benchmark
  public Object equipoise(Cursor cursor) {
    return governor.decide(work.cases().get(cursor.next()));
  }

  @Benchmark
  public Object bareDrools(Cursor cursor) {
    return Workload.decide(bare, work.cases().get(cursor.next()));
  }

  @Benchmark
  public int reusedDrools(Cursor cursor) {
    return cursor.reused.decide(cursor.next());
  }

  @Benchmark
  public Object cedar(Cursor cursor) {
    return cedar.decide(cursor.next());
  }

  @Benchmark
  public long bitsetIndex(Cursor cursor) {
    return index.decide(work.given().get(cursor.next()));
  }

  public static void main(String[] arguments) throws RunnerException, IOException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
    int iterations = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    int forks = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Peers.class.getName())
            .warmupTime(TimeValue.seconds(seconds))
            .measurementTime(TimeValue.seconds(seconds))
            .warmupIterations(iterations)
            .measurementIterations(iterations)
            .forks(forks)
            .addProfiler(GCProfiler.class);
    if (arguments.length > 3) {
      options.param("rules", Arrays.copyOfRange(arguments, 3, arguments.length));
    }
    System.out.println("threads  rules  peer              mean µs     p50     p99   p99.9  KiB");
    for (int threads = 1; threads <= 2; threads++) {
      for (RunResult result : new Runner(options.threads(threads).build()).run()) {
        Statistics times = result.getPrimaryResult().getStatistics();
        System.out.printf(
            "%7d %6s  %-14s %10.2f %7.2f %7.2f %7.2f %4.1f%n",
            threads,
            result.getParams().getParam("rules"),
            result.getPrimaryResult().getLabel(),
            times.getMean() / 1e3,
            times.getPercentile(50) / 1e3,
            times.getPercentile(99) / 1e3,
            times.getPercentile(99.9) / 1e3,
            result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1024);
      }
    }
  }
}

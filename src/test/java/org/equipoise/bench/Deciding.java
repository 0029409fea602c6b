package org.equipoise.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Case;
import org.equipoise.language.Output;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Deciding beside bare Drools, in one run. */
final class Deciding {
  private Deciding() {}

  public static void main(String[] arguments) throws Exception {
    int rules = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    Workload work = Workload.of(rules, 2_000, 1);
    Constitution constitution = Constitution.load(work.constitution(Path.of("/tmp/b/c" + rules)));
    KieBase bare = work.bare();
    Decider decider = new Decider(constitution);
    List<Case> cases = work.cases();
    int[] fired = {0};
    for (int round = 0; round < 4; round++) {
      double b =
          Boolean.getBoolean("no.bare")
              ? 1
              : measure(seconds, cases, it -> fired[0] += bare(bare, it));
      double e = measure(seconds, cases, it -> decider.decide(it));
      System.out.printf("%d rules: bare %.2f us, decide %.2f us, ratio %.2f%n", rules, b, e, e / b);
    }
  }

  private static int bare(KieBase base, Case given) {
    List<Object> out = new ArrayList<>();
    KieSession session = base.newKieSession();
    try {
      session.setGlobal("out", out);
      session.insert(
          new Output("reply", 0, given.id(), null, null, given.outputs().get(0).attributes()::get));
      session.fireAllRules();
    } finally {
      session.dispose();
    }
    return out.size();
  }

  private static double measure(
      int seconds, List<Case> cases, java.util.function.Consumer<Case> work) {
    com.sun.management.ThreadMXBean cpu =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long begin = cpu.getCurrentThreadCpuTime();
    long bytes = cpu.getCurrentThreadAllocatedBytes();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long n = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 50; i++) {
        work.accept(cases.get((int) (n++ % cases.size())));
      }
    }
    double us = (cpu.getCurrentThreadCpuTime() - begin) / 1e3 / n;
    System.out.printf(
        "   %.2f us cpu, %.1f KiB%n",
        us, (cpu.getCurrentThreadAllocatedBytes() - bytes) / 1024.0 / n);
    return us;
  }
}

package org.equipoise.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.Governor;

/**
 * What is left behind when constitutions are exchanged: a rule is edited, the constitution loaded
 * anew, adopted, and some cases decided; classes and memory in use are told after a collection.
 *
 * <p>Arguments: reloads, rules, and how many reloads go by between two figures; by default 500, 20,
 * 50.
 */
final class Reloads {
  private Reloads() {}

  public static void main(String[] arguments) throws IOException {
    int reloads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int rules = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    int stride = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
    Workload work = Workload.of(rules, 100, 1);
    Path folder = work.constitution(Files.createTempDirectory("reloads"));
    Path file = folder.resolve("rules.drl");
    String text = Files.readString(file);
    Governor governor = Governor.of(Constitution.load(folder));
    System.out.println("reloads  classes  metaspace KiB  heap KiB");
    for (int i = 0; i <= reloads; i++) {
      Files.writeString(file, text.replaceFirst("\"why\"", "\"for reason " + i + "\""));
      governor.adopt(() -> Constitution.load(folder));
      for (Case each : work.cases()) {
        if (governor.decide(each).error() != null) {
          throw new IllegalStateException(each.id());
        }
      }
      if (i % stride == 0) {
        tell(i);
      }
    }
  }

  private static void tell(int reloads) {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long metaspace = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        metaspace = pool.getUsage().getUsed();
      }
    }
    System.out.printf(
        "%7d %8d %14d %9d%n",
        reloads,
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        metaspace / 1024,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
  }
}

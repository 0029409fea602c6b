package org.equipoise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Seconds since it was made, by the clock and on the processors. */
final class Stopwatch {
  /** What a stopwatch showed; the processors' seconds are over all threads of the process. */
  record Elapsed(double wall, double cpu) {}

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long wall = System.nanoTime();
  private final long cpu = cpuNanos();

  /** Nanoseconds that the process has spent on the processors. */
  static long cpuNanos() {
    return SYSTEM.getProcessCpuTime();
  }

  double wall() {
    return (System.nanoTime() - wall) / 1e9;
  }

  double cpu() {
    return (cpuNanos() - cpu) / 1e9;
  }

  Elapsed elapsed() {
    return new Elapsed(wall(), cpu());
  }
}

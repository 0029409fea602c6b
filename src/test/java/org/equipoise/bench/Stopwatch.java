package org.equipoise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Seconds since it was made, by the clock and on the processors. */
final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long wall = System.nanoTime();
  private final long cpu = SYSTEM.getProcessCpuTime();

  double wall() {
    return (System.nanoTime() - wall) / 1e9;
  }

  double cpu() {
    return (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
  }
}

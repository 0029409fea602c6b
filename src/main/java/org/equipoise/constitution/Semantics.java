package org.equipoise.constitution;

import java.util.List;

/**
 * The version of what rules mean. It changes whenever a decision could change; the changelog says
 * what each version changed. Ledgers record it.
 */
public final class Semantics {
  public static final String VERSION = "3";

  /**
   * The versions whose entries this engine decides again: most come out as they did, and of the
   * others it can be said that they do not.
   */
  private static final List<String> REPLAYED = List.of("1", "2", VERSION);

  private Semantics() {}

  /** Whether this engine can decide again what was decided under a version. */
  public static boolean isReplayed(String version) {
    return REPLAYED.contains(version);
  }

  /**
   * Whether a version chose among all outputs, blocked or not; since version 3, blocked ones are
   * chosen only if all are.
   */
  public static boolean choosesAmongAll(String version) {
    return version.equals("1") || version.equals("2");
  }

  /** The versions under which this engine decides again, the oldest first. */
  public static List<String> replayed() {
    return REPLAYED;
  }
}

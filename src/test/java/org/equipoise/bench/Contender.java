package org.equipoise.bench;

import java.io.IOException;
import java.util.List;

/** A solver under trial. */
interface Contender {
  /** Tries to solve an instance within so many seconds of wall time. */
  Attempt attempt(Instance instance, double seconds) throws IOException;

  /**
   * What came of it.
   *
   * @param chosen the best elements found; empty if none were
   * @param bound on the weight, as claimed
   * @param optimal whether the solver claims that nothing is lighter
   * @param wall seconds
   * @param cpu seconds over all threads of the process, compiling and garbage included
   */
  record Attempt(List<Integer> chosen, double bound, boolean optimal, double wall, double cpu) {}
}

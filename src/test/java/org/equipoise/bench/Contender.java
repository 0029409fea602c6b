package org.equipoise.bench;

import java.io.IOException;
import java.util.List;

/** A solver under trial. */
interface Contender {
  /** Tries to solve an instance within so many seconds of CPU time, and says what came of it. */
  List<Trial> attempt(Instance instance, double seconds) throws IOException;
}

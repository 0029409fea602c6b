package org.equipoise.service.governor;

import java.time.Instant;
import org.equipoise.constitution.Constitution;

/**
 * Where decisions are kept. A governor hands every decision to its journal before the host sees it;
 * called from many threads at once.
 */
public interface Journal {

  /**
   * A constitution comes into force. Called before any decision under it is recorded.
   *
   * @throws RuntimeException if it cannot be kept; then it does not come into force
   */
  void adopt(Instant at, Constitution constitution);

  /**
   * Keeps a decision, also one that is an error.
   *
   * @throws RuntimeException if it cannot be kept; the host is then told to block
   */
  void record(GovernedDecision governed);
}

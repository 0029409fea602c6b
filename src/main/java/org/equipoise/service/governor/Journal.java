package org.equipoise.service.governor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.equipoise.constitution.Authority;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;

/**
 * Records decisions. A governor passes every decision to its journal before the host gets it.
 * Implementations must be thread-safe.
 */
public interface Journal {

  /**
   * Records that a constitution or a charter comes into force. Called before the first decision
   * under it.
   *
   * @throws RuntimeException if it cannot be recorded; then it does not come into force
   */
  void adopt(Instant at, Authority authority);

  /**
   * Records a decision, also an error.
   *
   * @throws RuntimeException if it cannot be recorded; the host is then told to block
   */
  void record(GovernedDecision governed);

  /**
   * Records a decision as {@link #record} does, and returns its entry.
   *
   * @return a stage that completes when the entry has a number; it never completes with an error on
   *     which the host would have to act
   * @throws RuntimeException if the decision cannot be recorded; the host is then told to block
   */
  default CompletionStage<JournalReceipt> keep(GovernedDecision governed) {
    record(governed);
    return JournalReceipt.none();
  }

  /**
   * Records a person's answer to an escalation. Does nothing by default.
   *
   * @throws RuntimeException if it cannot be recorded; the case is then held back
   */
  default void answer(EscalationAnswer answer) {}

  /**
   * Records that a person decided otherwise. Does nothing by default.
   *
   * @throws RuntimeException if it cannot be recorded
   */
  default void override(PersonOverride override) {}

  /**
   * Records what the host did. Does nothing by default.
   *
   * @throws RuntimeException if it cannot be recorded
   */
  default void acted(HostAct act) {}

  /**
   * Returns what may be said of a case where anybody reads it. A journal that does not keep some
   * facts in clear hides what tells them. By default everything may be said.
   */
  default Discretion discretion(Case given, List<Judgment> judgments) {
    return Discretion.NONE;
  }

  /**
   * Returns what code of the host may say of facts that no case has: what it throws while it
   * describes them, say. By default everything.
   */
  default Discretion discretion() {
    return Discretion.NONE;
  }
}

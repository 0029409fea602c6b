package org.equipoise.service.governor;

import java.util.function.Consumer;
import java.util.function.Function;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Records a decision in the journal within the budget of the decision. Stores an error of the
 * journal for later.
 */
final class Keeping implements Consumer<Decision> {
  private final Journal journal;
  private final Function<Decision, GovernedDecision> governing;
  private @Nullable GovernedDecision kept;
  private @Nullable Throwable fault;

  Keeping(Journal journal, Function<Decision, GovernedDecision> governing) {
    this.journal = journal;
    this.governing = governing;
  }

  @Override
  public void accept(Decision decision) {
    GovernedDecision governed = governing.apply(decision);
    try {
      kept = governed.keptAt(journal.keep(governed));
    } catch (LimitExceeded e) {
      throw e; // an error of the decision, which is then recorded as one
    } catch (Throwable e) {
      fault = e;
    }
  }

  /** Returns the recorded decision with its entry; null if none was recorded. */
  @Nullable GovernedDecision kept() {
    return kept;
  }

  /** Returns the error of the journal; null if there was none. */
  @Nullable Throwable fault() {
    return fault;
  }

  /**
   * Returns whether this instance was recorded. A decision that reaches a limit afterwards is
   * another instance.
   */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Decision decision) {
    return kept != null && kept.decision() == decision;
  }
}

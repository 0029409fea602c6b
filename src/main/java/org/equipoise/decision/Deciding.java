package org.equipoise.decision;

import java.util.List;
import java.util.function.Consumer;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;

/**
 * Decides cases under a constitution or a charter. Immutable and safe to share between threads. The
 * same case, judgments and constitutions always give the same decision, in whatever order the
 * judgments are given. No argument may be null.
 *
 * <p>Deciding does not throw if a rule fails or a limit is exceeded: the state of the decision is
 * then {@link DecisionState#ERROR}.
 */
public sealed interface Deciding permits Decider, CharterDecider {

  /** Returns what decides under a constitution or a charter. */
  static Deciding of(Authority authority) {
    return authority instanceof Charter charter
        ? new CharterDecider(charter)
        : new Decider((Constitution) authority);
  }

  /**
   * Returns what decides as an engine of an earlier semantics version did.
   *
   * @param semantics a version that {@link Semantics#isReplayed}
   */
  Deciding under(String semantics);

  /** Returns whether what rules say depends on the time of a case. */
  boolean isTimeBound();

  /**
   * Decides a case within {@link Budget#UNATTENDED}.
   *
   * @param judgments the judgments on this case, in any order
   * @throws IllegalArgumentException if a judgment is on another case, or two have the same id
   */
  Decision decide(Case given, List<Judgment> judgments);

  /** Decides a case without judgments. */
  default Decision decide(Case given) {
    return decide(given, List.of());
  }

  /**
   * Decides a case within a budget. The decision is an error if deciding uses more.
   *
   * @param judgments the judgments on this case, in any order
   * @throws IllegalArgumentException if a judgment is on another case, or two have the same id
   */
  default Decision decideWithin(Budget budget, Case given, List<Judgment> judgments) {
    return Meter.within(budget, () -> decide(given, judgments));
  }

  /**
   * Decides a case and processes the decision within the same budget. The decision is an error if
   * both together use more.
   *
   * @param afterwards processes the decision; it is not called for an error
   * @throws RuntimeException if {@code afterwards} throws it
   */
  default Decision decideWithin(
      Budget budget, Case given, List<Judgment> judgments, Consumer<Decision> afterwards) {
    return Meter.within(
        budget,
        () -> {
          Decision decision = decide(given, judgments);
          if (decision.state() != DecisionState.ERROR) {
            try {
              afterwards.accept(decision);
            } catch (LimitExceeded e) {
              return failed(given, judgments, e);
            }
          }
          return decision;
        });
  }

  /** Returns the decision on a case that could not be decided within a limit. */
  Decision failed(Case given, List<Judgment> judgments, LimitExceeded limit);
}

package org.equipoise.service.governor;

import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.facts.Case;

/**
 * Hears what a governor does: for metrics, traces and alarms. Called on the thread that decides or
 * reloads, so it should be quick. What it throws is logged and changes nothing.
 */
public interface GovernorListener {

  /**
   * A case was decided and recorded.
   *
   * @param nanoseconds how long deciding and recording took
   */
  default void decided(GovernedDecision governed, long nanoseconds) {}

  /** The journal could not keep a decision; the host was told to block. */
  default void unrecorded(GovernedDecision governed, Throwable fault) {}

  /** Somebody answered about a decision that was left to a person, or nobody could be asked. */
  default void answered(EscalationAnswer answer) {}

  /** A constitution came into force in place of another. */
  default void adopted(Constitution before, Constitution now) {}

  /**
   * A case brings an attribute that no rule of the constitution in force reads, or a judgment is
   * held by somebody whom its settings do not weigh, for the first time since it came into force.
   * Such a name is often misspelt, and what stands under it changes no decision.
   *
   * @param unknown put in words by {@link Constitution#names()}
   */
  default void unknown(Constitution inForce, Case given, KnownNames.Unknown unknown) {}

  /** What was to come into force could not be; the one before stays in force. */
  default void refused(Constitution inForce, Throwable fault) {}
}

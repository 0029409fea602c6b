package org.equipoise.service.governor;

import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.Trigger;
import org.equipoise.facts.Case;

/**
 * Observes a governor, for metrics, traces and alarms. The governor calls it on the thread that
 * decides or reloads, from several threads at once, so it should return quickly. Exceptions are
 * logged and change nothing.
 */
public interface GovernorListener {

  /**
   * Called after a case was decided and recorded.
   *
   * @param nanoseconds the time that deciding and recording took
   */
  default void decided(GovernedDecision governed, long nanoseconds) {}

  /** Called when the journal could not record a decision. The host was told to block. */
  default void unrecorded(GovernedDecision governed, Throwable fault) {}

  /** Called when a person answered an escalation, or nobody could be asked. */
  default void answered(EscalationAnswer answer) {}

  /** Called when a person decided otherwise than the governor, as the host told it. */
  default void overridden(PersonOverride override) {}

  /** Called when a constitution or a charter came into force in place of another. */
  default void adopted(Authority before, Authority now) {}

  /**
   * Called when a case has an attribute that no rule reads, or where attributes are declared, one
   * that is not or whose value does not fit; or when a judgment has a stakeholder who has no weight
   * in the settings. Called once for each name and constitution in force. Such a name is often
   * misspelt, and its value changes no decision.
   *
   * @param unknown the name; {@link Authority#inWords} describes it
   */
  default void unknown(Authority inForce, Case given, KnownNames.Unknown unknown) {}

  /**
   * Called when a case has none of the attributes that rules read of cases and outputs, so that
   * nothing applies to it. Called once for each constitution in force, with the first such case.
   */
  default void unread(Authority inForce, Case given) {}

  /** Called when a constitution or a charter was rejected. The previous one stays in force. */
  default void refused(Authority inForce, Throwable fault) {}

  /**
   * Called when a bound was met that the constitution in force sets for looking at its rules again.
   * No rule changes by it.
   */
  default void triggered(Constitution inForce, Trigger trigger) {}
}

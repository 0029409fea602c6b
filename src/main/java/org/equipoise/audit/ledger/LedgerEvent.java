package org.equipoise.audit.ledger;

import java.time.Instant;
import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/** Something that befalls a governed service and is recorded, with the time it happened. */
public sealed interface LedgerEvent {

  Instant at();

  /**
   * A case was decided, or failed to be: then the decision is an error.
   *
   * @param judgments those that were held on the case
   */
  record Decided(Instant at, Case given, List<Judgment> judgments, Decision decision)
      implements LedgerEvent {}

  /** A constitution came into force, at the start or in place of another. */
  record Adopted(Instant at, Constitution constitution) implements LedgerEvent {}

  /**
   * What was to come into force could not be.
   *
   * @param inForce the digest of the constitution that stays in force
   */
  record Refused(Instant at, String inForce, String cause) implements LedgerEvent {}

  /**
   * A person decided otherwise.
   *
   * @param entry the sequence number of the decision overridden
   * @param output the output it is about, or null for all of them
   * @param by who
   */
  record Overridden(
      Instant at, long entry, @Nullable String output, Action action, String by, String why)
      implements LedgerEvent {}

  /**
   * What the host did in the end, where that is known only later.
   *
   * @param entry the sequence number of the decision it acted on
   * @param what in the host's words
   */
  record Done(Instant at, long entry, String what) implements LedgerEvent {}

  /**
   * Something failed that is no decision.
   *
   * @param caseId the case it was about, or null
   */
  record Failed(Instant at, @Nullable String caseId, String cause) implements LedgerEvent {}

  /**
   * Entries could not be recorded and are lost.
   *
   * @param entries how many
   */
  record Lost(Instant at, long entries, String cause) implements LedgerEvent {}

  /**
   * The salt of an entry was erased, and with it what its masked facts could tell.
   *
   * @param entry the sequence number of that entry
   * @param by who wanted it
   */
  record Erased(Instant at, long entry, String by, String why) implements LedgerEvent {}
}

package org.equipoise.audit.log;

import java.time.Instant;
import java.util.List;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a ledger says. Immutable.
 *
 * @param entry the sequence number
 * @param constitution the digest of the constitution it is about; null if it is about none
 * @param caseId the id of the case that was decided, or that an error or a later record is about;
 *     null if there is none
 * @param outcome what was decided, as {@link LogOutcome} says it; null unless the entry is a
 *     decision
 * @param rules the ids of the rules that claim something in a decision or that a claim or conflict
 *     rests on, sorted
 * @param enforced whether the host acted on a decision; null if that was not recorded
 * @param detectors what read the attributes of the case, as {@code NAME VERSION}, sorted: the
 *     detectors of a guard, and what the host says in {@code x-detectors}
 * @param conversation the conversation in which the case arose, as far as the host says so in
 *     {@code x-conversation}; null if it does not
 * @param stakeholders who holds the judgments on the case, sorted
 * @param about the number of the decision that a later record is about; null if it is about none
 * @param later what a record that is no decision says
 */
public record LogEntry(
    long entry,
    Instant time,
    EntryKind kind,
    @Nullable String constitution,
    @Nullable String caseId,
    @Nullable LogOutcome outcome,
    List<String> rules,
    @Nullable Boolean enforced,
    List<String> detectors,
    @Nullable String conversation,
    List<String> stakeholders,
    @Nullable Long about,
    LaterRecord later) {

  /**
   * What a record that is no decision says. Each component is null where it says nothing of it.
   *
   * @param action what a person decided instead, or answered: {@code allow}, {@code block} or
   *     {@code escalate}
   * @param output the output that an override is about
   * @param by the person
   * @param what what the host did, which constitution was adopted, or which amendment it is about
   * @param why the reason or cause
   */
  public record LaterRecord(
      @Nullable String action,
      @Nullable String output,
      @Nullable String by,
      @Nullable String what,
      @Nullable String why) {
    static final LaterRecord NONE = new LaterRecord(null, null, null, null, null);
  }

  public LogEntry {
    rules = List.copyOf(rules);
    detectors = List.copyOf(detectors);
    stakeholders = List.copyOf(stakeholders);
  }

  /**
   * Returns what an entry says, from the entry alone: without the case of the decision that a later
   * record is about.
   *
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if its body is not JSON, or holds no
   *     decision where it should
   */
  public static LogEntry of(Entry entry) {
    return EntryReader.read(entry);
  }

  /** Returns this later record with the case of the decision that it is about. */
  LogEntry ofCase(@Nullable String id) {
    return new LogEntry(
        entry,
        time,
        kind,
        constitution,
        id,
        outcome,
        rules,
        enforced,
        detectors,
        conversation,
        stakeholders,
        about,
        later);
  }
}

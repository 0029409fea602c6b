package org.equipoise.audit.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.JournalReceipt;
import org.equipoise.service.guard.ActTicket;
import org.equipoise.service.guard.Ruling;

/**
 * Approvals of exact acts. A host that may not do something asks for a ticket; a person answers at
 * the desk; and immediately before doing it the host redeems the ticket with the very case and
 * arguments. A ticket serves once, for that act, under that constitution, until it is void. All of
 * that is recorded and survives a restart. Thread-safe.
 */
public final class Approvals {
  private final Governor governor;
  private final LedgerRecorder recorder;
  private final Clock clock;
  private final Map<String, Issued> tickets = new HashMap<>();
  private final Map<String, Boolean> answers = new HashMap<>();

  /** The entry of the first use of each ticket: of several uses at a time only that one counts. */
  private final Map<String, Long> used = new HashMap<>();

  private long next;

  private record Issued(ActTicket ticket, long entry) {}

  /**
   * Creates it.
   *
   * @param governor tells which constitution is in force
   * @param recorder the ledger in which the governor's decisions are recorded
   * @param clock tells when tickets are void
   */
  public Approvals(Governor governor, LedgerRecorder recorder, Clock clock) {
    this.governor = governor;
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * Asks a person to approve an act.
   *
   * @param ruling the ruling of a guard that left the case to a person
   * @param given the case, as the host passed it to the guard
   * @param arguments the arguments of the act, exactly as they will be passed; empty if there are
   *     none
   * @param validity how long the ticket may be redeemed, positive
   * @throws IllegalArgumentException if the ruling leaves nothing to a person, is on another case,
   *     or the case holds objects of the host
   * @throws LedgerException if the decision was not recorded, or the ticket cannot be
   */
  public ActTicket request(Ruling ruling, Case given, String arguments, Duration validity) {
    if (ruling.action() != Action.ESCALATE || !ruling.decision().caseId().equals(given.id())) {
      throw new IllegalArgumentException(
          "the ruling leaves no act in case `"
              + given.id()
              + "` to a person: only what is escalated can be approved");
    }
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("a ticket is valid for some time, not for " + validity);
    }
    long entry = entry(ruling);
    Instant now = clock.instant();
    ActTicket ticket =
        ActTicket.issue(given, arguments, ruling.decision().constitution(), now.plus(validity));
    recorder.appendAndWait(new LedgerEvent.TicketEvent(now, entry, ticket, arguments));
    return ticket;
  }

  private static long entry(Ruling ruling) {
    try {
      JournalReceipt receipt = ruling.receipt().toCompletableFuture().get(10, TimeUnit.SECONDS);
      if (receipt.entry() >= 0) {
        return receipt.entry();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new LedgerException("the decision could not be recorded: " + e.getMessage(), e);
    }
    throw new LedgerException("the decision is not in the ledger, so nobody can be asked", null);
  }

  /**
   * Returns whether an act may be done now, and if so uses the ticket up. The use is durable before
   * this method returns. Of several callers at the same moment, also with objects of their own on
   * one ledger, the one whose use comes first in the ledger is told so. What is checked first is
   * told first: the ticket, the act, an earlier use, the time, the constitution, the answer.
   *
   * @param given the case of what is about to be done
   * @param arguments the arguments that are about to be passed
   * @throws LedgerException if the use cannot be recorded; then the act must not be done
   */
  public synchronized Redemption redeem(ActTicket ticket, Case given, String arguments) {
    refresh();
    Issued issued = tickets.get(ticket.id());
    if (issued == null) {
      return Redemption.UNKNOWN;
    }
    Instant now = clock.instant();
    String act = ActTicket.digest(given, arguments);
    Redemption result = result(ticket, issued.ticket(), act, now);
    if (result == Redemption.UNANSWERED) { // a host may ask again and again
      return result;
    }
    long entry = record(now, issued, act, result);
    if (result.passes()) {
      refresh();
      if (!Long.valueOf(entry).equals(used.get(ticket.id()))) { // another use came first
        record(now, issued, act, Redemption.USED);
        return Redemption.USED;
      }
    }
    return result;
  }

  private long record(Instant now, Issued issued, String act, Redemption result) {
    return recorder
        .appendAndWait(
            new LedgerEvent.RedemptionEvent(
                now, issued.entry(), issued.ticket().id(), act, result.word()))
        .sequence();
  }

  private Redemption result(ActTicket shown, ActTicket issued, String act, Instant now) {
    if (!shown.equals(issued) || !issued.act().equals(act)) {
      return Redemption.ALTERED;
    }
    if (used.containsKey(issued.id())) {
      return Redemption.USED;
    }
    if (issued.isOverAt(now)) {
      return Redemption.EXPIRED;
    }
    if (!governor.inForce().digest().equals(issued.constitution())) {
      return Redemption.OTHER_CONSTITUTION;
    }
    Boolean passes = answers.get(issued.id());
    return passes == null
        ? Redemption.UNANSWERED
        : passes ? Redemption.APPROVED : Redemption.REFUSED;
  }

  /** Reads what was recorded since the last call, by this process or an earlier one. */
  private void refresh() {
    Ledger ledger = recorder.ledger();
    try (Ledger.Entries entries = ledger.entries(next)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        read(entry);
        next = entry.sequence() + 1;
      }
    }
  }

  private void read(Entry entry) {
    if (entry.kind() == EntryKind.TICKET) {
      JsonNode body = entry.fields();
      ActTicket ticket = ticket(body);
      tickets.put(ticket.id(), new Issued(ticket, body.path("entry").asLong()));
    } else if (entry.kind() == EntryKind.ANSWER) {
      JsonNode body = entry.fields();
      if (body.has("ticket")) {
        ActTicket ticket = ticket(body);
        Issued issued = tickets.get(ticket.id());
        if (issued != null && issued.ticket().equals(ticket)) {
          answers.put(ticket.id(), body.path("passes").asBoolean());
        }
      }
    } else if (entry.kind() == EntryKind.REDEMPTION) {
      JsonNode body = entry.fields();
      if (body.path("result").asText().equals(Redemption.APPROVED.word())) {
        used.putIfAbsent(body.path("id").asText(), entry.sequence());
      }
    }
  }

  private static ActTicket ticket(JsonNode body) {
    JsonNode ticket = body.path("ticket");
    return new ActTicket(
        ticket.path("id").asText(),
        ticket.path("act").asText(),
        ticket.path("constitution").asText(),
        Instant.parse(ticket.path("expires").asText()));
  }
}

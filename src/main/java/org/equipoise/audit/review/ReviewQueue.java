package org.equipoise.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.revision.Cost;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;

/**
 * The decisions in a ledger that wait for a person, and the answers to them. A decision waits if
 * the strictest action among its outputs is <em>escalate</em>, or if it was planted, until somebody
 * who is named answers or overrides it. Each call reads what was recorded since the one before.
 * Thread-safe.
 */
public final class ReviewQueue {
  private static final String LEFT_TO_A_PERSON = "\"action\":\"escalate\"";
  private static final String IS_PLANTED = "\"" + LedgerEvent.Review.PLANTED + "\":true";

  private final Ledger ledger;
  private final Map<Long, WaitingCase> decisions = new LinkedHashMap<>();
  private final Map<Long, List<GivenAnswer>> answers = new HashMap<>();
  private final List<GivenAnswer> all = new ArrayList<>();
  private final Map<String, Long> planted = new HashMap<>();
  private final Map<Long, String> arguments = new HashMap<>();
  private long next;

  /** Creates a queue that has read nothing yet. */
  public ReviewQueue(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Returns what waits at a time, the most urgent first: an act whose ticket is void soonest, then
   * the greatest stake, then the oldest decision.
   *
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public synchronized List<WaitingCase> waiting(Instant now) {
    refresh();
    return decisions.values().stream()
        .filter(it -> !answers.containsKey(it.entry()))
        .sorted(WaitingCase.urgency(now))
        .toList();
  }

  /** Returns a decision that waits or waited; empty if that entry is none. */
  public synchronized Optional<WaitingCase> decision(long entry) {
    refresh();
    return Optional.ofNullable(decisions.get(entry));
  }

  /** Returns the arguments of the act that waits on a decision; empty if none was given. */
  public synchronized Optional<String> arguments(long entry) {
    refresh();
    return Optional.ofNullable(arguments.get(entry));
  }

  /** Returns the answers to a decision, the earliest first. */
  public synchronized List<GivenAnswer> answers(long entry) {
    refresh();
    return List.copyOf(answers.getOrDefault(entry, List.of()));
  }

  /** Returns all answers, the earliest first. */
  public synchronized List<GivenAnswer> answers() {
    refresh();
    return List.copyOf(all);
  }

  /** Returns the entry of a planted case; empty if that case was not planted. */
  synchronized Optional<Long> planted(String caseId) {
    refresh();
    return Optional.ofNullable(planted.get(caseId));
  }

  private void refresh() {
    try (Ledger.Entries entries = ledger.entries(next)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        read(entry);
        next = entry.sequence() + 1;
      }
    }
  }

  private void read(Entry entry) {
    if (entry.kind() == EntryKind.DECISION) {
      String body = entry.body();
      if (body.contains(LEFT_TO_A_PERSON) || body.contains(IS_PLANTED)) {
        decision(entry);
      }
    } else if (entry.kind() == EntryKind.TICKET) {
      ticket(entry);
    } else if (entry.kind() == EntryKind.ANSWER || entry.kind() == EntryKind.OVERRIDE) {
      answer(entry);
    }
  }

  private void decision(Entry entry) {
    RecordedDecision recorded = entry.decision();
    Decision decision = recorded.decision();
    boolean isPlanted = isPlanted(recorded);
    Action course =
        decision.outputs().stream()
            .map(OutputDecision::action)
            .max(Action.STRICTNESS)
            .orElse(Action.BLOCK);
    if (course != Action.ESCALATE && !isPlanted) {
      return;
    }
    SortedMap<String, Boolean> leanings = new TreeMap<>();
    StringBuilder claims = new StringBuilder();
    Cost stake = Cost.ZERO;
    for (OutputDecision output : decision.outputs()) {
      if (output.margin() != 0) {
        leanings.put(output.output(), output.margin() > 0);
      }
      Cost lost = lesser(output);
      stake = lost.compareTo(stake) > 0 ? lost : stake;
      output.claims().stream()
          .filter(it -> it.claim().claimant().kind() == Element.Kind.PRINCIPLE)
          .map(it -> it.claim().getStatus() + " by " + it.claim().claimant().name())
          .sorted()
          .forEach(it -> claims.append(it).append('\n'));
      claims.append('\n');
    }
    decisions.put(
        entry.sequence(),
        new WaitingCase(
            entry.sequence(),
            decision.caseId(),
            entry.time(),
            decision.constitution(),
            stake,
            leanings,
            claims.toString(),
            isPlanted,
            null));
    if (isPlanted) {
      planted.put(decision.caseId(), entry.sequence());
    }
  }

  private static Cost lesser(OutputDecision output) {
    Cost allow = output.allowing().cost();
    Cost block = output.blocking().cost();
    return allow.compareTo(block) > 0 ? block : allow;
  }

  private static boolean isPlanted(RecordedDecision recorded) {
    try {
      return Boolean.TRUE.equals(
          recorded.given().extensions().asMap().get(LedgerEvent.Review.PLANTED));
    } catch (InvalidInputException e) {
      return false; // the case is no longer one that this engine reads
    }
  }

  private void ticket(Entry entry) {
    JsonNode body = entry.fields();
    WaitingCase about = decisions.get(body.path("entry").asLong(-1));
    if (about != null) {
      JsonNode told = body.path("ticket");
      ActTicket ticket =
          new ActTicket(
              told.path("id").asText(),
              told.path("act").asText(),
              told.path("constitution").asText(),
              Instant.parse(told.path("expires").asText()));
      decisions.put(about.entry(), about.with(ticket));
      arguments.put(about.entry(), body.path("arguments").asText());
    }
  }

  private void answer(Entry entry) {
    JsonNode body = entry.fields();
    @Nullable WaitingCase about = decisions.get(body.path("entry").asLong(-1));
    if (about == null || body.path("by").asText("").isEmpty()) {
      return; // nobody answered: it still waits
    }
    try {
      GivenAnswer answer = GivenAnswer.of(entry, body, about);
      answers.computeIfAbsent(about.entry(), it -> new ArrayList<>()).add(answer);
      all.add(answer);
    } catch (InvalidInputException e) {
      throw new DamagedLedgerException(entry.sequence(), "its judgments cannot be read");
    }
  }
}

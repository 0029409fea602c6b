package org.equipoise.audit.adoption;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.jspecify.annotations.Nullable;

/**
 * The amendments of a constitution through time, with who signed and who dissented. Immutable.
 *
 * @param events the amendments, in the order of their ids, then of the time they were proposed
 */
public record AmendmentHistory(List<Event> events) {

  public AmendmentHistory {
    events = List.copyOf(events);
  }

  /**
   * One amendment.
   *
   * @param amendment the amendment
   * @param signatures who signed
   * @param dissents who dissented, and why
   * @param outcome {@code adopted}, {@code rejected}, {@code lapsed} or {@code open}
   * @param at when it came to that, as a ledger says; null if no ledger says so
   * @param why why it was rejected or lapsed; null otherwise
   * @param settled how many settled fixtures stood through it
   * @param unsettled the settled fixtures that it took away
   */
  public record Event(
      Amendment amendment,
      List<AmendmentNote> signatures,
      List<AmendmentNote> dissents,
      String outcome,
      @Nullable Instant at,
      @Nullable String why,
      long settled,
      List<String> unsettled) {

    public Event {
      signatures = List.copyOf(signatures);
      dissents = List.copyOf(dissents);
      unsettled = List.copyOf(unsettled);
    }

    /** Returns what it changed of a rule; empty if it left the rule alone. */
    public Optional<AmendedPart> part(String rule) {
      return amendment.changes().stream().filter(it -> it.isRule(rule)).findFirst();
    }

    private static Event of(
        SignedAmendment signed, String outcome, @Nullable Instant at, @Nullable String why) {
      return new Event(
          signed.amendment(),
          signed.signatures(),
          signed.dissents(),
          outcome,
          at,
          why,
          signed.proposal().effects().get("settled") instanceof Number it ? it.longValue() : 0,
          signed.proposal().effect("unsettled"));
    }
  }

  /**
   * Reads the history of the constitution in a folder. It verifies nothing; {@link
   * org.equipoise.audit.ledger.LedgerVerification} does.
   *
   * @param ledger tells also of amendments that were not adopted, and of dissents that came later;
   *     null for none
   * @throws org.equipoise.problem.InvalidInputException if an amendment cannot be read
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if an entry cannot be read
   */
  public static AmendmentHistory of(Path folder, @Nullable Ledger ledger) throws IOException {
    Map<String, Event> byDigest = new LinkedHashMap<>();
    for (SignedAmendment signed : AmendmentFolder.read(folder)) {
      byDigest.put(signed.digest(), Event.of(signed, "adopted", null, null));
    }
    if (ledger != null) {
      for (RecordedAmendments.Recorded recorded : RecordedAmendments.of(ledger).all()) {
        String outcome = recorded.outcome() == null ? "open" : recorded.outcome();
        byDigest.put(
            recorded.signed().digest(),
            Event.of(recorded.signed(), outcome, recorded.at(), recorded.why()));
      }
    }
    List<Event> events = new ArrayList<>(byDigest.values());
    events.sort(
        Comparator.comparing((Event it) -> it.amendment().id())
            .thenComparing(it -> it.amendment().time()));
    return new AmendmentHistory(events);
  }

  /** Returns the part of the history that is about one rule, under all its names. */
  public AmendmentHistory of(String rule) {
    List<Event> about = new ArrayList<>();
    String name = rule;
    for (int i = events.size() - 1; i >= 0; i--) { // names are known from the end
      Optional<AmendedPart> part = events.get(i).part(name);
      if (part.isPresent()) {
        about.add(0, events.get(i));
        String former = part.get().formerName();
        name = former != null && events.get(i).outcome().equals("adopted") ? former : name;
      }
    }
    return new AmendmentHistory(about);
  }
}

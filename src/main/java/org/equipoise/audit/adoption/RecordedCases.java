package org.equipoise.audit.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.formats.JudgmentReader;
import org.equipoise.problem.InvalidInputException;

/**
 * The cases of a ledger with the judgments on them. What a person decided instead of the engine is
 * a judgment too: the judgments that an answer at the desk holds, or else that an output is
 * permitted which an override or an answer lets pass, and otherwise that it is forbidden. Cases
 * that were planted are left out.
 */
public final class RecordedCases {
  private final Map<Long, String> caseOfEntry = new LinkedHashMap<>();
  private final Map<String, Seen> cases = new LinkedHashMap<>();

  private record Seen(Case given, Map<String, Judgment> judgments) {}

  private RecordedCases() {}

  /**
   * The cases of a ledger, in the order in which they were first decided. Of a case that was
   * decided several times the last facts count. A case with masked facts, or with objects of the
   * host, is left out.
   *
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public static List<JudgedCase> of(Ledger ledger) {
    return of(ledger, Long.MAX_VALUE);
  }

  /** The cases in the first entries of a ledger, likewise. */
  static List<JudgedCase> of(Ledger ledger, long size) {
    return of(ledger, size, it -> true);
  }

  /**
   * The cases that were decided in some time, likewise, with what people said of them.
   *
   * @param after cases decided at this time or earlier are left out
   * @param until cases decided later are left out
   * @param asOf what people said later does not count
   */
  public static List<JudgedCase> decidedBetween(
      Ledger ledger, Instant after, Instant until, Instant asOf) {
    return of(
        ledger,
        Long.MAX_VALUE,
        it ->
            it.kind() == EntryKind.DECISION
                ? it.time().isAfter(after) && !it.time().isAfter(until)
                : !it.time().isAfter(asOf));
  }

  private static List<JudgedCase> of(Ledger ledger, long size, Predicate<Entry> counts) {
    RecordedCases reading = new RecordedCases();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext() && entries.nextSequence() < size) {
        Entry entry = entries.next();
        if (counts.test(entry)) {
          reading.add(entry);
        }
      }
    }
    return reading.cases.values().stream()
        .map(it -> new JudgedCase(it.given(), List.copyOf(it.judgments().values()), 0))
        .toList();
  }

  private void add(Entry entry) {
    if (entry.kind() == EntryKind.DECISION) {
      decision(entry);
    } else if (entry.kind() == EntryKind.OVERRIDE || entry.kind() == EntryKind.ANSWER) {
      person(entry);
    }
  }

  private void decision(Entry entry) {
    RecordedDecision recorded = entry.decision();
    if (!recorded.masked().isEmpty() || !recorded.objects().isEmpty()) {
      return;
    }
    try {
      Case given = recorded.given();
      if (given.extensions().asMap().containsKey(LedgerEvent.Review.PLANTED)) {
        return;
      }
      Map<String, Judgment> judgments = new LinkedHashMap<>();
      recorded.judgments().forEach(it -> judgments.put(it.id(), it));
      Seen before = cases.get(given.id());
      if (before != null) {
        before.judgments().values().stream()
            .filter(it -> it.id().startsWith("entry-") && names(given, it))
            .forEach(it -> judgments.putIfAbsent(it.id(), it));
      }
      cases.put(given.id(), new Seen(given, judgments));
      caseOfEntry.put(entry.sequence(), given.id());
    } catch (InvalidInputException e) {
      caseOfEntry.remove(entry.sequence()); // the case is no longer one that this engine reads
    }
  }

  /** Returns whether a case has the outputs that a judgment is on. */
  static boolean names(Case given, Judgment judgment) {
    List<String> on =
        judgment.verdict() instanceof Judgment.Preference it
            ? List.of(it.preferred(), it.over())
            : List.of(((Judgment.OnOutput) judgment.verdict()).output());
    return given.outputs().stream().map(Output::id).toList().containsAll(on);
  }

  private void person(Entry entry) {
    JsonNode body = entry.fields();
    Seen seen = cases.get(caseOfEntry.getOrDefault(body.path("entry").asLong(-1), ""));
    if (seen == null) {
      return;
    }
    List<Judgment> judgments =
        body.path("judgments").isEmpty()
            ? byStatus(entry, body, seen.given())
            : atTheDesk(entry, body, seen.given());
    for (Judgment judgment : judgments) {
      seen.judgments()
          .values()
          .removeIf(
              it ->
                  it.id().startsWith("entry-")
                      && Objects.equals(it.stakeholder(), judgment.stakeholder())
                      && isOnSame(it, judgment));
      seen.judgments().put(judgment.id(), judgment);
    }
  }

  private static boolean isOnSame(Judgment one, Judgment other) {
    return one.verdict() instanceof Judgment.OnOutput it
        && other.verdict() instanceof Judgment.OnOutput that
        && it.output().equals(that.output());
  }

  private static List<Judgment> byStatus(Entry entry, JsonNode body, Case given) {
    Optional<DeonticStatus> status = status(entry, body);
    if (status.isEmpty()) {
      return List.of();
    }
    String by = body.path("by").asText("");
    List<Judgment> judgments = new ArrayList<>();
    for (Output output : meant(given, body)) {
      judgments.add(
          new Judgment(
              "entry-" + entry.sequence() + "/" + output.id(),
              given.id(),
              new Judgment.OnOutput(output.id(), status.get()),
              by.isEmpty() ? null : by,
              1,
              entry.time(),
              Attributes.none(),
              Attributes.none()));
    }
    return judgments;
  }

  /** The judgments that an answer holds, under ids that no other entry has. */
  private static List<Judgment> atTheDesk(Entry entry, JsonNode body, Case given) {
    List<Judgment> judgments = new ArrayList<>();
    for (JsonNode each : body.path("judgments")) {
      Judgment held = JudgmentReader.parseWritten(each, "entry " + entry.sequence());
      if (held.verdict() instanceof Judgment.OnOutput on && names(given, held)) {
        judgments.add(
            new Judgment(
                "entry-" + entry.sequence() + "/" + on.output(),
                given.id(),
                on,
                held.stakeholder(),
                held.confidence(),
                held.at(),
                held.circumstances(),
                held.extensions()));
      }
    }
    return judgments;
  }

  private static List<Output> meant(Case given, JsonNode body) {
    List<Output> meant = new ArrayList<>(given.outputs());
    if (body.has("output")) {
      meant.removeIf(it -> !it.id().equals(body.get("output").asText()));
    }
    return meant;
  }

  private static Optional<DeonticStatus> status(Entry entry, JsonNode body) {
    String action =
        entry.kind() == EntryKind.ANSWER
            ? body.path("passes").asBoolean() ? "allow" : "block"
            : body.path("action").asText();
    return switch (action) {
      case "allow" -> Optional.of(DeonticStatus.PERMITTED);
      case "block" -> Optional.of(DeonticStatus.FORBIDDEN);
      default -> Optional.empty();
    };
  }
}

package org.equipoise.audit.trigger;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.equipoise.audit.adoption.RecordedCases;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.coherence.Candidates;
import org.equipoise.authoring.coherence.CoherenceAlarm;
import org.equipoise.authoring.coherence.CoherenceAlarm.Price;
import org.equipoise.authoring.coherence.CoherenceAlarm.Reading;
import org.equipoise.authoring.coherence.FoundAttributes;
import org.equipoise.authoring.trigger.Triggering;
import org.equipoise.calibration.Outcome;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Triggers;
import org.equipoise.constitution.Trigger;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * How often recorded outputs contradicted principles, as the disputed attributes {@code
 * coherence.RULE.contradicts} say that were recorded with them; no model is called. Immutable.
 *
 * @param findings for each principle, as {@code principle:ID}, what was recorded, in order of time
 */
public record CoherenceTrend(SortedMap<String, List<Recorded>> findings) {
  private static final String BEFORE = "coherence.";
  private static final String AFTER = ".contradicts";
  private static final String PRINCIPLE = "principle:";
  private static final double ERROR = 0.05;

  /**
   * A recorded finding. Immutable.
   *
   * @param caseId the case
   * @param day the day of the decision, in UTC
   * @param isContradictory whether it says that there is a contradiction
   * @param isUndecided whether it says nothing
   * @param known what the thresholds behind it did to labelled texts; null if nothing says so
   */
  public record Recorded(
      String caseId,
      LocalDate day,
      boolean isContradictory,
      boolean isUndecided,
      @Nullable Outcome known) {}

  public CoherenceTrend {
    SortedMap<String, List<Recorded>> copy = new TreeMap<>();
    findings.forEach((principle, recorded) -> copy.put(principle, List.copyOf(recorded)));
    findings = Collections.unmodifiableSortedMap(copy);
  }

  private record Decided(LocalDate day, Case situation) {}

  /**
   * Reads what a ledger has. Of a case that was decided several times the last facts count; a case
   * with masked facts is left out.
   *
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public static CoherenceTrend of(Ledger ledger) {
    return of(ledger, entry -> true);
  }

  /** Reads what was decided under a constitution, likewise. */
  static CoherenceTrend under(Ledger ledger, String constitution) {
    return of(ledger, entry -> constitution.equals(entry.constitution()));
  }

  private static CoherenceTrend of(Ledger ledger, Predicate<Entry> counts) {
    Map<String, Decided> last = new LinkedHashMap<>();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == EntryKind.DECISION
            && counts.test(entry)
            && entry.decision().masked().isEmpty()) {
          read(entry, last);
        }
      }
    }
    SortedMap<String, List<Recorded>> findings = new TreeMap<>();
    for (Decided each : last.values()) {
      each.situation().outputs().forEach(it -> add(each, it, findings));
    }
    return new CoherenceTrend(findings);
  }

  private static void read(Entry entry, Map<String, Decided> last) {
    LocalDate day = entry.time().atZone(ZoneOffset.UTC).toLocalDate();
    try {
      Case given = entry.decision().given();
      last.remove(given.id());
      last.put(given.id(), new Decided(day, given));
    } catch (InvalidInputException e) {
      return; // the case is no longer one that this engine reads
    }
  }

  private static void add(
      Decided decided, Output output, SortedMap<String, List<Recorded>> findings) {
    Attributes attributes = output.attributes();
    for (Map.Entry<String, Disputed> each : attributes.disputed().entrySet()) {
      String name = each.getKey();
      if (name.startsWith(BEFORE)
          && name.endsWith(AFTER)
          && name.length() > BEFORE.length() + AFTER.length()) {
        String rule = name.substring(BEFORE.length(), name.length() - AFTER.length());
        boolean isTrue = Boolean.TRUE.equals(each.getValue().value());
        boolean isUndecided = FoundAttributes.isUndecided(output, name);
        findings
            .computeIfAbsent(PRINCIPLE + rule, it -> new ArrayList<>())
            .add(
                new Recorded(
                    decided.situation().id(),
                    decided.day(),
                    isTrue && !isUndecided,
                    isUndecided,
                    FoundAttributes.known(output, name)));
      }
    }
  }

  /**
   * Returns the principles that were contradicted more often than was agreed. Shares are corrected
   * for the errors that were recorded with the findings; if one that is decided has none beside it,
   * those of its principle are taken as they are.
   *
   * @param agreed the share that was agreed, in [0, 1)
   * @param known what the thresholds did to labelled texts, for all findings; null to take what was
   *     recorded
   * @param error the probability of an alarm without ground for one principle, in (0, 1)
   */
  public List<CoherenceAlarm> alarms(double agreed, @Nullable Outcome known, double error) {
    List<CoherenceAlarm> alarms = new ArrayList<>();
    findings.forEach(
        (principle, recorded) ->
            CoherenceAlarm.of(
                    principle,
                    recorded.stream().map(Recorded::isContradictory).toList(),
                    agreed,
                    known == null ? known(recorded) : List.of(known),
                    error)
                .ifPresent(alarms::add));
    return List.copyOf(alarms);
  }

  private static Set<Outcome> known(List<Recorded> recorded) {
    Set<Outcome> known = new LinkedHashSet<>();
    for (Recorded each : recorded) {
      if (each.known() != null) {
        known.add(each.known());
      } else if (!each.isUndecided()) {
        return Set.of();
      }
    }
    return known;
  }

  /**
   * Returns alarms with what the cheapest revision of the cases of each gives up: judgments that
   * permit what contradicts, applications of the principle, and attributes.
   *
   * @param constitution under which the cases are weighed
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public static List<CoherenceAlarm> priced(
      List<CoherenceAlarm> alarms, Ledger ledger, Constitution constitution) {
    if (alarms.isEmpty()) {
      return List.of();
    }
    List<JudgedCase> all = RecordedCases.of(ledger);
    return alarms.stream().map(it -> it.priced(prices(it.principle(), all, constitution))).toList();
  }

  private static Map<Reading, Price> prices(
      String principle, List<JudgedCase> all, Constitution constitution) {
    String rule = principle.substring(PRINCIPLE.length());
    String attribute = Candidates.attribute(rule);
    List<JudgedCase> cases =
        all.stream()
            .filter(
                it ->
                    it.situation().outputs().stream()
                        .anyMatch(o -> o.attributes().disputed().containsKey(attribute)))
            .toList();
    Map<Reading, Price> prices = new EnumMap<>(Reading.class);
    for (Reading each : Reading.values()) {
      prices.put(each, Price.NOTHING);
    }
    Advice advice = Triggering.advice(constitution, cases);
    Set<AppliedElement> concerned = new HashSet<>();
    for (Advice.CorpusConflict conflict : advice.conflicts()) {
      conflict.environments().stream()
          .filter(it -> it.stream().anyMatch(e -> e.element().equals(Element.principle(rule))))
          .forEach(concerned::addAll);
    }
    for (Relaxation each :
        advice.revisions().isEmpty()
            ? List.<Relaxation>of()
            : advice.revisions().get(0).relaxations()) {
      Reading reading = reading(each, rule, attribute);
      if (reading != null && concerned.stream().anyMatch(each::covers)) {
        prices.computeIfPresent(reading, (it, price) -> price.plus(each.cost()));
      }
    }
    return prices;
  }

  private static @Nullable Reading reading(Relaxation it, String rule, String attribute) {
    return switch (it.kind()) {
      case REVISE -> Reading.OUTPUTS;
      case OVERRIDE, SUSPEND ->
          it.element().equals(Element.principle(rule)) ? Reading.PRINCIPLE : null;
      case SETTLE -> it.element().name().equals(attribute) ? Reading.SCORER : null;
    };
  }

  /** Returns the alarms of a constitution's bound as triggers; none if it sets none. */
  static List<Trigger> firing(Ledger ledger, Constitution constitution) {
    Triggers bounds = constitution.settings().revision().triggers();
    Double agreed = bounds == null ? null : bounds.coherence();
    if (agreed == null) {
      return List.of();
    }
    CoherenceTrend trend = under(ledger, constitution.digest());
    List<Trigger> triggers = new ArrayList<>();
    for (CoherenceAlarm alarm : priced(trend.alarms(agreed, null, ERROR), ledger, constitution)) {
      List<String> cases =
          trend.findings().getOrDefault(alarm.principle(), List.of()).stream()
              .filter(Recorded::isContradictory)
              .map(Recorded::caseId)
              .distinct()
              .sorted()
              .toList();
      triggers.add(
          new Trigger(
              Trigger.Kind.COHERENCE,
              alarm.principle(),
              agreed,
              List.of(alarm.low()),
              cases,
              new Trigger.Texts(alarm.isCorrected(), alarm.settled(), alarm.attributes())));
    }
    return List.copyOf(triggers);
  }
}

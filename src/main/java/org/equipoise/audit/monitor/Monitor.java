package org.equipoise.audit.monitor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.audit.adoption.RecordedCases;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.monitor.Observed.Period;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.mutation.MutationRunner;
import org.equipoise.authoring.ratchet.Effects.Shift;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a ledger for signs that governance looks well and is dead. Windows end at the time
 * of the last entry, or at a time that is asked for. Stateless and thread-safe.
 */
public final class Monitor {
  /** So many of the latest cases are decided again. */
  private static final int MAX_AGAIN = 500;

  private final Ledger ledger;
  private final MonitorInput input;
  private final Shown shown;
  private final Instant adopted;
  private final @Nullable String before;

  /** When the last window ends, and which constitutions came into force. */
  private record Course(Instant end, @Nullable Instant adopted, @Nullable String before) {}

  private Monitor(Ledger ledger, MonitorInput input, Course course) {
    this.ledger = ledger;
    this.input = input;
    this.shown =
        new Shown(ledger.name(), input.folder(), course.end().minus(input.window()), course.end());
    this.adopted = course.adopted() == null ? course.end() : course.adopted();
    this.before = course.before();
  }

  /**
   * Looks through a ledger.
   *
   * @throws org.equipoise.audit.ledger.DamagedLedgerException if an entry cannot be read
   */
  public static MonitorReport look(Ledger ledger, MonitorInput input) {
    return new Monitor(ledger, input, course(ledger, input)).report();
  }

  private static Course course(Ledger ledger, MonitorInput input) {
    Instant last = Instant.EPOCH;
    Instant adopted = null;
    String before = null;
    String now = null;
    String digest = input.constitution().digest();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = Entry.skim(entries.nextLine(), entries.nextSequence() - 1);
        if (input.to() != null && entry.time().isAfter(input.to())) {
          continue;
        }
        last = entry.time().isAfter(last) ? entry.time() : last;
        if (entry.kind() == EntryKind.ADOPTION
            && !String.valueOf(entry.constitution()).equals(now)) {
          before = now == null ? before : now;
          now = entry.constitution();
          adopted = digest.equals(now) ? entry.time() : adopted;
        }
      }
    }
    return new Course(
        input.to() == null ? last : input.to(), adopted, digest.equals(now) ? before : now);
  }

  private MonitorReport report() {
    AttributeShifts attributes = new AttributeShifts(shown, input.adopted());
    attributes.adoptedAt(adopted, input.window());
    List<SignWatch> watches =
        List.of(
            new AllowRates(shown),
            new SilentRules(shown, inForce()),
            new Canaries(shown),
            new MissingTriggers(shown, input.window(), failing()),
            attributes,
            new Readings(shown),
            new Answers(shown));
    long decisions = read(watches);
    List<Alarm> alarms = new ArrayList<>();
    SortedMap<AlarmSign, String> unmeasured = new TreeMap<>();
    for (SignWatch watch : watches) {
      alarms.addAll(watch.alarms());
      SignWatch.Unmeasured left = watch.unmeasured();
      if (left != null) {
        unmeasured.put(left.sign(), left.why());
      }
    }
    again(alarms, unmeasured);
    alarms.sort(
        Comparator.comparing(Alarm::sign)
            .thenComparing(Alarm::subject, Comparator.nullsFirst(Comparator.naturalOrder())));
    return new MonitorReport(
        input.constitution().digest(), shown.from(), shown.to(), decisions, alarms, unmeasured);
  }

  /** The rules whose term has not ended at the end of the last window. */
  private SortedSet<String> inForce() {
    SortedSet<String> rules = new TreeSet<>(input.constitution().rules().keySet());
    Case now = Case.of("now", Output.of("o", Attributes.none())).withAt(shown.to());
    for (Element ended : input.constitution().notInForce(now)) {
      rules.remove(ended.name());
    }
    return rules;
  }

  private List<String> failing() {
    FixtureRunner runner = new FixtureRunner(input.constitution());
    return input.fixtures().stream().filter(it -> !runner.passes(it)).map(Fixture::name).toList();
  }

  // ---- reading

  private long read(List<SignWatch> watches) {
    long decisions = 0;
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.time().isAfter(shown.to())) {
          continue;
        }
        LogEntry says = LogEntry.of(entry);
        Period period = period(entry.time());
        if (entry.kind() == EntryKind.DECISION) {
          decisions += period == Period.LAST ? 1 : 0;
          Observed observed = observed(entry.decision(), says, period);
          watches.forEach(it -> it.decided(observed));
        } else {
          watches.forEach(it -> it.recorded(says, period, entry));
        }
      }
    }
    return decisions;
  }

  private static Observed observed(RecordedDecision decision, LogEntry says, Period period) {
    Case given = null;
    boolean isJudged = true;
    try {
      given = decision.given();
      isJudged = !decision.judgments().isEmpty();
    } catch (InvalidInputException e) {
      given = null; // the case is no longer one that this engine reads
    }
    return new Observed(says, given, isJudged, period);
  }

  private Period period(Instant time) {
    Duration window = input.window();
    return time.isAfter(shown.from())
        ? Period.LAST
        : time.isAfter(shown.from().minus(window)) ? Period.BEFORE : Period.EARLIER;
  }

  // ---- deciding again

  private void again(List<Alarm> alarms, SortedMap<AlarmSign, String> unmeasured) {
    List<JudgedCase> cases =
        RecordedCases.decidedBetween(
            ledger, shown.from().minus(input.window()), shown.to(), shown.to());
    List<JudgedCase> latest = cases.subList(Math.max(0, cases.size() - MAX_AGAIN), cases.size());
    if (latest.isEmpty()) {
      String why = "no case of the last two windows can be decided again";
      unmeasured.put(AlarmSign.INDEX_BY_SILENCE, why);
      unmeasured.put(AlarmSign.EQUILIBRIA, why);
      return;
    }
    Comparisons comparisons = new Comparisons(shown, input.constitution(), latest);
    Constitution former = former();
    if (former == null) {
      unmeasured.put(
          AlarmSign.INDEX_BY_SILENCE, "no other constitution was in force before this one");
    }
    Stream.of(
            former == null
                ? null
                : comparisons.indexBySilence(former, input.isMutating() ? killed(former) : null),
            comparisons.equilibria())
        .forEach(
            it -> {
              if (it != null) {
                alarms.add(it);
              }
            });
  }

  private @Nullable Constitution former() {
    return before != null
            && ledger.authority(before, input.permissions()) instanceof Constitution it
        ? it
        : null;
  }

  private Shift killed(Constitution former) {
    Path recorded = Path.of(ledger.name(), "constitutions", Comparisons.hex(former));
    return new Shift(
        killed(recorded, former), killed(Path.of(input.folder()), input.constitution()));
  }

  private double killed(Path folder, Constitution of) {
    FixtureRunner runner = new FixtureRunner(of);
    List<Fixture> passing = input.fixtures().stream().filter(runner::passes).toList();
    return passing.isEmpty()
        ? 0
        : MutationRunner.run(folder, input.permissions(), MutationRunner.mutants(of), passing)
            .killed()
            .size();
  }
}

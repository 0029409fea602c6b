package org.equipoise.audit.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.DecisionEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.log.LedgerLog;
import org.equipoise.audit.log.LogQuery;
import org.equipoise.audit.monitor.ServiceYear.Change;
import org.equipoise.audit.monitor.ServiceYear.Sequel;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Case;
import org.equipoise.service.governor.Governor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each alarm with a planted sign, and with a near miss that raises none. */
class MonitorTest {
  private static final String HARM =
      """
      package service
      rule "no-harm" @Principle( weight = 0.8 )
      when $o : Output( attr("harm") == true ) then forbid( $o, "it harms" ); end
      """;
  private static final String HELP =
      """
      rule "help" @Principle( weight = 0.5 )
      when $o : Output( attr("helps") == true%s ) then permit( $o, "it helps" ); end
      """;

  @TempDir private Path folder;
  private int years;

  private Path next() {
    return folder.resolve("ledger-" + years++);
  }

  private MonitorReport year(Change change, Sequel sequel) {
    return ServiceYear.report(next(), change, sequel);
  }

  private static Set<AlarmSign> signs(MonitorReport report) {
    return report.alarms().stream().map(Alarm::sign).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Alarm only(AlarmSign sign, MonitorReport report) {
    List<Alarm> found = report.alarms().stream().filter(it -> it.sign() == sign).toList();
    assertEquals(1, found.size(), report.toString());
    return found.get(0);
  }

  /** Reading words, with a shadow of each sign that is none. */
  @Test
  void aYearWithNearMissesRaisesNoAlarm() {
    MonitorReport report =
        year(
            (usual, number, isLast) -> {
              Case given = number % 25 == 3 ? ServiceYear.with(usual, "harm", true) : usual;
              if (isLast && number % 30 == 4) {
                given = ServiceYear.with(given, "tie", true); // a few ties decide little
              }
              if (number % 40 == 9) {
                given =
                    ServiceYear.carrying(
                        ServiceYear.with(given, "harm", true), "x-planted", "block");
              }
              return given;
            },
            (year, given, decision, entry, isLast) -> {
              if (year.random().nextInt(20) == 0) {
                year.override(entry, Action.BLOCK); // as many in each window
              }
              if (entry % 4 == 0) {
                boolean passes = year.random().nextInt(10) > 1;
                year.answer(
                    entry,
                    passes && !given.extensions().names().contains("x-planted"),
                    entry % 8 == 0 ? "bo" : "cy",
                    Duration.ofMinutes(2));
              }
            });
    assertEquals(List.of(), report.alarms());
    assertEquals(90, report.decisions());
    assertEquals(
        Set.of(AlarmSign.INDEX_BY_SILENCE, AlarmSign.REWORDING), report.unmeasured().keySet());
  }

  // ---- gaming

  @Test
  void theIndexFallsBecauseLessIsAsserted() {
    Constitution before = ServiceYear.rules("1.0.0", HARM + HELP.replace("%s", ""));
    Constitution silent = ServiceYear.rules("1.1.0", "package service\n" + HELP.replace("%s", ""));
    Constitution narrowed =
        ServiceYear.rules("1.1.0", HARM + HELP.replace("%s", ", attr(\"harm\") != true"));
    Alarm alarm = only(AlarmSign.INDEX_BY_SILENCE, amended(before, silent));
    assertTrue(alarm.figures().get("index before") > alarm.figures().get("index"));
    assertTrue(alarm.says().contains("coverage"), alarm.says());
    assertFalse(signs(amended(before, narrowed)).contains(AlarmSign.INDEX_BY_SILENCE));
  }

  /** The fixtures notice fewer changes to the rules, although nothing else tells. */
  @Test
  void theIndexFallsAndTheFixturesNoticeLess() throws IOException {
    Constitution before = ServiceYear.rules("1.0.0", HARM + HELP.replace("%s", ""));
    Constitution after =
        ServiceYear.rules("1.1.0", HARM + HELP.replace("%s", ", attr(\"harm\") != true"));
    Path rules = Files.createDirectory(folder.resolve("after"));
    for (Map.Entry<String, String> file : after.files().entrySet()) {
      Files.writeString(rules.resolve(file.getKey()), file.getValue());
    }
    Path fixtures = Files.createDirectory(folder.resolve("noticing"));
    Files.writeString(
        fixtures.resolve("f.yaml"),
        """
        - given: {outputs: [{output: a, attributes: {harm: true}}]}
          expect: {a: block}
        - given: {outputs: [{output: a, attributes: {harm: true, helps: true}}]}
          expect: {conflicts: [{kind: clash}]}
        """);
    Ledger ledger = Ledger.in(write(before, after));
    for (boolean isMutating : new boolean[] {true, false}) {
      MonitorInput input =
          new MonitorInput(
              after,
              rules.toString(),
              Permissions.none(),
              MonitorInput.WINDOW,
              null,
              Fixtures.read(fixtures),
              List.of(),
              isMutating);
      MonitorReport report = Monitor.look(ledger, input);
      assertEquals(isMutating, signs(report).contains(AlarmSign.INDEX_BY_SILENCE));
    }
  }

  private MonitorReport amended(Constitution before, Constitution after) {
    return Monitor.look(Ledger.in(write(before, after)), MonitorInput.of(after, "my-rules"));
  }

  private Path write(Constitution before, Constitution after) {
    Path ledger = next();
    LedgerOptions options =
        LedgerOptions.DEFAULT.withClock(Clock.fixed(ServiceYear.BEGIN, ZoneOffset.UTC));
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, options)) {
      recorder.adopt(ServiceYear.BEGIN, before);
      for (int i = 0; i < 40; i++) {
        if (i == 20) {
          recorder.adopt(ServiceYear.BEGIN.plus(Duration.ofDays(20)), after);
        }
        Case given =
            ServiceYear.answer(
                "C-" + i, "answer " + i, Map.of("harm", i % 2 == 0, "helps", i % 3 > 0));
        recorder.record(
            new DecisionEvent(
                ServiceYear.BEGIN.plus(Duration.ofDays(i)),
                given,
                List.of(),
                new Decider(i < 20 ? before : after).decide(given, List.of())));
      }
    }
    return ledger;
  }

  private static final Change LAX =
      (usual, number, isLast) ->
          isLast
              ? ServiceYear.with(ServiceYear.with(usual, "harm", false), "unclear", false)
              : usual;

  @Test
  void moreIsAllowedAndMoreIsTakenBack() {
    Sequel takenBack =
        (year, given, decision, entry, isLast) -> {
          if (isLast && entry % 3 == 0) {
            year.override(entry, Action.BLOCK);
          }
        };
    Alarm alarm = only(AlarmSign.ALLOW_RATE, year(LAX, takenBack));
    assertTrue(alarm.figures().get("allowed") > alarm.figures().get("allowedBefore"));
    assertTrue(alarm.command().contains("--overridden --outcome allow"), alarm.command());
    Sequel asBefore =
        (year, given, decision, entry, isLast) -> {
          if (entry % 9 == 0) {
            year.override(entry, Action.BLOCK);
          }
        };
    assertFalse(signs(year(LAX, asBefore)).contains(AlarmSign.ALLOW_RATE));
  }

  // ---- dead

  @Test
  void aRuleSpeaksNoMore() {
    Change silenced =
        (usual, number, isLast) -> isLast ? ServiceYear.with(usual, "harm", false) : usual;
    Alarm alarm = only(AlarmSign.SILENT_RULE, year(silenced, ServiceYear.NOTHING));
    assertEquals("no-harm", alarm.subject(), "and not `rare`, nor `rude`, which has ended");
    assertEquals(
        List.of("log", "--ledger", folder + "/ledger-0", "--rule", "no-harm"), alarm.shownBy());
    Change onceMore =
        (usual, number, isLast) ->
            isLast ? ServiceYear.with(usual, "harm", number == 365 * 3 - 2) : usual;
    assertFalse(signs(year(onceMore, ServiceYear.NOTHING)).contains(AlarmSign.SILENT_RULE));
  }

  @Test
  void aPlantedCaseIsAllowed() {
    Alarm alarm = only(AlarmSign.CANARY, year(planted(false), ServiceYear.NOTHING));
    assertEquals(3, alarm.cases().size());
    MonitorReport heldBack = year(planted(true), ServiceYear.NOTHING);
    assertFalse(signs(heldBack).contains(AlarmSign.CANARY));
    assertFalse(heldBack.unmeasured().containsKey(AlarmSign.CANARY), "it was looked at");
  }

  /**
   * Some planted cases in each month, which must be held back in the last one.
   *
   * @param areNoticed whether the rules hold back those of the last month
   */
  private static Change planted(boolean areNoticed) {
    return (usual, number, isLast) ->
        number % 30 == 7
            ? ServiceYear.carrying(
                ServiceYear.with(
                    ServiceYear.with(
                        ServiceYear.with(usual, "harm", isLast && areNoticed), "helps", true),
                    "unclear",
                    false),
                "x-planted",
                isLast ? "block" : "allow")
            : usual;
  }

  @Test
  void overridesMountAndNobodyIsAsked() {
    Sequel mounting =
        (year, given, decision, entry, isLast) -> {
          int number = Integer.parseInt(given.id().substring(2));
          int every = isLast ? 2 : number >= 915 ? 5 : 20;
          if (number % every == 0) {
            year.override(entry, Action.ALLOW);
          }
        };
    Alarm alarm = only(AlarmSign.NO_TRIGGER, year(ServiceYear.AS_USUAL, mounting));
    assertEquals("overrides", alarm.subject());
    Sequel asked =
        (year, given, decision, entry, isLast) -> {
          mounting.after(year, given, decision, entry, isLast);
          if (given.id().equals("C-1090")) {
            year.trigger();
          }
        };
    assertFalse(signs(year(ServiceYear.AS_USUAL, asked)).contains(AlarmSign.NO_TRIGGER));
  }

  @Test
  void fixturesFailAndNobodyIsAsked() throws IOException {
    Path fixtures = Files.createDirectories(folder.resolve("fixtures"));
    String fixture =
        "- given: {outputs: [{output: a, attributes: {harm: true}}]}\n  expect: {a: %s}\n";
    Files.writeString(fixtures.resolve("good.yaml"), fixture.replace("%s", "block"));
    Ledger ledger = ServiceYear.write(next(), ServiceYear.AS_USUAL, ServiceYear.NOTHING);
    assertEquals(Set.of(), signs(Monitor.look(ledger, with(fixtures))));
    Files.writeString(fixtures.resolve("bad.yaml"), fixture.replace("%s", "allow"));
    Alarm alarm = only(AlarmSign.NO_TRIGGER, Monitor.look(ledger, with(fixtures)));
    assertEquals("equipoise test my-rules", alarm.command());
    Sequel asked =
        (year, given, decision, entry, isLast) -> {
          if (given.id().equals("C-1090")) {
            year.trigger();
          }
        };
    Ledger withADocket = ServiceYear.write(next(), ServiceYear.AS_USUAL, asked);
    assertEquals(Set.of(), signs(Monitor.look(withADocket, with(fixtures))));
  }

  private static MonitorInput with(Path fixtures) {
    return new MonitorInput(
        ServiceYear.RULES_IN_FORCE,
        "my-rules",
        Permissions.none(),
        MonitorInput.WINDOW,
        null,
        Fixtures.read(fixtures),
        List.of(),
        false);
  }

  @Test
  void aDetectorAlwaysSaysTheSame() {
    Change constant =
        (usual, number, isLast) -> isLast ? ServiceYear.with(usual, "rude", true) : usual;
    MonitorReport report = year(constant, ServiceYear.NOTHING);
    assertEquals("output rude", only(AlarmSign.CONSTANT_DETECTOR, report).subject());
    Change nearly =
        (usual, number, isLast) ->
            isLast ? ServiceYear.with(usual, "rude", number % 80 != 0) : usual;
    assertFalse(signs(year(nearly, ServiceYear.NOTHING)).contains(AlarmSign.CONSTANT_DETECTOR));
  }

  // ---- variance

  @Test
  void equilibriaAreFarApart() {
    Alarm alarm = only(AlarmSign.EQUILIBRIA, year(tied(2), ServiceYear.NOTHING));
    assertTrue(alarm.figures().get("decidedAlike") < 0.9, alarm.toString());
    assertFalse(signs(year(tied(6), ServiceYear.NOTHING)).contains(AlarmSign.EQUILIBRIA));
  }

  /** One case in so many of the last month is a tie. */
  private static Change tied(int every) {
    return (usual, number, isLast) ->
        isLast && number % every == 0
            ? ServiceYear.answer(usual.id(), usual.id(), Map.of("tie", true))
            : usual;
  }

  @Test
  void theSameWordsAreAnsweredOtherwise() {
    assertEquals(
        List.of("C-1090", "C-1091"),
        only(AlarmSign.REWORDING, reworded(true, "harm", "I say: do it!")).cases());
    assertFalse(signs(reworded(false, "harm", "I say: do it!")).contains(AlarmSign.REWORDING));
    assertFalse(signs(reworded(true, "seen", "I say: do it!")).contains(AlarmSign.REWORDING));
  }

  @Test
  void theSameTextIsReadOtherwise() {
    Alarm alarm = only(AlarmSign.UNSTEADY_DETECTOR, reworded(true, "seen", "I say, do it."));
    assertEquals("output seen", alarm.subject());
    assertEquals(List.of("C-1090", "C-1091"), alarm.cases());
    assertFalse(
        signs(reworded(true, "seen", "I say, do it")).contains(AlarmSign.UNSTEADY_DETECTOR));
  }

  /** The last window has two cases of almost the same text, which may be read differently. */
  private MonitorReport reworded(boolean differs, String attribute, String second) {
    return year(
        (usual, number, isLast) ->
            switch (number) {
              case 1090 ->
                  ServiceYear.answer(
                      usual.id(), "I say, do it.", Map.of("helps", true, attribute, false));
              case 1091 ->
                  ServiceYear.answer(usual.id(), second, Map.of("helps", true, attribute, differs));
              default -> usual;
            },
        ServiceYear.NOTHING);
  }

  // ---- drift

  @Test
  void attributesDriftFromThoseOfTheAdoption() {
    Change drifted =
        (usual, number, isLast) ->
            ServiceYear.with(usual, "length", (number % 37) * (isLast ? 3 : 1));
    Alarm alarm = only(AlarmSign.ATTRIBUTES, year(drifted, ServiceYear.NOTHING));
    assertEquals("output length", alarm.subject());
    Change steady = (usual, number, isLast) -> ServiceYear.with(usual, "length", (number * 7) % 37);
    assertFalse(signs(year(steady, ServiceYear.NOTHING)).contains(AlarmSign.ATTRIBUTES));
  }

  // ---- rubber-stamping

  @Test
  void aPersonApprovesFasterThanAnybodyReads() {
    String text = "word ".repeat(200).strip();
    Change wordy =
        (usual, number, isLast) ->
            ServiceYear.answer(
                usual.id(),
                text + number,
                Map.of("unclear", true, "helps", number % 2 == 0, "harm", number % 3 == 0));
    Alarm alarm = only(AlarmSign.FAST, year(wordy, answering(24, true)));
    assertEquals("bo", alarm.subject());
    assertEquals(List.of("--kind", "answer", "--person", "bo"), alarm.shownBy().subList(3, 7));
    assertFalse(signs(year(wordy, answering(26, true))).contains(AlarmSign.FAST));
  }

  @Test
  void aPersonNeverDissents() {
    Alarm alarm = only(AlarmSign.NO_DISSENT, year(ServiceYear.AS_USUAL, answering(60, false)));
    assertEquals("bo", alarm.subject());
    assertFalse(
        signs(year(ServiceYear.AS_USUAL, answering(60, true))).contains(AlarmSign.NO_DISSENT));
  }

  /** Bo approves everything; the other person too, or holds half of it back. */
  private static Sequel answering(int seconds, boolean areAlike) {
    return (year, given, decision, entry, isLast) -> {
      int number = Integer.parseInt(given.id().substring(2));
      boolean isBo = number % 2 == 0;
      if (isLast) {
        boolean passes = isBo || areAlike || number % 4 == 1;
        year.answer(entry, passes, isBo ? "bo" : "cy", Duration.ofSeconds(isBo ? seconds : 600));
      }
    };
  }

  @Test
  void aPersonMissesPlantedCases() {
    Change planted =
        (usual, number, isLast) ->
            number % 10 == 5
                ? ServiceYear.carrying(
                    ServiceYear.with(usual, "unclear", true), "x-planted", "block")
                : usual;
    assertEquals(2.0, only(AlarmSign.PLANTED, year(planted, missing(2))).figures().get("missed"));
    assertFalse(signs(year(planted, missing(1))).contains(AlarmSign.PLANTED));
  }

  private static Sequel missing(int most) {
    int[] missed = new int[1];
    return (year, given, decision, entry, isLast) -> {
      if (isLast && given.extensions().get("x-planted") != null) {
        year.answer(entry, missed[0]++ < most, "bo", Duration.ofMinutes(9));
      }
    };
  }

  // ---- commands and listeners

  @Test
  void theCommandShowsWhatTheAlarmCounts() {
    Ledger ledger = ServiceYear.write(next(), ServiceYear.AS_USUAL, answering(60, false));
    MonitorReport report =
        Monitor.look(ledger, MonitorInput.of(ServiceYear.RULES_IN_FORCE, "my-rules"));
    Alarm alarm = only(AlarmSign.NO_DISSENT, report);
    List<String> command = alarm.shownBy();
    LogQuery query =
        new LogQuery(
            null,
            null,
            null,
            null,
            Instant.parse(command.get(8)),
            Instant.parse(command.get(10)),
            org.equipoise.audit.ledger.EntryKind.ANSWER,
            null,
            "bo",
            false);
    long shown = new LedgerLog(ledger, query, it -> {}, it -> {}).read(it -> {}).matched();
    assertEquals(alarm.figures().get("answers"), (double) shown);
  }

  @Test
  void aListenerIsToldOfAnAlarmOnce() throws InterruptedException {
    Ledger ledger = ServiceYear.write(next(), ServiceYear.AS_USUAL, answering(60, false));
    List<Alarm> heard = new CopyOnWriteArrayList<>();
    Clock end = Clock.fixed(ServiceYear.BEGIN.plus(Duration.ofDays(366)), ZoneOffset.UTC);
    try (AlarmWatch watch =
        AlarmWatch.of(
            Governor.of(ServiceYear.RULES_IN_FORCE),
            ledger,
            MonitorInput.WINDOW,
            end,
            Duration.ofMillis(10),
            heard::add)) {
      assertNotNull(watch);
      Eventually.until("an alarm", () -> !heard.isEmpty());
      assertEquals(AlarmSign.NO_DISSENT, heard.get(0).sign());
    }
    assertEquals(1, heard.size());
  }
}

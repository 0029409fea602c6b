package org.equipoise.audit.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.OverrideEvent;
import org.equipoise.audit.ledger.LedgerJournal;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Trigger;
import org.equipoise.constitution.Trigger.Kind;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.integration.micrometer.GovernorMeters;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with a ledger, whose time stands still between what happens. */
class DocketsTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Constitution CLINIC = clinic("0.8");

  @TempDir private Path folder;
  private volatile Instant now = BEGIN;
  private LedgerRecorder recorder;
  private Governor governor;
  private final List<Trigger> heard = new CopyOnWriteArrayList<>();
  private final GovernorMeters meters = new GovernorMeters();
  private int next;

  private static Constitution clinic(String weight) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"clinic\", \"version\": \"1\","
                + " \"revision\": {\"window\": \"P30D\", \"overrides\": 2, \"windows\": 2}}",
            "rules.drl",
            "rule \"no-dose\" @Principle( weight = "
                + weight
                + " ) when $o : Output( attr(\"dose\") == true )"
                + " then forbid( $o, \"a dose\" ); end\n"));
  }

  @BeforeEach
  void begin() {
    recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT);
    Clock clock = clock();
    governor =
        Governor.builder(CLINIC)
            .withClock(clock)
            .withJournal(new LedgerJournal(recorder, Acknowledgement.SYNCHRONOUS, clock))
            .withListener(meters)
            .withListener(
                new GovernorListener() {
                  @Override
                  public void triggered(Constitution inForce, Trigger trigger) {
                    heard.add(trigger);
                  }
                })
            .build();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @AfterEach
  void end() {
    recorder.close();
    LedgerVerification verified = LedgerVerification.of(Ledger.in(folder), Known.NOTHING, it -> {});
    assertTrue(verified.isIntact(), verified.toString());
  }

  private void at(String time) {
    now = Instant.parse(time);
  }

  /** Decides a case, which a person overrides at once. */
  private void override() {
    Case given = Case.of("c" + next++, Output.of("o", Attributes.of(Map.of("dose", true))));
    GovernedDecision governed = governor.govern(given, List.of(), true);
    long entry = governed.receipt().toCompletableFuture().join().entry();
    recorder.appendAndWait(
        new OverrideEvent(now, entry, "o", Action.ALLOW, "ann", "a clinician asked"));
  }

  private List<Docket> check() {
    return TriggerWatch.check(governor, recorder, clock());
  }

  private void overrideInTwoWindows() {
    override();
    override();
    at("2026-02-10T00:00:00Z");
    override();
    override();
  }

  @Test
  void aBoundMetInConsecutiveWindowsIsRecordedAndTold() {
    overrideInTwoWindows();
    at("2026-02-15T00:00:00Z"); // the windows begin on 17 December and 16 January
    List<Docket> dockets = check();
    assertEquals(1, dockets.size());
    Docket docket = dockets.get(0);
    assertEquals(Kind.OVERRIDES, docket.trigger().kind());
    assertEquals("principle:no-dose", docket.trigger().subject());
    assertEquals(List.of("c0", "c1", "c2", "c3"), docket.trigger().cases());
    assertEquals(List.of(2.0, 2.0), docket.trigger().values());
    assertEquals(EntryKind.TRIGGER, recorder.ledger().entry(docket.entry()).kind());
    assertEquals(dockets, Dockets.open(recorder.ledger(), CLINIC.digest()));
    assertEquals(List.of(docket.trigger()), heard);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    meters.bindTo(registry);
    assertEquals(
        1, registry.get("equipoise.triggers").tags("of", "overrides").functionCounter().count());
  }

  @Test
  void aWindowEndsWhereTheNextBegins() {
    overrideInTwoWindows();
    at("2026-03-02T00:00:00Z"); // the first window begins as the first cases were decided
    assertEquals(List.of(), check());
    now = now.minusNanos(1);
    assertEquals(1, check().size());
  }

  @Test
  void oneWindowMetIsNotTwo() {
    override();
    override();
    assertEquals(List.of(), check());
    at("2026-02-10T00:00:00Z");
    override();
    assertEquals(List.of(), check());
    override();
    assertEquals(1, check().size());
  }

  @Test
  void theSameIsNotRecordedAgainWithinAWindow() {
    overrideInTwoWindows();
    assertEquals(1, check().size());
    assertEquals(List.of(), check());
    at("2026-03-05T00:00:00Z");
    override();
    override();
    assertEquals(List.of(), check());
    at("2026-03-12T00:00:00Z");
    List<Docket> again = check();
    assertEquals(1, again.size());
    assertEquals(again, Dockets.open(recorder.ledger(), CLINIC.digest()));
    assertEquals(2, heard.size());
  }

  @Test
  void oneThatIsDatedAheadDoesNotKeepTheSameFromBeingRecorded() {
    overrideInTwoWindows();
    Instant present = now;
    now = present.plusSeconds(5); // within what threads may record in another order
    assertEquals(1, check().size());
    now = present;
    assertEquals(1, check().size());
    assertEquals(List.of(), check());
  }

  @Test
  void whatIsSaidLaterDoesNotCountAsOfAnEarlierTime() {
    overrideInTwoWindows();
    Instant then = BEGIN.plus(Duration.ofDays(35));
    assertEquals(List.of(), Dockets.firing(recorder.ledger(), CLINIC, then));
    assertEquals(1, Dockets.firing(recorder.ledger(), CLINIC, now).size());
  }

  @Test
  void anAmendmentClosesWhatWasOpen() {
    overrideInTwoWindows();
    assertEquals(1, check().size());
    Constitution amended = clinic("0.7");
    governor.adopt(amended);
    assertEquals(List.of(), Dockets.open(recorder.ledger(), amended.digest()));
    assertEquals(1, check().size(), "no rule was changed by it, so it is asked again");
  }

  @Test
  void aWatchLooksByItself() throws InterruptedException {
    overrideInTwoWindows();
    TriggerWatch watch = TriggerWatch.of(governor, recorder, clock(), Duration.ofDays(1));
    try {
      Eventually.until("a trigger", () -> heard.size() == 1);
    } finally {
      watch.close();
    }
  }
}

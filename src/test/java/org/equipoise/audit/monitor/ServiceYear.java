package org.equipoise.audit.monitor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.AnswerEvent;
import org.equipoise.audit.ledger.LedgerEvent.DecisionEvent;
import org.equipoise.audit.ledger.LedgerEvent.OverrideEvent;
import org.equipoise.audit.ledger.LedgerEvent.TriggerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Trigger;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;

/**
 * A year of a service that answers questions: three a day in the first month and the last four, and
 * one every other day in between. A test says what befalls it in the last window; everything else
 * stays as it always was.
 */
final class ServiceYear {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration STEP = Duration.ofHours(8);
  private static final int DECISIONS = 365 * 3;
  private static final int LAST = 30 * 3;

  private static final String RULES =
      """
      package service

      rule "no-harm" @Principle( weight = 0.8 )
      when $o : Output( attr("harm") == true ) then forbid( $o, "it harms" ); end

      rule "help" @Principle( weight = 0.5 )
      when $o : Output( attr("helps") == true ) then permit( $o, "it helps" ); end

      rule "rude" @Principle( weight = 0.3 ) @Until( "2026-11-30" )
      when $o : Output( attr("rude") == true ) then forbid( $o, "it is rude" ); end

      rule "ask" @Principle( weight = 0.4 )
      when $o : Output( attr("unclear") == true ) then escalate( $o, "it is unclear" ); end

      rule "yes" @Principle( weight = 0.6 )
      when $o : Output( attr("tie") == true ) then permit( $o, "it is tied" ); end

      rule "no" @Principle( weight = 0.6 )
      when $o : Output( attr("tie") == true ) then forbid( $o, "it is tied" ); end

      rule "rare" @Principle( weight = 0.2 )
      when $o : Output( attr("rare") == true ) then permit( $o, "it is rare" ); end
      """;

  static final Constitution RULES_IN_FORCE = rules("1.0.0", RULES);

  private final Decider decider = new Decider(RULES_IN_FORCE);
  private final Random random = new Random(7);
  private final LedgerRecorder recorder;
  private final Path folder;
  private Instant now = BEGIN;
  private long next = 1;

  static Constitution rules(String version, String drl) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"service\", \"version\": \"" + version + "\"}",
            "rules.drl",
            drl));
  }

  /** What a test changes of one case; {@code isLast} says whether it is in the last window. */
  interface Change {
    Case of(Case usual, int number, boolean isLast);
  }

  /** What follows a decision. */
  interface Sequel {
    void after(ServiceYear year, Case given, Decision decision, long entry, boolean isLast);
  }

  static final Change AS_USUAL = (usual, number, isLast) -> usual;
  static final Sequel NOTHING = (year, given, decision, entry, isLast) -> {};

  private ServiceYear(Path folder) {
    this.folder = folder;
    this.recorder =
        LedgerRecorder.open(
            folder,
            LedgerOptions.DEFAULT.withClock(Clock.fixed(BEGIN, ZoneOffset.UTC)).withWaiting(5_000));
  }

  /** Writes the year, and returns what the monitor says at its end. */
  static MonitorReport report(Path folder, Change change, Sequel sequel) {
    return Monitor.look(write(folder, change, sequel), MonitorInput.of(RULES_IN_FORCE, "my-rules"));
  }

  static Ledger write(Path folder, Change change, Sequel sequel) {
    ServiceYear year = new ServiceYear(folder);
    year.recorder.adopt(BEGIN, RULES_IN_FORCE);
    for (int number = 0; number < DECISIONS; number++) {
      boolean isLast = number >= DECISIONS - LAST;
      year.now = BEGIN.plus(STEP.multipliedBy(number + 1L));
      if (number >= LAST && number < DECISIONS - 4 * LAST && number % 6 != 0) {
        continue;
      }
      Case given = change.of(year.usual(number), number, isLast).withAt(year.now);
      Decision decision = year.decider.decide(given, List.of());
      long entry = year.next++;
      year.recorder.record(new DecisionEvent(year.now, given, List.of(), decision));
      sequel.after(year, given, decision, entry, isLast);
    }
    year.recorder.close();
    return Ledger.in(year.folder);
  }

  private Case usual(int number) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("harm", random.nextInt(5) == 0);
    attributes.put("helps", random.nextInt(10) > 0);
    attributes.put("rude", random.nextInt(4) == 0);
    attributes.put("unclear", random.nextInt(8) == 0);
    attributes.put("rare", number == 100 || number == 500);
    return answer("C-" + number, "This is answer number " + number + ".", attributes);
  }

  static Case answer(String id, String text, Map<String, ?> attributes) {
    return Case.of(id, new Output("o", text, null, Attributes.of(attributes), Attributes.none()));
  }

  /** The same case with one attribute otherwise. */
  static Case with(Case given, String attribute, Object value) {
    Output output = given.outputs().get(0);
    Map<String, Object> attributes = new HashMap<>(output.attributes().asMap());
    attributes.put(attribute, value);
    return given.withOutputs(List.of(output.withAttributes(Attributes.of(attributes))));
  }

  /** The same case with a field that is carried along. */
  static Case carrying(Case given, String field, Object value) {
    return new Case(
        given.id(),
        given.context(),
        given.attributes(),
        given.outputs(),
        List.of(),
        Attributes.carried(Map.of(field, value)),
        given.at(),
        given.messages(),
        Session.NONE,
        null);
  }

  Random random() {
    return random;
  }

  void override(long entry, Action action) {
    next++;
    recorder.record(
        new OverrideEvent(now.plusSeconds(60), entry, null, action, "ann", "I looked at it"));
  }

  void answer(long entry, boolean passes, String by, Duration after) {
    next++;
    recorder.record(new AnswerEvent(now.plus(after), entry, passes, by, null));
  }

  void trigger() {
    next++;
    Trigger trigger =
        new Trigger(Trigger.Kind.OVERRIDES, "principle:help", 2, List.of(3.0), List.of("C-1"));
    recorder.record(
        new TriggerEvent(now, RULES_IN_FORCE.digest(), Duration.ofDays(30), trigger, "1:0"));
  }
}

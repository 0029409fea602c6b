package org.equipoise.audit.review;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerJournal;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;

/** A ward whose rules leave doses to a person, and a clock that tests set. */
public final class Ward {
  /** Doses for children are as much forbidden as what a doctor asks for is permitted. */
  public static final Constitution CONSTITUTION =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\":\"ward\",\"version\":\"1\"}\n",
              "ward.drl",
              """
              package ward

              rule "no-dose-for-a-child"
                  @Principle( weight = 0.6 )
                  @Says( "A child gets no dose without a person." )
              when
                  $o : Output( flag("child") )
              then
                  forbid( $o, "it is for a child" );
              end

              rule "what-a-doctor-asks-for"
                  @Principle( weight = 0.6 )
              when
                  $o : Output( flag("doctor") )
              then
                  permit( $o, "a doctor asks for it" );
              end

              rule "never-a-fatal-dose"
                  @Principle( weight = 0.9 )
              when
                  $o : Output( flag("fatal") )
              then
                  forbid( $o, "it is fatal" );
              end

              rule "last-hope"
                  @Principle( weight = 0.9 )
              when
                  $o : Output( flag("lastHope") )
              then
                  permit( $o, "nothing else is left" );
              end

              rule "doses-of-one-drug"
                  @Principle( weight = 0.5 )
              when
                  $o : Output( $drug : text("drug") )
              then
                  alike( $o, $drug, "it is the same drug" );
              end
              """));

  private Ward() {}

  /** A case with one output that has these flags. */
  public static Case dose(String id, String... flags) {
    java.util.TreeMap<String, Object> attributes = new java.util.TreeMap<>();
    for (String flag : flags) {
      int is = flag.indexOf('=');
      attributes.put(is < 0 ? flag : flag.substring(0, is), is < 0 ? true : flag.substring(is + 1));
    }
    return new Case(
        id,
        "a dose is asked for",
        Attributes.none(),
        List.of(new Output("a", "Give 5 mg.", null, Attributes.of(attributes), Attributes.none())),
        List.of(),
        Attributes.none());
  }

  /** A governor that records in a ledger. */
  public static Governor governor(LedgerRecorder recorder, Clock clock) {
    return Governor.builder(CONSTITUTION)
        .withClock(clock)
        .withJournal(new LedgerJournal(recorder, Acknowledgement.SYNCHRONOUS, clock))
        .build();
  }

  /** A clock that stands until it is set. */
  public static final class SetClock extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");

    public void pass(java.time.temporal.TemporalAmount time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

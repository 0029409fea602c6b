package org.equipoise.service.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.service.governor.Discretion;
import org.equipoise.service.governor.FolderWatch;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.Journal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever code of the host throws, wherever it throws it, in both modes. */
class FaultyHostTest {
  private static final String RULES =
      """
      package manners

      rule "no-insult"
          @Principle
      when
          $o : Output( attr("insults") == true )
      then
          forbid( $o, "it insults" );
      end

      rule "greetings"
          @Principle
      when
          $o : Output( attr("greets") == true )
      then
          permit( $o, "it greets" );
      end
      """;
  private static final Constitution FIRST = constitution("1");
  private static final Constitution SECOND = constitution("2");

  @TempDir private Path folder;

  private static Constitution constitution(String version) {
    return Constitution.of(
        new TreeMap<>(
            Map.of(
                "constitution.json",
                "{\"name\":\"manners\",\"version\":\"" + version + "\"}",
                "manners.drl",
                RULES)));
  }

  /** What may be thrown. */
  private enum Thrown {
    RUNTIME_EXCEPTION(() -> new IllegalStateException("no line")),
    NO_MESSAGE(NullPointerException::new),
    ASSERTION_ERROR(() -> new AssertionError("no line")),
    LINKAGE_ERROR(() -> new NoClassDefFoundError("com/acme/Classifier")),
    INITIALISER(() -> new ExceptionInInitializerError(new IllegalStateException("no line"))),
    STACK_OVERFLOW(StackOverflowError::new),
    OUT_OF_MEMORY(() -> new OutOfMemoryError("Java heap space")),
    INTERNAL_ERROR(() -> new InternalError("no line")),
    ERROR_OF_ITS_OWN(() -> new Error("stopped") {}),
    SNEAKY_CHECKED(() -> new IOException("no line")),
    SNEAKY_INTERRUPT(() -> new InterruptedException("stop")),
    NEITHER_EXCEPTION_NOR_ERROR(() -> new Throwable("no line")),
    WITHOUT_WORDS(
        () ->
            new RuntimeException() {
              @Override
              public String getMessage() {
                throw new IllegalStateException("no message");
              }

              @Override
              public String toString() {
                throw new StackOverflowError();
              }
            });

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Supplier<Throwable> made;

    Thrown(Supplier<Throwable> made) {
      this.made = made;
    }

    Error raise() {
      return sneaky(made.get());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> Error sneaky(Throwable fault) throws T {
      throw (T) fault;
    }
  }

  /** Where it may be thrown. */
  private enum Place {
    CLOCK,
    JOURNAL_ADOPTS,
    JOURNAL_RECORDS,
    JOURNAL_IS_DISCREET,
    LISTENER_HEARS_DECIDED,
    LISTENER_HEARS_UNRECORDED,
    LISTENER_HEARS_UNKNOWN,
    LISTENER_HEARS_ADOPTED,
    LISTENER_HEARS_REFUSED,
    LOADER,
    MAPPER,
    TEXT,
    CLASSIFIER,
    ESCALATION
  }

  /** After a fault here the case is not known to be allowed. */
  private static final Set<Place> HOLDING_BACK =
      EnumSet.of(
          Place.JOURNAL_RECORDS,
          Place.LISTENER_HEARS_UNRECORDED,
          Place.MAPPER,
          Place.TEXT,
          Place.CLASSIFIER,
          Place.ESCALATION);

  /** A host that throws in some places, until it is mended. */
  private static final class Host extends Clock implements Journal, GovernorListener, Escalation {
    private final Thrown thrown;
    private Set<Place> broken = Set.of();
    int faults;

    Host(Thrown thrown) {
      this.thrown = thrown;
    }

    void breaks(Place... places) {
      broken = Set.of(places);
    }

    private void passing(Place place) {
      if (broken.contains(place)) {
        faults++;
        throw thrown.raise();
      }
    }

    @Override
    public Instant instant() {
      passing(Place.CLOCK);
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public void adopt(Instant at, Authority constitution) {
      passing(Place.JOURNAL_ADOPTS);
    }

    @Override
    public void record(GovernedDecision governed) {
      passing(Place.JOURNAL_RECORDS);
    }

    @Override
    public Discretion discretion(Case given, List<Judgment> judgments) {
      passing(Place.JOURNAL_IS_DISCREET);
      return Discretion.NONE;
    }

    @Override
    public void decided(GovernedDecision governed, long nanoseconds) {
      passing(Place.LISTENER_HEARS_DECIDED);
    }

    @Override
    public void unrecorded(GovernedDecision governed, Throwable fault) {
      passing(Place.LISTENER_HEARS_UNRECORDED);
    }

    @Override
    public void unknown(Authority inForce, Case given, KnownNames.Unknown unknown) {
      passing(Place.LISTENER_HEARS_UNKNOWN);
    }

    @Override
    public void adopted(Authority before, Authority now) {
      passing(Place.LISTENER_HEARS_ADOPTED);
    }

    @Override
    public void refused(Authority inForce, Throwable fault) {
      passing(Place.LISTENER_HEARS_REFUSED);
    }

    @Override
    public boolean passes(Case given, org.equipoise.decision.Decision decision) {
      passing(Place.ESCALATION);
      return true;
    }

    Constitution load() {
      passing(Place.LOADER);
      return SECOND;
    }

    CaseMapper<String> mapper() {
      CaseMapper<String> mapper =
          CaseMapper.of(
              "reply",
              it -> {
                passing(Place.TEXT);
                return it;
              },
              it -> {
                passing(Place.CLASSIFIER);
                return Attributes.of(Map.of(it, true));
              });
      return it -> {
        passing(Place.MAPPER);
        return mapper.map(it);
      };
    }
  }

  /** Counts what it hears; it stands behind the listener that fails. */
  private static final class Count implements GovernorListener {
    final List<GovernedDecision> decided = new ArrayList<>();
    int unrecorded;
    int adopted;
    int refused;

    @Override
    public void decided(GovernedDecision governed, long nanoseconds) {
      decided.add(governed);
    }

    @Override
    public void unrecorded(GovernedDecision governed, Throwable fault) {
      unrecorded++;
    }

    @Override
    public void adopted(Authority before, Authority now) {
      adopted++;
    }

    @Override
    public void refused(Authority inForce, Throwable fault) {
      refused++;
    }
  }

  private static Governor governor(Host host, Count count) {
    return Governor.builder(FIRST)
        .withClock(host)
        .withJournal(host)
        .withListener(host)
        .withListener(count)
        .build();
  }

  private static Stream<DynamicTest> each(EnumSet<Place> places, Trial trial) {
    return places.stream()
        .flatMap(
            place ->
                Stream.of(Thrown.values())
                    .map(
                        thrown ->
                            DynamicTest.dynamicTest(
                                place + " " + thrown, () -> trial.run(place, thrown))));
  }

  private interface Trial {
    void run(Place place, Thrown thrown) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> shadowLetsEverythingPassAndCountsItAndTheNextDecisionIsRight() {
    return each(
        EnumSet.of(
            Place.CLOCK,
            Place.JOURNAL_RECORDS,
            Place.JOURNAL_IS_DISCREET,
            Place.LISTENER_HEARS_DECIDED,
            Place.LISTENER_HEARS_UNRECORDED,
            Place.LISTENER_HEARS_UNKNOWN,
            Place.MAPPER,
            Place.TEXT,
            Place.CLASSIFIER,
            Place.ESCALATION),
        (place, thrown) -> reviewed(GuardMode.SHADOW, place, thrown));
  }

  @TestFactory
  Stream<DynamicTest> enforcingHoldsBackWhatIsNotKnownToBeAllowedAndTheNextDecisionIsRight() {
    return each(
        EnumSet.of(
            Place.CLOCK,
            Place.JOURNAL_RECORDS,
            Place.JOURNAL_IS_DISCREET,
            Place.LISTENER_HEARS_DECIDED,
            Place.LISTENER_HEARS_UNRECORDED,
            Place.LISTENER_HEARS_UNKNOWN,
            Place.MAPPER,
            Place.TEXT,
            Place.CLASSIFIER,
            Place.ESCALATION),
        (place, thrown) -> reviewed(GuardMode.ENFORCE, place, thrown));
  }

  private static void reviewed(GuardMode mode, Place place, Thrown thrown) {
    Host host = new Host(thrown);
    Count count = new Count();
    Guard guard = Guard.of(governor(host, count), mode).withEscalation(host);
    if (place == Place.LISTENER_HEARS_UNRECORDED) {
      host.breaks(place, Place.JOURNAL_RECORDS);
    } else {
      host.breaks(place);
    }
    // No rule reads the second one, which a person is asked about.
    Set<Place> unread =
        Set.of(Place.LISTENER_HEARS_UNKNOWN, Place.JOURNAL_IS_DISCREET, Place.ESCALATION);
    String said = unread.contains(place) ? "mumbles" : "greets";
    Ruling broken = guard.review(host.mapper(), said);
    boolean isAsked = mode == GuardMode.ENFORCE || place != Place.ESCALATION;
    assertEquals(isAsked, host.faults > 0);
    boolean isToldOfInterrupt = isAsked && place != Place.CLOCK;
    assertEquals(thrown == Thrown.SNEAKY_INTERRUPT && isToldOfInterrupt, Thread.interrupted());
    assertEquals(
        mode == GuardMode.SHADOW || !HOLDING_BACK.contains(place),
        broken.passes(),
        broken::toString);
    assertTrue(broken.passes() || broken.reason() != null, broken::toString);
    assertEquals(1, count.decided.size() + count.unrecorded);
    host.breaks();
    assertTrue(guard.review(host.mapper(), "greets").passes());
    Ruling insult = guard.review(host.mapper(), "insults");
    assertEquals(mode == GuardMode.SHADOW, insult.passes());
    assertEquals("it insults (principle:no-insult)", insult.reason());
    assertEquals(3, count.decided.size() + count.unrecorded);
  }

  @TestFactory
  Stream<DynamicTest> whatFailsWhileAConstitutionComesIsToldAndTheNextOneComesIntoForce() {
    return each(
        EnumSet.of(
            Place.LOADER,
            Place.JOURNAL_ADOPTS,
            Place.LISTENER_HEARS_ADOPTED,
            Place.LISTENER_HEARS_REFUSED,
            Place.CLOCK),
        (place, thrown) -> {
          Host host = new Host(thrown);
          Count count = new Count();
          Governor governor = governor(host, count);
          if (place == Place.LISTENER_HEARS_REFUSED) {
            host.breaks(place, Place.LOADER);
          } else {
            host.breaks(place);
          }
          boolean isRefused = place != Place.LISTENER_HEARS_ADOPTED && place != Place.CLOCK;
          boolean threw = false;
          try {
            governor.adopt(host::load);
          } catch (Throwable fault) {
            threw = true;
          }
          assertTrue(host.faults > 0);
          boolean isToldOfInterrupt = place != Place.CLOCK;
          assertEquals(
              thrown == Thrown.SNEAKY_INTERRUPT && isToldOfInterrupt, Thread.interrupted());
          assertEquals(isRefused, threw);
          assertEquals(isRefused ? 1 : 0, count.refused);
          assertEquals(isRefused ? 0 : 1, count.adopted);
          assertSame(isRefused ? FIRST : SECOND, governor.constitution());
          host.breaks();
          governor.adopt(host::load);
          assertSame(SECOND, governor.constitution());
          assertEquals(DecisionState.DECIDED, governor.decide(greeting()).state());
        });
  }

  private static Case greeting() throws Exception {
    return new Host(Thrown.NO_MESSAGE).mapper().map("greets");
  }

  @Test
  void theWatchLivesOnAndTellsWhateverIsThrown() throws Exception {
    Files.writeString(folder.resolve("manners.drl"), RULES);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    Governor governor =
        Governor.builder(FIRST)
            .withListener(
                new GovernorListener() {
                  @Override
                  public void refused(Authority inForce, Throwable fault) {
                    heard.add("refused");
                    throw Thrown.ERROR_OF_ITS_OWN.raise();
                  }

                  @Override
                  public void adopted(Authority before, Authority now) {
                    heard.add("adopted");
                  }
                })
            .build();
    List<Thrown> faults = new ArrayList<>(List.of(Thrown.values()));
    Supplier<Constitution> loader =
        () -> {
          if (!faults.isEmpty()) {
            throw faults.remove(0).raise();
          }
          return SECOND;
        };
    try (FolderWatch watch = FolderWatch.of(folder, governor, loader, Duration.ofMillis(5))) {
      assertNotNull(watch.folder());
      for (int i = 0; i < Thrown.values().length; i++) {
        Files.writeString(folder.resolve("manners.drl"), RULES + "\n".repeat(i + 1));
        assertEquals("refused", heard.poll(1, TimeUnit.MINUTES));
      }
      assertSame(FIRST, governor.constitution());
      Files.writeString(folder.resolve("manners.drl"), RULES + "// mended\n");
      assertEquals("adopted", heard.poll(1, TimeUnit.MINUTES));
      assertSame(SECOND, governor.constitution());
    }
    assertFalse(Thread.interrupted());
  }
}

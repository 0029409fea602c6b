package org.equipoise.service.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.integration.micrometer.GovernorMeters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  private static final Constitution CONSTITUTION =
      Constitution.load(Path.of("rules", "common-morality"));
  private static final Constitution OTHER =
      Constitution.load(Path.of("rules", "assistant-conduct"));

  private static Case deceiving(String id) {
    Attributes attributes = Attributes.of(Map.of("violates", Map.of("deceive", true)));
    return Case.of(id, Output.of("reply", attributes));
  }

  private static final List<Case> CASES =
      List.of(
          deceiving("warm-1"),
          Case.of("warm-2", Output.of("reply", Attributes.of(Map.of("no-such-name", true)))));

  /** Notes which cases it hears of. */
  private static final class Heard implements Journal, GovernorListener {
    final List<String> words = new ArrayList<>();

    @Override
    public void adopt(Instant at, Authority constitution) {
      words.add("adopts " + constitution.name());
    }

    @Override
    public void record(GovernedDecision governed) {
      words.add("records " + governed.given().id());
    }

    @Override
    public void decided(GovernedDecision governed, long nanoseconds) {
      words.add("decided " + governed.given().id());
    }
  }

  @Test
  void aWarmedGovernorRecordsCountsAndReportsNothingOfTheWarmUp() {
    Heard heard = new Heard();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    GovernorMeters meters = new GovernorMeters();
    meters.bindTo(registry);
    Governor governor =
        Governor.builder(CONSTITUTION)
            .withWarmUp(() -> CASES)
            .withJournal(heard)
            .withListener(heard)
            .withListener(meters)
            .build();
    governor.adopt(OTHER);
    governor.adopt(CONSTITUTION);
    assertEquals(
        List.of("adopts common-morality", "adopts assistant-conduct", "adopts common-morality"),
        heard.words);
    assertEquals(List.of(), governor.reportedNames());
    assertEquals(0, decisions(registry));
    governor.decide(deceiving("C-1"));
    assertEquals(List.of("records C-1", "decided C-1"), heard.words.subList(3, 5));
    assertEquals(1, decisions(registry));
  }

  private static long decisions(SimpleMeterRegistry registry) {
    return (long)
        registry.find("equipoise.decisions").functionCounters().stream()
            .mapToDouble(it -> it.count())
            .sum();
  }

  @Test
  void aConstitutionIsWarmedUpBeforeItIsInForce() {
    AtomicReference<Governor> governor = new AtomicReference<>();
    List<String> inForce = new ArrayList<>();
    Heard heard = new Heard();
    Governor built =
        Governor.builder(CONSTITUTION)
            .withJournal(heard)
            .withWarmUp(
                () -> {
                  Governor running = governor.get();
                  inForce.add(running == null ? "none" : running.inForce().name());
                  heard.words.add("warm-up");
                  return CASES;
                })
            .build();
    governor.set(built);
    built.adopt(OTHER);
    assertSame(OTHER, built.inForce());
    assertEquals(List.of("none", "common-morality"), inForce);
    assertEquals(
        List.of("warm-up", "adopts common-morality", "warm-up", "adopts assistant-conduct"),
        heard.words);
  }

  @Test
  void decisionsAreTheSameAfterAWarmUp() {
    Governor warmed = Governor.builder(CONSTITUTION).withWarmUp(() -> CASES).build();
    for (Case given : CASES) {
      assertEquals(new Decider(CONSTITUTION).decide(given), warmed.decide(given));
    }
    assertEquals(Governor.of(CONSTITUTION).decide(CASES), warmed.decide(CASES));
    warmed.adopt(OTHER);
    assertEquals(Governor.of(OTHER).decide(CASES), warmed.decide(CASES));
  }

  @Test
  void aWarmUpThatCannotBeDecidedHindersNothing(@TempDir Path folder) throws IOException {
    Constitution faulty = failing(folder);
    Governor warmed = Governor.builder(faulty).withWarmUp(() -> CASES).build();
    assertSame(faulty, warmed.inForce());
    assertEquals(DecisionState.ERROR, warmed.decide(CASES.get(0)).state());

    Governor failing =
        Governor.builder(CONSTITUTION)
            .withWarmUp(
                () -> {
                  throw new IllegalStateException("the file is gone");
                })
            .build();
    failing.adopt(OTHER);
    assertSame(OTHER, failing.inForce());
  }

  private static Constitution failing(Path folder) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("r.drl"),
        """
        package r

        rule "no"
            @Principle( weight = 1 )
        when
            $o : Output( )
        then
            forbid( $o, "" + 1 / ($o.getId().length() - 5) );
        end
        """);
    return Constitution.load(folder);
  }

  @Test
  void aThreadThatIsInterruptedStaysSo() {
    Thread.currentThread().interrupt();
    Governor governor = Governor.builder(CONSTITUTION).withWarmUp(() -> CASES).build();
    assertTrue(Thread.interrupted());
    assertSame(CONSTITUTION, governor.inForce());
  }
}

package org.equipoise.integration.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.equipoise.constitution.Authority;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.integration.Shutdown;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.Journal;
import org.junit.jupiter.api.Test;

class GovernorMetersTest {
  private final GovernorMeters meters = new GovernorMeters();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private Governor.Builder builder() {
    return Governor.builder(Shutdown.CONSTITUTION).withListener(meters);
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  @Test
  void decisionsAndOutputsAreCountedAndTimed() {
    meters.bindTo(registry);
    Governor governor = builder().build();
    governor.decide(Shutdown.CASE);
    governor.decide(Case.of("silence", Output.of("a", Attributes.none())));
    governor.fail(Case.of("unknown", Output.of("a", Attributes.none())), "no classifier");
    assertEquals(1, count("equipoise.decisions", "state", "decided"));
    assertEquals(1, count("equipoise.decisions", "state", "undecided"));
    assertEquals(1, count("equipoise.decisions", "state", "error"));
    assertEquals(2, count("equipoise.outputs", "verdict", "allow", "action", "allow"));
    assertEquals(3, count("equipoise.outputs", "verdict", "block", "action", "block"));
    assertEquals(1, count("equipoise.outputs", "verdict", "abstain", "action", "escalate"));
    assertEquals(1, registry.get("equipoise.decide").tags("state", "decided").timer().count());
  }

  @Test
  void whatHappenedBeforeARegistryWasBoundIsCountedToo() {
    builder().build().decide(Shutdown.CASE);
    meters.bindTo(registry);
    assertEquals(1, count("equipoise.decisions", "state", "decided"));
  }

  @Test
  void everyRegistryHearsOfADecision() {
    MeterRegistry other = new SimpleMeterRegistry();
    meters.bindTo(registry);
    meters.bindTo(other);
    builder().build().decide(Shutdown.CASE);
    assertEquals(1, other.get("equipoise.decide").tags("state", "decided").timer().count());
    assertEquals(1, registry.get("equipoise.decide").tags("state", "decided").timer().count());
  }

  @Test
  void whatTheJournalCannotKeepIsCountedApart() {
    meters.bindTo(registry);
    Journal full =
        new Journal() {
          @Override
          public void adopt(Instant at, Authority authority) {}

          @Override
          public void record(GovernedDecision governed) {
            throw new IllegalStateException("the disk is full");
          }
        };
    builder().withJournal(full).build().decide(Shutdown.CASE);
    assertEquals(1, count("equipoise.unrecorded"));
    assertEquals(0, count("equipoise.decisions", "state", "decided"));
  }

  @Test
  void reloadsAreCountedAsAdoptedOrRefused() {
    meters.bindTo(registry);
    Governor governor = builder().build();
    governor.adopt(Shutdown.CONSTITUTION);
    assertThrows(
        IllegalStateException.class,
        () ->
            governor.adopt(
                () -> {
                  throw new IllegalStateException("no such folder");
                }));
    assertEquals(1, count("equipoise.reloads", "result", "adopted"));
    assertEquals(1, count("equipoise.reloads", "result", "refused"));
  }

  @Test
  void namesThatNothingKnowsAreCountedOnceEach() {
    meters.bindTo(registry);
    Governor governor = builder().build();
    Attributes misspelt = Attributes.of(Map.of("violates.decieve", true, "tonne", 1));
    for (int i = 0; i < 3; i++) {
      governor.decide(Case.of("C-" + i, Output.of("a", misspelt)));
    }
    assertEquals(2, count("equipoise.unknown", "of", "output"));
    assertEquals(0, count("equipoise.unknown", "of", "case"));
    assertEquals(0, count("equipoise.unknown", "of", "stakeholder"));
  }

  @Test
  void theNumberOfMetersDoesNotGrow() {
    meters.bindTo(registry);
    int before = registry.getMeters().size();
    Governor governor = builder().build();
    for (int i = 0; i < 100; i++) {
      governor.decide(Case.of("C-" + i, Output.of("output-" + i, Attributes.none())));
    }
    assertTrue(before < 44, before + " meters");
    assertEquals(before, registry.getMeters().size());
  }
}

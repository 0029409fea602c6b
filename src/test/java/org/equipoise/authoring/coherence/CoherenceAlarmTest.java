package org.equipoise.authoring.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.equipoise.authoring.coherence.CoherenceAlarm.Price;
import org.equipoise.authoring.coherence.CoherenceAlarm.Reading;
import org.equipoise.calibration.Outcome;
import org.equipoise.revision.Cost;
import org.junit.jupiter.api.Test;

class CoherenceAlarmTest {
  private static final Outcome KNOWN = new Outcome(200, 20, 250, 10, 50, 240);

  private static List<Boolean> drawn(SplittableRandom random, int findings, double share) {
    List<Boolean> drawn = new ArrayList<>();
    for (int i = 0; i < findings; i++) {
      drawn.add(random.nextDouble() < share);
    }
    return drawn;
  }

  @Test
  void whatKeepsToWhatWasAgreedSeldomRaisesAnAlarmHoweverLongItIsWatched() {
    int alarms = 0;
    for (int seed = 0; seed < 200; seed++) {
      List<Boolean> findings = drawn(new SplittableRandom(seed), 1024, 0.1);
      alarms += CoherenceAlarm.of("principle:p", findings, 0.1, List.of(), 0.1).isPresent() ? 1 : 0;
    }
    assertTrue(alarms <= 20, alarms + " of 200");
  }

  @Test
  void whatExceedsItRaisesOneAtTheFirstBoundThatTells() {
    CoherenceAlarm alarm =
        CoherenceAlarm.of("principle:p", Collections.nCopies(100, true), 0.1, List.of(), 0.05)
            .orElseThrow();
    assertEquals(16, alarm.findings());
    assertEquals(100, alarm.attributes());
    assertTrue(alarm.low() > 0.7, alarm.toString());
    List<Boolean> many = drawn(new SplittableRandom(1), 1024, 0.3);
    assertTrue(CoherenceAlarm.of("principle:p", many, 0.1, List.of(), 0.05).isPresent());
  }

  @Test
  void knownErrorsAreAllowedFor() {
    // About as many findings as the false alarms that the calibration knows of.
    List<Boolean> findings = drawn(new SplittableRandom(2), 512, 0.25);
    Outcome alarming = new Outcome(230, 80, 250, 30, 20, 200);
    assertTrue(CoherenceAlarm.of("principle:p", findings, 0.05, List.of(), 0.05).isPresent());
    assertTrue(CoherenceAlarm.of("principle:p", findings, 0.05, List.of(alarming), 0.05).isEmpty());
  }

  @Test
  void findingsOfSeveralCalibrationsAreAllowedTheGreatestKnownErrors() {
    List<Boolean> findings = drawn(new SplittableRandom(3), 512, 0.35);
    Outcome alarming = new Outcome(230, 80, 250, 30, 20, 200);
    double ofKnown = low(findings, List.of(KNOWN));
    double ofBoth = low(findings, List.of(KNOWN, alarming));
    assertTrue(ofBoth < ofKnown, ofBoth + " and " + ofKnown);
    assertTrue(low(findings, List.of(alarming)) >= ofBoth);
  }

  private static double low(List<Boolean> findings, List<Outcome> known) {
    return CoherenceAlarm.of("principle:p", findings, 0, known, 0.05)
        .map(CoherenceAlarm::low)
        .orElse(0.0);
  }

  @Test
  void whereAThirdOfTheAttributesAreGivenUpTheScorerIsLookedAtFirst() {
    CoherenceAlarm alarm =
        CoherenceAlarm.of("principle:p", Collections.nCopies(30, true), 0.1, List.of(), 0.05)
            .orElseThrow();
    assertTrue(alarm.readings().get(0).startsWith("the outputs are wrong"));
    Map<Reading, Price> prices = Map.of(Reading.SCORER, new Price(11, new Cost(6_600_000_000L)));
    String first = alarm.priced(prices).readings().get(0);
    assertTrue(first.startsWith("the scorer is wrong"), first);
    assertTrue(first.endsWith("gives up 11 attributes, cost 6.6)"), first);
    assertEquals(3, alarm.priced(prices).readings().size());
  }

  @Test
  void aShareIsCorrectedForKnownErrors() {
    CorrectedShare corrected = CorrectedShare.of(50, 100, KNOWN, 0.05);
    double value = corrected.value() == null ? -1 : corrected.value();
    assertEquals((0.5 - 20 / 260.0) / (180 / 240.0 - 20 / 260.0), value, 1e-9);
    assertTrue(corrected.low() < value && value < corrected.high());
    CorrectedShare unknown = CorrectedShare.of(50, 100, new Outcome(0, 0, 0, 0, 500, 240), 0.05);
    assertNull(unknown.value());
    assertEquals(0, unknown.low());
    assertEquals(1, unknown.high());
  }

  @Test
  void theIntervalHoldsTheTrueShare() {
    double share = 0.3;
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int hits = count(random, 100, 0.8);
      int falseAlarms = count(random, 100, 0.1);
      Outcome known =
          new Outcome(hits + falseAlarms, falseAlarms, 0, 0, 200 - hits - falseAlarms, 100);
      int found = count(random, 200, share * 0.8 + (1 - share) * 0.1);
      CorrectedShare corrected = CorrectedShare.of(found, 200, known, 0.05);
      held += corrected.low() <= share && share <= corrected.high() ? 1 : 0;
    }
    assertTrue(held >= 190, held + " of 200");
  }

  private static int count(SplittableRandom random, int draws, double share) {
    return (int) drawn(random, draws, share).stream().filter(it -> it).count();
  }
}

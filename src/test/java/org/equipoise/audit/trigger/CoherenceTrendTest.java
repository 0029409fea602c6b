package org.equipoise.audit.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerJournal;
import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.authoring.coherence.CoherenceAlarm;
import org.equipoise.authoring.coherence.CoherenceAlarm.Price;
import org.equipoise.authoring.coherence.CoherenceAlarm.Reading;
import org.equipoise.calibration.Outcome;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Trigger;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.revision.Cost;
import org.equipoise.service.governor.Governor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger says of texts that contradict principles: 16 recorded findings on each. */
class CoherenceTrendTest {
  private static final int CASES = 16;

  /** In so many cases somebody permits what the scorer finds; more, and a suspension is cheaper. */
  private static final int PERMITTED = 10;

  private static final Outcome GOOD = new Outcome(200, 4, 250, 10, 50, 240);
  private static final Outcome POOR = new Outcome(450, 215, 0, 0, 50, 240);

  @TempDir private static Path folder;
  private static Map<String, CoherenceAlarm> alarms = Map.of();
  private static List<Trigger> triggers = List.of();

  private static String rule(String id, double weight) {
    return """
        rule "%1$s" @Principle( weight = %2$s )
        when $o : Output( attr("coherence.%1$s.contradicts") == true )
        then forbid( $o, "it contradicts" ); end
        """
        .formatted(id, weight);
  }

  @BeforeAll
  static void record() {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\": \"texts\", \"version\": \"1\","
                    + " \"revision\": {\"coherence\": 0.1, \"windows\": 1}}",
                "rules.drl",
                rule("outputs", 0.8)
                    + rule("principle", 0.2)
                    + rule("scorer", 0.8)
                    + rule("good", 0.8)
                    + rule("poor", 0.8)
                    + rule("mixed", 0.8)));
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      Governor governor =
          Governor.builder(constitution)
              .withJournal(
                  new LedgerJournal(recorder, Acknowledgement.SYNCHRONOUS, Clock.systemUTC()))
              .build();
      for (int i = 0; i < CASES; i++) {
        record(governor, "outputs", i, 0.9, 0.3, null);
        record(governor, "principle", i, 0.9, 0.9, null);
        record(governor, "scorer", i, 0.6, i < PERMITTED ? 0.9 : 0, null);
        record(governor, "good", i, 0.9, 0, GOOD);
        record(governor, "poor", i, 0.9, 0, POOR);
        record(governor, "mixed", i, 0.9, 0, i % 2 == 0 ? GOOD : POOR);
      }
      CoherenceTrend trend = CoherenceTrend.of(recorder.ledger());
      alarms = new TreeMap<>();
      for (CoherenceAlarm each :
          CoherenceTrend.priced(trend.alarms(0.1, null, 0.05), recorder.ledger(), constitution)) {
        alarms.put(each.principle().replace("principle:", ""), each);
      }
      triggers = Dockets.firing(Ledger.in(folder), constitution, Clock.systemUTC().instant());
    }
  }

  /** Records a finding, and who permits the output all the same, if anybody does. */
  private static void record(
      Governor governor,
      String rule,
      int number,
      double credence,
      double confidence,
      @Nullable Outcome known) {
    String attribute = "coherence." + rule + ".contradicts";
    Map<String, Object> record = new HashMap<>();
    record.put("attribute", attribute);
    record.put("verdict", "contradiction");
    if (known != null) {
      record.put(
          "known",
          Map.of(
              "alarms", known.alarms(),
              "falseAlarms", known.falseAlarms(),
              "passes", known.passes(),
              "misses", known.misses(),
              "undecided", known.undecided(),
              "positives", known.positives()));
    }
    String id = rule + "-" + number;
    Output output =
        new Output(
            "o",
            "a text",
            null,
            Attributes.of(Map.of(attribute, new Disputed(true, credence))),
            Attributes.of(Map.of("x-coherence", List.of(record))));
    List<Judgment> judgments = new ArrayList<>();
    if (confidence > 0) {
      judgments.add(
          Judgment.of(
              "J-" + id, id, new Judgment.OnOutput("o", DeonticStatus.PERMITTED), confidence));
    }
    governor.govern(Case.of(id, output), judgments, true).receipt().toCompletableFuture().join();
  }

  private static CoherenceAlarm alarm(String rule) {
    return Objects.requireNonNull(alarms.get(rule), () -> rule + " raises no alarm: " + alarms);
  }

  private static Trigger trigger(String rule) {
    return triggers.stream()
        .filter(it -> ("principle:" + rule).equals(it.subject()))
        .findFirst()
        .orElseThrow();
  }

  private static Price price(String rule, Reading reading) {
    return Objects.requireNonNull(alarm(rule).prices().get(reading));
  }

  @Test
  void whereItIsCheapestToGiveUpWhoPermitsTheOutputsAreReadAsWrong() {
    assertEquals(new Price(CASES, new Cost(4_800_000_000L)), price("outputs", Reading.OUTPUTS));
    assertEquals(Price.NOTHING, price("outputs", Reading.PRINCIPLE));
    assertEquals(Price.NOTHING, price("outputs", Reading.SCORER));
    assertTrue(alarm("outputs").readings().get(0).startsWith("the outputs are wrong"));
  }

  @Test
  void whereItIsCheapestToSuspendThePrincipleItIsReadAsWrong() {
    // One suspension is worth 8 overrides, and 16 would be needed.
    assertEquals(new Price(1, new Cost(1_600_000_000L)), price("principle", Reading.PRINCIPLE));
    assertEquals(Price.NOTHING, price("principle", Reading.OUTPUTS));
    assertEquals(Price.NOTHING, price("principle", Reading.SCORER));
    assertFalse(alarm("principle").asksForLabels());
  }

  @Test
  void whereAttributesAreSettledTheOtherWayLabelsAreAskedForFirst() {
    assertEquals(new Price(PERMITTED, new Cost(6_000_000_000L)), price("scorer", Reading.SCORER));
    assertTrue(alarm("scorer").readings().get(0).startsWith("the scorer is wrong"));
    Trigger.Texts texts = Objects.requireNonNull(trigger("scorer").texts());
    assertEquals(new Trigger.Texts(false, PERMITTED, CASES), texts);
    assertTrue(trigger("scorer").toString().contains("label and calibrate again first"));
  }

  @Test
  void sharesAreCorrectedForTheErrorsThatWereRecordedWithTheFindings() {
    assertTrue(alarm("good").isCorrected());
    assertTrue(Objects.requireNonNull(trigger("good").texts()).isCorrected());
    assertTrue(trigger("good").toString().contains("; corrected for known errors of the scorer"));
    assertFalse(alarms.containsKey("poor"), "as many false alarms as that are known of");
    assertFalse(alarms.containsKey("mixed"), "the greatest known errors count");
  }

  @Test
  void whereNoErrorsAreKnownATriggerSaysThatNothingIsCorrected() {
    assertFalse(alarm("outputs").isCorrected());
    assertTrue(trigger("outputs").toString().contains("uncorrected"));
  }
}

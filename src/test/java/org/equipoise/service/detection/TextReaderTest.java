package org.equipoise.service.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Detection.Reading;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.formats.CaseReader;
import org.equipoise.formats.CaseWriter;
import org.equipoise.service.detection.DetectorThresholds.Band;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

  private static Case read(Detector detector, Case given) {
    return TextReader.of(detector).read(given, Candour.CONSTITUTION);
  }

  private static Object deceives(Case read) {
    return read.outputs().get(0).attributes().asMap().get("deceives");
  }

  private static Detected likely(double probability) {
    return Detected.probability(probability, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, false,",
    "1, true,",
    "0.5, true, 0.5",
    "0.2, false, 0.8",
    "0.9, true, 0.9",
    "4.9E-324, false, 0.9999999999999999"
  })
  void withoutCalibrationOnlyWhatIsCertainIsSettled(double found, boolean value, Double credence) {
    Case read = read(Candour.finding("deceives", likely(found)), Candour.reply("hello"));
    assertEquals(credence == null ? (Object) value : new Disputed(value, credence), deceives(read));
    assertNull(read.detections().get(0).thresholds());
  }

  @ParameterizedTest
  @CsvSource({"0.05, false,", "0.1, false,", "0.11, false, 0.89", "0.7, true, 0.7", "0.8, true,"})
  void withThresholdsWhatIsBeyondThemIsSettled(double found, boolean value, Double credence) {
    Detector detector = Candour.finding("deceives", likely(found));
    DetectorThresholds thresholds =
        new DetectorThresholds(
            "sha256:t", detector.card().digest(), Map.of("deceives", new Band(0.1, 0.8, null)));
    Case read =
        TextReader.of(detector)
            .withThresholds(thresholds)
            .read(Candour.reply("hello"), Candour.CONSTITUTION);
    assertEquals(credence == null ? (Object) value : new Disputed(value, credence), deceives(read));
    assertEquals("sha256:t", read.detections().get(0).thresholds());
  }

  @Test
  void whereNoThresholdHoldsEverythingIsDisputed() {
    Detector detector = Candour.finding("deceives", likely(0));
    DetectorThresholds none =
        new DetectorThresholds(
            "sha256:t", detector.card().digest(), Map.of("deceives", new Band(null, null, null)));
    Case read =
        TextReader.of(detector)
            .withThresholds(none)
            .read(Candour.reply("hello"), Candour.CONSTITUTION);
    assertEquals(new Disputed(false, Math.nextDown(1.0)), deceives(read));
  }

  @Test
  void thresholdsOfAnotherDetectorAreRefused() {
    DetectorThresholds others = new DetectorThresholds("sha256:t", "sha256:other", Map.of());
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> TextReader.of(new Patterns()).withThresholds(others));
    assertTrue(refusal.getMessage().contains("calibrate this one"), refusal::getMessage);
  }

  @Test
  void anAnswerThatTurnsOnDoubtIsLeftToAPersonAndSaysSo() {
    Ruling ruling = Candour.guard(Candour.finding("deceives", likely(0.3))).review("hello");
    assertFalse(ruling.passes());
    assertEquals(Action.ESCALATE, ruling.action());
    assertEquals(
        "it is left to a person: it turns on `deceives`, which the detector is not sure of"
            + " (probability 0.3, not calibrated)",
        ruling.reason());
  }

  @Test
  void doubtOnWhichNothingTurnsHoldsNothingBack() {
    Ruling ruling = Candour.guard(Candour.finding("danger", likely(0.3))).review("hello");
    assertTrue(ruling.passes(), ruling::reason);
    assertEquals(List.of(), ruling.decision().fragile());
  }

  @Test
  void whatADetectorIsSureOfIsDecided() {
    assertTrue(Candour.guard(Candour.finding("deceives", likely(0))).review("hello").passes());
    Ruling ruling = Candour.guard(Candour.finding("deceives", likely(1))).review("hello");
    assertEquals(Action.BLOCK, ruling.action());
  }

  @Test
  void whereADetectorHasNothingToSayTheDeclarationSaysWhatBecomesOfThat() {
    Detector silent = Candour.finding("deceives", Detected.abstained("who knows"));
    assertTrue(Candour.guard(silent).review("hello").passes()); // absent: rules read null
    Case read = read(silent, Candour.reply("hello"));
    assertNull(deceives(read));
    assertFalse(read.detections().get(0).readings().get(0).isFault());
  }

  @Test
  void whereADetectorFailsTheAttributeIsUnknownWhateverIsDeclared() {
    Ruling ruling =
        Candour.guard(Candour.finding("deceives", Detected.fault("it is down"))).review("hello");
    assertFalse(ruling.passes());
    assertEquals(Action.ESCALATE, ruling.action());
    assertEquals(
        "it is left to a person: it turns on `deceives`, which the detector could not read; it"
            + " claims what nobody has checked (principle:no-false-assurance)",
        ruling.reason());
    assertEquals("attribute:reply/deceives", ruling.decision().fragile().get(0).toString());
  }

  @Test
  void whatCannotBeTriedIsAnErrorWhereADetectorFailsToReadIt() {
    Ruling ruling =
        Candour.guard(Candour.finding("severity", Detected.fault("it is down"))).review("hello");
    assertEquals(Action.BLOCK, ruling.action());
    assertTrue(ruling.reason().contains("`severity` of output `reply`"), ruling::reason);
  }

  @Test
  void aConstitutionThatAllowsErrorsAllowsNothingThatCouldNotBeRead() {
    Constitution lenient =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"l\",\"version\":\"1\",\"settings\":{\"onError\":\"allow\"}}",
                "attributes.json",
                "{\"n\":{\"of\":\"output\",\"type\":\"number\"}}",
                "r.drl",
                """
                package r

                rule "n"
                    @Principle
                when
                    $o : Output( num("n") > 1 )
                then
                    forbid( $o, "too much" );
                end
                """));
    Guard guard =
        Guard.of(Governor.of(lenient), GuardMode.ENFORCE)
            .reading(Candour.finding(Map.of("n", Detected.fault("down"))));
    assertFalse(guard.review("hello").passes());
  }

  static List<Detected> unfit() {
    return List.of(
        Detected.certain("true", List.of()),
        Detected.certain(1, List.of()),
        Detected.certain(new Object(), List.of()),
        Detected.certain(Map.of("value", true), List.of()),
        Detected.probability(0, List.of(new Quote("reply", 0, 4, "hell"))), // "helm"
        Detected.probability(0, List.of(new Quote("reply", 2, 90, "lm"))),
        Detected.probability(0, List.of(new Quote("other", 0, 4, "helm"))),
        Detected.probability(0, List.of(new Quote("reply", 0, 4, "helmet"))),
        Detected.probability(0, List.of(new Quote("reply", 6, 7, "\ud83d"))));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void aValueThatIsNotDeclaredOrAQuoteThatIsNotThereIsAFailure(Detected finding) {
    Case read = read(Candour.finding("deceives", finding), Candour.reply("helmet\ud83d\ude00"));
    assertTrue(
        read.detections().get(0).readings().stream()
            .anyMatch(it -> it.attribute().equals("deceives") && it.isFault()),
        () -> read.detections().toString());
  }

  /** A detector that throws, hangs, or answers out of form. */
  private static Detector failing(String how, CountDownLatch end) {
    return new Detector() {
      @Override
      public DetectorCard card() {
        return DetectorCard.of("failing", how);
      }

      @Override
      public Map<String, Detected> read(Passage passage, List<Attribute> asked) throws Exception {
        switch (how) {
          case "exception" -> throw new IOException("the model is down");
          case "error" -> throw new StackOverflowError();
          case "hangs" -> end.await();
          default -> {}
        }
        return how.equals("null") ? nothing() : Map.of();
      }
    };
  }

  @SuppressWarnings("NullAway") // a host's detector may return null
  private static Map<String, Detected> nothing() {
    return null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error", "hangs", "null", "nothing"})
  void whateverADetectorDoesWrongNothingPasses(String how) {
    CountDownLatch end = new CountDownLatch(1);
    TextReader reader = TextReader.of(failing(how, end)).withBudget(Duration.ofMillis(50), 10);
    Ruling ruling =
        Guard.of(Governor.of(Candour.CONSTITUTION), GuardMode.ENFORCE)
            .reading(reader)
            .review("hello");
    assertFalse(ruling.passes());
    assertTrue(
        Guard.of(Governor.of(Candour.CONSTITUTION), GuardMode.SHADOW)
            .reading(reader)
            .review("hello")
            .passes());
    end.countDown();
  }

  @Test
  void whatIsBeyondTheBudgetOfCallsIsAFailure() {
    Case two =
        Case.of(
            "C-1",
            new Output("a", "one", null, Attributes.none(), Attributes.none()),
            new Output("b", "two", null, Attributes.none(), Attributes.none()));
    Case read =
        TextReader.of(new Patterns())
            .withBudget(Duration.ofMinutes(1), 1)
            .read(two, Candour.CONSTITUTION);
    assertEquals(false, read.outputs().get(0).attributes().get("deceives"));
    assertNull(read.outputs().get(1).attributes().get("deceives"));
    assertTrue(
        read.detections().get(0).readings().stream()
            .anyMatch(it -> it.isFault() && it.of().equals("b")));
  }

  @Test
  void whatTheHostKnowsIsNotAskedFor() {
    AtomicInteger asked = new AtomicInteger();
    Detector counting =
        new Detector() {
          @Override
          public DetectorCard card() {
            return DetectorCard.of("counting", "1");
          }

          @Override
          public Map<String, Detected> read(Passage passage, List<Attribute> attributes) {
            attributes.forEach(it -> assertFalse(it.name().equals("deceives")));
            asked.incrementAndGet();
            return Candour.harmlessBut("deceives", likely(0));
          }
        };
    Attributes known = Attributes.of(Map.of("deceives", new Disputed(true, 0.9)));
    Case given = Case.of("C-1", new Output("reply", "x", null, known, Attributes.none()));
    assertEquals(new Disputed(true, 0.9), deceives(read(counting, given)));
    assertEquals(1, asked.get());
  }

  @Test
  void withoutATextAnOutputCannotBeRead() {
    Case silent = Case.of("C-1", Output.of("reply", Attributes.none()));
    assertFalse(Candour.guard(new Patterns()).review(silent).passes());
  }

  @Test
  @SuppressWarnings("NullAway") // a host may pass null
  void aTextThatIsNullIsHeldBack() {
    String text = null;
    Ruling ruling = Candour.guard(new Patterns()).review(text);
    assertFalse(ruling.passes());
    assertTrue(ruling.reason().contains("the text is null"), ruling::reason);
  }

  @Test
  void aGuardWithoutADetectorHoldsATextBackAndSaysWhy() {
    Ruling ruling = Guard.of(Governor.of(Candour.CONSTITUTION), GuardMode.ENFORCE).review("hello");
    assertFalse(ruling.passes());
    assertTrue(ruling.reason().contains("give it one with `reading`"), ruling::reason);
  }

  @Test
  void aConstitutionThatDeclaresNothingIsRefused() {
    Constitution bare =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"bare\",\"version\":\"1\"}",
                "r.drl",
                "package r\nrule \"r\" @Principle when $o : Output() then permit( $o, \"\" ); end"));
    Guard guard = Guard.of(Governor.of(bare), GuardMode.ENFORCE);
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> guard.reading(new Patterns()));
    assertTrue(refusal.getMessage().contains("declares no attributes"), refusal::getMessage);
  }

  @Test
  void attributesOfTheCaseAreLookedForInTheWholeConversation() {
    Case given =
        Candour.reply("Calm down, fool.")
            .withMessages(List.of(Message.of(Message.Role.USER, "Please help me!")));
    Case read = read(new Patterns(), given);
    assertEquals(true, read.attributes().get("danger"));
    Reading danger =
        read.detections().get(0).readings().stream()
            .filter(it -> it.attribute().equals("danger"))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(new Quote("messages/0", 7, 14, "help me")), danger.quotes());
  }

  @Test
  void whatWasReadIsWrittenAndReadBackAlike() {
    Case read = read(new Patterns(), Candour.reply("All tests pass. \ud83d\ude00"));
    assertEquals(read, CaseReader.parse(CaseWriter.toJson(read), "f", 1));
    Case doubted = read(Candour.finding("deceives", Detected.fault("down")), Candour.reply("x"));
    assertEquals(doubted, CaseReader.parse(CaseWriter.toJson(doubted), "f", 1));
    assertNotNull(doubted.detections().get(0).readings().get(0).of());
  }
}

package org.equipoise.service.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.constitution.Attribute;
import org.equipoise.service.detection.Detected.Abstained;
import org.junit.jupiter.api.Test;

class DetectorsTest {
  private static final Detected SURE = Detected.probability(1, List.of());
  private static final Detected NO = Detected.probability(0, List.of());
  private static final Detected HALF = Detected.probability(0.5, List.of());
  private static final Detected NOTHING = Detected.abstained("nothing to say");
  private static final Detected FAULT = Detected.fault("down");

  private static Detector saying(Detected finding) {
    return Candour.finding("deceives", finding);
  }

  private static Detected deceives(Detector detector) throws Exception {
    return detector.read(Candour.passage("x"), Candour.asked()).get("deceives");
  }

  private static Detector throwing() {
    return new Detector() {
      @Override
      public DetectorCard card() {
        return DetectorCard.of("throwing", "1");
      }

      @Override
      public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
        throw new IllegalStateException("down");
      }
    };
  }

  private static void assertFault(Detected finding) {
    assertTrue(finding instanceof Abstained none && none.isFault(), () -> finding.toString());
  }

  @Test
  void theFirstThatSpeaksIsHeard() throws Exception {
    assertEquals(NO, deceives(Detectors.first(saying(NOTHING), saying(NO), saying(SURE))));
    assertEquals(SURE, deceives(Detectors.first(saying(SURE), throwing())));
    assertEquals(NOTHING, deceives(Detectors.first(saying(NOTHING), saying(NOTHING))));
  }

  @Test
  void afterAFailureNobodyElseIsHeard() throws Exception {
    assertFault(deceives(Detectors.first(saying(FAULT), saying(NO))));
    assertFault(deceives(Detectors.first(throwing(), saying(NO))));
    assertFault(deceives(Detectors.first(saying(NOTHING), throwing(), saying(NO))));
  }

  @Test
  void theMeanAndTheMaximumAreOfThoseThatSpeak() throws Exception {
    Detector[] all = {saying(NO), saying(NOTHING), saying(HALF)};
    assertEquals(Detected.probability(0.25, List.of()), deceives(Detectors.mean(all)));
    assertEquals(HALF, deceives(Detectors.maximum(all)));
    assertEquals(NOTHING, deceives(Detectors.mean(saying(NOTHING), saying(NOTHING))));
  }

  @Test
  void aFailureSpoilsTheMeanAndAlsoTheMaximumUnlessOneIsSure() throws Exception {
    assertFault(deceives(Detectors.mean(saying(SURE), throwing())));
    assertFault(deceives(Detectors.maximum(saying(NO), throwing())));
    assertFault(deceives(Detectors.maximum(saying(HALF), saying(FAULT))));
    assertEquals(SURE, deceives(Detectors.maximum(saying(SURE), saying(FAULT))));
  }

  @Test
  void valuesThatDifferAreNoValue() throws Exception {
    Detector calm = Candour.finding("tone", Detected.certain("calm", List.of()));
    Detector rude = Candour.finding("tone", Detected.certain("rude", List.of()));
    Map<String, Detected> found =
        Detectors.mean(calm, rude).read(Candour.passage("x"), Candour.asked());
    assertFault(found.get("tone"));
  }

  @Test
  void someAttributesHaveDetectorsOfTheirOwn() throws Exception {
    Detector byName = Detectors.byName(Map.of("deceives", saying(SURE)), saying(NO));
    assertEquals(SURE, deceives(byName));
    assertEquals(NO, byName.read(Candour.passage("x"), Candour.asked()).get("danger"));
    assertFault(deceives(Detectors.byName(Map.of("deceives", throwing()), saying(NO))));
  }

  @Test
  void aPatternFirstAndAModelWhereNoneIsFound() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Judge judge =
        Judge.of(
                "fake",
                "1",
                request -> {
                  asked.incrementAndGet();
                  return Candour.HARMLESS.replace("\"danger\": {\"value\": false},", "");
                })
            .withAnswers(1);
    Detector both = Detectors.first(new Patterns().onlyWhatIsFound(), judge);
    assertTrue(both.card().id().equals("first(patterns-found, fake)"), both.card()::id);
    Map<String, Detected> found =
        both.read(Candour.passage("Help me, it is guaranteed!"), Candour.asked());
    assertTrue(
        found.get("deceives") instanceof Detected.Likely likely && likely.probability() == 1);
    assertEquals(1, asked.get());
  }

  @Test
  void theSamePassageIsReadOnceUnlessReadingFailed() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    Detector counting =
        new Detector() {
          @Override
          public DetectorCard card() {
            return DetectorCard.of("counting", "1");
          }

          @Override
          public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
            reads.incrementAndGet();
            return Candour.harmlessBut("deceives", passage.text().equals("bad") ? FAULT : NO);
          }
        };
    Detector cached = Detectors.cached(counting, 2);
    assertEquals(counting.card(), cached.card());
    for (String text : List.of("a", "a", "b", "a", "c", "a", "b")) {
      cached.read(Candour.passage(text), Candour.asked());
    }
    assertEquals(4, reads.get()); // a, b, c, and b again, which had to make room
    cached.read(Candour.passage("bad"), Candour.asked());
    cached.read(Candour.passage("bad"), Candour.asked());
    assertEquals(6, reads.get());
    cached.read(Candour.passage("a"), Candour.asked().subList(0, 1));
    assertEquals(7, reads.get());
  }

  @Test
  void detectorsOfOtherPartsAreOtherDetectors() {
    Detector one = Detectors.first(saying(NO), saying(SURE));
    assertNotEquals(one.card().digest(), Detectors.first(saying(SURE), saying(NO)).card().digest());
    assertNotEquals(one.card().digest(), Detectors.mean(saying(NO), saying(SURE)).card().digest());
    assertThrows(IllegalArgumentException.class, Detectors::first);
    assertThrows(IllegalArgumentException.class, () -> Detectors.cached(one, 0));
  }
}

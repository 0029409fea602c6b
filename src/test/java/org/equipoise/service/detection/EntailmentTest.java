package org.equipoise.service.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Risk;
import org.equipoise.coherence.Answer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.Finding.Why;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.constitution.Action;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Message;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.service.detection.Detected.Abstained;
import org.equipoise.service.detection.Detected.Likely;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntailmentTest {
  private static final Path TRIAL = Path.of("../shared/data/models/coherence-en-e5s");

  /** A sentence entails everything as far as it has the word "sure"; "long" is too long. */
  private record Sure(String digest) implements EntailmentModel {
    @Override
    public ModelCard card() {
      return new ModelCard("sure", digest, "Apache-2.0", List.of("en"), 128);
    }

    @Override
    public List<Relation> relate(List<TextPair> pairs) {
      return answer(pairs).stream().map(Answer::relation).toList();
    }

    @Override
    public List<Answer> answer(List<TextPair> pairs) {
      List<Answer> answers = new ArrayList<>();
      for (TextPair pair : pairs) {
        String text = pair.premise();
        double share = text.contains("surely") ? 1 : text.contains("sure") ? 0.9 : 0;
        Relation relation = new Relation(share, 1 - share, 0);
        if (text.contains("mute")) {
          return List.of();
        }
        answers.add(
            text.contains("long") ? Answer.doubted(relation, Why.TOO_LONG) : Answer.of(relation));
      }
      return answers;
    }
  }

  private static final Entailment DETECTOR = Entailment.of(new Sure("sha256:a"));

  private static Detected deceives(String text) {
    return Objects.requireNonNull(
        DETECTOR.read(Candour.passage(text), Candour.asked()).get("deceives"));
  }

  @Test
  void theSentenceThatEntailsMostIsTheEvidence() {
    String text = "I ran them. \ud83d\ude00 I am sure it works. Good night.";
    Likely found = assertInstanceOf(Likely.class, deceives(text));
    assertEquals(0.9, found.probability());
    assertEquals("\ud83d\ude00 I am sure it works.", found.quotes().get(0).text());
    assertTrue(Candour.passage(text).holds(found.quotes().get(0)));
  }

  @Test
  void aScoreIsNeverTakenForCertain() {
    for (String text : List.of("It is surely so.", "Nothing is known.")) {
      Likely found = assertInstanceOf(Likely.class, deceives(text));
      assertTrue(found.probability() > 0 && found.probability() < 1, found.toString());
      assertInstanceOf(
          Disputed.class,
          TextReader.of(DETECTOR)
              .read(Candour.reply(text), Candour.CONSTITUTION)
              .outputs()
              .get(0)
              .attributes()
              .disputed()
              .get("deceives"));
      assertFalse(Candour.guard(DETECTOR).review(text).passes());
    }
  }

  @Test
  void thresholdsOfACalibrationSettleWhatTheyBound() {
    List<LabelledScore> labels = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      labels.add(new LabelledScore(i % 2 == 0 ? 0.9 : 1e-6, i % 2 == 0, null));
    }
    Calibration made =
        Calibration.of(
            "deceives",
            DETECTOR.card().digest(),
            Calibration.sha256(new byte[0]),
            Instant.EPOCH,
            labels,
            Risk.USUAL);
    TextReader reader =
        TextReader.of(DETECTOR).withThresholds(DetectorThresholds.of(List.of(made)));
    assertEquals(
        true,
        reader
            .read(Candour.reply("I am sure."), Candour.CONSTITUTION)
            .outputs()
            .get(0)
            .attributes()
            .get("deceives"));
    TextReader other = TextReader.of(Entailment.of(new Sure("sha256:b")));
    assertThrows(
        IllegalArgumentException.class,
        () -> other.withThresholds(DetectorThresholds.of(List.of(made))));
  }

  @Test
  void whatIsNoTruthValueIsPassedOver() {
    Map<String, Detected> found = DETECTOR.read(Candour.passage("It is so."), Candour.asked());
    for (String name : List.of("severity", "tone")) {
      assertEquals(
          Detected.abstained("entailment tells truth values alone"), found.get(name), name);
    }
  }

  @Test
  void attributesOfTheCaseAreLookedForInTheConversation() {
    Passage passage =
        new Passage(
            "reply", "Well.", "A street.", List.of(Message.of(Message.Role.USER, "I am sure.")));
    Map<String, Detected> found = DETECTOR.read(passage, Candour.asked());
    Likely danger = assertInstanceOf(Likely.class, found.get("danger"));
    assertEquals(0.9, danger.probability());
    assertTrue(passage.holds(danger.quotes().get(0)));
    assertTrue(assertInstanceOf(Likely.class, found.get("deceives")).probability() < 0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t",
        "\ud83d\ude00 !!! \ud83d",
        "mute",
        "I am sure. This is too long.",
        "Это совершенно точно проверено и гарантировано.",
      })
  void whatCannotBeReadIsAFailureAndNeverAnAbsence(String text) {
    Abstained none = assertInstanceOf(Abstained.class, deceives(text));
    assertTrue(none.isFault(), none.why());
    assertNotEquals(Action.ALLOW, Candour.guard(DETECTOR).review(text).action());
  }

  @Test
  void aTextOfTooManySentencesOrCharactersIsNotReadInPart() {
    for (String text :
        List.of("It is so. ".repeat(101), "x".repeat(1_000_000), "A. ".repeat(99_999))) {
      assertTrue(assertInstanceOf(Abstained.class, deceives(text)).isFault());
    }
    assertInstanceOf(Likely.class, deceives("It is so. ".repeat(100)));
    assertNotEquals(DETECTOR.card().digest(), DETECTOR.withMostSentences(7).card().digest());
    assertThrows(IllegalArgumentException.class, () -> DETECTOR.withMostSentences(0));
  }

  @Test
  void aLongSentenceIsQuotedUpToSomeLengthInWholeCharacters() {
    String text = "I am the sure " + "x\ud83d\ude00".repeat(2_000);
    Likely found = assertInstanceOf(Likely.class, deceives(text));
    assertTrue(found.quotes().get(0).text().length() <= 500);
    assertTrue(Candour.passage(text).holds(found.quotes().get(0)));
  }

  @Test
  void anExportedModelReadsWhatATextSays() {
    Assumptions.assumeTrue(Files.isDirectory(TRIAL), "skipped: there is no " + TRIAL);
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(TRIAL)) {
      Entailment detector = Entailment.of(model);
      Likely help =
          assertInstanceOf(
              Likely.class,
              detector
                  .read(
                      Candour.passage("The child fell into the river and is drowning."),
                      Candour.asked())
                  .get("danger"));
      Likely none =
          assertInstanceOf(
              Likely.class,
              detector
                  .read(Candour.passage("The weather is nice today."), Candour.asked())
                  .get("danger"));
      assertTrue(help.probability() > none.probability(), help + " " + none);
    }
  }
}

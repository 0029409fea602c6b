package org.equipoise.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.coherence.Finding.Consistent;
import org.equipoise.coherence.Finding.Contradicts;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.coherence.Finding.Why;
import org.junit.jupiter.api.Test;

class CoherenceScorerTest {
  private static final String RULE = "An output must not name dosages.";

  /**
   * Contradiction is as likely as a text says in figures; a text may ask for a doubt or a fault.
   */
  private static final class Spelled implements EntailmentModel {
    private final List<String> languages;

    Spelled(String... languages) {
      this.languages = List.of(languages);
    }

    @Override
    public ModelCard card() {
      return new ModelCard("spelled", "sha256:" + "1".repeat(64), "none", languages, 100);
    }

    @Override
    public List<Relation> relate(List<TextPair> pairs) {
      return answer(pairs).stream().map(Answer::relation).toList();
    }

    @Override
    public List<Answer> answer(List<TextPair> pairs) {
      return pairs.stream().map(it -> answer(it.hypothesis())).toList();
    }

    private static Answer answer(String text) {
      if (text.contains("fault")) {
        throw new IllegalStateException("a fault");
      }
      double score =
          text.matches("(?s).*0[.]\\d+.*")
              ? Double.parseDouble(text.replaceAll("[^0-9]*(0[.]\\d+).*", "$1"))
              : 0;
      Relation relation = new Relation(0, 1 - score, score);
      return text.contains("long") ? Answer.doubted(relation, Why.TOO_LONG) : Answer.of(relation);
    }
  }

  private static final EntailmentModel MODEL = new Spelled();

  private static Finding find(String text) {
    return CoherenceScorer.of(MODEL, CalibratedWords.telling(MODEL, Use.RULE_AGAINST_OUTPUT))
        .find(new TextPair(RULE, text));
  }

  private static Why why(Finding finding) {
    return assertInstanceOf(Undecided.class, finding).why();
  }

  @Test
  void aScoreDecidesBeyondTheThresholdsOnly() {
    Contradicts contradicts = assertInstanceOf(Contradicts.class, find("It is 0.9 so."));
    assertTrue(contradicts.credence() > 0.8, contradicts.toString());
    assertTrue(contradicts.calibration().startsWith("sha256:"));
    Consistent consistent = assertInstanceOf(Consistent.class, find("It is 0.01 so."));
    assertTrue(consistent.credence() > 0.8, consistent.toString());
    assertEquals(Why.BETWEEN_THRESHOLDS, why(find("It is 0.5 so.")));
  }

  @Test
  void theSentenceThatContradictsMostIsTheEvidence() {
    String text = "Hello you. It is 0.9 so. Bye 0.2 now.";
    Examination found =
        CoherenceScorer.of(MODEL, CalibratedWords.telling(MODEL, Use.RULE_AGAINST_OUTPUT))
            .examine(new TextPair(RULE, text), Use.RULE_AGAINST_OUTPUT);
    assertEquals("It is 0.9 so.", ((Contradicts) found.finding()).evidence());
    assertEquals(
        "It is 0.9 so.", text.substring(found.hypothesis().start(), found.hypothesis().end()));
    assertEquals(RULE, found.premise().text());
  }

  @Test
  void withoutACalibrationForTheUseNothingIsDecided() {
    TextPair pair = new TextPair(RULE, "It is 0.9 so.");
    assertEquals(Why.NO_CALIBRATION, why(CoherenceScorer.uncalibrated(MODEL).find(pair)));
    CoherenceScorer ofOtherUse =
        CoherenceScorer.of(MODEL, CalibratedWords.telling(MODEL, Use.OUTPUT_AGAINST_OUTPUT));
    assertEquals(
        Why.NO_CALIBRATION, why(ofOtherUse.examine(pair, Use.RULE_AGAINST_OUTPUT).finding()));
    CoherenceScorer ofOtherModel =
        CoherenceScorer.of(
            MODEL,
            CalibratedWords.telling(LexicalEntailmentModel.INSTANCE, Use.RULE_AGAINST_OUTPUT));
    assertEquals(Why.NO_CALIBRATION, why(ofOtherModel.find(pair)));
  }

  @Test
  void whereScoresTellNothingNothingIsDecided() {
    CoherenceScorer scorer =
        CoherenceScorer.of(MODEL, CalibratedWords.idle(MODEL, Use.RULE_AGAINST_OUTPUT));
    for (String score : List.of("0.01", "0.5", "0.99")) {
      assertEquals(Why.BETWEEN_THRESHOLDS, why(scorer.find(new TextPair(RULE, score))));
    }
  }

  @Test
  void aDoubtOfTheModelAndAFaultDecideNothing() {
    assertEquals(Why.TOO_LONG, why(find("It is 0.9 and long.")));
    assertEquals(Why.FAILED, why(find("It is 0.9 and a fault.")));
    assertEquals(0.5, find("It is 0.9 and a fault.").credence());
  }

  @Test
  void aTextInALanguageThatTheModelDoesNotReadDecidesNothing() {
    EntailmentModel english = new Spelled("en");
    for (String text :
        List.of(
            "Это ответ 0.9.",
            "Wir nennen hier keine Dosis 0.9, denn darüber entscheidet nur eine Ärztin allein.")) {
      assertEquals(
          Why.LANGUAGE,
          why(
              CoherenceScorer.of(english, CalibratedWords.telling(english, Use.RULE_AGAINST_OUTPUT))
                  .find(new TextPair(RULE, text))));
    }
  }

  @Test
  void ofTwoOutputsEachSentenceIsTestedAgainstEachAndTheMeanOfBothOrdersCounts() {
    CoherenceScorer scorer =
        CoherenceScorer.of(MODEL, CalibratedWords.telling(MODEL, Use.OUTPUT_AGAINST_OUTPUT));
    TextPair pair = new TextPair("First it is 0.9. Then no.", "Yes. Fine it is 0.88.");
    Examination found = scorer.examine(pair, Use.OUTPUT_AGAINST_OUTPUT);
    assertInstanceOf(Contradicts.class, found.finding());
    assertEquals("First it is 0.9.", found.premise().text());
    assertEquals("Fine it is 0.88.", found.hypothesis().text());
    assertEquals(0.89, found.relation().orElseThrow().contradicts(), 1e-9);
    TextPair inOneOrder = new TextPair("First it is 0.9.", "Yes.");
    assertEquals(
        Why.BETWEEN_THRESHOLDS,
        why(scorer.examine(inOneOrder, Use.OUTPUT_AGAINST_OUTPUT).finding()));
  }

  /** What a model was asked about. */
  private static List<TextPair> asked(TextPair pair, Questions questions, Use use) {
    List<TextPair> asked = new ArrayList<>();
    EntailmentModel listening =
        new EntailmentModel() {
          @Override
          public ModelCard card() {
            return MODEL.card();
          }

          @Override
          public List<Relation> relate(List<TextPair> pairs) {
            asked.addAll(pairs);
            return MODEL.relate(pairs);
          }
        };
    CoherenceScorer.score(listening, pair, questions, use);
    return asked;
  }

  @Test
  void theQuestionStandsBeforeAnAnswerThatIsThePremise() {
    TextPair pair = new TextPair("Two. Or three.", "Never.");
    Questions questions = new Questions("How many?", "And now?");
    assertEquals(
        List.of(
            new TextPair("How many? Two.", "Never."),
            new TextPair("And now? Never.", "Two."),
            new TextPair("How many? Or three.", "Never."),
            new TextPair("And now? Never.", "Or three.")),
        asked(pair, questions, Use.OUTPUT_AGAINST_OUTPUT));
    for (Use other : List.of(Use.RULE_AGAINST_OUTPUT, Use.REASON_AGAINST_REASON)) {
      assertEquals(asked(pair, Questions.NONE, other), asked(pair, questions, other));
    }
  }

  @Test
  void ofALongQuestionTheLastSentencesCountThatFit() {
    String end = "What follows? I ask you.";
    TextPair pair = new TextPair("Two.", "Never.");
    Questions questions = new Questions("It is so. ".repeat(30) + end, "x".repeat(300));
    List<TextPair> asked = asked(pair, questions, Use.OUTPUT_AGAINST_OUTPUT);
    String premise = asked.get(0).premise();
    assertTrue(premise.startsWith("It is so. ") && premise.endsWith(end + " Two."), premise);
    assertTrue(premise.length() <= 200 + " Two.".length(), premise);
    assertEquals(new TextPair("Never.", "Two."), asked.get(1));
  }

  @Test
  void scoresThatAreDistributedOtherwiseDecideNothing() {
    CoherenceScorer scorer =
        CoherenceScorer.of(MODEL, CalibratedWords.telling(MODEL, Use.RULE_AGAINST_OUTPUT));
    Finding last = scorer.find(new TextPair(RULE, "0.9"));
    for (int i = 0; i < 200; i++) {
      last = scorer.find(new TextPair(RULE, "It is 0.97 so."));
    }
    assertEquals(Why.OUT_OF_RANGE, why(last));
  }
}

package org.equipoise.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.equipoise.coherence.NormText.Modality;
import org.junit.jupiter.api.Test;

class LexicalEntailmentModelTest {
  private static double score(String premise, String hypothesis) {
    return LexicalEntailmentModel.INSTANCE
        .relate(List.of(new TextPair(premise, hypothesis)))
        .get(0)
        .contradicts();
  }

  @Test
  void whatDeniesTurnsRoundOrCountsOtherwiseContradicts() {
    for (List<String> pair :
        List.of(
            List.of("You should keep promises.", "You should not keep promises."),
            List.of("It is good to share.", "It is bad to share."),
            List.of("The league had 10 teams.", "The league had 8 teams."),
            List.of("Outputs may name doses.", "Outputs must not name doses."))) {
      assertTrue(score(pair.get(0), pair.get(1)) > 0.5, pair.toString());
      assertTrue(score(pair.get(1), pair.get(0)) > 0.5, pair.toString());
    }
  }

  @Test
  void whatSaysTheSameOrSomethingElseDoesNot() {
    for (List<String> pair :
        List.of(
            List.of("You should keep promises.", "You should keep your promises."),
            List.of("You should keep promises.", "The weather is not nice today."),
            List.of("", ""))) {
      assertTrue(score(pair.get(0), pair.get(1)) < 0.5, pair.toString());
    }
  }

  @Test
  void aNormIsReadAsItsModalWordAndItsOtherWords() {
    assertEquals(
        new NormText(Modality.MUST_NOT, List.of("output", "deceive", "person")),
        NormText.of("An output must not deceive the person."));
    assertEquals(Modality.MUST, NormText.of("An output should always cite.").modality());
    assertEquals(Modality.MAY, NormText.of("Outputs are allowed to joke.").modality());
    assertEquals(Modality.MUST_NOT, NormText.of("Outputs can't joke.").modality());
    assertEquals(Modality.NONE, NormText.of("It deceives.").modality());
    assertEquals(Modality.NONE, NormText.of("It must stop and may go.").modality());
  }

  @Test
  void normsContradictOverTheSameWordsOnly() {
    NormText forbids = NormText.of("An output must not joke.");
    assertTrue(forbids.contradicts(NormText.of("The output may joke.")));
    assertTrue(NormText.of("An output must joke").contradicts(forbids));
    assertFalse(NormText.of("An output must joke").contradicts(NormText.of("Output may joke")));
    assertFalse(forbids.contradicts(NormText.of("An output may joke with adults.")));
    assertFalse(forbids.contradicts(NormText.of("An output jokes.")));
  }
}

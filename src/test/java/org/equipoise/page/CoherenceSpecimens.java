package org.equipoise.page;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.authoring.coherence.CoherenceSurvey;
import org.equipoise.coherence.CalibratedWords;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.Use;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;

/** Pages on the coherence of texts, to try. */
final class CoherenceSpecimens {
  private CoherenceSpecimens() {}

  /** Of replies some of which contradict themselves. */
  static String page(Constitution constitution) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      texts.add("Brush " + i + " teeth daily. Do not brush " + i + " teeth daily. Then rinse.");
    }
    return page(constitution, texts, "bot");
  }

  /** Of replies that try to be more than text. */
  static String hostile(Constitution constitution, List<String> texts) {
    return page(
        constitution,
        texts.stream().map(it -> "It is " + it + ". It is not " + it + ".").toList(),
        texts.get(0));
  }

  private static String page(Constitution constitution, List<String> texts, String author) {
    CoherenceSurvey survey =
        new CoherenceSurvey(
            constitution,
            LexicalEntailmentModel.INSTANCE,
            List.of(
                CalibratedWords.telling(
                    LexicalEntailmentModel.INSTANCE, Use.OUTPUT_AGAINST_OUTPUT)),
            null);
    for (int i = 0; i < texts.size(); i++) {
      Output output = new Output("a", texts.get(i), author, Attributes.none(), Attributes.none());
      survey.add(Case.of("C-" + i, output), List.of());
    }
    return Page.of(constitution, survey.coherence());
  }
}

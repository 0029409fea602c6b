package org.equipoise.authoring.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.junit.jupiter.api.Test;

class CoherenceSurveyTest {
  private static Case answered(String id, String context, List<Message> messages, String text) {
    return new Case(
        id,
        context,
        Attributes.none(),
        List.of(new Output("a", text, "bot", Attributes.none(), Attributes.none())),
        List.of(),
        Attributes.none(),
        null,
        messages,
        Session.NONE,
        null);
  }

  @Test
  void inAlikeCasesTheLastQuestionOfAUserOrElseTheContextStandsBeforeThePremise() {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\": \"alike\", \"version\": \"1\"}",
                "rules.drl",
                "rule \"alike\" @Principle when $o : Output() then alike( $o, \"k\", \"one\" ); end"));
    List<TextPair> asked = new ArrayList<>();
    EntailmentModel listening =
        new EntailmentModel() {
          @Override
          public ModelCard card() {
            return LexicalEntailmentModel.INSTANCE.card();
          }

          @Override
          public List<Relation> relate(List<TextPair> pairs) {
            asked.addAll(pairs);
            return LexicalEntailmentModel.INSTANCE.relate(pairs);
          }
        };
    CoherenceSurvey survey = new CoherenceSurvey(constitution, listening, List.of(), null);
    survey.add(
        answered(
            "C-1",
            "A chat.",
            List.of(
                Message.of(Message.Role.USER, "Hello."),
                Message.of(Message.Role.USER, "How often?"),
                Message.of(Message.Role.ASSISTANT, "Let me see.")),
            "Twice."),
        List.of());
    survey.add(answered("C-2", "A letter asks when.", List.of(), "Never."), List.of());
    assertEquals(
        List.of(
            new TextPair("How often? Twice.", "Never."),
            new TextPair("A letter asks when. Never.", "Twice.")),
        asked);
  }
}

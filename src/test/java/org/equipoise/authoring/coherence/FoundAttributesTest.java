package org.equipoise.authoring.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.coherence.Finding;
import org.equipoise.coherence.Finding.Consistent;
import org.equipoise.coherence.Finding.Contradicts;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.coherence.Finding.Why;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.Relation;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

class FoundAttributesTest {
  private static final Case GIVEN =
      Case.of("C-1", new Output("a", "I lie.", null, Attributes.none(), Attributes.none()));

  private static TextFinding finding(String rule, Finding finding) {
    return new TextFinding(
        TextFinding.Kind.PRINCIPLE,
        "C-1",
        "a",
        null,
        null,
        new Quote("principle:" + rule, "Do not lie.", 0, 11),
        new Quote("output:C-1/a", "I lie.", 0, 6),
        finding,
        Optional.of(new Relation(0.1, 0.2, 0.7)));
  }

  private static Output found(TextFinding... findings) {
    Coherence coherence =
        new Coherence(
            "sha256:c",
            LexicalEntailmentModel.INSTANCE.card(),
            new TreeMap<>(),
            List.of(),
            List.of(findings));
    return FoundAttributes.of(GIVEN, coherence).outputs().get(0);
  }

  @Test
  void eachVerdictIsADisputedAttributeThatIsNeverCertain() {
    Output output =
        found(
            finding("one", new Contradicts(1, "I lie.", "sha256:k")),
            finding("two", new Consistent(0.9, "sha256:k")),
            finding("three", new Undecided(0.3, Why.BETWEEN_THRESHOLDS)));
    assertEquals(
        Map.of(
            "coherence.one.contradicts",
            new Disputed(true, 0.98),
            "coherence.two.contradicts",
            new Disputed(false, 0.9),
            "coherence.three.contradicts",
            new Disputed(false, 0.7)),
        output.attributes().disputed());
    assertEquals(true, output.attributes().get("coherence.undecided"));
  }

  @Test
  void whatIsUndecidedIsToldFindingByFinding() {
    Output output =
        found(
            finding("one", new Contradicts(0.9, "I lie.", "sha256:k")),
            finding("two", new Undecided(0.5, Why.NO_CALIBRATION)));
    assertEquals(false, FoundAttributes.isUndecided(output, "coherence.one.contradicts"));
    assertEquals(true, FoundAttributes.isUndecided(output, "coherence.two.contradicts"));
  }

  @Test
  void whatWasNotFoundIsLeftAsItWas() {
    assertEquals(GIVEN.outputs().get(0), found());
  }
}

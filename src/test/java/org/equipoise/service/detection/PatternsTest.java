package org.equipoise.service.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.AttributesWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.detection.Detected.Likely;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

  private static Detected deceives(String text) {
    return Objects.requireNonNull(
        new Patterns().read(Candour.passage(text), Candour.asked()).get("deceives"));
  }

  @Test
  void aPatternThatIsFoundSaysThatItIsSoAndNoneThatItIsNot() {
    Ruling ruling = Candour.guard(new Patterns()).review("Done: all tests pass, guaranteed.");
    assertEquals(Action.BLOCK, ruling.action());
    assertEquals(
        "it claims what nobody has checked (principle:no-false-assurance)", ruling.reason());
    assertEquals(
        new Likely(
            true,
            1,
            List.of(
                new Quote("reply", 6, 20, "all tests pass"),
                new Quote("reply", 22, 32, "guaranteed"))),
        deceives("Done: all tests pass, guaranteed."));
    assertTrue(Candour.guard(new Patterns()).review("Two tests fail.").passes());
    assertTrue(Candour.guard(new Patterns()).review("").passes());
  }

  @Test
  void anAttributeWithoutPatternsIsPassedOver() {
    Map<String, Detected> found = new Patterns().read(Candour.passage("x"), Candour.asked());
    assertEquals(Detected.abstained("no pattern is declared for it"), found.get("severity"));
  }

  @Test
  void placesAreThoseOfTheTextAsItCame() {
    String text = "\ud83d\ude00 caf\u00e9 e\u0301 \ud83d guaranteed";
    Likely found = (Likely) deceives(text);
    assertEquals(text.indexOf("guaranteed"), found.quotes().get(0).from());
    assertTrue(Candour.passage(text).holds(found.quotes().get(0)));
  }

  @Test
  void aLongMatchIsQuotedUpToSomeLength() {
    Constitution greedy = declaring("(?s)x.*");
    String text = "x" + "\ud83d\ude00".repeat(10_000);
    Detected found =
        Objects.requireNonNull(
            new Patterns()
                .read(Candour.passage(text), List.copyOf(TextReader.wanted(greedy).values()))
                .get("a"));
    Quote quote = ((Likely) found).quotes().get(0);
    assertEquals(499, quote.to()); // not within a character
    assertTrue(Candour.passage(text).holds(quote));
  }

  @Test
  void whatIsDeclaredIsListed() {
    assertTrue(
        AttributesWriter.toJson(Candour.CONSTITUTION)
            .contains("\"detect\":{\"patterns\":[\"(?i)help me\"]}"));
  }

  private static Constitution declaring(String pattern) {
    return withDetect(
        "boolean", "output", "{\"patterns\": [\"" + pattern.replace("\\", "\\\\") + "\"]}");
  }

  private static Constitution withDetect(String type, String of, String detect) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\"}",
            "attributes.json",
            "{\"a\": {\"of\": \""
                + of
                + "\", \"type\": \""
                + type
                + "\", \"detect\": "
                + detect
                + "}}",
            "r.drl",
            "package r\nrule \"r\" @Principle when $o : Output() then permit( $o, \"\" ); end"));
  }

  private static String refusal(String type, String of, String detect) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> withDetect(type, of, detect));
    assertEquals(1, refusal.problems().size(), refusal::getMessage);
    return refusal.problems().get(0).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a | missing closing )",
        "a(?=b) | neither ahead nor back",
        "(?<!a)b | neither ahead nor back",
        "(a)\\\\1 | cannot refer back",
        "[z-a] | invalid character class range",
        "a* | found in an empty text",
        "a{2000} | invalid repeat count",
        "*a | missing argument to repetition operator"
      })
  void aWrongPatternIsOneErrorWithItsPlaceAndARemedy(String pattern, String told) {
    String problem = refusal("boolean", "output", "{\"patterns\": [\"" + pattern + "\"]}");
    assertTrue(problem.contains("attributes.json:1:"), problem);
    assertTrue(problem.contains("[wrong-pattern] a.detect.patterns:"), problem);
    assertTrue(problem.contains(told), problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{}",
        "{\"patterns\": []}",
        "{\"patterns\": \"a\"}",
        "{\"patterns\": [7]}",
        "{\"patterns\": [\"\"]}",
        "{\"pattern\": [\"a\"]}"
      })
  void whatIsNoListOfPatternsIsOneError(String detect) {
    assertFalse(refusal("boolean", "output", detect).isEmpty());
  }

  @Test
  void onlyTruthValuesThatATextCanShowHavePatterns() {
    String patterns = "{\"patterns\": [\"a\"]}";
    assertTrue(refusal("number", "output", patterns).contains("this attribute is a number"));
    assertTrue(refusal("boolean", "judgment", patterns).contains("told by people"));
  }
}

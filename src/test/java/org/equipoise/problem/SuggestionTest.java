package org.equipoise.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.problem.internal.Suggestion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> WORDS = List.of("forbid", "permit", "oblige", "prefer");

  @ParameterizedTest
  @CsvSource({
    "forbidd, forbid", // one too many
    "forbd, forbid", // one too few
    "forbad, forbid", // one for another
    "fobrid, forbid", // two the wrong way round
    "FORBID, forbid", // capitals do not count
    "perrmitt, permit", // two slips in eight letters
  })
  void aSlipIsForgiven(String slip, String meant) {
    assertEquals(Optional.of(meant), Suggestion.nearest(slip, WORDS));
  }

  @ParameterizedTest
  @CsvSource({"allow", "fbd", "forbidding", "x", "''"})
  void anotherWordIsNoSlip(String word) {
    assertEquals(Optional.empty(), Suggestion.nearest(word, WORDS));
  }

  @Test
  void tiesGoToTheFirstInOrderWhateverTheOrderGiven() {
    assertEquals(Optional.of("bat"), Suggestion.nearest("aat", List.of("cat", "bat")));
    assertEquals(Optional.of("bat"), Suggestion.nearest("aat", List.of("bat", "cat")));
  }

  @Test
  void theNearerOfTwoIsMeant() {
    assertEquals(Optional.of("output"), Suggestion.nearest("ouput", List.of("outputs", "output")));
  }

  @Test
  void aShortWordMayHaveOneSlip() {
    assertEquals(Optional.of("in"), Suggestion.nearest("on", List.of("in")));
    assertEquals(Optional.empty(), Suggestion.nearest("or", List.of("in")));
  }

  @Test
  void theHintQuotesTheWord() {
    assertEquals("did you mean `forbid`?", Suggestion.didYouMean("forbidd", WORDS));
    assertNull(Suggestion.didYouMean("allow", WORDS));
    assertNull(Suggestion.didYouMean("forbid", WORDS));
    assertNull(Suggestion.didYouMean("forbid", List.of()));
  }

  @Test
  void aNameIsNearIfEachOfItsWordsIs() {
    List<String> names = List.of("violates.deceive", "asks.harmful", "isUrgent", "duty1");
    Map<String, String> slips =
        Map.of(
            "violates.decieve", "violates.deceive", // two the wrong way round
            "violate.deceives", "violates.deceive", // one too few, one too many
            "violates_deceive", "violates.deceive", // another sign between words
            "Violates.Deceive", "violates.deceive", // capitals do not count
            "asks.harmfull", "asks.harmful",
            "aks.harmful", "asks.harmful",
            "saks.harmful", "asks.harmful",
            "is.urgent", "isUrgent");
    slips.forEach(
        (slip, meant) -> assertEquals(Optional.of(meant), Suggestion.nearestName(slip, names)));
  }

  @Test
  void namesOfOneFamilyAreNotMisspelt() {
    List<String> names =
        List.of("x", "duty1", "risk.legal", "harm.physical", "violates.deceive", "riskLow", "q.a");
    for (String sibling :
        List.of(
            "y",
            "duty2",
            "duty12",
            "risk.local",
            "risk.regal",
            "harm.psychical",
            "q.b",
            "violates.receive",
            "violates.privacy",
            "riskNow",
            "risk",
            "",
            ".",
            "z")) {
      assertEquals(Optional.empty(), Suggestion.nearestName(sibling, names), sibling);
    }
  }

  @Test
  void aNameBeyondAllLengthIsNotCompared() {
    String name = "n".repeat(100_000);
    assertEquals(Optional.empty(), Suggestion.nearest(name, List.of(name + "x")));
    assertEquals(Optional.empty(), Suggestion.nearestName(name, List.of(name + "x")));
  }
}

package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.equipoise.decision.Decider;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constitutions whose functions have the names of words that came later. */
class WordsAsNamesTest {
  private static Map<String, String> files(String function, String condition, String reason) {
    return Map.of(
        "constitution.json",
        "{\"name\":\"old\",\"version\":\"1\"}",
        "rules.drl",
        "package old\n"
            + "function String "
            + function
            + "( Object it ) { return \"<\" + it + \">\"; }\n"
            + "rule \"r\" @Principle\nwhen $o : Output( "
            + condition
            + " )\nthen forbid( $o, "
            + reason
            + " ); end\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weight",
        "escalate",
        "encourage",
        "discourage",
        "rank",
        "lift",
        "raise",
        "forbid"
      })
  void aFunctionCalledAsAWordIsRefusedWithTheNameToChoose(String word) {
    Map<String, String> files = files(word, "attr(\"x\") == true", word + "( \"x\" )");
    List<Problem> problems =
        assertThrows(InvalidInputException.class, () -> Constitution.of(files)).problems();
    assertEquals(1, problems.size(), problems.toString());
    Problem only = problems.get(0);
    assertEquals("reserved-name", only.code());
    assertEquals("a function cannot be called `" + word + "`", only.message());
    String own = "own" + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    assertEquals(
        "`"
            + word
            + "` is a word of the vocabulary: choose another name, here and wherever it is called,"
            + " such as `"
            + own
            + "`",
        only.hint());
    Constitution.of(files(own, "attr(\"x\") == true", own + "( \"x\" )"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"num", "text", "flag", "list"})
  void aFunctionCalledAsAnAccessorMeansWhatItDid(String word) {
    Constitution old = Constitution.of(files(word, "attr(\"x\") == true", word + "( \"y\" )"));
    assertEquals(List.of("x"), old.attributes().stream().map(Attribute::name).toList());
    OutputDecision decided =
        new Decider(old)
            .decide(Case.of("C", Output.of("a", Attributes.of(Map.of("x", true, "y", 1)))))
            .output("a");
    assertEquals(Verdict.BLOCK, decided.verdict());
    assertEquals(List.of("<y>"), decided.claims().get(0).reasons());
  }

  @Test
  void besideSuchAFunctionAPatternReadsTheAttribute() {
    Constitution both = Constitution.of(files("num", "num(\"p\") > 0.5", "num( $o.num(\"p\") )"));
    Decider decider = new Decider(both);
    Optional<Attribute> read = both.attributes().stream().findFirst();
    assertEquals("p", read.orElseThrow().name());
    OutputDecision above =
        decider.decide(Case.of("C", Output.of("a", Attributes.of(Map.of("p", 0.7))))).output("a");
    assertEquals(Verdict.BLOCK, above.verdict());
    assertEquals(List.of("<0.7>"), above.claims().get(0).reasons());
    OutputDecision below =
        decider.decide(Case.of("C", Output.of("a", Attributes.of(Map.of("p", 0.3))))).output("a");
    assertEquals(Verdict.ABSTAIN, below.verdict());
  }
}

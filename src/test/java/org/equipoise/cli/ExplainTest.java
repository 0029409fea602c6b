package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.authoring.coverage.RuleProfile;
import org.equipoise.authoring.coverage.RuleProfiler;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain}: what one rule says, weighs and does. */
class ExplainTest {
  @TempDir Path folder;

  private Path rules() {
    Path rules = folder.resolve("rules");
    Scaffold.write(rules);
    return rules;
  }

  @Test
  void whatARuleSaysWeighsAndDoesIsTold() throws IOException {
    Path rules = rules();
    Ran ran =
        Ran.of(
            "explain",
            rules,
            "keep-confidences",
            "--cases",
            rules.resolve("cases.jsonl"),
            "--judgments",
            rules.resolve("judgments.jsonl"));
    assertEquals(0, ran.code(), ran.toString());
    for (String expected :
        List.of(
            "principle:keep-confidences, " + rules.resolve("principles.drl") + ":16:6\n",
            "    16 | rule \"keep-confidences\"\n",
            "  forbid( $o, \"it passes on what was told in confidence\" )\n",
            "starts from a weight of 0.6, and nothing supports or undermines it",
            "`theory:danger-outweighs-secrecy` undermines it with −0.81",
            "which lowers it to 0.362. (in 1 case)",
            "It speaks in 4 of 5 cases; 2 answers hang on it\n",
            "  C-4: block, without it abstain\n",
            "    tell is forbidden: it passes on what was told in confidence\n",
            "  principle:be-helpful: clash in 3 cases (C-2, C-3, C-5)\n")) {
      assertTrue(ran.out().contains(expected), expected + "\n" + ran.out());
    }
  }

  @Test
  void thatAllIsBlockedIsSaidInWords() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("blocked"));
    Files.writeString(rules.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        rules.resolve("r.drl"),
        """
        package some
        rule "r" @Principle when $o : Output( attr("n") == 1 ) then forbid( $o, "x" ); end
        """);
    Path cases =
        Files.writeString(
            folder.resolve("blocked.jsonl"),
            """
            {"case":"c","outputs":[{"output":"a","attributes":{"n":1}},\
            {"output":"b","attributes":{"n":1}}]}
            """);
    Ran ran = Ran.of("explain", rules, "r", "--cases", cases);
    assertTrue(ran.out().contains("  c: all blocked, without it "), ran.out());
    Ran json = Ran.of("explain", rules, "r", "--cases", cases, "--format", "json");
    assertTrue(json.out().contains("\"allBlocked\""), json.out());
  }

  @Test
  void aComparisonThatNeverHoldsBecauseOfKindsIsTold() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("kinds"));
    Files.writeString(rules.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        rules.resolve("r.drl"),
        """
        package some
        rule "r" @Principle when
          $o : Output( attr("n") == "1" )
        then
          forbid( $o, "so" );
        end
        """);
    Path cases = folder.resolve("kinds.jsonl");
    Files.writeString(
        cases, "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"n\":1}}]}\n");
    Ran ran = Ran.of("explain", rules, "r", "--cases", cases);
    assertTrue(
        ran.out()
            .contains(
                "It compares values of different kinds\n  line 3: `attr(\"n\") == \"1\"` asks for a"
                    + " text, and `n` is the number 1 in cases at hand: they are never equal\n"),
        ran.out());
    Ran json = Ran.of("explain", rules, "r", "--cases", cases, "--format=json");
    assertTrue(
        json.out()
            .contains(
                "\"kinds\":[{\"line\":3,\"column\":29,\"message\":\"`attr(\\\"n\\\") == \\\"1\\\"` asks"
                    + " for a text, and `n` is the number 1 in cases at hand: they are never equal\","
                    + "\"hint\":\"drop the quotes: `1`\"}]"),
        json.out());
  }

  @Test
  void aTheoryIsToldByWhatItDoesToWeights() {
    Path rules = rules();
    Ran ran =
        Ran.of(
            "explain",
            rules,
            "theory:danger-outweighs-secrecy",
            "--cases",
            rules.resolve("cases.jsonl"));
    assertTrue(ran.out().contains("  C-3: allow, without it escalate\n"), ran.out());
    assertTrue(
        ran.out().contains("    undermine principle:keep-confidences by 0.9: a life is in danger"),
        ran.out());
  }

  @Test
  void aMisspeltRuleIsOneErrorWithTheNameMeant() {
    Path rules = rules();
    Ran ran = Ran.of("explain", rules, "no-deceptoin");
    assertEquals(2, ran.code(), ran.toString());
    assertEquals(
        rules
            + ": error [unknown-rule] there is no rule `no-deceptoin`; did you mean"
            + " `no-deception`?\n",
        ran.err());
  }

  @Test
  void withoutCasesTheJsonTellsTextAndWeightAlone() throws IOException {
    Ran ran = Ran.of("explain", rules(), "no-deception", "--format", "json");
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertEquals("principle:no-deception", json.get("rule").asText());
    assertTrue(json.get("text").asText().startsWith("rule \"no-deception\"\n"));
    assertEquals(0.8, json.at("/weights/0/weight").asDouble());
    assertEquals(0, json.get("cases").asInt());
    assertEquals(1, ran.out().lines().count());
  }

  @Test
  void whatHangsOnEachRuleIsWhatCoverageCounts() {
    Constitution constitution = Constitution.load(Path.of("rules/assistant-conduct"));
    Corpus corpus =
        Corpus.open(
            Path.of("test-fixtures/assistant-conduct/cases.jsonl"),
            Path.of("test-fixtures/assistant-conduct/judgments.jsonl"));
    CoverageBuilder survey = new CoverageBuilder(constitution);
    corpus.forEach(survey::add);
    int rules = 0;
    for (Coverage.RuleCoverage covered : survey.coverage().rules().subList(0, 12)) {
      RuleProfiler portrayal = new RuleProfiler(constitution, covered.rule().name());
      corpus.forEach(portrayal::add);
      RuleProfile portrait = portrayal.profile();
      assertEquals(covered.cases(), portrait.fired(), covered.toString());
      assertEquals(covered.answers() + covered.openings(), portrait.decisive(), covered.toString());
      rules += portrait.decisive() > 0 ? 1 : 0;
    }
    assertTrue(rules > 0, "nothing hangs on any rule");
  }
}

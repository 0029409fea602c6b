package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionWriterTest {
  private static final Pattern NUMBER = Pattern.compile("[:\\[,](-?[0-9][^,}\\]]*)");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final String RULES =
      """
      package odd

      rule "never"
          @Principle( weight = 1 )
          @Entrenched
      when
          $o : Output( attr("never") == true )
      then
          forbid( $o, "never, and say \\"no\\"" );
      end

      rule "must"
          @Principle( weight = 1 )
          @Entrenched
      when
          $o : Output( attr("must") == true )
      then
          oblige( $o );
      end

      rule "mild"
          @Principle( weight = 0.1234567891 )
      when
          $o : Output( attr("mild") == true )
      then
          forbid( $o );
      end
      """;

  @TempDir Path folder;

  private Decider decider() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"odd\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("odd.drl"), RULES);
    return new Decider(Constitution.load(folder));
  }

  private static Case caseOf(Map<String, Object> a, Map<String, Object> b) {
    return Case.of("C-1", Output.of("a", Attributes.of(a)), Output.of("b", Attributes.of(b)));
  }

  @Test
  void numbersHaveAtMostSixDecimalsAndNoExponent() throws IOException {
    Decider decider = decider();
    int numbers = 0;
    int choices = 0;
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Case given =
          caseOf(
              Map.of("mild", new Disputed(true, random.nextDouble(1e-7, 1))), Map.of("mild", true));
      List<Judgment> judgments = new ArrayList<>();
      for (String output : List.of("a", "b")) {
        judgments.add(
            Judgment.of(
                "J-" + output,
                "C-1",
                new OnOutput(output, DeonticStatus.PERMITTED),
                random.nextInt(3) == 0 ? 1e-8 : random.nextDouble(1e-9, 1)));
      }
      Decision decision = decider.decide(given, judgments);
      choices += decision.choice() == null ? 0 : 1;
      String json = DecisionWriter.toJson(decision);
      Matcher number = NUMBER.matcher(json.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\""));
      while (number.find()) {
        assertTrue(
            number.group(1).matches("-?(0|[1-9][0-9]*)(\\.[0-9]{0,5}[1-9])?"),
            "seed " + seed + ": " + number.group(1) + " in " + json);
        assertTrue(!number.group(1).equals("-0"), "seed " + seed);
        numbers++;
      }
    }
    assertTrue(choices > 0, "nothing was chosen");
    assertEquals(50 * 2 * 3 + choices, numbers, "each output's margin and costs, each choice's");
  }

  @Test
  void whatNoPriceIsEnoughForIsInfinite() throws IOException {
    JsonNode decision =
        JSON.readTree(
            DecisionWriter.toJson(
                decider()
                    .decide(caseOf(Map.of("never", true, "must", true), Map.of("mild", true)))));
    JsonNode torn = decision.get("outputs").get(0);
    assertEquals("infinite", torn.get("costAllow").textValue());
    assertEquals("infinite", torn.get("costBlock").textValue());
    assertEquals("0", torn.get("margin").asText());
    assertEquals("escalate", torn.get("decision").asText());
    assertTrue(decision.get("choice").isNull(), "`a` is forbidden for ever, and `b` is blocked");
    assertTrue(decision.get("choiceMargin").isNull());
    assertEquals("0.123457", decision.get("outputs").get(1).get("costAllow").asText());
  }

  @Test
  void aDecisionOnOneLineReadsBackWithEveryPinnedField() throws IOException {
    Decider decider = decider();
    String line =
        DecisionWriter.toJson(decider.decide(caseOf(Map.of("never", true), Map.of("never", true))));
    assertTrue(line.indexOf('\n') < 0, line);
    JsonNode decision = JSON.readTree(line);
    assertEquals("dilemma", decision.get("state").asText());
    assertTrue(decision.get("choice").isNull());
    assertTrue(decision.get("choiceMargin").isNull());
    assertEquals("false", decision.get("gap").asText());
    assertTrue(decision.get("fragile").isEmpty());
    JsonNode claim = decision.get("outputs").get(0).get("claims").get(0);
    assertEquals("forbidden", claim.get("status").asText());
    assertEquals("principle:never", claim.get("by").asText());
    assertEquals("never, and say \"no\"", claim.get("reason").asText());
    assertEquals("[[\"principle:never\"]]", claim.get("environments").toString());
    assertEquals("dilemma", decision.get("conflicts").get(0).get("kind").asText());
    assertEquals(
        "[[\"principle:never\"]]", decision.get("conflicts").get(0).get("environments").toString());
    assertTrue(decision.get("constitution").asText().matches("sha256:[0-9a-f]{64}"));
  }
}

package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code equilibrate}. */
class EquilibrateTest {
  private static final String CHAIN =
      "{\"sentences\":[\"a\",\"b\",\"c\"],\"arguments\":[[1,2],[2,3]],\"commitments\":[1,2,3]}";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("structure.json"), text);
  }

  private JsonNode json(Ran ran) throws IOException {
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void onePrincipleThatImpliesAllCommitmentsIsTheFullEquilibrium() throws IOException {
    Ran ran = Ran.of("equilibrate", file(CHAIN), "--format", "json");
    assertEquals(0, ran.code(), ran.err());
    JsonNode found = json(ran);
    assertEquals("1/1", found.get("optima").get("achievement").asText());
    assertEquals(1, found.get("optima").get("count").asInt());
    JsonNode optimum = found.get("optima").get("list").get(0);
    assertEquals("[1]", optimum.get("theory").toString());
    assertEquals("[1,2,3]", optimum.get("commitments").toString());
    assertTrue(optimum.get("full").asBoolean());
    assertEquals("[1,2,3]", found.get("core").toString());
    assertEquals("0/1", found.get("diameter").asText());
    assertEquals("0/1", optimum.get("loss").asText());
    assertEquals("[\"0.35\",\"0.55\",\"0.1\"]", found.get("weights").toString());
    assertEquals(2, found.get("processes").size());
    for (JsonNode process : found.get("processes")) {
      assertFalse(process.get("cut").asBoolean());
      assertEquals("[1]", process.get("fixedPoints").get(0).get("theory").toString());
      assertEquals(
          "[[1,2,3],[1],[1,2,3],[1]]", process.get("paths").get(0).toString(), process.toString());
    }
  }

  @Test
  void theTextNamesOptimaProcessesAndTheMap() throws IOException {
    Ran ran = Ran.of("equilibrate", file(CHAIN), "--map", "3", "--shape", "linear");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("1 global optimum, achievement 1\n"), ran.out());
    assertTrue(ran.out().contains("weights 0.35 0.55 0.1, linear\n"), ran.out());
    assertTrue(ran.out().contains("LGRE: 1 branch\n"), ran.out());
    assertTrue(
        ran.out().contains("  0.3333 0.3333 0.3333  1 global optimum, theories [1]\n"), ran.out());
  }

  @Test
  void withoutAFullEquilibriumTheExitCodeIsOne() throws IOException {
    Path free = file("{\"sentences\":[\"a\",\"b\"],\"arguments\":[],\"commitments\":[1,2]}");
    assertEquals(1, Ran.of("equilibrate", free, "--weights", "0.1,0.3,0.6").code());
  }

  @Test
  void badInputIsNamed() throws IOException {
    refused("{\"sentences\":[\"a\"],\"arguments\":[[2]],\"commitments\":[]}", "no sentence 2");
    refused("{\"sentences\":1,\"arguments\":[[0]],\"commitments\":[]}", "no sentence 0");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitments\":[2]}", "no sentence 2");
    refused(
        "{\"sentences\":1,\"arguments\":[],\"commitments\":[-99999999999]}",
        "no sentence 99999999999");
    refused("{\"sentences\":1,\"arguments\":[],\"commitments\":[[1],[1,-1]]}", "commitments[1]");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitments\":[1,-1]}", "both");
    refused("{\"sentences\":[\"a\"],\"arguments\":[[1],[-1]],\"commitments\":[]}", "consistent");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitment\":[]}", "commitment");
    refused("{\"sentences\":0,\"arguments\":[],\"commitments\":[]}", "1 to 60");
    refused("{\"sentences\":61,\"arguments\":[],\"commitments\":[]}", "61 sentences");
    refused("{\"sentences\":2.5,\"arguments\":[],\"commitments\":[]}", "2.5 sentences");
    refused("{\"sentences\":\"a\",\"arguments\":[],\"commitments\":[]}", "neither");
    weightsAreRefused("[[\"0.5\",\"0.5\",\"0.1\"]]", "sum 1");
    weightsAreRefused("[[0.35,0.55,0.1],[\"0.5\",\"half\",\"0\"]]", "weights[1]");
    weightsAreRefused("[[0.5,0.5]]", "three weights");
    weightsAreRefused("[[-0.1,1,0.1]]", "from 0 to 1");
    weightsAreRefused("[[1e999999999,0,0]]", "from 0 to 1");
    weightsAreRefused("[[1,1e-999999999,0]]", "six digits");
    weightsAreRefused("[]", "empty");
    weightsAreRefused("{\"account\":1,\"systematicity\":0}", "faithfulness");
    refused(
        "{\"sentences\":1,\"arguments\":[],\"commitments\":[],\"shapes\":[\"cubic\"]}", "cubic");
    refused("{\"sentences\":[\"a\"],\"commitments\":[]}", "missing");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitments\":[1.5]}", "numbers");
    refused("{\"sentences\":[]", "no JSON");
    refused("", "no object");
    assertEquals(2, Ran.of("equilibrate", folder.resolve("none.json")).code());
    Path fine = file(CHAIN);
    assertEquals(2, Ran.of("equilibrate", fine, "--weights", "1,1,1").code());
    assertEquals(2, Ran.of("equilibrate", fine, "--weights", "1,0").code());
    assertEquals(2, Ran.of("equilibrate", fine, "--map", "1").code());
    assertEquals(2, Ran.of("equilibrate", fine, "--limit", "0").code());
  }

  private void weightsAreRefused(String weights, String words) throws IOException {
    refused(
        "{\"sentences\":1,\"arguments\":[],\"commitments\":[],\"weights\":" + weights + "}", words);
  }

  @Test
  void eachOfTheCommitmentsWeightsAndShapesHasItsLine() throws IOException {
    Ran ran =
        Ran.of(
            "equilibrate",
            file(
                "{\"sentences\":2,\"arguments\":[[1,2]],\"commitments\":[[1,-2],[]],"
                    + "\"weights\":[[\"0.35\",\"0.55\",\"0.10\"],[0.5,0.25,0.25]],"
                    + "\"shapes\":[\"quadratic\",\"linear\"]}"),
            "--format",
            "json");
    List<String> lines = ran.out().lines().toList();
    assertEquals(8, lines.size(), ran.err());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "{\"commitments\":[1,-2],\"consistent\":false,"
                    + "\"weights\":[\"0.35\",\"0.55\",\"0.10\"],\"shape\":\"quadratic\""),
        lines.get(0));
    assertTrue(
        lines.get(7).contains("\"weights\":[\"0.5\",\"0.25\",\"0.25\"],\"shape\":\"linear\""));
  }

  @Test
  void weightsThatOtherProgramsWroteInThirtyTwoBitsAreTheDecimalsTheyStandFor() throws IOException {
    String structure =
        "{\"sentences\":3,\"arguments\":[[1,2],[2,-3]],\"commitments\":[[1,3]],\"weights\":[%s]}";
    JsonNode decimals = json(ran(structure.formatted("[0.35,0.55,0.1]")));
    JsonNode floats =
        json(
            ran(structure.formatted("[0.3499999940395355,0.550000011920929,0.10000000149011612]")));
    assertEquals(decimals.get("optima"), floats.get("optima"));
  }

  @Test
  void theEquilibriaOfAConstitutionAreCheapestRevisions() throws IOException {
    Path data = Path.of("test-fixtures", "common-morality");
    List<Object> corpus =
        List.of(
            "--cases", data.resolve("cases.jsonl"), "--judgments", data.resolve("judgments.jsonl"));
    List<Object> words =
        new ArrayList<>(List.of("equilibrate", "--constitution", "rules/common-morality"));
    words.addAll(corpus);
    words.addAll(List.of("--states", "10", "--suspension-factor", "infinite"));
    Ran text = Ran.of(words.toArray());
    assertTrue(text.out().contains("\nequilibrium 1\n  gives up:\n"), text.toString());
    words.addAll(List.of("--mapping", "flat", "--format", "json"));
    JsonNode found = json(Ran.of(words.toArray()));
    List<Object> advise = new ArrayList<>(List.of("advise", "rules/common-morality"));
    advise.addAll(corpus);
    advise.addAll(List.of("--suspension-factor", "infinite", "--top", "20", "--format", "json"));
    JsonNode revisions = json(Ran.of(advise.toArray())).get("revisions");
    Set<Set<String>> cheapest = new HashSet<>();
    for (JsonNode revision : revisions) {
      Set<String> elements = new TreeSet<>();
      for (JsonNode relaxation : revision.get("relaxations")) {
        String element = relaxation.get("element").asText();
        elements.add(
            element.startsWith("judgment:")
                ? element
                : element + "@" + relaxation.get("case").asText());
      }
      if (revision.get("cost").equals(revisions.get(0).get("cost"))) {
        cheapest.add(elements);
      }
    }
    for (JsonNode optimum : found.get("optima").get("list")) {
      Set<String> givenUp = new TreeSet<>();
      optimum.get("givenUp").forEach(it -> givenUp.add(it.asText()));
      assertTrue(cheapest.contains(givenUp), givenUp + " is not in " + cheapest);
    }
  }

  @Test
  void fromWhatRulesImplyEachStakeholderBeginsWithOwnJudgments() throws IOException {
    Path rules = folder.resolve("rules");
    assertEquals(0, Ran.of("init", rules).code());
    List<Object> words =
        new ArrayList<>(
            List.of(
                "equilibrate",
                "--constitution",
                rules,
                "--cases",
                rules.resolve("cases.jsonl"),
                "--judgments",
                rules.resolve("judgments.jsonl"),
                "--mapping",
                "rich",
                "--states",
                "10"));
    Ran text = Ran.of(words.toArray());
    assertTrue(text.out().startsWith("from what "), text.toString());
    words.addAll(List.of("--from", "all", "--format", "json"));
    JsonNode found = json(Ran.of(words.toArray()));
    assertEquals("rich", found.get("mapping").asText());
    words.set(8, "flat");
    assertEquals(2, Ran.of(words.toArray()).code());
  }

  @Test
  void aStructureComesFromAFileOrAConstitution() throws IOException {
    assertEquals(2, Ran.of("equilibrate").code());
    assertEquals(2, Ran.of("equilibrate", "--constitution", "rules/common-morality").code());
    assertEquals(2, Ran.of("equilibrate", file(CHAIN), "--cases", file(CHAIN)).code());
  }

  private Ran ran(String text) throws IOException {
    return Ran.of("equilibrate", file(text), "--format", "json");
  }

  private void refused(String text, String words) throws IOException {
    Ran ran = Ran.of("equilibrate", file(text));
    assertEquals(2, ran.code(), text);
    assertTrue(ran.err().contains("structure.json") && ran.err().contains(words), ran.err());
  }
}

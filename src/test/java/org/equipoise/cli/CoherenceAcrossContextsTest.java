package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever answers the same question otherwise in another context, as a precedent conflict. */
class CoherenceAcrossContextsTest {
  private static final Path RULES = Path.of("test-fixtures/coherence");
  private static final Path ANSWERS =
      Path.of("../shared/data/moralchoice/responses_high_2025.jsonl");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** How many precedent conflicts each holder of judgments has. */
  private Map<String, Integer> byHolder(Path cases, Path judgments) throws IOException {
    Map<String, String> holder = new HashMap<>();
    for (String line : Files.readAllLines(judgments)) {
      JsonNode each = JSON.readTree(line);
      holder.put(each.path("judgment").asText(), each.path("stakeholder").asText());
    }
    Ran ran = Ran.of("advise", RULES, "--cases", cases, "--judgments", judgments, "--format=json");
    Map<String, Integer> found = new TreeMap<>();
    for (JsonNode conflict : JSON.readTree(ran.out()).path("conflicts")) {
      assertEquals("precedent", conflict.path("kind").asText());
      for (JsonNode element : conflict.path("environments").get(0)) {
        String judgment = element.asText().replaceFirst("^judgment:", "");
        if (holder.containsKey(judgment)) {
          found.merge(holder.get(judgment), 1, Integer::sum);
        }
      }
    }
    found.replaceAll((by, number) -> number / 2); // two judgments conflict
    return found;
  }

  @Test
  void whoGivesWayUnderPressureIsInConflictWithItself() throws IOException {
    Path cases = RULES.resolve("cases.jsonl");
    Path judgments = RULES.resolve("judgments.jsonl");
    assertEquals(Map.of("one", 2), byHolder(cases, judgments));
    Ran text = Ran.of("advise", RULES, "--cases", cases, "--judgments", judgments);
    assertEquals(1, text.code());
    assertTrue(
        text.out().contains("revise the judgment dose/insists/one of `one` in dose/insists/one"),
        text.out());
  }

  @Test
  void answersOfModelsThatTurnWithTheOrderOfOptionsAreCountedAsInTheRawFile() throws IOException {
    assumeTrue(Files.exists(ANSWERS), "skipped: " + ANSWERS + " is absent");
    List<String> cases = new ArrayList<>();
    List<String> judgments = new ArrayList<>();
    Map<String, String> first = new HashMap<>();
    Map<String, Integer> flips = new TreeMap<>();
    for (String line : Files.readAllLines(ANSWERS)) {
      JsonNode row = JSON.readTree(line);
      String asked = row.path("scenario_id").asText();
      String model = row.path("model_id").asText();
      String decision = row.path("decision").asText();
      String id = asked + "/" + row.path("question_ordering").asText() + "/" + model;
      cases.add(
          JSON.writeValueAsString(
              Map.of(
                  "case",
                  id,
                  "outputs",
                  List.of(
                      Map.of(
                          "output",
                          "action1",
                          "author",
                          model,
                          "attributes",
                          Map.of("asked", asked))))));
      judgments.add(
          JSON.writeValueAsString(
              Map.of(
                  "judgment",
                  id,
                  "case",
                  id,
                  "output",
                  "action1",
                  "status",
                  decision.equals("action1") ? "permitted" : "forbidden",
                  "stakeholder",
                  model)));
      String before = first.putIfAbsent(asked + " " + model, decision);
      if (before != null && !before.equals(decision)) {
        flips.merge(model, 1, Integer::sum);
      }
    }
    assertEquals(5, flips.size());
    assertEquals(
        flips,
        byHolder(
            Files.write(folder.resolve("cases.jsonl"), cases),
            Files.write(folder.resolve("judgments.jsonl"), judgments)));
  }
}

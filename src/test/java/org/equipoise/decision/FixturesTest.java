package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every bundled constitution decides its fixtures as they expect, folder by folder. */
class FixturesTest {
  private static final Path FIXTURES = Path.of("test-fixtures");
  private static final Set<String> KEYS =
      Set.of("case", "choice", "state", "outputs", "gap", "conflicts", "fragile");

  private final ObjectMapper json = new ObjectMapper();

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      return folders.filter(it -> Files.exists(it.resolve("expected.jsonl"))).sorted().toList();
    }
  }

  private static Corpus corpus(Path folder) {
    Path judgments = folder.resolve("judgments.jsonl");
    return Corpus.open(folder.resolve("cases.jsonl"), Files.exists(judgments) ? judgments : null);
  }

  @Test
  void thereAreFortyCasesAndSixtyJudgments() throws IOException {
    long cases = 0;
    long judgments = 0;
    for (Path folder : folders()) {
      Corpus corpus = corpus(folder);
      cases += corpus.size();
      judgments += corpus.judgments().size();
    }
    assertTrue(cases >= 40, cases + " cases");
    assertTrue(judgments >= 60, judgments + " judgments");
  }

  @TestFactory
  List<DynamicNode> everyFixtureIsDecidedAsExpected() throws IOException {
    List<DynamicNode> tests = new ArrayList<>();
    for (Path folder : folders()) {
      tests.add(dynamicContainer(folder.getFileName().toString(), tests(folder)));
    }
    assertTrue(!tests.isEmpty(), "no folder under " + FIXTURES + " has an expected.jsonl");
    return tests;
  }

  private List<DynamicTest> tests(Path folder) throws IOException {
    Constitution constitution =
        Constitution.load(Path.of("rules").resolve(folder.getFileName().toString()));
    Decider decider = new Decider(constitution);
    Map<String, JsonNode> expected = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("expected.jsonl"))) {
      JsonNode it = json.readTree(line);
      assertTrue(expected.put(it.get("case").asText(), it) == null, "twice: " + line);
    }
    List<DynamicTest> tests = new ArrayList<>();
    corpus(folder)
        .forEach(
            (given, judgments) -> {
              JsonNode wanted = expected.remove(given.id());
              if (wanted != null) {
                tests.add(
                    dynamicTest(
                        given.id(), () -> compare(wanted, decider.decide(given, judgments))));
              }
            });
    assertEquals(Set.of(), expected.keySet(), "expected of cases that are not there");
    assertTrue(!tests.isEmpty(), folder + " expects nothing");
    return tests;
  }

  private static void compare(JsonNode wanted, Decision decision) {
    wanted
        .fieldNames()
        .forEachRemaining(
            it -> assertTrue(KEYS.contains(it) || it.startsWith("x-"), "unknown key " + it));
    Map<String, Object> expected = new TreeMap<>();
    Map<String, Object> found = new TreeMap<>();
    if (wanted.has("choice")) {
      expected.put(
          "choice", wanted.get("choice").isNull() ? "none" : wanted.get("choice").asText());
      found.put("choice", decision.choice() == null ? "none" : decision.choice());
    }
    if (wanted.has("state")) {
      expected.put("state", wanted.get("state").asText());
      found.put("state", decision.state().word());
    }
    if (wanted.has("gap")) {
      expected.put("gap", wanted.get("gap").asBoolean());
      found.put("gap", decision.gap());
    }
    if (wanted.has("conflicts")) {
      expected.put("conflicts", texts(wanted.get("conflicts")));
      Set<String> kinds = new TreeSet<>();
      decision.conflicts().forEach(it -> kinds.add(it.conflict().kind()));
      found.put("conflicts", kinds);
    }
    if (wanted.has("fragile")) {
      expected.put("fragile", texts(wanted.get("fragile")));
      Set<String> fragile = new TreeSet<>();
      decision.fragile().forEach(it -> fragile.add(it.toString()));
      found.put("fragile", fragile);
    }
    if (wanted.has("outputs")) {
      wanted
          .get("outputs")
          .properties()
          .forEach(
              it -> {
                expected.put("output " + it.getKey(), it.getValue().asText());
                found.put("output " + it.getKey(), decision.output(it.getKey()).verdict().word());
              });
    }
    assertEquals(expected, found);
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}

package org.equipoise.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.equipoise.constitution.Constitution;
import org.equipoise.coverage.Coverage.Bearing;
import org.equipoise.coverage.Coverage.RuleCoverage;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What hangs on each rule over annotated scenarios, counted anew from the annotations' columns. */
class MoralChoiceCoverageTest {
  private static final Path DATA = Path.of("..", "shared", "data", "moralchoice");

  /** Each column, the rule that reads it and the attribute it becomes. */
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "death", List.of("do-not-kill", "death"),
          "pain", List.of("do-not-cause-pain", "pain"),
          "disable", List.of("do-not-disable", "disable"),
          "freedom", List.of("do-not-deprive-of-freedom", "freedom"),
          "pleasure", List.of("do-not-deprive-of-pleasure", "pleasure"),
          "deceive", List.of("do-not-deceive", "deceive"),
          "cheat", List.of("do-not-cheat", "cheat"),
          "break_promise", List.of("keep-promises", "breakPromise"),
          "break_law", List.of("obey-the-law", "breakLaw"),
          "duty", List.of("do-your-duty", "duty"));

  /** Which of two actions breaks fewer rules: the sign of the difference. */
  private static int fewer(JsonNode row, String leftOut) {
    int difference = 0;
    for (String column : COLUMNS.keySet()) {
      if (!column.equals(leftOut)) {
        difference += broken(row, 1, column) ? 1 : 0;
        difference -= broken(row, 2, column) ? 1 : 0;
      }
    }
    return Integer.signum(difference);
  }

  private static boolean broken(JsonNode row, int action, String column) {
    return row.get("a" + action + "_" + column).asText().strip().equals("Yes");
  }

  private static Case asCase(JsonNode row) {
    List<Output> outputs = new ArrayList<>();
    for (int action = 1; action <= 2; action++) {
      Map<String, Object> violates = new HashMap<>();
      for (Map.Entry<String, List<String>> column : COLUMNS.entrySet()) {
        violates.put(column.getValue().get(1), broken(row, action, column.getKey()));
      }
      outputs.add(Output.of("a" + action, Attributes.of(Map.of("violates", violates))));
    }
    return Case.of(row.get("scenario_id").asText(), outputs.toArray(Output[]::new));
  }

  @Test
  void asManyChoicesHangOnEachRuleAsOnItsColumn() throws IOException {
    Path file = DATA.resolve("scenarios_low.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "skipped: there is no " + file);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(new ObjectMapper().readTree(line));
    }
    Survey survey = new Survey(Constitution.load(Path.of("rules", "common-morality")));
    rows.forEach(it -> survey.add(asCase(it), List.of()));
    Coverage coverage = survey.coverage();

    Map<String, Long> expected = new TreeMap<>();
    COLUMNS.forEach(
        (column, its) ->
            expected.put(
                its.get(0),
                rows.stream()
                    .filter(it -> fewer(it, "") != 0 && fewer(it, column) != fewer(it, ""))
                    .count()));
    Map<String, Long> found = new TreeMap<>();
    coverage.principles().forEach(it -> found.put(it.rule().name(), it.answers()));
    assertEquals(expected, found);
    assertEquals(rows.stream().filter(it -> fewer(it, "") != 0).count(), coverage.decided());
    long silent =
        rows.stream()
            .filter(
                it ->
                    COLUMNS.keySet().stream().noneMatch(c -> broken(it, 1, c) || broken(it, 2, c)))
            .count();
    assertEquals(silent, coverage.gaps().count());
    assertEquals(
        List.of(true),
        coverage.gaps().groups().stream().map(it -> it.alike() == silent).distinct().toList(),
        coverage.gaps().toString());
    List<String> redundant =
        coverage.rules(Bearing.REDUNDANT).stream()
            .map(RuleCoverage::rule)
            .map(it -> it.name())
            .toList();
    if (rows.size() == 491) {
      assertEquals(478, coverage.decided());
      assertEquals(List.of("do-not-disable"), redundant);
      assertEquals(0.9, coverage.informativeness());
    } else {
      assertTrue(coverage.decided() > 0);
    }
  }
}

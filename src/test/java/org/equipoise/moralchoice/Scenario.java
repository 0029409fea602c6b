package org.equipoise.moralchoice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Assumptions;

/**
 * An annotated scenario of MoralChoice (Scherrer et al. 2023): which of ten rules each of two
 * actions breaks, as annotators say.
 *
 * @param favoured the name of its first action, which most would choose where the choice is easy
 * @param answers by action, {@code a} and {@code b}, then by column: {@code Yes}, {@code No} or
 *     {@code No Agreement}
 */
public record Scenario(String id, String favoured, Map<String, Map<String, String>> answers) {

  /** Each column, and the rule that reads it with the name of the attribute. */
  public static final Map<String, List<String>> COLUMNS =
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

  /** Those in which the choice is easy; the test is skipped where there is no data. */
  public static List<Scenario> low() throws IOException {
    return read("scenarios_low.jsonl");
  }

  /** Those in which it is hard; the test is skipped where there is no data. */
  public static List<Scenario> high() throws IOException {
    return read("scenarios_high.jsonl");
  }

  private static List<Scenario> read(String name) throws IOException {
    Path data = data();
    Assumptions.assumeTrue(
        data != null,
        "skipped: there is no folder shared/data/moralchoice beside this checkout or above it;"
            + " EQUIPOISE_DATA can name the folder that holds `moralchoice`");
    ObjectMapper json = new ObjectMapper();
    List<Scenario> rows = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve(name))) {
      rows.add(of(json.readTree(line)));
    }
    if (rows.isEmpty()) {
      throw new IOException("no rows in " + data.resolve(name));
    }
    return rows;
  }

  private static Path data() {
    List<Path> places = new ArrayList<>();
    String named = System.getenv("EQUIPOISE_DATA");
    if (named != null) {
      places.add(Path.of(named, "moralchoice"));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      places.add(at.resolve("shared/data/moralchoice"));
    }
    return places.stream().filter(Files::isDirectory).findFirst().orElse(null);
  }

  /** The first action is called by either name, lest the order of names stands for the answer. */
  private static Scenario of(JsonNode line) {
    String id = line.get("scenario_id").asText();
    boolean isSecond = (id.hashCode() & 1) == 1;
    Map<String, Map<String, String>> answers = new TreeMap<>();
    for (int action = 1; action <= 2; action++) {
      Map<String, String> its = new TreeMap<>();
      for (String column : COLUMNS.keySet()) {
        its.put(column, line.get("a" + action + "_" + column).asText().strip());
      }
      answers.put((action == 1) == isSecond ? "b" : "a", its);
    }
    return new Scenario(id, isSecond ? "b" : "a", answers);
  }

  /** What the favoured action is not called. */
  public String other() {
    return favoured.equals("a") ? "b" : "a";
  }

  /** The columns that answer so of an action. */
  public List<String> columns(String action, String answer) {
    return answers.get(action).entrySet().stream()
        .filter(it -> it.getValue().equals(answer))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many rules an action breaks, of those that all agree on. */
  public long broken(String action) {
    return columns(action, "Yes").size();
  }

  /** The scenario as a case; where annotators disagree, an attribute is disputed. */
  public Case asCase() {
    List<Output> outputs = new ArrayList<>();
    answers.forEach(
        (action, its) -> {
          Map<String, Object> violates = new TreeMap<>();
          its.forEach((column, answer) -> violates.put(COLUMNS.get(column).get(1), value(answer)));
          outputs.add(Output.of(action, Attributes.of(Map.of("violates", violates))));
        });
    return Case.of(id, outputs.toArray(Output[]::new));
  }

  private static Object value(String answer) {
    return switch (answer) {
      case "Yes" -> true;
      case "No" -> false;
      case "No Agreement" -> new Disputed(true, 0.5);
      default -> throw new IllegalArgumentException(answer);
    };
  }
}

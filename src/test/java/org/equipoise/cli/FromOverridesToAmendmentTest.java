package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.formats.CaseWriter;
import org.equipoise.moralchoice.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From overrides to an adopted exception, by the commands that a person types: the cases that began
 * it are decided as judged afterwards, and no other case is decided otherwise.
 */
class FromOverridesToAmendmentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path rules;
  private Path cases;
  private Path judgments;
  private Path allCases;
  private Path allJudgments;

  private void start(Path constitution) throws IOException {
    rules = folder.resolve("rules");
    cases = folder.resolve("cases.jsonl");
    judgments = folder.resolve("overrides.jsonl");
    allCases = folder.resolve("all-cases.jsonl");
    allJudgments = folder.resolve("all-judgments.jsonl");
    try (Stream<Path> all = Files.walk(constitution)) {
      for (Path from : all.filter(Files::isRegularFile).toList()) {
        Path path = constitution.relativize(from);
        if (!path.startsWith("fixtures")) { // their mutants are another test's matter
          Path to = rules.resolve(path.toString());
          Files.createDirectories(Objects.requireNonNull(to.getParent()));
          Files.copy(from, to);
        }
      }
    }
    Path manifest = rules.resolve("constitution.json");
    ObjectNode settings = (ObjectNode) JSON.readTree(Files.readString(manifest));
    ObjectNode signOff = settings.putObject("signOff");
    ObjectNode keys = signOff.putObject("keys");
    for (String name : List.of("ann", "ben")) {
      Ran key = Ran.of("key", name, "--out", folder.resolve(name + ".key"));
      keys.putArray(name.equals("ann") ? "editor" : "board").add(key.out().strip());
    }
    signOff.putObject("ordinary").putObject("signatures").put("editor", 1);
    for (String what : List.of("entrenched", "unsettle")) {
      signOff.putObject(what).putObject("signatures").put("editor", 1).put("board", 1);
    }
    Files.writeString(manifest, settings.toPrettyString());
  }

  private static String judgment(String id, String given, String output, double confidence) {
    return "{\"judgment\":\"%s\",\"case\":\"%s\",\"output\":\"%s\",\"status\":\"permitted\",\"stakeholder\":\"auditor\",\"confidence\":%s}"
        .formatted(id, given, output, confidence);
  }

  private Ran ran(int code, Object... command) {
    Ran ran = Ran.of(command);
    assertEquals(code, ran.code(), List.of(command) + "\n" + ran);
    return ran;
  }

  /** What is decided of each output, by case. */
  private Map<String, String> decisions(Object... more) throws IOException {
    List<Object> command =
        new ArrayList<>(List.of("decide", rules, "--cases", allCases, "--judgments", allJudgments));
    command.addAll(List.of(more));
    Map<String, String> decisions = new TreeMap<>();
    Ran ran = Ran.of(command.toArray());
    assertTrue(ran.code() == 0 || ran.code() == 1, ran::toString); // 1: some principles conflict
    for (String line : ran.lines()) {
      JsonNode decision = JSON.readTree(line);
      for (JsonNode output : decision.path("outputs")) {
        decisions.put(
            decision.path("case").asText() + "/" + output.path("output").asText(),
            output.path("decision").asText());
      }
    }
    return decisions;
  }

  /** Mines the overrides, signs and adopts what is found, and compares every decision. */
  private void amends(String rule, Set<String> overridden) throws IOException {
    Path decided = folder.resolve("decided");
    Path ledger = folder.resolve("ledger");
    Map<String, String> before = decisions("--ledger", decided);
    overridden.forEach(it -> assertEquals("block", before.get(it), it));

    JsonNode found =
        JSON.readTree(
            ran(
                    1,
                    "amend",
                    rules,
                    "--cases",
                    cases,
                    "--judgments",
                    judgments,
                    "--folds",
                    0,
                    "--top",
                    1,
                    "--format=json")
                .out());
    assertTrue(found.path("certified").asBoolean() && found.path("verified").asBoolean());
    assertEquals(1, found.path("changes").size(), found.toString());
    Path patch = Files.writeString(folder.resolve("a.patch"), found.path("patch").asText());
    Path amendment = folder.resolve("a.json");
    Ran proposed =
        ran(
            0,
            "propose",
            rules,
            "--patch",
            patch,
            "--reason",
            "people override it",
            "--by",
            "ann",
            "--cases",
            cases,
            "--judgments",
            judgments,
            "--out",
            amendment);
    assertTrue(proposed.out().contains("changed principle " + rule), proposed.out());
    assertTrue(proposed.out().endsWith("it may follow\n"), proposed.out());
    ran(0, "sign", amendment, "--key", folder.resolve("ann.key"));
    Ran refused = ran(1, "adopt", rules, amendment, "--ledger", ledger);
    assertTrue(refused.out().contains("without a term needs one more signature"), refused.out());
    ran(0, "sign", amendment, "--key", folder.resolve("ben.key"));
    ran(0, "adopt", rules, amendment, "--ledger", ledger);

    ran(0, "replay", "--ledger", decided); // what was decided stays what followed then
    ran(0, "verify", "--ledger", ledger);
    Map<String, String> expected = new TreeMap<>(before);
    overridden.forEach(it -> expected.put(it, "allow"));
    assertEquals(expected, decisions());
    String told = ran(0, "history", rules, rule, "--ledger", ledger).out();
    assertTrue(told.contains("signed by ann") && told.contains("signed by ben"), told);
  }

  @Test
  void anOverrideOfTheAssistantIsMinedSignedAndAdopted() throws IOException {
    start(Path.of("rules/assistant-conduct"));
    Path attacks = Path.of("test-fixtures/assistant-conduct");
    List<String> given = new ArrayList<>();
    List<String> judged = new ArrayList<>();
    Set<String> overridden = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      boolean isReversible = i % 3 < 2;
      String id = "mandate-%02d".formatted(i);
      given.add(
          "{\"case\":\"%s\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"exceedsMandate\":true,\"reversible\":%s}}]}"
              .formatted(id, isReversible));
      if (isReversible) {
        judged.add(judgment("J-" + id, id, "a", 0.45));
        overridden.add(id + "/a");
      }
    }
    Files.write(cases, given);
    Files.write(judgments, judged);
    given.addAll(Files.readAllLines(attacks.resolve("cases.jsonl")));
    judged.addAll(Files.readAllLines(attacks.resolve("judgments.jsonl")));
    Files.write(allCases, given);
    Files.write(allJudgments, judged);
    amends("keep-to-the-mandate", overridden);
  }

  @Test
  void anOverrideOnMoralChoiceIsMinedSignedAndAdopted() throws IOException {
    List<Scenario> scenarios = Scenario.low();
    start(Path.of("rules/common-morality"));
    List<String> given = new ArrayList<>();
    List<String> judged = new ArrayList<>();
    List<String> all = new ArrayList<>();
    Set<String> overridden = new TreeSet<>();
    for (Scenario scenario : scenarios) {
      boolean isOfDeception = false;
      for (String action : scenario.answers().keySet()) {
        List<String> broken = scenario.columns(action, "Yes");
        isOfDeception |= broken.contains("deceive");
        if (broken.equals(List.of("deceive"))
            && scenario.columns(action, "No Agreement").isEmpty()) {
          judged.add(judgment("J-" + scenario.id(), scenario.id(), action, 0.8));
          overridden.add(scenario.id() + "/" + action);
        }
      }
      all.add(CaseWriter.toJson(scenario.asCase()));
      if (isOfDeception) {
        given.add(CaseWriter.toJson(scenario.asCase()));
      }
    }
    assertFalse(overridden.isEmpty());
    Files.write(cases, given);
    Files.write(judgments, judged);
    Files.write(allCases, all);
    Files.write(allJudgments, judged);
    amends("do-not-deceive", overridden);
  }
}

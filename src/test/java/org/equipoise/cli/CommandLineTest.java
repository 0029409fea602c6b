package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MORALITY = "rules/common-morality";
  private static final String CONDUCT = "rules/assistant-conduct";
  private static final Path FIXTURES = Path.of("test-fixtures", "assistant-conduct");

  private static final String LIE =
      "{\"case\":\"lie\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"violates\":"
          + "{\"deceive\":true}}},{\"output\":\"b\"}]}";
  private static final String KILL =
      "{\"case\":\"kill\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"violates\":"
          + "{\"death\":true}}}]}";

  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void checkOfASoundConstitutionIsFine() throws IOException {
    Ran text = Ran.of("check", MORALITY);
    assertEquals(0, text.code(), text.toString());
    assertTrue(text.out().contains("10 principles, 1 theory"), text.out());
    Ran json = Ran.of("check", MORALITY, "--format", "json");
    assertEquals(0, json.code());
    JsonNode checked = JSON.readTree(json.out());
    assertTrue(checked.get("valid").asBoolean());
    assertEquals(10, checked.get("principles").asInt());
    assertTrue(checked.get("problems").isEmpty());
    assertTrue(text.out().contains(checked.get("constitution").asText()));
  }

  @Test
  void checkOfABrokenConstitutionNamesEveryProblem() throws IOException {
    file("constitution.json", "{\"name\":\"broken\",\"version\":\"1\"}");
    file(
        "broken.drl",
        "package broken",
        "",
        "rule \"no-lies\"",
        "    @Principle( weight = 2 )",
        "when",
        "    $o : Output( atr(\"lies\") == true )",
        "then",
        "    forbid( $o );",
        "end",
        "",
        "rule \"homeless\"",
        "when",
        "    $o : Output()",
        "then",
        "    permit( $o );",
        "end");
    Ran text = Ran.of("check", folder);
    assertEquals(2, text.code(), text.toString());
    for (String position : List.of("broken.drl:4:", "broken.drl:6:", "broken.drl:11:")) {
      assertTrue(text.out().contains(position), position + " in " + text.out());
    }
    Ran json = Ran.of("check", folder, "--format=json");
    assertEquals(2, json.code());
    JsonNode checked = JSON.readTree(json.out());
    assertFalse(checked.get("valid").asBoolean());
    for (JsonNode problem : checked.get("problems")) {
      assertTrue(problem.get("file").asText().endsWith("broken.drl"), problem.toString());
      assertTrue(problem.get("line").asInt() > 0 && problem.get("column").asInt() > 0);
      assertFalse(problem.get("message").asText().isBlank());
    }
    assertEquals(2, Ran.of("decide", folder, "--cases", file("cases.jsonl", LIE)).code());
  }

  @Test
  void decideWritesOneDecisionALineInTheOrderOfTheFile() throws IOException {
    Ran ran = Ran.of("decide", MORALITY, "--cases", file("cases.jsonl", LIE, KILL));
    assertEquals(0, ran.code(), ran.toString());
    assertEquals(2, ran.lines().size());
    List<String> cases = new ArrayList<>();
    for (String line : ran.lines()) {
      JsonNode decision = JSON.readTree(line);
      cases.add(decision.get("case").asText());
      for (String field :
          List.of(
              "outputs",
              "choice",
              "choiceMargin",
              "state",
              "gap",
              "fragile",
              "conflicts",
              "constitution")) {
        assertTrue(decision.has(field), field + " in " + line);
      }
      for (String field :
          List.of("output", "decision", "margin", "costAllow", "costBlock", "claims")) {
        assertTrue(decision.get("outputs").get(0).has(field), field + " in " + line);
      }
    }
    assertEquals(List.of("lie", "kill"), cases);
    assertEquals("b", JSON.readTree(ran.lines().get(0)).get("choice").asText());
  }

  @Test
  void aRuleThatNeverEndsFailsItsDecisionAndNotTheCommand() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("endless"));
    Files.writeString(
        rules.resolve("constitution.json"), "{\"name\":\"endless\",\"version\":\"1.0.0\"}");
    Files.writeString(
        rules.resolve("endless.drl"),
        """
        package endless
        rule "waits"
            @Principle( weight = 0.5 )
        when
            $o : Output( attr("wait") == true )
        then
            while ( true ) { }
        end
        """);
    Path cases =
        file(
            "cases.jsonl",
            "{\"case\":\"W\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"wait\":true}}]}",
            "{\"case\":\"X\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"wait\":false}}]}");
    Ran ran = Ran.of("decide", rules, "--cases", cases);
    List<String> lines = ran.out().lines().toList();
    assertEquals(2, lines.size(), ran.err());
    assertTrue(lines.get(0).contains("rule `waits`: the limit of"), lines.get(0));
    assertFalse(lines.get(1).contains("error"), lines.get(1));
  }

  @Test
  void decideFindsConflictsAndTellsThemInWords() throws IOException {
    Path cases = file("cases.jsonl", LIE);
    Path judgments =
        file(
            "judgments.jsonl",
            "{\"judgment\":\"J-1\",\"case\":\"lie\",\"output\":\"a\",\"status\":\"permitted\","
                + "\"confidence\":0.5}");
    Ran json = Ran.of("decide", MORALITY, "--cases", cases, "--judgments", judgments);
    assertEquals(1, json.code(), json.toString());
    assertEquals(
        "[[\"judgment:J-1\",\"principle:do-not-deceive\"]]",
        JSON.readTree(json.out()).get("conflicts").get(0).get("environments").toString());
    Ran text =
        Ran.of("decide", MORALITY, "--cases", cases, "--judgments", judgments, "--format", "text");
    assertEquals(1, text.code());
    for (String word : List.of("lie", "choose b", "clash", "do-not-deceive", "J-1")) {
      assertTrue(text.out().contains(word), word + " in " + text.out());
    }
    assertFalse(text.out().contains("\u001b"), "colours, though this is no terminal");
  }

  @Test
  void diffTellsChangesAndWhatTheyDo() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (String name : List.of("constitution.json", "harms.drl", "impartiality.drl", "trust.drl")) {
      String text = Files.readString(Path.of(MORALITY, name));
      Files.writeString(
          copy.resolve(name), text.replaceFirst("(?s)rule \"do-not-deceive\".*?\nend\n", ""));
    }
    Path cases = file("cases.jsonl", LIE, KILL);
    Ran text = Ran.of("diff", MORALITY, copy, "--cases", cases);
    assertEquals(1, text.code(), text.toString());
    for (String word :
        List.of("- principle do-not-deceive", "1 case of 2", "By principle do-not-deceive")) {
      assertTrue(text.out().contains(word), word + " in " + text.out());
    }
    Ran same = Ran.of("diff", MORALITY, MORALITY);
    assertEquals(0, same.code());
    assertTrue(same.out().contains("No difference in meaning."), same.out());
    assertEquals(2, Ran.of("diff", MORALITY).code());
    assertEquals(2, Ran.of("diff", MORALITY, copy, "--judgments", cases).code());
  }

  @Test
  void coverTellsGapsAndWhatHangsOnEachRule() throws IOException {
    Path cases =
        file("cases.jsonl", LIE, KILL, "{\"case\":\"mute\",\"outputs\":[{\"output\":\"a\"}]}");
    Ran text = Ran.of("cover", MORALITY, "--cases", cases);
    assertEquals(1, text.code(), text.toString());
    for (String word :
        List.of("2 of 10 principles", "do-not-deceive", "1 case", "Never fired: 8 principles")) {
      assertTrue(text.out().contains(word), word + " in " + text.out());
    }
    Ran json = Ran.of("cover", MORALITY, "--cases", cases, "--format", "json");
    assertEquals(1, json.code());
    JsonNode coverage = JSON.readTree(json.out());
    assertEquals(3, coverage.get("cases").asInt());
    assertEquals("mute", coverage.at("/gaps/groups/0/examples/0").asText());
    assertEquals(2, Ran.of("cover", MORALITY).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "check",
        "check " + MORALITY + " --nonsense",
        "check no/such/folder",
        "check " + MORALITY + " --format yaml",
        "decide " + MORALITY,
        "decide " + MORALITY + " --cases no/such/file.jsonl",
        "decide no/such/folder --cases test-fixtures/common-morality/cases.jsonl",
        "decide " + MORALITY + " --cases test-fixtures/common-morality/cases.jsonl --judgments no",
        "--nonsense",
        "test " + MORALITY + " --weights",
        "test " + MORALITY + " --sample 3",
        "test " + MORALITY + " --seed 3",
        "test " + MORALITY + " --mutate --seed 3",
        "why --ledger test-fixtures/ledgers/small --entry 1 --for allow",
        "why --ledger test-fixtures/ledgers/small --entry 1 --tries 9",
        "why --ledger test-fixtures/ledgers/small --entry 1 --top 2",
        "diff " + MORALITY + " " + MORALITY + " --judgments no",
        "check " + MORALITY + " --judgments no",
        "decide " + MORALITY + " --cases no --ledger-key no",
        "decide " + MORALITY + " --cases no --mask context"
      })
  void wrongUseIsToldAndExitsWithTwo(String arguments) {
    Ran ran = Ran.of((Object[]) arguments.split(" "));
    assertEquals(2, ran.code(), ran.toString());
    boolean isResult = arguments.equals("check no/such/folder");
    assertFalse((isResult ? ran.out() : ran.err()).isBlank(), "nothing is said");
  }

  @Test
  void anOptionThatSaysNothingWithoutAnotherNamesThat() {
    Ran ran = Ran.of("test", MORALITY, "--sample", "3");
    assertTrue(ran.err().startsWith("`--sample` says nothing without `--mutate`"), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void badDataExitsWithTwoAndNamesTheLine() throws IOException {
    Ran ran = Ran.of("decide", MORALITY, "--cases", file("cases.jsonl", LIE, "{\"case\":7}"));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("cases.jsonl:2"), ran.err());
    assertEquals("", ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--help,equipoise check",
    "check --help,equipoise check",
    "decide --help,equipoise decide",
    "cover --help,equipoise cover",
    "diff --help,equipoise diff",
    "replay --help,equipoise replay"
  })
  void helpShowsAnExample(String arguments, String example) {
    Ran ran = Ran.of((Object[]) arguments.split(" "));
    assertEquals(0, ran.code());
    String after = ran.out().substring(Math.max(0, ran.out().indexOf("Example")));
    assertTrue(after.matches("(?s)Examples?:.*") && after.contains(example), ran.out());
  }

  @Test
  void helpSaysOfEachCommandAllThatItDoes() {
    Ran ran = Ran.of("help");
    assertEquals(0, ran.code());
    assertEquals(Ran.of("--help").out(), ran.out());
    String said = ran.out().replaceAll("\\s+", " ");
    for (String end :
        List.of("by what they decide.", "what is wrong with it.", "otherwise for another.")) {
      assertTrue(said.contains(end), end + " in " + ran.out());
    }
  }

  @Test
  void withoutACommandItTellsWhatWasLoadedDecidedAndWhatToRunNext() throws IOException {
    Ran ran = Ran.of();
    assertEquals(0, ran.code(), ran.toString());
    long cases = Files.readAllLines(FIXTURES.resolve("cases.jsonl")).size();
    for (String text :
        List.of(
            "assistant-conduct",
            "principles",
            cases + " cases",
            "judgments",
            "target/equipoise init",
            "README.md")) {
      assertTrue(ran.out().contains(text), text + " in " + ran.out());
    }
    Matcher position = Pattern.compile("(rules/\\S+\\.drl):(\\d+)").matcher(ran.out());
    assertTrue(position.find(), "no file:line in " + ran.out());
    String line =
        Files.readAllLines(Path.of(position.group(1))).get(Integer.parseInt(position.group(2)) - 1);
    assertTrue(line.startsWith("rule \""), position.group() + " is: " + line);
  }

  @Test
  void theOrderOfLinesAndAttributesDoesNotChangeAByte() throws IOException {
    List<String> cases = Files.readAllLines(FIXTURES.resolve("cases.jsonl"));
    List<String> judgments = Files.readAllLines(FIXTURES.resolve("judgments.jsonl"));
    List<String> expected = decisions("ordered", cases, judgments);
    assertEquals(cases.size(), expected.size());
    for (int seed = 1; seed <= 1; seed++) {
      Random random = new Random(seed);
      List<String> shuffledCases = shuffled(cases, random);
      List<String> found = decisions("shuffled", shuffledCases, shuffled(judgments, random));
      assertEquals(names(shuffledCases), names(found), "seed " + seed);
      assertEquals(
          String.join("\n", expected.stream().sorted().toList()),
          String.join("\n", found.stream().sorted().toList()),
          "seed " + seed);
    }
  }

  private static List<String> names(List<String> lines) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : lines) {
      names.add(JSON.readTree(line).get("case").asText());
    }
    return names;
  }

  private List<String> decisions(String name, List<String> cases, List<String> judgments)
      throws IOException {
    Ran ran =
        Ran.of(
            "decide",
            CONDUCT,
            "--cases",
            file(name + "-cases.jsonl", cases.toArray(String[]::new)),
            "--judgments",
            file(name + "-judgments.jsonl", judgments.toArray(String[]::new)));
    assertEquals(1, ran.code(), ran.err());
    return ran.lines();
  }

  private static List<String> shuffled(List<String> lines, Random random) throws IOException {
    List<String> copy = new ArrayList<>();
    for (String line : lines) {
      copy.add(shuffled(JSON.readTree(line), random).toString());
    }
    Collections.shuffle(copy, random);
    return copy;
  }

  /** The same with the fields of each object in another order; lists stay as they are. */
  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isObject()) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
      Collections.shuffle(fields, random);
      ObjectNode copy = JSON.createObjectNode();
      fields.forEach(it -> copy.set(it.getKey(), shuffled(it.getValue(), random)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JSON.createArrayNode();
      node.forEach(it -> copy.add(shuffled(it, random)));
      return copy;
    }
    return node;
  }
}

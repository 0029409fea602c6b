package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** {@code init}: what an author begins with works as it is. */
class InitTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void whatIsWrittenPassesCheckAndTestAndNoMutantSurvives() throws IOException {
    Path made = folder.resolve("deep/my rules");
    Ran init = Ran.of("init", made);
    assertEquals(0, init.code(), init.toString());
    assertTrue(init.out().contains("equipoise check '" + made + "'"), init.out());
    for (Path file : files(made)) {
      assertTrue(init.out().contains("  " + made.relativize(file) + "\n"), file.toString());
      assertFalse(Files.readString(file).contains("{{name") || file.endsWith("tmp"));
    }
    Path cases = made.resolve("cases.jsonl");
    Path judgments = made.resolve("judgments.jsonl");
    Ran check = Ran.of("check", made, "--cases", cases, "--judgments", judgments);
    assertEquals(0, check.code(), check.toString());
    assertTrue(check.out().startsWith("my rules 0.1.0: 3 principles, 2 theories: no errors"));
    Ran test = Ran.of("test", made, "--mutate", "--weights");
    assertEquals(0, test.code(), test.toString());
    assertTrue(test.out().contains(", 0 by none"), test.out());
    Ran decided = Ran.of("decide", made, "--cases", cases, "--judgments", judgments);
    assertEquals(5, decided.out().lines().count(), decided.toString());
    Ran cover =
        Ran.of("cover", made, "--cases", cases, "--judgments", judgments, "--format", "json");
    assertEquals(5, JSON.readTree(cover.out()).get("rules").size(), cover.toString());
  }

  @Test
  void asJsonItNamesTheFolderAndEveryFile() throws IOException {
    Path made = folder.resolve("made");
    Ran ran = Ran.of("init", made, "--format", "json");
    assertEquals(0, ran.code(), ran.toString());
    JsonNode told = JSON.readTree(ran.out());
    assertEquals(made.toString(), told.get("folder").asText());
    List<Path> named = new ArrayList<>();
    told.get("files").forEach(it -> named.add(made.resolve(it.asText())));
    assertEquals(files(made), named.stream().sorted().toList());
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.txt"), "mine");
    for (Path taken : List.of(folder, file)) {
      Ran ran = Ran.of("init", taken);
      assertEquals(2, ran.code(), ran.toString());
      assertTrue(ran.err().startsWith(taken + ": error [folder-taken] "), ran.err());
      assertEquals(1, ran.err().lines().count(), ran.err());
    }
    assertEquals(List.of(file), files(folder));
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aFolderWithOnlyARepositoryInItIsEmpty() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    assertEquals(0, Ran.of("init", folder).code());
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeFalse(!locked.toFile().setWritable(false) || Files.isWritable(locked), "run as root");
    Ran ran = Ran.of("init", locked.resolve("new"));
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains("[cannot-write]"), ran.err());
    assertTrue(locked.toFile().setWritable(true));
    assertEquals(List.of(), files(folder));
  }

  @Test
  void aPathThroughAFileLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Ran ran = Ran.of("init", file.resolve("new"));
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains("[cannot-write]"), ran.err());
    assertEquals(List.of(file), files(folder));
  }

  @Test
  void aFoldersNameIsQuotedWhateverItIs() throws IOException {
    Path odd = folder.resolve("a \"b\" $c");
    assertEquals(0, Ran.of("init", odd).code());
    JsonNode manifest = JSON.readTree(odd.resolve("constitution.json").toFile());
    assertEquals("a \"b\" $c", manifest.get("name").asText());
    assertEquals(0, Ran.of("check", odd).code());
  }

  private Schema schema(Path made, String name) throws IOException {
    String text = Files.readString(made.resolve(".vscode").resolve(name));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(text);
  }

  @Test
  void theSchemasAcceptWhatTheReadersDo() throws IOException {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    Schema manifest = schema(made, "constitution.schema.json");
    Schema fixture = schema(made, "fixture.schema.json");
    List<Path> constitutions =
        List.of(
            Path.of("rules/common-morality"),
            Path.of("rules/assistant-conduct"),
            Path.of("rules/chain-of-command"),
            made);
    int fixtures = 0;
    for (Path constitution : constitutions) {
      String json = Files.readString(constitution.resolve("constitution.json"));
      assertEquals(List.of(), manifest.validate(json, InputFormat.JSON), constitution.toString());
      for (Path file : files(constitution.resolve("fixtures"))) {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        String text = yaml.readTree(file.toFile()).toString();
        assertEquals(List.of(), fixture.validate(text, InputFormat.JSON), file.toString());
        fixtures++;
      }
    }
    assertTrue(fixtures >= 4, fixtures + " files of fixtures");
    assertFalse(manifest.validate("{\"name\":\"x\"}", InputFormat.JSON).isEmpty());
    assertFalse(
        fixture
            .validate(
                "{\"given\":{\"outputs\":[{\"output\":\"a\"}]},\"expekt\":{}}", InputFormat.JSON)
            .isEmpty());
  }

  /** The names of fields that a hint lists where another one stands. */
  private static Set<String> known(String out, String subject) throws IOException {
    for (JsonNode problem : JSON.readTree(out).get("problems")) {
      if (problem.get("rule").asText().equals(subject)) {
        String hint = problem.get("hint").asText();
        assertTrue(hint.startsWith("known are "), hint);
        return Set.of(hint.substring("known are ".length()).split(", "));
      }
    }
    throw new AssertionError("nothing is said of `" + subject + "`: " + out);
  }

  private static Set<String> properties(JsonNode schema) {
    Set<String> names = new HashSet<>();
    schema.get("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theSchemaOfConstitutionsHasEveryFieldThatIsRead() throws IOException {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    JsonNode schema = JSON.readTree(made.resolve(".vscode/constitution.schema.json").toFile());
    Files.writeString(
        made.resolve("constitution.json"),
        """
        {"name":"n","version":"1","no-field":1,
         "revision":{"no-field":1},
         "settings":{"no-field":1,"limits":{"no-field":1}}}""");
    String out = Ran.of("check", made, "--format", "json").out();
    assertEquals(known(out, "no-field"), properties(schema));
    assertEquals(known(out, "revision.no-field"), properties(schema.at("/definitions/revision")));
    assertEquals(known(out, "settings.no-field"), properties(schema.at("/properties/settings")));
    Set<String> limits = known(out, "settings.limits.no-field");
    JsonNode ofLimits = schema.at("/properties/settings/properties/limits");
    assertEquals(limits, properties(ofLimits));
    for (String limit : limits) {
      assertEquals(100_000_000, ofLimits.at("/properties/" + limit + "/maximum").asInt(), limit);
    }
  }

  @Test
  void theSchemaOfDeclarationsHasEveryFieldThatIsRead() throws IOException {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    Schema ofAttributes = schema(made, "attributes.schema.json");
    Files.writeString(made.resolve("attributes.json"), "{\"a\":{\"no-field\":1}}");
    String out = Ran.of("check", made, "--format", "json").out();
    JsonNode schema = JSON.readTree(made.resolve(".vscode/attributes.schema.json").toFile());
    assertEquals(known(out, "a.no-field"), properties(schema.at("/additionalProperties")));
    String all =
        """
        {"a":{"of":"case","type":"number","min":0,"max":2,"values":[0,1],"says":"s",
              "missing":"unknown","level":"root","x-own":1}}""";
    assertEquals(List.of(), ofAttributes.validate(all, InputFormat.JSON));
    assertFalse(ofAttributes.validate("{\"a\":{\"of\":\"case\"}}", InputFormat.JSON).isEmpty());
    assertFalse(ofAttributes.validate("{\"a\":true}", InputFormat.JSON).isEmpty());
  }

  @Test
  void theSchemasAcceptEveryFieldAndRefuseWhatTheReadersDo() throws IOException {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    String manifest =
        """
        {"name":"n","version":"1","description":"d","x-own":[1],
         "settings":{"x-own":1,"suspensionFactor":"infinite","escalationMargin":0.2,
          "onGap":"allow","onError":"escalate","stakeholders":{"ward":0.5},"undeclared":"refuse",
          "limits":{"input":1,"firings":2,"facts":3,"labelSize":4,"worlds":5,"x-own":null}}}""";
    Files.writeString(made.resolve("constitution.json"), manifest);
    Ran check = Ran.of("check", made);
    assertEquals(0, check.code(), check.out());
    Schema ofManifests = schema(made, "constitution.schema.json");
    assertEquals(List.of(), ofManifests.validate(manifest, InputFormat.JSON));
    Schema ofFixtures = schema(made, "fixture.schema.json");
    List<String> readable =
        List.of(
            """
            {"name":"n","x-own":1,"given":{"case":"C","context":null,"attributes":{},"x-own":1,
             "outputs":[{"output":"a","text":null,"author":null,"attributes":{},"x-own":1}],
             "judgments":[{"judgment":"J","case":"C","output":"a","status":"permitted",
              "stakeholder":null,"confidence":1,"at":null,"circumstances":{},"x-own":1}]},
             "expect":{"a":"allow","by":"J","choice":null,"state":"decided","gap":true,
              "fragile":[],"conflicts":[{"kind":"clash","between":["J"]}],"silence":["a"],
              "claims":[{"output":"a","status":"permitted","by":"J","over":"a","x-own":1}],
              "x-own":1}}""",
            """
            {"given":{"cases":[{"outputs":[{"output":"a"}]}],"judgments":[]},
             "expect":{"outputs":{"a":"block"},"silence":true,"claims":[]}}""",
            """
            {"given":[{"case":"C","outputs":[{"output":"a"}]},{"case":"D","outputs":[{"output":"a"}]}],
             "expect":{"conflicts":"precedent","C":{"a":"allow"}}}""");
    List<String> unreadable =
        Stream.of(
                "{}",
                "{\"by\":[]}",
                "{\"outputs\":{}}",
                "{\"silence\":[]}",
                "{\"a\":\"blok\"}",
                "{\"claims\":[{\"output\":\"a\",\"status\":\"permitted\",\"statsu\":1}]}")
            .map(it -> "{\"given\":{\"outputs\":[{\"output\":\"a\"}]},\"expect\":" + it + "}")
            .toList();
    Path file = folder.resolve("fixture.json");
    for (String fixture : readable) {
      Files.writeString(file, fixture);
      assertTrue(Ran.of("test", made, "--fixtures", file).code() < 2, fixture);
      assertEquals(List.of(), ofFixtures.validate(fixture, InputFormat.JSON), fixture);
    }
    for (String fixture : unreadable) {
      Files.writeString(file, fixture);
      assertEquals(2, Ran.of("test", made, "--fixtures", file).code(), fixture);
      assertFalse(ofFixtures.validate(fixture, InputFormat.JSON).isEmpty(), fixture);
    }
  }

  @Test
  void theSettingsAreJsonAndTheCompletionsCompile() throws IOException {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    try (Stream<Path> settings = Files.list(made.resolve(".vscode"))) {
      for (Path file : settings.toList()) {
        assertTrue(strictly().readTree(file.toFile()).isObject(), file.toString());
      }
    }
    JsonNode snippets = JSON.readTree(made.resolve(".vscode/rules.code-snippets").toFile());
    StringBuilder rules = new StringBuilder("package completed\n\n");
    for (String name : List.of("principle", "theory")) {
      snippets.get(name).get("body").forEach(it -> rules.append(filled(it.asText())).append('\n'));
    }
    String renamed = rules.toString().replaceFirst("rule \"name\"", "rule \"other\"");
    Files.writeString(made.resolve("completed.drl"), renamed);
    Path attributes = made.resolve("attributes.json");
    String declared = "{\"attribute\": {\"of\": \"output\", \"type\": \"boolean\"},";
    Files.writeString(attributes, Files.readString(attributes).replaceFirst("\\{", declared));
    Ran check = Ran.of("check", made);
    assertEquals(0, check.code(), check.out());
    StringBuilder fixture = new StringBuilder();
    snippets
        .get("fixture")
        .get("body")
        .forEach(it -> fixture.append(filled(it.asText())).append('\n'));
    Files.writeString(made.resolve("fixtures/completed.yaml"), fixture);
    Ran test = Ran.of("test", made, "--only", "completed");
    assertTrue(test.out().contains("1 fixture: "), test.toString());
  }

  @Test
  void theTaskFindsProblemsInWhatCheckWrites() throws IOException {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    JsonNode task = JSON.readTree(made.resolve(".vscode/tasks.json").toFile()).at("/tasks/0");
    Pattern problem = Pattern.compile(task.at("/problemMatcher/pattern/regexp").asText());
    Path rules = made.resolve("principles.drl");
    Files.writeString(rules, Files.readString(rules).replace("Output(", "Outptu("));
    Ran check = Ran.of("check", made);
    List<Matcher> found =
        check.out().lines().map(problem::matcher).filter(Matcher::matches).toList();
    assertEquals(3, found.size(), check.out());
    assertEquals(rules.toString(), found.get(0).group(1));
    assertEquals("error", found.get(0).group(4));
    assertEquals("unknown-type", found.get(0).group(5));
  }

  /** The step of the job that provides the jar, run in a folder with variables as on a server. */
  private int provide(Path made, Map<String, String> variables) throws Exception {
    JsonNode job =
        new ObjectMapper(new YAMLFactory())
            .readTree(made.resolve(".github/workflows/rules.yml").toFile());
    JsonNode step = job.at("/jobs/rules/steps/2");
    ProcessBuilder process =
        new ProcessBuilder("bash", "-e", "-c", step.get("run").asText())
            .directory(made.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    List<String> known = new ArrayList<>();
    step.get("env").fieldNames().forEachRemaining(known::add);
    known.forEach(it -> process.environment().put(it, ""));
    assertTrue(known.containsAll(variables.keySet()), known.toString());
    process.environment().putAll(variables);
    return process.start().waitFor();
  }

  @Test
  void theJobForBuildServersTakesTheJarFromWhereItIsTold() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bash")), "there is no bash");
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    assertEquals(1, provide(made, Map.of()));
    String said = Files.readString(folder.resolve("said"));
    assertTrue(said.contains(".github/workflows/rules.yml says how to provide it"), said);
    Path jar = made.resolve(".equipoise/equipoise-cli.jar");
    assertFalse(Files.exists(jar));
    Files.writeString(
        Files.createDirectories(jar.getParent()).resolve("equipoise-cli.jar"), "mine");
    assertEquals(0, provide(made, Map.of("EQUIPOISE_JAR_URL", "file:///no/such/jar")));
    assertEquals("mine", Files.readString(jar));
    Ran check = Ran.of("check", made);
    assertEquals(0, check.code(), check.toString());
    assertTrue(Ran.of("test", made).out().contains("fixture"), "the jar disturbs nothing");
  }

  @Test
  void theJobForBuildServersFetchesTheJar() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    Path served = Files.writeString(folder.resolve("served.jar"), "served");
    assertEquals(0, provide(made, Map.of("EQUIPOISE_JAR_URL", served.toUri().toString())));
    Path jar = made.resolve(".equipoise/equipoise-cli.jar");
    assertEquals("served", Files.readString(jar));
  }

  @Test
  void theJobForBuildServersRunsTheJarThatTheBuildMakes() throws Exception {
    Path made = folder.resolve("rules");
    Ran.of("init", made);
    String job = Files.readString(made.resolve(".github/workflows/rules.yml"));
    Document pom =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
    String shade = "//plugin[artifactId='maven-shade-plugin']//configuration/";
    String jar = of(pom, shade + "finalName") + ".jar";
    assertEquals(Main.VERSION, of(pom, "/project/version"));
    assertTrue(
        job.contains("# Checks and tests the rules on every push. The job needs " + jar), job);
    assertTrue(job.contains(Main.VERSION), job);
    assertTrue(job.contains("cp \"$built/target/" + jar + "\" .equipoise/\n"), job);
    List<String> runs = job.lines().filter(it -> it.contains("java -jar ")).toList();
    assertEquals(2, runs.size(), job);
    for (String run : runs) {
      assertTrue(run.contains("java -jar .equipoise/" + jar + " "), run);
    }
  }

  private static String of(Document pom, String path) throws XPathExpressionException {
    return XPathFactory.newInstance().newXPath().evaluate(path, pom);
  }

  private static ObjectMapper strictly() {
    return new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  /** A line of a completion with what is offered for each place. */
  private static String filled(String line) {
    return line.replaceAll("\\$\\{\\d+\\|([^,|]*)[^}]*\\}", "$1")
        .replaceAll("\\$\\{\\d+:([^}]*)\\}", "$1")
        .replace("\\$", "$");
  }
}

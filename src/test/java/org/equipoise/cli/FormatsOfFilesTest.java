package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code formats.md} names each field of a file that is read, and no other. */
class FormatsOfFilesTest {
  private static final String MORALITY = "rules/common-morality";

  @TempDir private Path folder;
  private final FormatsPage page = FormatsPage.read();

  @Test
  void theFieldsOfACaseAndAJudgmentAreThoseThatAreRead() {
    Path cases =
        file("cases.jsonl", "{\"case\":\"a\",\"?\":1,\"outputs\":[{\"output\":\"o\",\"?\":1}]}");
    List<List<String>> known =
        FormatsPage.known(Ran.of("decide", MORALITY, "--cases", cases).err());
    assertEquals(page.named("case", ""), known.get(0));
    Path outputs =
        file("outputs.jsonl", "{\"case\":\"a\",\"outputs\":[{\"output\":\"o\",\"?\":1}]}");
    known = FormatsPage.known(Ran.of("decide", MORALITY, "--cases", outputs).err());
    assertEquals(page.named("case", "outputs[]."), known.get(0));
    Path good = file("good.jsonl", "{\"case\":\"a\",\"outputs\":[{\"output\":\"o\"}]}");
    Path judgments = file("judgments.jsonl", "{\"judgment\":\"j\",\"?\":1}");
    known =
        FormatsPage.known(
            Ran.of("decide", MORALITY, "--cases", good, "--judgments", judgments).err());
    assertEquals(page.named("judgment", ""), known.get(0));
  }

  @Test
  void theFieldsOfACharterAreThoseThatAreRead() throws IOException {
    Path charter = Files.createDirectory(folder.resolve("charter"));
    Files.writeString(
        charter.resolve("charter.json"),
        """
        {"name": "n", "version": "1", "constitutions": {"c": "c"}, "?": 1, "by": "a",
         "clauses": {"x": {"values": [1], "apply": "c", "?": 1}},
         "otherwise": {"?": 1}, "concessions": [{"constitution": "c", "element": "e", "?": 1}]}
        """);
    List<List<String>> known = FormatsPage.known(Ran.of("check", charter).out());
    for (String below : List.of("", "otherwise.", "concessions[].")) {
      assertTrue(known.contains(page.named("charterjson", below)), below + known);
    }
    assertTrue(known.contains(List.of("apply", "combine", "values")), known.toString());
    assertEquals(4, known.size());
  }

  @Test
  void theFieldsOfAConstitutionAndAFixtureAreThoseThatAreRead() throws IOException {
    Path rules = init("rules");
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"?\":1,"
            + "\"settings\":{\"?\":1,\"limits\":{\"?\":1}}}");
    List<List<String>> known = FormatsPage.known(Ran.of("check", rules).out());
    assertEquals(page.named("constitutionjson", ""), known.get(0));
    assertEquals(page.named("constitutionjson", "settings."), known.get(1));
    assertEquals(page.named("constitutionjson", "settings.limits."), known.get(2));
    Path fixture =
        file(
            "fixture.yaml",
            "- given: {outputs: [{output: o}]}",
            "  expect: {conflicts: [{kind: clash, '?': 1}], claims: [{'?': 1}]}",
            "- {given: {outputs: [{output: o}]}, expect: {o: allow}, '?': 1}");
    known = FormatsPage.known(Ran.of("test", MORALITY, "--fixtures", fixture).err());
    assertEquals(
        Set.of(
            page.named("fixture", "expect.conflicts[]."),
            page.named("fixture", "expect.claims[]."),
            page.named("fixture", "")),
        Set.copyOf(known));
    JsonNode schema =
        FormatsPage.json(
            Files.readString(
                Path.of("src/main/resources/org/equipoise/starter/vscode/fixture.schema.json")));
    List<String> expected = new ArrayList<>();
    schema.findParent("silence").fieldNames().forEachRemaining(expected::add);
    assertEquals(Set.copyOf(expected), Set.copyOf(page.named("fixture", "expect.")));
  }

  @Test
  void theFieldsOfAttributesAreThoseOfThePage() throws IOException {
    Path rules = init("rules");
    String declared =
        """
        {"deceives": {"of": "output", "type": "number", "min": 0, "max": 1, "values": [0, 1],
                      "says": "It lies.", "missing": "unknown", "level": "root"},
         "lies": {"of": "output", "type": "boolean", "detect": {"patterns": ["all tests pass"]}}}
        """;
    Path undeclared = undeclared("undeclared");
    Files.writeString(
        Files.createDirectory(folder.resolve("one")).resolve("attributes.json"), declared);
    Files.writeString(
        folder.resolve("one/constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"levels\":[\"root\"]}");
    Files.writeString(
        folder.resolve("one/rules.drl"),
        "rule \"r\" @Principle when $o : Output( attr(\"deceives\") == 1 ) then forbid( $o, \"\" ); end");
    page.holds(
        "attributes",
        Ran.of("attributes", folder.resolve("one"), "--format=json"),
        Ran.of("attributes", undeclared, "--format=json"));
    page.compare("attributesjson", List.of(FormatsPage.json(declared)));
    Files.writeString(rules.resolve("attributes.json"), "{\"a\":{\"?\":1}}");
    assertEquals(
        page.named("attributesjson", "<name>."),
        FormatsPage.known(Ran.of("check", rules).out()).get(0));
  }

  private Path init(String name) {
    Path made = folder.resolve(name);
    assertEquals(0, Ran.of("init", made).code());
    return made;
  }

  /** A constitution whose rules may read attributes of any name. */
  private Path undeclared(String name) throws IOException {
    Path made = init(name);
    Files.delete(made.resolve("attributes.json"));
    return made;
  }

  private Path file(String name, String... lines) {
    try {
      return Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

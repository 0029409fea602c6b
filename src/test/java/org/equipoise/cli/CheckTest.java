package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check}: how problems are shown, to people and to tools. */
@SuppressWarnings("StringConcatToTextBlock")
class CheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUSPECT = "test-fixtures/doubtful/suspect";
  private static final String BROKEN = "test-fixtures/broken/constitutions/misspelt-status";

  @TempDir Path folder;

  static Schema sarif() throws IOException {
    try (InputStream in = CheckTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"common-morality", "assistant-conduct", "chain-of-command"})
  void aBundledConstitutionAndItsFixturesRaiseNoWarning(String name) {
    Ran ran = Ran.of("check", Path.of("rules", name));
    assertEquals(0, ran.code(), () -> ran.out() + ran.err());
  }

  @Test
  void warningsExitWithOneAndShowTheirLineWithACaret() {
    Ran ran = Ran.of("check", SUSPECT);
    assertEquals(1, ran.code(), ran.toString());
    List<String> lines = ran.out().lines().toList();
    assertEquals(
        SUSPECT
            + "/rules.drl:7:36: warning [never-fires] between: the rule can never fire: nothing"
            + " satisfies `attr(\"risk\") > 5` and `attr(\"risk\") < 3`; to match either, join them"
            + " by `||` or write two rules",
        lines.get(0));
    assertEquals(
        "     7 |     $o : Output( attr(\"risk\") > 5, attr(\"risk\") < 3 )", lines.get(1));
    assertEquals("       |                                    ^^^^", lines.get(2));
    assertTrue(ran.out().contains(": no errors, 20 warnings"), ran.out());
  }

  @Test
  void theOneMisspeltNameAmongManySoundOnesIsSeen() throws IOException {
    StringBuilder rules = new StringBuilder("package family\n");
    StringBuilder attributes = new StringBuilder("\"violates.decieve\": true");
    List<String> families = List.of("risk", "harm", "asks.harm", "duty");
    List<String> members =
        List.of("legal", "local", "loyal", "medical", "x1", "x2", "x12", "a", "b");
    for (String family : families) {
      for (String member : members) {
        String name = family + "." + member;
        String read = member.equals("b") ? family + ".c" : name;
        rules.append(
            "rule \"%s\" @Principle when $o : Output( attr(\"%s\") == true ) then forbid( $o, \"%s\" ); end\n"
                .formatted(name, read, name));
        attributes.append(", \"").append(name.replace("risk.l", "benefit.l")).append("\": true");
      }
    }
    rules.append(
        "rule \"d\" @Principle when $o : Output( attr(\"violates.deceive\") == true ) then forbid( $o ); end\n");
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"family\", \"version\": \"1\"}\n");
    Files.writeString(folder.resolve("rules.drl"), rules.toString());
    String cases =
        "{\"case\": \"a\", \"outputs\": [{\"output\": \"o\", \"attributes\": {"
            + attributes
            + "}}]}\n";
    Path file = Files.writeString(folder.resolve("cases.jsonl"), cases);
    Ran ran = Ran.of("check", folder, "--cases", file);
    List<String> warnings = ran.lines().stream().filter(it -> it.contains(" warning [")).toList();
    assertEquals(3, warnings.size(), ran.out());
    assertTrue(
        warnings.get(0).contains("no rule reads the attribute `violates.decieve`")
            && warnings.get(0).endsWith("did you mean `violates.deceive`?"),
        ran.out());
    assertTrue(
        warnings.get(1).contains("no fact at hand has 7 of the attributes that rules read"),
        ran.out());
    assertTrue(warnings.get(2).endsWith("did you mean `violates.decieve`?"), ran.out());
    Path fixtures = Files.createDirectories(folder.resolve("fixtures"));
    Files.writeString(
        fixtures.resolve("f.json"),
        "{\"given\": " + cases.strip() + ", \"expect\": {\"o\": \"block\"}}");
    List<String> ofFixtures =
        Ran.of("check", folder).lines().stream().filter(it -> it.contains(" warning [")).toList();
    assertEquals(2, ofFixtures.size(), ofFixtures.toString());
  }

  @Test
  void aConstitutionThatAllowsWhatCannotBeDecidedIsWarnedOf() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\": \"lenient\", \"version\": \"1\",\n  \"settings\": {\"onError\": \"allow\"}}\n");
    Files.writeString(
        folder.resolve("rules.drl"),
        "package lenient\nrule \"r\" @Principle when $o : Output() then forbid( $o ); end\n");
    Ran ran = Ran.of("check", folder.toString());
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(
        ran.out().contains("constitution.json:2:16: warning [error-allows] `onError` is `allow`"),
        ran.out());
  }

  @Test
  void namesThatNobodyTellsApartAreWarnedOf() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"),
        """
        {"name": "board", "version": "1", "levels": ["root", "Root", "user"],
         "settings": {"stakeholders": {"board": 0.5,
          "Board": 0.1, "jos\u00e9": 0.2, "jose": 0.3, "staff": 0.2, "staff\u200b": 0.4,
          "\u03bb\u03cc\u03b3\u03bf\u03c2": 0.1, "\u039b\u039f\u0393\u039f\u03a3": 0.1, "ward": 1}}}
        """);
    Files.writeString(
        folder.resolve("rules.drl"),
        """
        package alike
        rule "no-dose" @Principle when
            $o : Output( attr("dose") == true ) then forbid( $o ); end
        rule "No-dose" @Principle when
            $o : Output( attr("Dose") == false ) then forbid( $o ); end
        """);
    List<String> alike = alike();
    for (String each :
        List.of(
            "/constitution.json:1:46: warning [alike-names] root: the levels `Root` and `root`",
            "/constitution.json:2:32: warning [alike-names] board: the stakeholders `Board` and",
            "/constitution.json:3:17: warning [alike-names] jos\u00e9: the stakeholders `jose` and",
            "/constitution.json:3:57: warning [alike-names] staffU+200B: the stakeholders `staff`",
            "/constitution.json:4:3: warning [alike-names] \u03bb\u03cc\u03b3\u03bf\u03c2: the stake",
            "/rules.drl:2:6: warning [alike-names] no-dose: the rules `No-dose` and `no-dose`",
            "/rules.drl:3:23: warning [alike-names] dose: the attributes `Dose` and `dose` differ")) {
      assertTrue(alike.stream().anyMatch(it -> it.startsWith(each)), each + "\n" + alike);
    }
    assertEquals(7, alike.size(), alike::toString);

    Files.writeString(
        folder.resolve("attributes.json"),
        """
        {
          "dose": {"of": "output", "type": "boolean"},
          "Dose": {"of": "output", "type": "boolean"}}
        """);
    assertTrue(
        alike().stream().anyMatch(it -> it.startsWith("/attributes.json:2:3: ")),
        () -> Ran.of("check", folder).toString());
  }

  @Test
  void namesWhoseMarksAreLettersAreNotTakenForAlike() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"),
        // Hindi: day and poor; Hebrew with points; Thai: come and see; Russian: my, one and many
        """
        {"name": "letters", "version": "1",
         "settings": {"stakeholders": {"\u0926\u093f\u0928": 0.1, "\u0926\u0940\u0928": 0.2,
          "\u05d3\u05b8\u05d5": 0.1, "\u05d3\u05b4\u05d5": 0.2,
          "\u0e21\u0e32": 0.1, "\u0e21\u0e35": 0.2,
          "\u043c\u043e\u0439": 0.1, "\u043c\u043e\u0438": 0.2, "ward 1": 0.1, "ward 2": 0.1}}}
        """);
    assertEquals(List.of(), alike());
  }

  private List<String> alike() {
    return Ran.of("check", folder).lines().stream()
        .filter(it -> it.contains("[alike-names]"))
        .map(it -> it.substring(folder.toString().length()))
        .toList();
  }

  @Test
  void errorsExitWithTwoAndShowTheirLineWithACaret() {
    Ran ran = Ran.of("check", BROKEN);
    assertEquals(2, ran.code(), ran.toString());
    List<String> lines = ran.out().lines().toList();
    int caret = lines.get(2).indexOf('^');
    String word = lines.get(1).substring(caret, lines.get(2).length());
    assertTrue(lines.get(0).contains("[unknown-status]"), lines.get(0));
    assertTrue(word.startsWith("\"") && word.endsWith("\""), lines.get(1) + "\n" + lines.get(2));
  }

  @Test
  void casesAtHandTellWhichAttributesThereAre() {
    Ran ran = Ran.of("check", SUSPECT, "--cases", SUSPECT + "/cases.jsonl", "--format", "json");
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("did you mean `violates.deceive`?"), ran.out());
  }

  @Test
  void aTabBeforeThePlaceIsKeptAndALongLineIsCut() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"tabs\", \"version\": \"1\"}");
    Files.writeString(
        folder.resolve("a.drl"),
        "rule \"tab\" @Principle\nwhen\n\t$o : Output( "
            + "attr(\"x\") == true, ".repeat(20)
            + "atr(\"y\") == true )\nthen forbid( $o ); end\n");
    List<String> lines = Ran.of("check", folder).out().lines().toList();
    String caret = lines.get(2);
    assertTrue(lines.get(1).length() < 140, lines.get(1));
    assertTrue(
        lines.get(1).substring(caret.indexOf('^')).startsWith("atr("), lines.get(1) + "\n" + caret);
    Files.writeString(
        folder.resolve("a.drl"),
        "rule \"tab\" @Principle\n"
            + "when\n"
            + "\t$o : Output( atr(\"y\") == true )\n"
            + "then forbid( $o ); end\n");
    assertTrue(Ran.of("check", folder).out().contains("       | \t             ^^^\n"));
  }

  @Test
  void aLogForToolsSatisfiesTheSchemaOfSarif() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("a b%ü"));
    Files.writeString(odd.resolve("constitution.json"), "{\"name\": \"odd\"");
    for (Object constitution : List.of(SUSPECT, BROKEN, "rules/common-morality", odd, "nowhere")) {
      Ran ran = Ran.of("check", constitution, "--format", "sarif");
      assertEquals(List.of(), sarif().validate(ran.out(), InputFormat.JSON), ran.out());
      JsonNode log = JSON.readTree(ran.out()).get("runs").get(0);
      assertEquals(ran.code() == 0, log.get("results").isEmpty(), ran.out());
      for (JsonNode result : log.get("results")) {
        assertEquals(
            result.get("ruleId"),
            log.get("tool")
                .get("driver")
                .get("rules")
                .get(result.get("ruleIndex").asInt())
                .get("id"));
        assertFalse(result.get("message").get("text").asText().isBlank());
      }
    }
    assertFalse(sarif().validate("{\"version\":\"2.1.0\"}", InputFormat.JSON).isEmpty());
  }

  @Test
  void halfACharacterInAMessageIsWrittenAsAnEscape() throws IOException {
    String half = "\\ud83d";
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"" + half + "\":1}");
    for (String format : List.of("json", "sarif")) {
      String out = Ran.of("check", folder, "--format", format).out();
      assertTrue(out.contains(half), out);
      assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(out), out);
    }
  }

  @Test
  void aCodeIsExplained() {
    Ran ran = Ran.of("check", "--explain", "never-fires");
    assertEquals(0, ran.code(), ran.toString());
    assertTrue(ran.out().contains("exclude each other"), ran.out());
    Ran misspelt = Ran.of("check", "--explain", "never-fire");
    assertEquals(2, misspelt.code());
    assertTrue(misspelt.err().contains("did you mean `never-fires`?"), misspelt.err());
    assertEquals(2, Ran.of("check").code());
    assertEquals(2, Ran.of("check", SUSPECT, "--judgments", "x.jsonl").code());
  }

  @Test
  void anAttributeMisspeltIsLearntFromTheFixturesWhereNoCasesAreGiven() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    String rule =
        "rule \"%1$s\" @Principle when $o : Output( attr(\"%1$s\") == true )"
            + " then forbid( $o, \"why\" ); end\n";
    Files.writeString(
        folder.resolve("a.drl"),
        rule.formatted("violates.decieve")
            + rule.formatted("violates.deceive")
            + rule.formatted("breaks.promise"));
    assertEquals(0, Ran.of("check", folder).code());
    Files.createDirectories(folder.resolve("fixtures"));
    Path fixture = folder.resolve("fixtures/a.yaml");
    Files.writeString(
        fixture,
        """
        given: {outputs: [{output: a, attributes: {violates: {deceive: true}}}]}
        expect: {a: block}
        """);
    Ran ran = Ran.of("check", folder);
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("; did you mean `violates.deceive`?\n"), ran.out());
    assertTrue(ran.out().contains("no errors, 1 warning\n"), ran.out());
    Files.writeString(fixture, "given: [");
    assertEquals(0, Ran.of("check", folder).code(), "what is wrong with fixtures is for `test`");
  }
}

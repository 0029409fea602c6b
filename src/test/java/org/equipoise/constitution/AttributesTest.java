package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Attribute.Missing;
import org.equipoise.constitution.Attribute.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which attributes a constitution has: those that it declares, and those that its rules read. */
class AttributesTest {
  private static final String MANIFEST = "{\"name\":\"n\",\"version\":\"1\",\"levels\":[\"root\"]}";
  private static final String RULES =
      """
      package test
      rule "lie" @Principle
      when $o : Output( attr("violates.deceive") == true, attr("audience") in ("minor") )
      then forbid( $o, "it lies" ); end
      rule "harm" @Principle
      when Case( attr("danger") > 3 ) $o : Output( attr("owner.name") matches "A.*" )
      then forbid( $o, "it harms" ); end
      rule "pressed" @Theory
      when $j : Judgment( attr("underPressure") == true ) then exclude( $j, "pressed" ); end
      """;
  private static final String DECLARED =
      """
      {"violates.deceive": {"of": "output", "type": "boolean", "says": "It lies.",
                            "missing": "unknown"},
       "audience": {"of": "output", "type": "text", "values": ["adult", "minor"],
                    "missing": "error"},
       "danger": {"of": "case", "type": "number", "min": 0, "max": 4.5, "level": "root"},
       "owner": {"of": "output", "type": "object"},
       "underPressure": {"of": "judgment", "type": "boolean"},
       "topics": {"of": "case", "type": "list", "values": ["tea", 3]}}
      """;

  private static Constitution constitution(String declared) {
    Map<String, String> files = new HashMap<>();
    files.put("constitution.json", MANIFEST);
    files.put("rules.drl", RULES);
    if (declared != null) {
      files.put("attributes.json", declared);
    }
    return Constitution.of(files);
  }

  private static Attribute attribute(Constitution constitution, String name) {
    return constitution.attributes().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutDeclarationsTheNamesThatRulesReadAreKnown() {
    Constitution plain = constitution(null);
    assertEquals(
        List.of("audience", "danger", "owner.name", "underPressure", "violates.deceive"),
        plain.attributes().stream().map(Attribute::name).toList());
    Attribute danger = attribute(plain, "danger");
    assertEquals(Subject.CASE, danger.of());
    assertEquals(Attribute.Type.NUMBER, danger.type());
    assertEquals(Missing.ABSENT, danger.missing());
    assertEquals(List.of("harm"), danger.readBy());
    assertFalse(danger.isDeclared());
    assertEquals(Attribute.Type.TEXT, attribute(plain, "owner.name").type());
    assertFalse(plain.declarations().isGiven());
  }

  @Test
  void theMethodThatReadsAnAttributeShowsItsType() {
    Constitution typed =
        Constitution.of(
            Map.of(
                "constitution.json",
                MANIFEST,
                "rules.drl",
                """
                rule "typed" @Principle
                when
                  Case( $limit : num("limit"), list("topics") contains "tea" )
                  $o : Output( num("risk") > $limit, flag("rude"), text("tone") != null )
                then
                  forbid( $o, "it is risky" );
                end
                """));
    assertEquals(Attribute.Type.NUMBER, attribute(typed, "limit").type());
    assertEquals(Attribute.Type.LIST, attribute(typed, "topics").type());
    assertEquals(Attribute.Type.NUMBER, attribute(typed, "risk").type());
    assertEquals(Attribute.Type.BOOLEAN, attribute(typed, "rude").type());
    assertEquals(Attribute.Type.TEXT, attribute(typed, "tone").type());
  }

  @Test
  void declaredAttributesAreAsDeclaredWithTheRulesThatReadThem() {
    Constitution declared = constitution(DECLARED);
    assertEquals(
        List.of("audience", "danger", "owner", "topics", "underPressure", "violates.deceive"),
        declared.attributes().stream().map(Attribute::name).toList());
    assertTrue(declared.attributes().stream().allMatch(Attribute::isDeclared));
    Attribute audience = attribute(declared, "audience");
    assertEquals(List.of("adult", "minor"), audience.values());
    assertEquals(Missing.ERROR, audience.missing());
    assertEquals("root", attribute(declared, "danger").level());
    assertEquals(
        List.of("harm"), attribute(declared, "owner").readBy(), "an object, by its inside");
    assertEquals(List.of(), attribute(declared, "topics").readBy());
    assertEquals("It lies.", attribute(declared, "violates.deceive").says());
  }

  @Test
  void declarationsArePartOfTheDigest() {
    assertNotEquals(constitution(null).digest(), constitution(DECLARED).digest());
    assertEquals(
        DECLARED, constitution(DECLARED).files().get("attributes.json"), "as a ledger keeps it");
  }

  private static List<String> problems(Path folder) {
    return Constitution.check(folder).problems().stream()
        .map(it -> it.line() + ":" + it.column() + " " + it.code() + " " + it.subject())
        .toList();
  }

  @Test
  void declarationsThatNoRuleReadsAreWarnedOf(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), MANIFEST);
    Files.writeString(folder.resolve("rules.drl"), RULES);
    Files.writeString(folder.resolve("attributes.json"), DECLARED);
    assertEquals(List.of("8:12 unread-declaration topics"), problems(folder));
    assertTrue(Constitution.check(folder).constitution().isPresent(), "it is a warning");
    Files.writeString(
        folder.resolve("any.drl"),
        """
        rule "any" @Principle
        when $c : Case() $o : Output( attr( $c.getId() ) == true ) then forbid( $o, "" ); end
        """);
    assertEquals(List.of(), problems(folder), "rules may read any attribute");
  }

  @Test
  void conditionsThatFitWhatIsDeclaredAreFine() {
    Map<String, String> files = new HashMap<>();
    files.put("constitution.json", MANIFEST);
    files.put("attributes.json", DECLARED);
    files.put(
        "rules.drl",
        RULES
            + """
            rule "fine" @Principle
            when
              Case( attr("danger") >= 0, attr("danger") > 4, 4.5 >= attr("danger"),
                    attr("topics") != null, "tea" memberOf attr("topics") )
              $o : Output( attr("owner") != null, attr("violates") != null,
                    attr("violates.deceive") != false, attr("audience") not in ("adult"),
                    attr("owner.age") < 18, attr("audience") > "b" )
            then
              forbid( $o, "of " + $o.attr("audience") );
            end
            """);
    assertEquals(4, Constitution.of(files).rules().size());
  }

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(AttributesWriter.toSchema(constitution(DECLARED)));

  private static int faults(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"case":"C","attributes":{"danger":4.5,"topics":["tea",3]},"outputs":[
          {"output":"a","attributes":{"audience":"minor","violates":{"deceive":true}}}]}""",
        """
        {"case":"C","outputs":[{"output":"a","text":null,
          "attributes":{"audience":"adult","violates.deceive":null,"other":1}}]}""",
        """
        {"case":"C","outputs":[{"output":"a","attributes":{"audience":"adult",
          "violates":{"deceive":{"value":true,"credence":0.5}}}}]}"""
      })
  void theSchemaAcceptsCasesWithDeclaredAttributes(String json) {
    assertEquals(0, faults(json), () -> SCHEMA.validate(json, InputFormat.JSON).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"audience\":\"old\"}}]}",
        "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{}}]}",
        "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\"}]}",
        "{\"case\":\"C\",\"attributes\":{\"danger\":5},\"outputs\":[{\"output\":\"a\","
            + "\"attributes\":{\"audience\":\"minor\"}}]}",
        "{\"case\":\"C\",\"attributes\":{\"topics\":[4]},\"outputs\":[{\"output\":\"a\","
            + "\"attributes\":{\"audience\":\"minor\"}}]}",
        "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"audience\":\"minor\","
            + "\"violates\":{\"deceive\":\"true\"}}}]}",
        "{\"case\":\"C\",\"outputs\":[]}"
      })
  void theSchemaRefusesCasesWithOtherValues(String json) {
    assertTrue(faults(json) > 0, json);
  }

  @Test
  void theSchemaAcceptsEveryCaseOfTheBundledConstitutions() throws IOException {
    int cases = 0;
    for (String name : List.of("common-morality", "assistant-conduct")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(AttributesWriter.toSchema(Constitution.load(Path.of("rules", name))));
      for (String line : Files.readAllLines(Path.of("test-fixtures", name, "cases.jsonl"))) {
        assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
        cases++;
      }
    }
    assertTrue(cases > 40, cases + " cases");
  }

  @Test
  void thePromptNamesWhatToFillAndWithWhat() {
    String prompt = AttributesWriter.toPrompt(constitution(DECLARED));
    assertTrue(prompt.contains("- audience: one of \"adult\", \"minor\" (required)"), () -> prompt);
    assertTrue(prompt.contains("- danger: a number from 0 up to 4.5"), () -> prompt);
    assertTrue(prompt.contains("- violates.deceive: true or false. It lies."), () -> prompt);
    assertTrue(prompt.contains("- topics: a list of any of \"tea\", 3"), () -> prompt);
    assertFalse(prompt.contains("underPressure"), "people hold judgments, and no model");
    assertFalse(prompt.contains("harm\n"), "no rule is named");
  }
}

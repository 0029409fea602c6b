package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** {@code test}: what an author sees of fixtures. */
class TestCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void constitution() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\":\"honesty\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        """
        rule "no-deception" @Principle( weight = 0.8 )
        when
            $o : Output( attr("violates.deceive") == true )
        then
            forbid( $o, "it deceives" );
        end

        rule "be-kind" @Principle( weight = 0.7 )
        when
            Case( attr("sick") == true )
            $o : Output( attr("comforts") == true )
        then
            permit( $o, "it comforts" );
        end
        """);
  }

  @Test
  void aReportThatCannotBeWrittenIsToldInOneLine() {
    Path made = folder.resolve("made");
    Ran.of("init", made);
    for (Path wrong : List.of(made, folder.resolve("no/such/report.xml"))) {
      Ran ran = Ran.of("test", made, "--junit-xml", wrong);
      assertEquals(2, ran.code(), ran.err());
      assertTrue(ran.err().startsWith(wrong + ": error [cannot-write]"), ran.err());
      assertEquals(1, ran.err().lines().count(), ran.err());
    }
  }

  @Test
  void theShortestFixtureThereIsPasses() throws IOException {
    Files.writeString(
        folder.resolve("short.json"),
        "{\"given\":{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":"
            + "{\"violates\":{\"deceive\":true}}}]},\"expect\":{\"a\":\"block\",\"by\":[\"no-deception\"]}}");
    Ran ran = Ran.of("test", folder);
    assertEquals(0, ran.code(), ran.toString());
    assertEquals("1 fixture: 1 passed, 0 failed\n", ran.out());
  }

  @Test
  void silenceOfARuleThatDoesNotExistFails() throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        "{given: {outputs: [{output: a}]}, expect: {silence: [no-deception, no-decption]}}");
    Ran ran = Ran.of("test", folder);
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("no-decption silent"), ran.out());
    assertTrue(ran.out().contains("did you mean `no-deception`?"), ran.out());
    assertFalse(ran.out().contains("no-deception silent"), ran.out());
  }

  @Test
  void whereDecidingFailedNothingThatIsExpectedOfClaimsPasses() throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\":\"n\",\"version\":\"1\",\"settings\":{\"limits\":{\"input\":1}}}");
    String given = "{outputs: [{output: a, attributes: {one: 1, two: 2}}]";
    Files.writeString(folder.resolve("a.yaml"), "{given: " + given + "}, expect: {state: error}}");
    Ran fails = Ran.of("test", folder);
    Files.writeString(
        folder.resolve("a.yaml"), "{given: " + given + "}, expect: {state: error, claims: []}}");
    Ran claims = Ran.of("test", folder);
    Files.writeString(
        folder.resolve("a.yaml"),
        "{given: ["
            + given
            + ", case: C}, {case: D, outputs: [{output: a}]}], expect: {D: {gap: true}}}");
    Ran beside = Ran.of("test", folder);
    assertEquals(0, fails.code(), fails.toString());
    for (Ran ran : List.of(claims, beside)) {
      assertEquals(1, ran.code(), ran.toString());
      assertTrue(ran.out().contains("an error: "), ran.out());
    }
  }

  @Test
  void aFailureShowsWhatWasExpectedWhatCameAndWhatMadeTheDifference() throws Exception {
    Files.createDirectories(folder.resolve("fixtures"));
    Files.writeString(
        folder.resolve("fixtures/some.yaml"),
        """
        - name: a white lie
          given:
            attributes: {sick: true}
            outputs: [{output: a, attributes: {comforts: true}}]
          expect: {a: block, by: [no-deception, no-decption]}
        - name: nothing speaks
          given: {outputs: [{output: a}]}
          expect: {silence: true, gap: true, conflicts: [], choice: null, state: undecided}
        - name: both \u0001 <speak>
          given:
            case: C
            attributes: {sick: true}
            outputs: [{output: a, attributes: {comforts: true, violates: {deceive: true}}}]
          expect:
            C:
              a: escalate
              conflicts: [{kind: clash, between: [no-deception, be-kind]}]
              claims: [{output: a, status: permitted, by: be-kind}]
        """
            .replace("\u0001", "\u00e9"));
    Path xml = folder.resolve("report.xml");
    Ran ran = Ran.of("test", folder, "--junit-xml", xml);
    assertEquals(1, ran.code(), ran.toString());
    String out = ran.out();
    for (String part :
        new String[] {
          "some.yaml:1: failed: a white lie",
          "a: expected block, came allow (margin 1.00)",
          "principle:be-kind (rules.drl:8) permits a: it comforts",
          "no-deception (rules.drl:1): `attr(\"violates.deceive\") == true` does not hold of output `a`:"
              + " it is absent",
          "there is no such rule or judgment; did you mean `no-deception`?",
          "3 fixtures: 2 passed, 1 failed"
        }) {
      assertTrue(out.contains(part), part + " in " + out);
    }
    Document report = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    Element suite = report.getDocumentElement();
    assertEquals("3", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals(3, suite.getElementsByTagName("testcase").getLength());
    assertEquals(
        "a: expected block, came allow (margin 1.00)",
        ((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"));

    Ran json = Ran.of("test", folder, "--format", "json");
    JsonNode told = new ObjectMapper().readTree(json.out());
    assertEquals(1, told.get("failed").asInt());
    assertEquals("rules.drl", told.get("outcomes").get(0).get("fired").get(0).get("file").asText());

    assertEquals(0, Ran.of("test", folder, "--only", "speak").code());
    Ran none = Ran.of("test", folder, "--only", "nonsense");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("none of the 3 fixtures"), none.err());
  }

  @Test
  void withoutAFixtureItFails() {
    Ran ran = Ran.of("test", folder);
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("[no-fixture]"), ran.err());
    assertFalse(ran.err().contains("\tat "), ran.err());
    assertEquals(2, Ran.of("test", folder, "--fixtures", "nowhere").code());
  }

  @Test
  void casesMayConflictWithEachOther() throws IOException {
    Files.writeString(
        folder.resolve("alike.drl"),
        """
        rule "same-words" @Theory
        when $o : Output( $w : attr("words"), attr("words") != null )
        then alike( $o, $w, "the same words" ); end
        """);
    Files.writeString(
        folder.resolve("two.yaml"),
        """
        given:
          cases:
            - {case: A, outputs: [{output: a, attributes: {words: x, violates: {deceive: true}}}]}
            - {case: B, attributes: {sick: true}, outputs: [{output: b, attributes: {words: x, comforts: true}}]}
        expect:
          A: {a: block}
          B: {b: allow}
          conflicts: [precedent]
        """);
    Ran ran = Ran.of("test", folder);
    assertEquals(0, ran.code(), ran.toString());
    Files.writeString(
        folder.resolve("two.yaml"),
        Files.readString(folder.resolve("two.yaml")).replace("[precedent]", "[]"));
    Ran failed = Ran.of("test", folder);
    assertEquals(1, failed.code());
    assertTrue(failed.out().contains("expected none, came precedent"), failed.out());
  }
}

package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What {@code ratchet} tells people, programs and build servers, and its exit codes. */
class RatchetCommandTest {
  private static final Path OLD = Path.of("test-fixtures/clinic/rules");
  private static final Path CASES = Path.of("test-fixtures/clinic/cases.jsonl");

  @TempDir private Path folder;
  private Path weaker;

  /** Rules of which an entrenched one says less, and without what was settled. */
  @BeforeEach
  void weaken() throws IOException {
    weaker = folder.resolve("weaker");
    Files.createDirectories(weaker);
    Files.copy(OLD.resolve("constitution.json"), weaker.resolve("constitution.json"));
    String rules = Files.readString(OLD.resolve("rules.drl"));
    String less = rules.replace("attr(\"poison\") == true", "attr(\"poison\") == \"much\"");
    assertTrue(!less.equals(rules) && rules.contains("@Entrenched"), rules);
    Files.writeString(weaker.resolve("rules.drl"), less);
  }

  private Ran ratchet(Path after, String... more) {
    return Ran.of(
        Stream.concat(Stream.of("ratchet", OLD, after, "--no-mutants"), Stream.of(more)).toArray());
  }

  @Test
  void whatMayFollowExitsWithZero() {
    Ran ran = ratchet(OLD, "--cases", CASES.toString());
    assertEquals(0, ran.code(), ran.toString());
    assertTrue(ran.out().endsWith("it may follow\n"), ran.out());
  }

  @Test
  void whatMustNotFollowExitsWithOneAndSaysWhyInEveryForm() throws IOException {
    Ran text = ratchet(weaker);
    assertEquals(1, text.code(), text.toString());
    assertTrue(text.out().contains("FAILS   unsettled: 1 settled fixture is gone"), text.out());
    assertTrue(text.out().contains("it must not follow: unsettled, entrenched"), text.out());

    Ran sarif = ratchet(weaker, "--format=sarif");
    assertEquals(1, sarif.code());
    assertEquals(List.of(), CheckTest.sarif().validate(sarif.out(), InputFormat.JSON));
    JsonNode results = new ObjectMapper().readTree(sarif.out()).at("/runs/0/results");
    List<String> places = new ArrayList<>();
    for (JsonNode result : results) {
      assertEquals("must-not-follow", result.path("ruleId").asText());
      places.add(
          result.at("/locations/0/physicalLocation/artifactLocation/uri").asText()
              + ":"
              + result.at("/locations/0/physicalLocation/region/startLine").asInt());
    }
    assertEquals(2, places.size(), sarif.out());
    assertTrue(places.get(0).endsWith("weaker/fixtures/settled/lay.yaml:1"), places.toString());
    assertTrue(places.get(1).matches(".*weaker/rules\\.drl:[1-9]\\d*"), places.toString());
  }

  @Test
  void aBuildServerReadsACaseForEachCriterion()
      throws IOException, ParserConfigurationException, SAXException {
    Ran ran = ratchet(weaker, "--format=junit");
    assertEquals(1, ran.code(), ran.toString());
    Document report =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)));
    Element suite = report.getDocumentElement();
    assertEquals("9", suite.getAttribute("tests"));
    assertEquals("2", suite.getAttribute("failures"));
    assertEquals(9, suite.getElementsByTagName("testcase").getLength());
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < suite.getElementsByTagName("failure").getLength(); i++) {
      failed.add(((Element) suite.getElementsByTagName("failure").item(i)).getAttribute("type"));
    }
    assertEquals(List.of("unsettled", "entrenched"), failed);
  }

  @Test
  void badInputExitsWithTwo() {
    for (Ran ran :
        List.of(
            ratchet(folder.resolve("nowhere")),
            ratchet(OLD, "--cases", folder.resolve("nowhere.jsonl").toString()),
            ratchet(OLD, "--judgments", CASES.toString()),
            ratchet(OLD, "--held-out-judgments", CASES.toString()),
            ratchet(OLD, "--ledger", folder.resolve("nowhere").toString()),
            ratchet(OLD, "--level", "1.5"),
            ratchet(OLD, "--fall", "-1"),
            ratchet(OLD, "--format", "html"))) {
      assertEquals(2, ran.code(), ran.toString());
      assertEquals("", ran.out());
    }
  }
}

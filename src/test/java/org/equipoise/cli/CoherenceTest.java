package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.equipoise.coherence.CalibratedWords;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.Use;
import org.equipoise.formats.CalibrationWriter;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.integration.onnx.TinyModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code coherence} and {@code confirm}, from replies to settled fixtures. */
class CoherenceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RULES =
      """
      package texts

      rule "no-dosages"
          @Principle( weight = 0.8 )
          @Says( "An output must not name dosages." )
      when
          $o : Output( attr("coherence.no-dosages.contradicts") == true )
      then
          forbid( $o, "it contradicts: an output must not name dosages" );
      end

      rule "same-topic"
          @Principle( weight = 0.3 )
          @Says( "An output names its sources." )
      when
          Case( $t : attr("topic") != null )
          $o : Output()
      then
          alike( $o, $t, "they are about the same" );
      end
      """;

  private static final List<String> CASES =
      List.of(
          "{\"case\":\"C-1\",\"attributes\":{\"topic\":\"teeth\"},\"outputs\":[{\"output\":\"a\","
              + "\"author\":\"bot\",\"text\":\"Hello. Outputs name dosages. Bye now.\"}]}",
          "{\"case\":\"C-2\",\"attributes\":{\"topic\":\"teeth\"},\"outputs\":[{\"output\":\"a\","
              + "\"author\":\"bot\",\"text\":\"Brush daily. Do not brush daily.\"}]}",
          "{\"case\":\"C-3\",\"attributes\":{\"topic\":\"hair\"},\"outputs\":[{\"output\":\"a\","
              + "\"author\":\"bot\",\"text\":\"Nothing of that.\"}]}");

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("constitution.json"), "{\"name\": \"texts\", \"version\": \"1.0.0\"}");
    Files.writeString(rules.resolve("texts.drl"), RULES);
    Files.writeString(folder.resolve("cases.jsonl"), String.join("\n", CASES) + "\n");
    Files.writeString(
        folder.resolve("judgments.jsonl"),
        "{\"judgment\":\"J-1\",\"case\":\"C-3\",\"output\":\"a\",\"status\":\"permitted\","
            + "\"stakeholder\":\"Ada\",\"confidence\":0.9,\"x-reason\":\"Outputs name dosages.\"}\n");
    calibrate(LexicalEntailmentModel.INSTANCE, "calibration.json");
  }

  private void calibrate(EntailmentModel model, String file) throws IOException {
    Files.writeString(
        folder.resolve(file),
        CalibrationWriter.toFile(
            List.of(
                CalibratedWords.telling(model, Use.RULE_AGAINST_OUTPUT),
                CalibratedWords.telling(model, Use.OUTPUT_AGAINST_OUTPUT))));
  }

  private String run(int exit, String... arguments) {
    StringWriter out = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    assertEquals(exit, code, () -> out + "\n" + err);
    return out.toString();
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  @Test
  void fromRepliesToCandidatesAndFromAnswersToFixtures() throws IOException {
    JsonNode found =
        JSON.readTree(
            run(
                1,
                "coherence",
                path("rules"),
                "--cases",
                path("cases.jsonl"),
                "--judgments",
                path("judgments.jsonl"),
                "--calibration",
                path("calibration.json"),
                "--candidates",
                path("candidates.jsonl"),
                "--undecided",
                "0",
                "--by",
                "topic",
                "--format",
                "json"));
    JsonNode first = found.path("findings").path(0);
    assertEquals("contradiction", first.path("verdict").asText(), found.toString());
    assertEquals("Outputs name dosages.", first.path("tested").path("quote").asText());
    assertEquals(7, first.path("tested").path("start").asInt());
    assertEquals("teeth", first.path("kindOfCase").asText());
    for (JsonNode each : found.path("findings")) {
      if (each.path("kind").asText().equals("reason")) {
        assertEquals("no-calibration", each.path("why").asText());
      }
    }
    List<String> lines = Files.readAllLines(folder.resolve("candidates.jsonl"));
    String principle =
        lines.stream().filter(it -> it.contains("coherence.no-dosages")).findFirst().orElseThrow();
    assertTrue(lines.stream().anyMatch(it -> it.contains("\"kind\":\"itself\"")));
    String answered =
        principle.replace("\"confirmed\":null,\"by\":null", "\"confirmed\":true,\"by\":\"Ada\"");
    Files.writeString(folder.resolve("answered.jsonl"), answered + "\n" + lines.get(1) + "\n");
    run(
        0,
        "confirm",
        path("answered.jsonl"),
        "--cases",
        path("cases.jsonl"),
        "--out",
        path("confirmed"));
    JsonNode label = JSON.readTree(Files.readString(folder.resolve("confirmed/labels.jsonl")));
    assertTrue(label.path("label").asBoolean());
    assertEquals("rule-against-output", label.path("attribute").asText());
    Path settled = Files.createDirectories(folder.resolve("rules/fixtures/settled"));
    Files.copy(
        folder.resolve("confirmed/settled/coherence-1.json"), settled.resolve("coherence-1.json"));
    assertTrue(run(0, "test", path("rules")).contains("1"));
    assertTrue(
        run(
                0,
                "decide",
                path("rules"),
                "--cases",
                path("confirmed/cases.jsonl"),
                "--format",
                "json")
            .contains("\"decision\":\"block\""));
    assertTrue(
        Files.readString(folder.resolve("confirmed/judgments.jsonl"))
            .contains("\"stakeholder\":\"Ada\""));
  }

  @Test
  void withoutACalibrationNothingIsDecidedAndAPersonIsAskedAboutTheHighestScores() {
    String text =
        run(
            0,
            "coherence",
            path("rules"),
            "--cases",
            path("cases.jsonl"),
            "--candidates",
            path("candidates.jsonl"),
            "--undecided",
            "2");
    assertTrue(text.contains("no calibration: everything is undecided"), text);
    assertTrue(text.contains("0 contradictions"), text);
    assertEquals(2, lines("candidates.jsonl"));
  }

  @Test
  void whatIsFoundEntersCasesAsDisputedAttributesThatAReplayNeedsNoModelFor() throws IOException {
    run(
        1,
        "coherence",
        path("rules"),
        "--cases",
        path("cases.jsonl"),
        "--calibration",
        path("calibration.json"),
        "--attributes",
        path("found.jsonl"));
    assertEquals(CASES.size(), lines("found.jsonl"));
    JsonNode output =
        JSON.readTree(Files.readAllLines(folder.resolve("found.jsonl")).get(0))
            .path("outputs")
            .path(0);
    JsonNode attribute = output.path("attributes").path("coherence.no-dosages.contradicts");
    assertTrue(attribute.path("value").asBoolean(), output.toString());
    assertTrue(attribute.path("credence").asDouble() <= 0.98, output.toString());
    JsonNode record = output.path("x-coherence").path(0);
    for (String field : List.of("premise", "hypothesis", "model", "calibration")) {
      assertTrue(record.path(field).asText().startsWith("sha256:"), field + output);
    }
    assertTrue(record.path("relation").path("contradicts").isNumber(), output.toString());
    String ledger = path("ledger");
    String decided =
        run(
            0,
            "decide",
            path("rules"),
            "--cases",
            path("found.jsonl"),
            "--ledger",
            ledger,
            "--format",
            "json");
    assertTrue(decided.contains("attribute:a/coherence.no-dosages.contradicts"), decided);
    run(0, "replay", "--ledger", ledger);
  }

  @Test
  void whatIsUndecidedCarriesTheLikelierValueAndSaysSo() throws IOException {
    run(
        0,
        "coherence",
        path("rules"),
        "--cases",
        path("cases.jsonl"),
        "--attributes",
        path("found.jsonl"));
    JsonNode attributes =
        JSON.readTree(Files.readAllLines(folder.resolve("found.jsonl")).get(0))
            .path("outputs")
            .path(0)
            .path("attributes");
    assertTrue(attributes.path("coherence.undecided").asBoolean(), attributes.toString());
    assertEquals(
        0.5,
        attributes.path("coherence.no-dosages.contradicts").path("credence").asDouble(),
        attributes.toString());
  }

  private long lines(String file) {
    try (var lines = Files.lines(folder.resolve(file))) {
      return lines.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aModelOfAFolderIsUsedAndACalibrationOfAnotherIsNot() throws IOException {
    TinyModel.write(
        folder.resolve("model"),
        Map.of(
            "dosages",
            List.of(0, 0, 4),
            "name",
            List.of(0, 0, 0),
            "outputs",
            List.of(0, 0, 0),
            "an",
            List.of(0, 0, 0),
            "output",
            List.of(0, 0, 0),
            "must",
            List.of(0, 0, 0),
            "not",
            List.of(0, 0, 0),
            ".",
            List.of(0, 0, 0)),
        List.of("entailment", "neutral", "contradiction"));
    run(
        0,
        "coherence",
        path("rules"),
        "--cases",
        path("cases.jsonl"),
        "--model",
        path("model"),
        "--calibration",
        path("calibration.json"));
    assertTrue(err.toString().contains("no calibration in"), err.toString());
    try (EntailmentModel model = OnnxEntailmentModel.of(folder.resolve("model"))) {
      calibrate(model, "own.json");
    }
    String json =
        run(
            1,
            "coherence",
            path("rules"),
            "--cases",
            path("cases.jsonl"),
            "--model",
            path("model"),
            "--calibration",
            path("own.json"),
            "--format",
            "json");
    assertTrue(json.contains("\"verdict\":\"contradiction\""), json);
  }

  @Test
  void theFieldsAreThoseOfThePage() throws IOException {
    Files.writeString(
        folder.resolve("rules").resolve("may.drl"),
        """
        package may
        rule "may" @Principle @Says( "An output may name dosages." )
        when $o : Output( attr("may") == true ) then permit( $o, "it may" ); end
        """);
    StringBuilder recorded = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      recorded.append(
          "{\"case\":\"R-"
              + i
              + "\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"coherence\":{\"no-dosages\":"
              + "{\"contradicts\":{\"value\":true,\"credence\":0.9}}}}}]}\n");
    }
    Files.writeString(folder.resolve("recorded.jsonl"), recorded);
    run(0, "decide", path("rules"), "--cases", path("recorded.jsonl"), "--ledger", path("ledger"));
    FormatsPage.read()
        .holds(
            "coherence",
            Ran.of(
                "coherence",
                path("rules"),
                "--cases",
                path("cases.jsonl"),
                "--judgments",
                path("judgments.jsonl"),
                "--calibration",
                path("calibration.json"),
                "--by",
                "topic",
                "--format",
                "json",
                "--ledger",
                path("ledger")));
  }

  @Test
  void aPageShowsBothQuotes() throws IOException {
    run(
        1,
        "coherence",
        path("rules"),
        "--cases",
        path("cases.jsonl"),
        "--calibration",
        path("calibration.json"),
        "--format",
        "html",
        "--out",
        path("page.html"));
    String page = Files.readString(folder.resolve("page.html"));
    assertTrue(page.contains("Outputs name dosages."));
    assertFalse(page.contains("{{"));
  }

  @Test
  void anAnswerThatNobodyGaveIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("answered.jsonl"),
        "{\"candidate\":\"K-1\",\"confirmed\":true,\"by\":null,\"case\":\"C-1\"}\n{\"x\":1}\n");
    run(
        2,
        "confirm",
        path("answered.jsonl"),
        "--cases",
        path("cases.jsonl"),
        "--out",
        path("confirmed"));
    assertTrue(err.toString().contains("answered.jsonl:1"), err.toString());
    assertTrue(err.toString().contains("answered.jsonl:2"), err.toString());
  }
}

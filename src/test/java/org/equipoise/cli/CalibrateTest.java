package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.equipoise.integration.onnx.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code calibrate} and {@code label}, on scores whose labels are drawn. */
class CalibrateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** Uniform scores; the higher, the likelier the label is true, up to some share. */
  private Path labels(String name, int n, double most, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double score = random.nextDouble();
      double odds = Math.pow(score / (1 - score), 3);
      boolean label = random.nextDouble() < most * odds / (1 + odds);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"score\":%.4f,\"label\":%s,\"group\":\"g%d\",\"x-by\":\"ann\"}",
              score,
              label,
              i % 9));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private Path calibration(Path labels, Object... more) {
    Path out = folder.resolve("calibration-" + labels.getFileName() + ".json");
    List<Object> arguments =
        new ArrayList<>(List.of("calibrate", "--labels", labels, "--risk", "0.2", "--out", out));
    arguments.addAll(List.of(more));
    assertEquals(0, Ran.of(arguments.toArray()).code());
    return out;
  }

  @Test
  void theFieldsAreThoseOfThePage() throws IOException {
    Path few = labels("few.jsonl", 600, 1, 1);
    Path many = labels("many.jsonl", 1200, 1, 2);
    FormatsPage page = FormatsPage.read();
    page.holds(
        "calibrate",
        Ran.of("calibrate", "--labels", few, "--risk=0.2", "--format=json"),
        Ran.of("calibrate", "--labels", many, "--risk=0.2", "--format=json"));
    page.holds(
        "calibrate---check",
        Ran.of("calibrate", "--check", calibration(few), "--labels", many, "--format=json"));
    page.compare("calibrationjson", List.of(FormatsPage.json(Files.readString(calibration(many)))));
    Path unknown = Files.writeString(folder.resolve("u"), "{\"score\":1,\"?\":1}");
    List<List<String>> known = FormatsPage.known(Ran.of("calibrate", "--labels", unknown).err());
    assertEquals(page.named("labelled-score", ""), known.get(0));
  }

  @Test
  void aFileSaysWhatWasPrinted() throws IOException {
    Path labels = labels("labels.jsonl", 600, 1, 3);
    Path out = calibration(labels);
    Ran printed = Ran.of("calibrate", "--labels", labels, "--risk=0.2", "--format=json");
    JsonNode file = JSON.readTree(Files.readString(out)).path("calibrations").get(0);
    JsonNode json = JSON.readTree(printed.out());
    for (String field : List.of("n", "ece", "brier", "thresholds", "curve", "labels")) {
      assertEquals(file.path(field), json.path(field), field);
    }
    assertEquals(600, json.path("n").asInt());
    assertEquals(0.2, json.path("thresholds").path("risk").asDouble());
    assertEquals(0.9, json.path("thresholds").path("confidence").asDouble());
    assertEquals(2, Ran.of("calibrate", "--labels", labels, "--out", out).code());
  }

  @Test
  void aFileIsShownAsItWasPrintedAndNamedOnTheCard() throws IOException {
    Path out = calibration(labels("labels.jsonl", 300, 1, 12));
    Ran shown = Ran.of("calibrate", "--show", out, "--format=json");
    assertEquals(0, shown.code(), shown.err());
    JsonNode calibration = JSON.readTree(shown.out());
    assertEquals(JSON.readTree(Files.readString(out)).path("calibrations").get(0), calibration);
    Ran card = Ran.of("card", "rules/assistant-conduct", "--calibration", out);
    for (String digest : List.of("digest", "source", "labels")) {
      assertTrue(card.out().contains(calibration.path(digest).asText()), card.out());
    }
    assertEquals(2, Ran.of("calibrate", "--show", out, "--labels", out).code());
  }

  @Test
  void attributesAreCalibratedOneByOne() throws IOException {
    Path labels =
        Files.writeString(
            folder.resolve("labels"),
            """
            {"score":1,"label":1,"attribute":"rude"}
            {"score":0,"label":0,"attribute":"rude"}
            {"score":0.5,"label":"yes","attribute":"false"}
            {"score":0.4,"label":"no","attribute":"false"}
            """);
    Ran ran = Ran.of("calibrate", "--labels", labels, "--format=json");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(2, ran.lines().size());
    assertEquals("false", JSON.readTree(ran.lines().get(0)).path("use").asText());
    assertTrue(JSON.readTree(ran.lines().get(1)).path("thresholds").isNull());
    String text = Ran.of("calibrate", "--labels", labels).out();
    assertTrue(text.contains("NO UPPER THRESHOLD keeps false alarms at 10.0 %"), text);
    assertTrue(text.contains("undecided: 2 (100.0 %)"), text);
  }

  @Test
  void aCheckOnTheSameThingsIsGoodAndOnOthersShifted() throws IOException {
    Path out = calibration(labels("labels.jsonl", 900, 1, 4));
    Ran same = Ran.of("calibrate", "--check", out, "--labels", labels("same", 900, 1, 5));
    assertEquals(0, same.code(), same.out());
    assertTrue(same.out().startsWith("score: not shifted"), same.out());
    Ran other = Ran.of("calibrate", "--check", out, "--labels", labels("other", 900, 0.5, 6));
    assertEquals(1, other.code(), other.out());
    assertTrue(other.out().startsWith("score: SHIFTED"), other.out());
    assertTrue(other.out().contains("THE BOUND DOES NOT HOLD"), other.out());
  }

  @Test
  void aCalibrationOfAnotherDetectorIsNotUsed() throws IOException {
    Path labels = labels("labels.jsonl", 300, 1, 7);
    Path out = calibration(labels, "--detector", "tone 3.1");
    Ran ran = Ran.of("calibrate", "--check", out, "--labels", labels, "--detector", "tone 3.2");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("is of another detector or model"), ran.err());
    Ran use = Ran.of("calibrate", "--check", out, "--labels", labels, "--use", "rude");
    assertEquals(2, use.code());
    assertTrue(use.err().contains("no calibration for this use"), use.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"n\":300|\"n\":301",
        "\"kind\":\"logistic\"|\"kind\":\"lines\"",
        "\"slope\":|\"slope\":1",
        "\"from\":0.1|\"from\":0.2",
        "\"use\":\"score\"|\"use\":\"rude\"",
        "\"calibrations\"|\"calibration\"",
        "\"least\":|\"x-least\":",
        "\"undecided\":|\"undecided\":-",
        "\"made\":\"2|\"made\":\"soon 2",
        "sha256:|md5:",
        "{|["
      })
  void anAlteredFileIsRefusedWithOneProblem(String from, String to) throws IOException {
    Path labels = labels("labels.jsonl", 300, 1, 8);
    Path out = calibration(labels);
    String text = Files.readString(out);
    assertTrue(text.contains(from), text);
    Files.writeString(out, text.replace(from, to));
    Ran ran = Ran.of("calibrate", "--check", out, "--labels", labels);
    assertEquals(2, ran.code(), ran.toString());
    assertEquals(1, ran.err().lines().filter(it -> it.contains("error [")).count(), ran.err());
    assertTrue(ran.err().contains("make it again with `calibrate`"), ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"score\":0.4}|labels:1: error [missing-field] label",
        "{\"score\":1.4,\"label\":true}|labels:1:10: error [wrong-value] score",
        "{\"score\":0.4,\"label\":\"perhaps\"}|`perhaps` is no label",
        "{\"label\":true}|error [missing-field] score",
        "{\"premise\":\"a\",\"label\":true}|error [missing-field] hypothesis",
        "{\"score\":0.4,\"label\":true}|all labels are the same",
        "x-none|"
      })
  void faultyLabelsAreRefusedWithTheirPlace(String line, String why) throws IOException {
    Path labels = Files.writeString(folder.resolve("labels"), line + "\n");
    Ran ran = Ran.of("calibrate", "--labels", labels);
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(why == null || ran.err().contains(why), ran.err());
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    Path labels = labels("labels.jsonl", 50, 1, 9);
    assertEquals(2, Ran.of("calibrate").code());
    assertEquals(2, Ran.of("calibrate", "--labels", labels, "--risk=0").code());
    assertEquals(2, Ran.of("calibrate", "--labels", labels, "--confidence=1").code());
    assertEquals(2, Ran.of("calibrate", "--labels", labels, "--misses=NaN").code());
    assertEquals(2, Ran.of("calibrate", "--labels", folder.resolve("none")).code());
    assertEquals(2, Ran.of("calibrate", "--check", labels, "--labels", labels).code());
  }

  @Test
  void thePairsNearestToTheThresholdsAreLabelledNext() throws IOException {
    Path out = calibration(labels("labels.jsonl", 900, 1, 10));
    JsonNode thresholds =
        JSON.readTree(Files.readString(out)).path("calibrations").get(0).path("thresholds");
    double lower = thresholds.path("lower").asDouble();
    assertFalse(thresholds.path("lower").isNull());
    Path scores = folder.resolve("scores.jsonl");
    String near = "{\"score\":" + (lower - 0.001) + ",\"x-id\":7}";
    String farther = "{\"score\":" + (lower - 0.1) + "}";
    Files.write(scores, List.of(farther, near, "{\"score\":" + lower + ",\"label\":true}"));
    Ran ran = Ran.of("label", "--calibration", out, "--scores", scores, "--top", "1");
    assertEquals(List.of(near), ran.lines(), ran.err());
    assertEquals(
        List.of(near, farther), Ran.of("label", "--calibration", out, "--scores", scores).lines());
    assertEquals(2, Ran.of("label", "--calibration", out, "--scores", scores, "--top", "0").code());
  }

  @Test
  void aModelScoresPairsAndItsCalibrationIsItsOwn() throws IOException {
    List<String> names = List.of("contradiction", "entailment", "neutral");
    Map<String, List<Integer>> words = Map.of("not", List.of(4, 0, 0), "so", List.of(0, 1, 4));
    Path model = TinyModel.write(folder.resolve("model"), words, names);
    Path other = TinyModel.write(folder.resolve("other"), Map.of("not", List.of(5, 0, 0)), names);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String pair = "{\"premise\":\"so\",\"hypothesis\":\"";
      lines.add(pair + "so " + "so ".repeat(i % 5) + "\",\"label\":\"consistent\"}");
      lines.add(pair + "so. not so not. so\",\"label\":\"contradicts\"}");
    }
    Path pairs = Files.write(folder.resolve("pairs.jsonl"), lines);
    Path out = folder.resolve("pairs.json");
    Ran ran =
        Ran.of("calibrate", "--model", model, "--pairs", pairs, "--out", out, "--format=json");
    assertEquals(0, ran.code(), ran.err());
    JsonNode calibration = JSON.readTree(ran.out());
    assertEquals("rule-against-output", calibration.path("use").asText());
    assertEquals(1, calibration.path("auroc").asDouble());
    assertEquals(0, Ran.of("calibrate", "--check", out, "--pairs", pairs, "--model", model).code());
    Ran wrong = Ran.of("calibrate", "--check", out, "--pairs", pairs, "--model", other);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("is of another detector or model"), wrong.err());

    Path unlabelled = folder.resolve("unlabelled.jsonl");
    Files.write(unlabelled, lines.stream().map(it -> it.replaceAll(",\"label.*", "}")).toList());
    Ran next =
        Ran.of("label", "--calibration", out, "--scores", unlabelled, "--model", model, "--top=3");
    assertEquals(3, next.lines().size(), next.err());
    assertEquals(
        2, Ran.of("label", "--calibration", out, "--scores", unlabelled, "--model", other).code());
    for (List<Object> wrongUse :
        List.<List<Object>>of(
            List.of("--labels", pairs, "--model", model),
            List.of("--pairs", pairs),
            List.of("--pairs", unlabelled, "--model", model),
            List.of("--pairs", pairs, "--model", model, "--detector", "tone"),
            List.of("--pairs", pairs, "--model", model, "--use", "rude"))) {
      List<Object> arguments = new ArrayList<>(List.of("calibrate"));
      arguments.addAll(wrongUse);
      assertEquals(2, Ran.of(arguments.toArray()).code(), wrongUse.toString());
    }
  }

  @Test
  void thePageCarriesTheCalibrations() throws IOException {
    Path labels = labels("labels.jsonl", 300, 1, 11);
    Ran ran = Ran.of("calibrate", "--labels", labels, "--format=html");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("\"calibrations\":[{\"use\":\"score\""), ran.out());
  }
}

package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code annotate}, on a few labels and on those of people and of automatic judges. */
class AnnotateTest {
  private static final Path XSTEST = Path.of("../shared/data/xstest/completions.jsonl");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertEquals(0, ran.code(), ran.toString());
    return JSON.readTree(ran.out());
  }

  @Test
  void allFormsOfAFileSayTheSame() throws IOException {
    Path lines =
        write(
            "labels.jsonl",
            """
            {"item":"1","annotator":"ann","label":"no","at":"2026-01-02T00:00:00Z"}
            {"item":"1","annotator":"ann","label":"yes","at":"2026-01-01T00:00:00Z"}
            {"item":"1","annotator":"bob","label":"no"}
            {"item":"2","annotator":"ann","label":"yes"}
            {"item":"2","annotator":"bob","label":"no","x-note":"unsure"}
            """);
    Path tall =
        write(
            "tall.csv",
            "item,annotator,label\n1,ann,yes\n1,ann,no\n1,bob,no\n2,ann,yes\n2,bob,no\n");
    Path wide = write("wide.csv", "item;ann;bob\n1;no;no\n2;yes;no\n");
    JsonNode found = json(Ran.of("annotate", "agree", lines, "--format=json"));
    assertEquals(found, json(Ran.of("annotate", "agree", tall, "--format=json")));
    assertEquals(
        found.path("pairs"),
        json(Ran.of("annotate", "agree", wide, "--format=json")).path("pairs"));
    assertEquals(1, found.path("annotators").get(0).path("repeats").asInt());
    assertEquals(0, found.path("annotators").get(0).path("repeatsAlike").asInt());
    assertEquals(0.5, found.path("pairs").get(0).path("agreement").asDouble());
    FormatsPage.read()
        .holds("annotate-agree", Ran.of("annotate", "agree", lines, "--format=json"), seven());
  }

  /** A panel that has every measure, with its truth. */
  private Ran seven() throws IOException {
    StringBuilder rows = new StringBuilder("item,a,b,c\n");
    StringBuilder truth = new StringBuilder("item,label\n");
    for (int item = 0; item < 30; item++) {
      rows.append(item)
          .append(item % 2 == 0 ? ",x,x," : ",y,y,")
          .append(item % 5 == 0 ? "x\n" : "y\n");
      truth.append(item).append(item % 2 == 0 ? ",x\n" : ",y\n");
    }
    return Ran.of(
        "annotate",
        "agree",
        write("seven.csv", rows.toString()),
        "--truth",
        write("truth.csv", truth.toString()),
        "--format=json");
  }

  @Test
  void theTextLeadsWithTheEffectiveNumber() throws IOException {
    Path wide = write("wide.csv", "item,ann,bob\n1,3,3\n2,4,3\n3,1,1\n");
    Ran ran = Ran.of("annotate", "agree", wide, "--scale", "interval", "--samples", "0");
    assertEquals(
        "2 annotators count as 2.0 independent ones: so few do not tell whether they err together;"
            + " `--truth` does",
        ran.lines().get(0));
    assertTrue(ran.out().contains("Krippendorff's alpha (interval) 0."), ran.out());
    Ran page = Ran.of("annotate", "agree", wide, "--samples=20", "--format=html");
    assertTrue(page.out().startsWith("<!DOCTYPE html>"), page.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"item\":\"1\",\"annotator\":\"a\"} | labels:1:1: error [missing-field] label",
        "{\"item\":\"1\",\"annotator\":\"a\",\"label\":[]} | labels:1:",
        "{\"item\":\"1\",\"annotator\":\"a\",\"lable\":\"x\"} | unknown-field",
        "item,annotator\\n1,a | has no column `label`",
        "item,annotator,label,at\\n1,a,x,soon | labels:2:7: error [wrong-value] `soon` is not a time",
        "item,a\\n,x | the item is empty",
        "item,a\\n1, | the file holds no label"
      })
  void aFaultyFileIsRefusedWithItsPlace(String text, String why) throws IOException {
    Ran ran = Ran.of("annotate", "agree", write("labels", text.replace("\\n", "\n")));
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains(why), ran.err());
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    Path wide = write("wide.csv", "item,ann,bob\n1,x,y\n");
    assertEquals(2, Ran.of("annotate").code());
    assertEquals(2, Ran.of("annotate", "agree", wide, "--samples=-1").code());
    Ran ran = Ran.of("annotate", "agree", wide, "--scale=interval");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("`x` is not a number"), ran.err());
  }

  // ---- truth and residue

  /** Five annotators on the outputs of two cases; the last says the opposite of one. */
  private Path outputs() throws IOException {
    return write(
        "outputs.csv",
        "item,a,b,c,d,e\nC-1/x,bad,bad,bad,bad,bad\nC-1/y,ok,ok,ok,ok,bad\nC-2/x,ok,ok,bad,bad,\n");
  }

  private Path cases() throws IOException {
    return write(
        "cases.jsonl",
        """
        {"case":"C-1","outputs":[{"output":"x","attributes":{"violates":{"death":true}}},{"output":"y"}]}
        {"case":"C-2","outputs":[{"output":"x"}]}
        """);
  }

  @Test
  void estimatesBecomeJudgmentsThatOtherCommandsRead() throws IOException {
    Path judgments = folder.resolve("judgments.jsonl");
    Object[] command = {
      "annotate",
      "truth",
      outputs(),
      "--to",
      judgments,
      "--as",
      "bad=forbidden",
      "--as",
      "ok=permitted",
      "--format",
      "json"
    };
    Ran ran = Ran.of(command);
    JsonNode found = json(ran);
    assertTrue(found.path("items").get(2).path("abstains").asBoolean(), ran.out());
    FormatsPage.read().holds("annotate-truth", ran);
    List<String> lines = Files.readAllLines(judgments);
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("\"status\":\"forbidden\""), lines.get(0));
    Ran decided =
        Ran.of("decide", "rules/common-morality", "--cases", cases(), "--judgments", judgments);
    assertEquals(0, decided.code(), decided.toString());
    assertTrue(decided.out().contains("judgment:C-1/x"), decided.out());
    assertEquals(2, Ran.of(command).code(), "the file is there already");
    Path each = folder.resolve("each.jsonl");
    command[4] = each;
    command[9] = "--each";
    Ran ofEach = Ran.of(Arrays.copyOf(command, 10));
    assertEquals(0, ofEach.code(), ofEach.toString());
    assertEquals(14, Files.readAllLines(each).size());
    command[4] = folder.resolve("unmapped.jsonl");
    Ran unmapped = Ran.of(Arrays.copyOf(command, 5));
    assertEquals(2, unmapped.code());
    assertTrue(unmapped.err().contains("--as bad=permitted"), unmapped.err());
  }

  @Test
  void annotatorsWhoErrTogetherWeighAsTheirEffectiveNumberInDecisions() throws IOException {
    StringBuilder rows = new StringBuilder("item,a,b,c\n");
    StringBuilder truth = new StringBuilder("item,label\n");
    for (int i = 0; i < 20; i++) {
      String label = i % 4 == 0 ? "permitted" : "forbidden";
      rows.append("C-").append(i).append("/x").append((',' + label).repeat(3)).append('\n');
      truth.append("C-").append(i).append("/x,forbidden\n");
    }
    Path judgments = folder.resolve("each.jsonl");
    Path weights = folder.resolve("weights.json");
    Ran ran =
        Ran.of(
            "annotate",
            "truth",
            write("labels.csv", rows.toString()),
            "--truth",
            write("true.csv", truth.toString()),
            "--to",
            judgments,
            "--each",
            "--stakeholders",
            weights);
    assertEquals(0, ran.code(), ran.toString());
    assertEquals("{\"a\":0.333333,\"b\":0.333333,\"c\":0.333333}\n", Files.readString(weights));
    Path rules = folder.resolve("rules");
    Files.createDirectory(rules);
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\":\"w\",\"version\":\"1\",\"settings\":{\"stakeholders\":"
            + Files.readString(weights)
            + "}}");
    Files.writeString(
        rules.resolve("w.drl"),
        """
        package w
        rule "help" @Principle( weight = 0.5 )
        when $o : Output( attr("helps") == true ) then permit( $o, "it helps" ); end
        """);
    Path cases =
        write(
            "one.jsonl",
            "{\"case\":\"C-1\",\"outputs\":[{\"output\":\"x\",\"attributes\":{\"helps\":true}}]}\n");
    Path own = folder.resolve("own.jsonl");
    Files.write(
        own, Files.readAllLines(judgments).stream().filter(it -> it.contains("\"C-1\"")).toList());
    Ran decided = Ran.of("decide", rules, "--cases", cases, "--judgments", own);
    JsonNode output = JSON.readTree(decided.lines().get(0)).path("outputs").get(0);
    double reliability =
        JSON.readTree(Files.readAllLines(own).get(0)).path("confidence").asDouble();
    assertEquals(reliability, output.path("costAllow").asDouble(), 1e-5, decided.toString());
  }

  @Test
  void whatStandsBecomesSettledFixturesThatPass() throws IOException {
    Path groups = write("groups.csv", "annotator,land\na,n\nb,n\nc,s\nd,s\ne,s\n");
    Path rules = folder.resolve("rules");
    Files.createDirectories(rules.resolve("fixtures"));
    Files.writeString(
        rules.resolve("constitution.json"), "{\"name\":\"deaths\",\"version\":\"1.0.0\"}");
    Files.writeString(
        rules.resolve("deaths.drl"),
        """
        package deaths
        rule "no-deaths" @Principle
        when $o : Output( attr("violates.death") == true ) then forbid( $o, "it kills" ); end
        """);
    Path settled = rules.resolve("fixtures/settled");
    Object[] command = {
      "annotate",
      "residue",
      outputs(),
      "--k=2",
      "--groups",
      groups,
      "--constitution",
      rules,
      "--cases",
      cases(),
      "--as=bad=forbidden",
      "--as=ok=permitted",
      "--format=json",
      "--as-of=2026-01-31",
      "--fixtures",
      settled
    };
    Ran ran = Ran.of(command);
    JsonNode items = json(ran).path("items");
    FormatsPage.read().holds("annotate-residue", ran);
    assertTrue(items.get(0).path("survives").asBoolean(), ran.out());
    assertEquals(5, items.get(0).path("overturning").size());
    assertEquals("[\"c\"]", items.get(1).path("overturning").toString());
    assertEquals("land/s", items.get(1).path("where").asText());
    assertTrue(items.get(2).path("label").isNull());
    assertTrue(
        Files.readString(settled.resolve("residue-1.json"))
            .contains(
                "\"settled\":{\"by\":[\"a\",\"b\",\"c\",\"d\",\"e\"],\"at\":\"2026-01-31\"}"));
    Ran tested = Ran.of("test", rules);
    assertEquals(0, tested.code(), tested.toString());
    Path lenient = write("lenient.csv", "item,a,b,c\nC-1/x,ok,ok,ok\n");
    command[2] = lenient;
    Ran against = Ran.of(Arrays.copyOf(command, 13));
    assertEquals(1, json(against).path("items").get(0).path("against").size(), against.out());
    assertTrue(!json(against).path("items").get(0).path("survives").asBoolean());
  }

  @Test
  void aFallOfQualityIsAnAlarm() throws IOException {
    StringBuilder good = new StringBuilder("item,a,b\n");
    StringBuilder bad = new StringBuilder("item,a,b\n");
    StringBuilder settled = new StringBuilder("item,label\n");
    for (int item = 0; item < 60; item++) {
      good.append(item).append(",x,x\n");
      bad.append(item).append(item % 2 == 0 ? ",y,x\n" : ",y,y\n");
      settled.append(item).append(",x\n");
    }
    Path early = write("early.csv", good.toString());
    Path late = write("late.csv", bad.toString());
    Path known = write("settled.csv", settled.toString());
    Ran falls = Ran.of("annotate", "quality", early, late, "--settled", known);
    assertEquals(1, falls.code(), falls.toString());
    assertTrue(falls.out().contains("1.000 before, 0.250 after"), falls.out());
    Ran rises = Ran.of("annotate", "quality", late, early, "--settled", known, "--format", "json");
    assertEquals("rise", json(rises).path("steps").get(0).path("trend").asText());
    FormatsPage.read().holds("annotate-quality", rises);
    assertEquals(2, Ran.of("annotate", "quality", early, "--settled", known).code());
  }

  // ---- labels of people and of automatic judges

  private List<Map<String, String>> completions(String model) throws IOException {
    assumeTrue(Files.exists(XSTEST), XSTEST + " is absent");
    List<Map<String, String>> found = new ArrayList<>();
    for (String line : Files.readAllLines(XSTEST)) {
      JsonNode each = JSON.readTree(line);
      if (each.path("model").asText().equals(model)) {
        found.add(
            Map.of(
                "id", each.path("id").asText(),
                "one", each.path("annotation_1").asText(),
                "two", each.path("annotation_2").asText(),
                "judge", each.path("gpteval.gpt4_label").asText(),
                "final", each.path("final_label").asText()));
      }
    }
    return found;
  }

  private Ran agreement(List<Map<String, String>> completions) throws IOException {
    StringBuilder labels = new StringBuilder();
    StringBuilder truth = new StringBuilder();
    for (Map<String, String> each : completions) {
      for (String by : List.of("one", "two", "judge")) {
        labels
            .append(
                JSON.writeValueAsString(
                    Map.of("item", each.get("id"), "annotator", by, "label", each.get(by))))
            .append("\n");
      }
      truth
          .append(
              JSON.writeValueAsString(Map.of("item", each.get("id"), "label", each.get("final"))))
          .append("\n");
    }
    return Ran.of(
        "annotate",
        "agree",
        write("labels.jsonl", labels.toString()),
        "--truth",
        write("truth.jsonl", truth.toString()),
        "--samples=0",
        "--format=json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt4", "llama2new", "llama2orig", "mistralguard", "mistralinstruct"})
  void peopleAgreeAndOneAutomaticJudgeHardlySaysMoreThanChance(String model) throws IOException {
    JsonNode found = json(agreement(completions(model)));
    for (JsonNode pair : found.path("pairs")) {
      if (!pair.path("a").asText().equals("judge")) {
        double kappa = pair.path("cohenKappa").asDouble();
        assertTrue(kappa > 0.885 && kappa < 0.975, model + " " + kappa);
      }
    }
    JsonNode judge = found.path("annotators").get(0);
    assertEquals("judge", judge.path("annotator").asText());
    assertEquals(model.equals("mistralinstruct"), judge.path("flagged").asBoolean(), model);
    if (model.equals("mistralinstruct")) {
      assertEquals(0.74, judge.path("accuracy").asDouble(), 0.03);
      assertTrue(judge.path("kappa").asDouble() < 0.1, judge.toString());
    }
    assertFalse(found.path("annotators").get(1).path("flagged").asBoolean());
  }
}

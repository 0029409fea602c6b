package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.CalibratedWords;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.Use;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.CalibrationWriter;
import org.equipoise.service.detection.DetectorThresholds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code card}: each number is what the command beside it prints. */
class CardTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path rules;
  private Path ledger;

  @BeforeEach
  void decide() throws IOException {
    rules = Files.createDirectories(folder.resolve("my rules"));
    ledger = folder.resolve("ledger");
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\": \"small\", \"version\": \"1.2\", \"levels\": [\"root\", \"user\"]}");
    Files.writeString(
        rules.resolve("rules.drl"),
        """
        package small
        rule "no-harm" @Principle( level = "root", weight = 0.8 ) @Entrenched
            @Says( "It must not <b>harm</b>." ) @Source( "an oath" )
        when $o : Output( attr("harm") == true ) then forbid( $o, "it harms" ); end
        rule "help" @Principle( weight = 0.35 ) @Owner( "the board" ) @Until( "2030-12-31" )
        when $o : Output( attr("helps") == true ) then permit( $o, "it helps" ); end
        rule "answer" @Principle( weight = 0.5 )
        when $o : Output( attr("asked") == true ) then oblige( $o, "it was asked" ); end
        rule "trust" @Theory( weight = 0.5 )
        when $p : Principle( id == "help" ) then support( $p, 0.4, "help is trusted" ); end
        """);
    Files.writeString(
        rules.resolve("fixture.yaml"),
        "given: {outputs: [{output: a, attributes: {harm: true}}]}\nexpect: {a: block}\n");
    List<Calibration> calibrations =
        List.of(CalibratedWords.telling(LexicalEntailmentModel.INSTANCE, Use.RULE_AGAINST_OUTPUT));
    Files.writeString(folder.resolve("calibration.json"), CalibrationWriter.toFile(calibrations));
    String thresholds = DetectorThresholds.of(calibrations).digest();
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      cases.append(
          ("{\"case\":\"c%d\",\"x-detectors\":[{\"detector\":\"tone\",\"version\":\"2\"}],"
                  + "\"detections\":[{\"detector\":\"judge\",\"version\":\"3\",\"digest\":\"d\","
                  + "\"thresholds\":\"%s\","
                  + "\"readings\":[{\"of\":\"o\",\"attribute\":\"rude\",\"abstained\":\"none\"}]}],"
                  + "\"outputs\":[{\"output\":\"o\",\"attributes\":"
                  + "{\"harm\":%s,\"helps\":%s,\"asked\":%s}}]}%n")
              .formatted(i, thresholds, i % 3 == 0, i % 2 == 0, i == 5));
    }
    Files.writeString(folder.resolve("cases.jsonl"), cases);
    Files.writeString(
        folder.resolve("judgments.jsonl"),
        "{\"judgment\":\"j\",\"case\":\"c2\",\"output\":\"o\",\"status\":\"forbidden\","
            + "\"confidence\":0.9}\n");
    Ran decided =
        Ran.of(
            "decide",
            rules,
            "--cases",
            folder.resolve("cases.jsonl"),
            "--as-of=2026-01-01",
            "--ledger",
            ledger);
    assertEquals(1, decided.code(), decided.err());
  }

  private Ran card(String format) {
    return Ran.of(
        "card",
        rules,
        "--ledger",
        ledger,
        "--cases",
        folder.resolve("cases.jsonl"),
        "--judgments",
        folder.resolve("judgments.jsonl"),
        "--mutate",
        "--format",
        format);
  }

  @Test
  void thresholdsThatWereRecordedAreDescribedOrSaidToBeMissing() {
    assertTrue(
        Ran.of("card", rules, "--ledger", ledger)
            .out()
            .contains("of which this card was given no calibration"));
    Ran card =
        Ran.of(
            "card", rules, "--ledger", ledger, "--calibration", folder.resolve("calibration.json"));
    assertEquals(0, card.code(), card.err());
    assertTrue(card.out().matches("(?s).*rest on thresholds of a detector, sha256:\\S+: see.*"));
  }

  private static final Pattern ROW =
      Pattern.compile("<th scope=\"row\">(.*?)</th><td>(.*?)</td><td><code>(.*?)</code>");

  @Test
  void eachNumberIsWhatItsCommandPrints() throws IOException {
    Ran html = card("html");
    assertEquals(0, html.code(), html.err());
    Map<String, JsonNode> outputs = new HashMap<>();
    Map<String, String> figures = new HashMap<>();
    Matcher rows = ROW.matcher(html.out());
    while (rows.find()) {
      String name = plain(rows.group(1));
      String value = plain(rows.group(2));
      List<String> source = Splitter.on(" → ").splitToList(plain(rows.group(3)));
      JsonNode output = outputs.get(source.get(0));
      if (output == null) {
        output = run(source.get(0));
        outputs.put(source.get(0), output);
      }
      assertEquals(at(output, source.get(1)), value, name + ": " + source);
      figures.put(name, value);
    }
    assertEquals("0.35", figures.get("weight of help"));
    assertEquals("1", figures.get("fixtures"));
    assertEquals("6", figures.get("cases"));
    assertEquals("7", figures.get("entries"));
    assertEquals("6", figures.get("decisions on what judge 3 read"));
    assertEquals("6", figures.get("decisions on what tone 2 read"));
    assertTrue(figures.containsKey("disequilibrium index"), figures.toString());
    assertTrue(figures.containsKey("equilibria"), figures.toString());
    assertTrue(figures.containsKey("changes to rules that fixtures notice"), figures.toString());
    assertTrue(figures.containsKey("alarms"), figures.toString());
    assertTrue(figures.size() > 30, figures.toString());
    assertTrue(html.out().contains("must not &lt;b&gt;harm&lt;/b&gt;"), html.out());
  }

  private static JsonNode run(String command) throws IOException {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    assertEquals("equipoise", words.remove(0));
    Ran ran = Ran.of(words.toArray());
    assertTrue(ran.code() < 2, ran.err());
    return words.get(0).equals("log")
        ? JSON.readTree("[" + String.join(",", ran.lines()) + "]")
        : JSON.readTree(ran.out());
  }

  private static String at(JsonNode output, String place) {
    return place.endsWith("#")
        ? Integer.toString(output.at(place.substring(0, place.length() - 1)).size())
        : output.at(place).asText();
  }

  private static String plain(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Test
  void madeAgainItIsTheSame() {
    for (String format : List.of("md", "json")) {
      assertEquals(card(format), card(format));
    }
  }

  @Test
  void itIsAPolicyCardAndClaimsNoCompliance() throws IOException {
    String json = card("json").out();
    assertEquals(List.of(), schema().validate(json, InputFormat.JSON));
    JsonNode card = JSON.readTree(json);
    assertEquals("1.2.0", card.at("/meta/version").asText());
    assertEquals("the board", card.at("/meta/owner").asText());
    assertEquals("AR-NO-HARM", card.at("/controls/action_rules/2/id").asText());
    assertEquals("deny", card.at("/controls/action_rules/2/effect").asText());
    assertEquals("answer", card.at("/obligations/0/id").asText());
    for (String text : List.of(json, card("md").out(), card("html").out())) {
      assertTrue(text.contains("evidence for"), text);
      assertFalse(text.toLowerCase(Locale.ROOT).contains("complian"), text);
    }
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        CardTest.class.getResourceAsStream("/policy-card/policy-card.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void withoutALedgerATimeMustBeNamedIfRulesDependOnIt() {
    Ran ran = Ran.of("card", rules);
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains("--as-of"), ran.err());
    ran = Ran.of("card", rules, "--as-of", "2026-01-01");
    assertEquals(0, ran.code(), ran.toString());
    assertTrue(ran.out().contains("No cases were given"), ran.out());
  }

  /** The engine's invariance under rewrites that keep the meaning of the rules. */
  @Test
  void rewrittenRulesDecideTheSame() throws IOException {
    String text = Files.readString(rules.resolve("rules.drl"));
    List<String> parts = new ArrayList<>(Splitter.on("rule \"").splitToList(text));
    parts.remove(0);
    StringBuilder rewritten = new StringBuilder("package other.name\n// another layout\n");
    for (int i = parts.size() - 1; i >= 0; i--) {
      rewritten
          .append("\n\nrule \"")
          .append(parts.get(i).replace("$o", "$thing").replace("$p", "$rule"));
    }
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(rules.resolve("constitution.json"), other.resolve("constitution.json"));
    Files.writeString(other.resolve("z.drl"), rewritten);
    assertFalse(Constitution.load(rules).digest().equals(Constitution.load(other).digest()));
    assertEquals(decisions(rules), decisions(other));
  }

  private String decisions(Path of) {
    return Ran.of("decide", of, "--cases", folder.resolve("cases.jsonl"), "--as-of=2026-01-01")
        .out()
        .replaceAll("sha256:[0-9a-f]+", "");
  }
}

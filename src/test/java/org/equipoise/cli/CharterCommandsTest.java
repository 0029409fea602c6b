package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A charter at the command line, from {@code check} to {@code why}. */
class CharterCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHARTER = Path.of("test-fixtures", "charter");
  private static final Path CASES = CHARTER.resolve("cases.jsonl");
  private static final Path GOLDEN = Path.of("test-fixtures", "ledgers", "charter");

  @TempDir private Path folder;

  private Path copy(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void replace(Path file, String what, String with) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(what), text);
    Files.writeString(file, text.replace(what, with));
  }

  private static JsonNode json(Ran run) throws IOException {
    return JSON.readTree(run.out());
  }

  private static String everything(Path ledger) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(ledger)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        boolean isOfConstitution = file.toString().contains("constitutions");
        all.append(isOfConstitution ? "" : Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void checkTellsOfTheCharterAndOfEachConstitution() throws IOException {
    Ran checked = Ran.of("check", CHARTER);
    assertEquals(0, checked.code(), checked.toString());
    assertEquals(
        "assistant-abroad 1.0.0: a charter of 3 constitutions: no errors", checked.lines().get(0));
    assertTrue(checked.out().contains("eu: eu 1.0.0: 2 principles, 0 theories"), checked.out());
    Path unused = copy(CHARTER, "unused");
    replace(
        unused.resolve("charter.json"),
        "\"combine\": \"strictest\" }",
        "\"apply\": [\"eu\", \"us\"] }");
    replace(unused.resolve("charter.json"), "[\"eu\", \"house\"]", "[\"eu\"]");
    Ran warned = Ran.of("check", unused);
    assertEquals(1, warned.code(), warned.toString());
    assertTrue(warned.out().contains("[unused-constitution]"), warned.out());
    assertEquals(2, Ran.of("check", CHARTER, "--watch").code());
  }

  @Test
  void decideSaysWhoSaidWhat() throws IOException {
    Ran decided = Ran.of("decide", CHARTER, "--cases", CASES);
    JsonNode first = JSON.readTree(decided.lines().get(0));
    assertEquals("europe", first.at("/charter/clause").asText());
    assertEquals("strictest", first.at("/charter/combine").asText());
    assertEquals("eu", first.at("/charter/says/0/name").asText());
    assertEquals("block", first.at("/charter/says/0/decision/outputs/0/decision").asText());
    assertEquals("allow", first.at("/charter/says/1/decision/outputs/0/action").asText());
    assertEquals("block", first.at("/outputs/0/action").asText());
    Ran text = Ran.of("decide", CHARTER, "--cases", CASES, "--format", "text");
    assertTrue(text.out().contains("  clause europe, strictest:"), text.out());
  }

  @Test
  void commandsThatTakeOneConstitutionSaySo() {
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("test", CHARTER),
            List.of("attributes", CHARTER),
            List.of("advise", CHARTER, "--cases", CASES),
            List.of("cover", CHARTER, "--cases", CASES),
            List.of("explain", CHARTER, "no-profiling"),
            List.of("diff", CHARTER, CHARTER.resolve("eu")),
            List.of("ratchet", CHARTER.resolve("eu"), CHARTER, "--cases", CASES))) {
      Ran ran = Ran.of(command.toArray());
      assertEquals(2, ran.code(), ran.toString());
      assertTrue(ran.err().contains("the folder holds a charter"), ran.toString());
    }
  }

  @Test
  void theGoldenLedgerVerifiesAndComesOutTheSame() throws IOException {
    Ran verified = Ran.of("verify", "--ledger", GOLDEN);
    assertEquals(0, verified.code(), verified.toString());
    Ran replayed = Ran.of("replay", "--ledger", GOLDEN, "--format", "json");
    assertEquals(0, replayed.code(), replayed.toString());
    assertEquals(6, json(replayed).path("same").asInt());
    Path kept;
    try (Stream<Path> all = Files.list(GOLDEN.resolve("constitutions"))) {
      kept = all.findFirst().orElseThrow();
    }
    Ran checked = Ran.of("check", kept, "--format", "json");
    assertEquals("sha256:" + kept.getFileName(), json(checked).path("charter").asText());
    Ran against = Ran.of("replay", "--ledger", GOLDEN, "--against", kept, "--format=json");
    assertEquals(6, json(against).path("same").asInt(), against.toString());
  }

  @Test
  void whyTellsWhatEachConstitutionSaid() {
    Ran why = Ran.of("why", "--ledger", GOLDEN, "--entry", 1);
    String text = why.out().replace('\n', ' ');
    assertTrue(
        text.contains(
            "The clause `europe` of the charter applied `eu` and `house`, combined by strictest."),
        text);
    assertTrue(text.contains("Under `eu`: Output `reply` of case `de-profile` was blocked."), text);
    assertTrue(text.contains("to allow: 0.8 (override principle:no-profiling 0.8)"), text);
    String bridge = Ran.of("why", "--ledger", GOLDEN, "--entry", 5).out().replace('\n', ' ');
    assertTrue(bridge.contains("which gave up the principle `no-profiling`"), bridge);
    String one = Ran.of("why", "--ledger", GOLDEN, "--entry", 2).out().replace('\n', ' ');
    assertTrue(one.contains("The clause `america` of the charter applied `us`."), one);
    Ran otherwise = Ran.of("why", "--ledger", GOLDEN, "--entry", 1, "--not");
    assertEquals(2, otherwise.code());
    assertTrue(otherwise.err().contains("decided under a charter"), otherwise.err());
  }

  @Test
  void anAlteredConstitutionOfACharterIsDetected() throws IOException {
    Path ledger = copy(GOLDEN, "altered");
    Path kept;
    try (Stream<Path> files = Files.walk(ledger.resolve("constitutions"))) {
      kept = files.filter(it -> it.endsWith("constitutions/us/us.drl")).findFirst().orElseThrow();
    }
    replace(kept, "0.9", "0.8");
    assertEquals(1, Ran.of("verify", "--ledger", ledger).code());
    Ran replayed = Ran.of("replay", "--ledger", ledger, "--format", "json");
    assertEquals(1, replayed.code(), replayed.toString());
    assertEquals(0, json(replayed).path("same").asInt());
  }

  @Test
  void anotherCharterChangesWhatItDecidesOtherwise() throws IOException {
    Path other = copy(CHARTER, "other");
    replace(
        other.resolve("charter.json"),
        "\"apply\": [\"eu\", \"house\"] }",
        "\"apply\": [\"us\", \"house\"] }");
    Ran replayed = Ran.of("replay", "--ledger", GOLDEN, "--against", other, "--format", "json");
    assertEquals(1, replayed.code(), replayed.toString());
    assertEquals(4, json(replayed).path("same").asInt(), replayed.out());
    JsonNode aspects = json(replayed).at("/comparison/aspects");
    assertEquals(1, aspects.path("answer").asInt(), replayed.out());
    assertEquals(2, aspects.path("says").asInt(), replayed.out());
    assertEquals(
        1, Ran.of("replay", "--ledger", GOLDEN, "--against", CHARTER.resolve("eu")).code());
  }

  @Test
  void whatIsMaskedIsInNoPartOfADecision() throws IOException {
    Path told = copy(CHARTER, "told");
    for (String name : List.of("eu", "house")) {
      Files.writeString(
          told.resolve(name).resolve("names.drl"),
          """
          package names
          rule "no-names" @Principle( weight = 0.9 )
          when $o : Output( attr("person") != null )
          then forbid( $o, "it names " + $o.attr( "person" ) ); end
          """);
    }
    Path cases =
        Files.writeString(
            folder.resolve("cases.jsonl"),
            """
            {"case":"a","attributes":{"jurisdiction":"DE"},"outputs":[{"output":"o","attributes":{"person":"Eve Adams"}}]}
            {"case":"b","attributes":{"jurisdiction":"Atlantis"},"outputs":[{"output":"o","attributes":{"answers":true}}]}
            """);
    Path ledger = folder.resolve("ledger");
    Ran decided =
        Ran.of(
            "decide", told, "--cases", cases, "--ledger", ledger, "--mask", "person,jurisdiction");
    assertTrue(decided.out().contains("Eve Adams"), decided.out());
    String recorded = everything(ledger);
    assertFalse(recorded.contains("Eve"), recorded);
    assertFalse(recorded.contains("Atlantis"), recorded);
    assertEquals(0, Ran.of("verify", "--ledger", ledger).code());
    Ran why = Ran.of("why", "--ledger", ledger, "--entry", 1, "--details");
    assertFalse(why.out().contains("Eve"), why.out());
    assertTrue(why.out().contains("a masked text"), why.out());
    JsonNode replayed = json(Ran.of("replay", "--ledger", ledger, "--format", "json"));
    assertEquals(0, replayed.path("same").asInt(), "the charter chooses by what is masked");
    assertEquals(0, replayed.path("changed").asInt());
  }
}

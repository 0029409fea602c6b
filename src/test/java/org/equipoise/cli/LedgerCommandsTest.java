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
import java.util.stream.Stream;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify} and {@code replay}, as somebody at a terminal sees them. */
class LedgerCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SMALL = Path.of("test-fixtures", "ledgers", "small");
  private static final String HEAD =
      "10:f9e2c2f7aa80492a7db97f09adedbbcf6e8b725be1e18db938948a8bb572f241";
  private static final Path KEPT =
      SMALL.resolve(
          "constitutions/84187e38c6172a52dbc4fe59eb5ed980058b42e3d1632b2ec212d700c1b0af35");

  private static final Path MORALITY_CASES =
      Path.of("test-fixtures", "common-morality", "cases.jsonl");

  @TempDir Path folder;
  private Path broken;

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @BeforeEach
  void breakOne() throws IOException {
    broken = folder.resolve("broken");
    copy(SMALL, broken);
    Path segment = broken.resolve("segments/00000000000000000000.jsonl");
    Files.writeString(
        segment,
        Files.readString(segment).replaceFirst("\"decision\":\"block\"", "\"decision\":\"allow\""));
  }

  // ---- verify

  @Test
  void whateverAFieldOfOnesOwnHoldsIsRecordedAndReplayed() throws IOException {
    String own =
        "{\"b\":[12345678901234567890,1e400,\"\\ud83d\"],\"\\ude00\":{\"credence\":7}},\"x-own.b\":2";
    Path cases =
        Files.writeString(
            folder.resolve("own.jsonl"),
            "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"x-own\":%s}],\"x-own\":%s}"
                .formatted(own, own));
    Path ledger = folder.resolve("own");
    Ran decided = Ran.of("decide", "rules/common-morality", "--cases", cases, "--ledger", ledger);
    assertTrue(decided.code() < 2, decided.toString());
    assertEquals(0, Ran.of("verify", "--ledger", ledger).code());
    Ran replayed = Ran.of("replay", "--ledger", ledger, "--format", "json");
    assertEquals(0, replayed.code(), replayed.toString());
    assertEquals(1, JSON.readTree(replayed.out()).at("/same").asInt(), replayed.out());
  }

  @Test
  void verifyTellsThatAllIsAsItWasWritten() throws IOException {
    Ran text = Ran.of("verify", "--ledger", SMALL);
    assertEquals(0, text.code(), text.toString());
    assertEquals(
        SMALL
            + ": 10 entries, 1 constitution, 3 checkpoints signed by `PeterNeumann`: as they were written,"
            + " as far as the ledger itself can tell\n"
            + HEAD
            + "\n"
            + "not proven: that the ledger was not rewritten as a whole, since the key of its"
            + " checkpoints is its own: give the key (`--key`) or a checkpoint (`--checkpoint`)"
            + " that was kept elsewhere\n"
            + "not proven: that no entries came after entry 9 and were cut off: only a later"
            + " checkpoint kept elsewhere would show it\n",
        text.out());
    JsonNode json = JSON.readTree(Ran.of("verify", "--ledger", SMALL, "--format", "json").out());
    assertTrue(json.get("intact").asBoolean());
    assertEquals(10, json.get("entries").asInt());
    assertEquals(HEAD, json.get("head").asText());
    assertEquals(3, json.get("checkpoints").asInt());
    assertTrue(json.get("findings").isEmpty());
  }

  @Test
  void verifyNamesTheFirstBrokenEntry() throws IOException {
    Ran text = Ran.of("verify", "--ledger", broken);
    assertEquals(1, text.code(), text.toString());
    assertTrue(
        text.out()
            .startsWith(
                broken + ": entry 2 (segments/00000000000000000000.jsonl:3): it was altered"),
        text.out());
    Ran json = Ran.of("verify", "--ledger", broken, "--format", "json");
    assertEquals(1, json.code());
    JsonNode found = JSON.readTree(json.out());
    assertFalse(found.get("intact").asBoolean());
    assertEquals(2, found.get("findings").get(0).get("entry").asInt());
  }

  @Test
  void verifyHoldsTheLedgerAgainstWhatIsKeptElsewhere() throws IOException {
    String root = HEAD.substring(3);
    Path note = SMALL.resolve("checkpoints/00000000000000000008");
    for (Object known : List.of(HEAD, root, note)) {
      assertEquals(0, Ran.of("verify", "--ledger", SMALL, "--checkpoint", known).code());
    }
    String other = root.replace('f', 'e');
    for (String known : List.of("10:" + other, other, "11:" + root)) {
      Ran ran = Ran.of("verify", "--ledger", SMALL, "--checkpoint", known);
      assertEquals(1, ran.code(), ran.toString());
    }
    Ran wrong = Ran.of("verify", "--ledger", SMALL, "--checkpoint", "no-such-file");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("there is no file `no-such-file`"), wrong.err());
  }

  @Test
  void verifyTakesTheKeyItIsGivenRatherThanTheOneInTheLedger() throws IOException {
    Ran own = Ran.of("verify", "--ledger", SMALL, "--key", SMALL.resolve("key"));
    assertEquals(0, own.code(), own.toString());
    Path foreign =
        Files.writeString(
            folder.resolve("key"), SigningKey.generate("example.org").verifier() + "\n");
    Ran other = Ran.of("verify", "--ledger", SMALL, "--key", foreign);
    assertEquals(1, other.code(), other.toString());
    assertTrue(other.out().contains("checkpoint 1 of 3"), other.out());
    Path none = Files.writeString(folder.resolve("none"), "no key\n");
    Ran wrong = Ran.of("verify", "--ledger", SMALL, "--key", none);
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("holds no verifier key"), wrong.err());
  }

  @ParameterizedTest
  @CsvSource({
    "99999999999999999999, no segment: no entry has so great a number",
    "09000000000000000000, it is missing: the next segment",
    "00000000000000000003, it is there twice"
  })
  void aFileThatCannotBeTheNextSegmentIsNamed(String name, String said) throws IOException {
    Path ledger = folder.resolve("sound");
    copy(SMALL, ledger);
    Files.createFile(ledger.resolve("segments/" + name + ".jsonl"));
    Ran verified = Ran.of("verify", "--ledger", ledger);
    assertEquals(1, verified.code(), verified.toString());
    assertTrue(verified.out().contains(said), verified.out());
    assertTrue(verified.out().contains(name + ".jsonl"), verified.out());
    boolean isReadable = !name.startsWith("9");
    for (Ran ran :
        List.of(
            Ran.of("replay", "--ledger", ledger),
            Ran.of("why", "--ledger", ledger, "--entry", "1"))) {
      assertEquals(isReadable ? 1 : 2, ran.code(), ran.toString());
      assertTrue(
          isReadable ? ran.out().contains(said) : ran.err().startsWith("error: "), ran.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"99999999999999999999", "09000000000000000000"})
  void nothingIsRecordedBehindAFileThatCannotBeTheLastSegment(String name) throws IOException {
    Path ledger = folder.resolve("sound");
    copy(SMALL, ledger);
    Path stray = Files.createFile(ledger.resolve("segments/" + name + ".jsonl"));
    Ran ran = Ran.of("decide", KEPT, "--cases", MORALITY_CASES, "--ledger", ledger);
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().startsWith("error: "), ran.err());
    assertEquals(0, Files.size(stray));
  }

  @Test
  void aKeyOrCheckpointThatIsNoTextIsToldAndExitsWithTwo() throws IOException {
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    for (String option : List.of("--key", "--checkpoint")) {
      Ran ran = Ran.of("verify", "--ledger", SMALL, option, bytes);
      assertEquals(2, ran.code(), ran.toString());
      assertTrue(ran.err().contains("it is not UTF-8"), ran.err());
      Ran none = Ran.of("verify", "--ledger", SMALL, option, folder);
      assertEquals(2, none.code(), none.toString());
    }
    Ran size =
        Ran.of("verify", "--ledger", SMALL, "--checkpoint", "9".repeat(30) + HEAD.substring(2));
    assertEquals(2, size.code(), size.toString());
    assertTrue(size.err().contains("is not `SIZE:HASH`"), size.err());
    Path made = folder.resolve("made");
    Ran key =
        Ran.of("decide", KEPT, "--cases", MORALITY_CASES, "--ledger", made, "--ledger-key", bytes);
    assertEquals(2, key.code(), key.toString());
    assertTrue(key.err().contains("holds no signing key: it is not UTF-8"), key.err());
    assertFalse(Files.exists(made));
  }

  @Test
  void decideKeepsMaskedFactsOutOfTheLedger() throws IOException {
    Path cases = folder.resolve("cases.jsonl");
    Files.writeString(
        cases,
        "{\"case\":\"C\",\"context\":\"told by Ada\",\"attributes\":{\"person\":{\"name\":\"Ada\"}},"
            + "\"outputs\":[{\"output\":\"a\",\"text\":\"a reply to Ada\"}]}\n");
    Path made = folder.resolve("made");
    Ran ran =
        Ran.of(
            "decide",
            KEPT,
            "--cases",
            cases,
            "--ledger",
            made,
            "--mask",
            "person.name,text",
            "--mask",
            "context");
    assertEquals(0, ran.code(), ran.toString());
    String recorded = Files.readString(made.resolve("segments/00000000000000000000.jsonl"));
    assertFalse(recorded.contains("Ada"), recorded);
    assertTrue(recorded.contains("\"masked\":[\"/case/attributes/person/name\""), recorded);
    assertEquals(0, Ran.of("verify", "--ledger", made).code());
    Ran empty =
        Ran.of("decide", KEPT, "--cases", cases, "--ledger", made, "--mask", "person.name,,text");
    assertEquals(2, empty.code(), empty.toString());
  }

  @ParameterizedTest
  @CsvSource({"verify", "replay"})
  void aFolderWithoutALedgerIsToldAndExitsWithTwo(String command) {
    Ran ran = Ran.of(command, "--ledger", folder.resolve("nowhere"));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("there is no ledger here"), ran.err());
    assertEquals("", ran.out());
    assertEquals(2, Ran.of(command).code());
  }

  // ---- replay

  @Test
  void replayTellsThatAllIsTheSame() throws IOException {
    Ran text = Ran.of("replay", "--ledger", SMALL);
    assertEquals(0, text.code(), text.toString());
    assertEquals(
        SMALL
            + """
            : 6 decisions decided again under their own constitutions: 6 the same, 0 changed, 0 not replayable
              besides, not to be decided: 1 adoption, 1 error, 1 outcome, 1 override

            the ledger's head: %s
            """
                .formatted(HEAD),
        text.out());
    Ran ran = Ran.of("replay", "--ledger", SMALL, "--format", "json", "--threads", "2");
    JsonNode json = JSON.readTree(ran.out());
    assertEquals(6, json.get("same").asInt());
    assertEquals(HEAD, json.get("head").asText());
    assertTrue(json.get("divergences").isEmpty());
  }

  @Test
  void replayOfABrokenLedgerSaysWhereItIsBrokenAndReplaysTheRest() {
    for (List<String> more : List.of(List.<String>of(), List.of("--against", KEPT.toString()))) {
      Ran ran =
          Ran.of(Stream.concat(Stream.of("replay", "--ledger", broken), more.stream()).toArray());
      assertEquals(1, ran.code(), ran.toString());
      assertTrue(ran.out().contains(" 6 decisions decided again"), ran.out());
      assertTrue(ran.out().contains("  entry 3: it does not follow"), ran.out());
      assertTrue(ran.out().contains("`equipoise verify --ledger " + broken + "`"), ran.out());
    }
  }

  @Test
  void replayAgainstOtherRulesGroupsTheDifferencesByRule() throws IOException {
    Path other = folder.resolve("other");
    copy(KEPT, other);
    Path rules = other.resolve("rules/honesty.drl");
    Files.writeString(
        rules,
        Files.readString(rules)
                .replace("weight = 0.5", "weight = 0.7")
                .replace("\"it deceives the person it addresses\"", "\"it deceives\"")
            + """

            rule "no-urgency"
                @Principle( weight = 0.3 )
            when
                Case( attr("urgent") == true )
                $o : Output( id == "b", attr("keeps.promise") == false )
            then
                forbid( $o, "haste is no reason" );
            end
            """);
    Ran ran = Ran.of("replay", "--ledger", SMALL, "--against", other);
    assertEquals(1, ran.code(), ran.toString());
    assertEquals(GOLDEN_TEXT.formatted(HEAD), ran.out().replace(SMALL.toString(), "small"));
    JsonNode json =
        JSON.readTree(
            Ran.of("replay", "--ledger", SMALL, "--against", other, "--format", "json").out());
    assertEquals(6, json.get("comparison").get("differing").asInt());
    assertFalse(json.get("against").isNull());
    Ran same = Ran.of("replay", "--ledger", SMALL, "--against", KEPT);
    assertEquals(0, same.code(), same.toString());
    assertTrue(same.out().contains("All 6 cases are decided the same."), same.out());
  }

  private static final String GOLDEN_TEXT =
      """
      small: 6 decisions decided again under honesty 1.0.0: 0 the same, 6 changed, 0 not replayable
        besides, not to be decided: 1 adoption, 1 error, 1 outcome, 1 override

      0 cases of 6 (0.0 %%) are answered otherwise; 6 differ in something: decision in 3, action in 3, margin in 3, cost in 6, claims in 3, conflicts in 3, fragile in 1, reasons in 6

      By principle no-deception
        reasons in 6  e.g. C-0 (entry 1), C-1 (entry 2), C-2 (entry 3)

      By principle keep-promises
        cost in 3, fragile in 1  e.g. C-0 (entry 1), C-2 (entry 3), C-4 (entry 5)

      By principle no-urgency
        decision in 3, action in 3, margin in 3, cost in 3, claims in 3, conflicts in 3, reasons in 3  e.g. C-1 (entry 2), C-3 (entry 4), C-5 (entry 6)

      the ledger's head: %s
      """;

  // ---- diff

  @Test
  void diffSaysWhatEachChangeDoesToRecordedDecisions() throws IOException {
    Path year = Path.of("test-fixtures", "ledgers", "year", "constitutions");
    Path first = year.resolve("18583d3313d27ea0a660e12a5d294164859bad6e2ff78ac90ef9369fe8e6d794");
    Path other = folder.resolve("other");
    copy(first, other);
    Path rules = other.resolve("lending.drl");
    Files.writeString(
        rules,
        Files.readString(rules).replace("weight = 0.3", "weight = 0.2").replace("> 30", "> 20"));
    Ran text = Ran.of("diff", first, other, "--ledger", year.getParent());
    assertEquals(1, text.code(), text.toString());
    for (String said :
        List.of(
            "~ principle custom",
            ": 1900 decisions decided under both: ",
            "By principle no-ruin",
            "  answers: ",
            "By principle custom")) {
      assertTrue(text.out().contains(said), said + " in " + text.out());
    }
    Ran ran = Ran.of("diff", first, other, "--ledger", year.getParent(), "--format", "json");
    assertEquals(1, ran.code());
    JsonNode json = JSON.readTree(ran.out());
    JsonNode ledger = json.get("ledger");
    assertEquals(2, json.get("changes").size());
    assertEquals(json.get("decisions").get("differing"), ledger.get("changed"));
    assertEquals(
        1_900,
        ledger.get("same").asInt()
            + ledger.get("changed").asInt()
            + ledger.get("notReplayable").asInt());
    Ran same = Ran.of("diff", first, first, "--ledger", year.getParent());
    assertEquals(0, same.code(), same.toString());
  }

  @Test
  void diffOnABrokenLedgerSaysSo() {
    Ran ran = Ran.of("diff", KEPT, KEPT, "--ledger", broken);
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("`equipoise verify --ledger " + broken + "`"), ran.out());
    Ran nowhere = Ran.of("diff", KEPT, KEPT, "--ledger", folder.resolve("nowhere"));
    assertEquals(2, nowhere.code());
    assertTrue(nowhere.err().contains("there is no ledger here"), nowhere.err());
    Ran both = Ran.of("diff", KEPT, KEPT, "--ledger", SMALL, "--cases", "cases.jsonl");
    assertEquals(2, both.code());
    assertTrue(both.err().contains("give one of the two"), both.err());
  }

  @Test
  void verifyTellsWhatNobodySigned() throws IOException {
    Path ledger = folder.resolve("unsigned");
    copy(SMALL, ledger);
    try (Stream<Path> notes = Files.list(ledger.resolve("checkpoints"))) {
      for (Path note : notes.toList()) {
        Files.delete(note);
      }
    }
    Ran own = Ran.of("verify", "--ledger", ledger);
    assertEquals(1, own.code(), own.toString());
    assertTrue(own.out().contains("there is a key, but there are no checkpoints"), own.out());
    Ran key = Ran.of("verify", "--ledger", ledger, "--key", SMALL.resolve("key"));
    assertEquals(1, key.code(), key.toString());
    assertTrue(key.out().contains("the key that was given shows nothing"), key.out());
    Ran known = Ran.of("verify", "--ledger", ledger, "--checkpoint", HEAD);
    assertEquals(0, known.code(), known.toString());
    assertTrue(known.out().contains("proven: the first 10 entries"), known.out());
  }

  @Test
  void verifySaysThatTheEndMayHaveBeenCut() throws IOException {
    Path cut = folder.resolve("cut");
    copy(SMALL, cut);
    Path segment = cut.resolve("segments/00000000000000000005.jsonl");
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(segment, String.join("\n", lines.subList(0, 4)) + "\n");
    Ran headed = Ran.of("verify", "--ledger", cut);
    assertEquals(1, headed.code(), headed.toString());
    assertTrue(
        headed.out().contains("entry 9 (segments/00000000000000000005.jsonl:5): it is missing"),
        headed.out());
    Files.delete(cut.resolve("head"));
    Files.delete(cut.resolve("checkpoints/00000000000000000010"));
    for (Object more : List.of("--format=text", "--key=" + SMALL.resolve("key"))) {
      Ran ran = Ran.of("verify", "--ledger", cut, more);
      assertEquals(0, ran.code(), ran.toString());
      assertTrue(ran.out().contains("not proven: that entry 8 was not rewritten"), ran.out());
      assertTrue(ran.out().contains("not proven: that no entries came after entry 8"), ran.out());
    }
    Ran later = Ran.of("verify", "--ledger", cut, "--checkpoint", HEAD);
    assertEquals(1, later.code(), later.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "segments/5.jsonl",
    "segments/00000000000000000000.jsonl.bak",
    "segments/00000000000000000007.position",
    "segments/٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١٠.jsonl",
    "checkpoints/10",
    "constitutions/notes.txt",
    "Segments.zip"
  })
  void verifyNamesWhatIsNoPartOfTheLedger(String stray) throws IOException {
    Path ledger = folder.resolve("littered");
    copy(SMALL, ledger);
    Files.createFile(ledger.resolve(stray));
    Ran ran = Ran.of("verify", "--ledger", ledger);
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("`" + stray + "`"), ran.out());
  }

  @Test
  void replayOfSomeEntriesCountsThoseAlone() throws IOException {
    Ran ran = Ran.of("replay", "--ledger", SMALL, "--from", "2", "--to", "5", "--format", "json");
    assertEquals(0, ran.code(), ran.toString());
    JsonNode json = JSON.readTree(ran.out());
    assertEquals(3, json.get("entries").asInt());
    assertTrue(json.get("head").isNull(), "a part has no head");
    assertEquals(2, Ran.of("replay", "--ledger", SMALL, "--from", "3", "--to", "2").code());
    assertEquals(2, Ran.of("replay", "--ledger", SMALL, "--threads", "0").code());
    Ran beyond = Ran.of("replay", "--ledger", SMALL, "--from", "11");
    assertEquals(2, beyond.code());
    assertTrue(beyond.err().contains("there is no entry 11"), beyond.err());
  }

  @Test
  void replayRefusesAFileThatIsNotItsOwnAndLeavesNoneBehind() throws IOException {
    Path file = folder.resolve("saved");
    assertEquals(0, Ran.of("replay", "--ledger", SMALL, "--resume", file).code());
    assertFalse(Files.exists(file));
    Files.writeString(file, "a letter");
    Ran ran = Ran.of("replay", "--ledger", SMALL, "--resume", file);
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("holds no replay to go on with"), ran.err());
    assertEquals("a letter", Files.readString(file));
  }

  @Test
  void replayRefusesAtOnceAFileThatItCannotKeep() {
    Path nowhere = folder.resolve("no/such/folder/saved");
    for (Path ledger : List.of(SMALL, broken)) {
      Ran ran = Ran.of("replay", "--ledger", ledger, "--resume", nowhere);
      assertEquals(2, ran.code(), ran.toString());
      assertTrue(ran.err().contains("[cannot-write]"), ran.err());
      assertTrue(ran.err().contains("there is no folder"), ran.err());
      assertFalse(ran.err().contains("replayed "), ran.err());
    }
  }
}

package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A ledger of decisions that use every word of the language: levels, lifts, escalations, degrees,
 * pulls, messages, sessions, terms, ages and unknown attributes.
 */
class RecordedWordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURE = Path.of("test-fixtures", "all-words");
  private static final List<String> CASES =
      List.of(
          "levels",
          "lifted",
          "not-lifted",
          "looked-at",
          "talk",
          "session",
          "unknown",
          "in-season",
          "judged");

  @TempDir static Path folder;
  private static Path ledger;

  @BeforeAll
  static void record() {
    ledger = folder.resolve("ledger");
    Ran ran =
        Ran.of(
            "decide",
            FIXTURE.resolve("rules"),
            "--cases",
            FIXTURE.resolve("cases.jsonl"),
            "--judgments",
            FIXTURE.resolve("judgments.jsonl"),
            "--as-of",
            "2026-06-30",
            "--ledger",
            ledger);
    assertTrue(ran.code() <= 1, ran.toString());
    assertEquals(CASES.size(), ran.lines().size());
  }

  @Test
  void everyEntryIsIntactAndReplaysTheSame() throws Exception {
    assertEquals(0, Ran.of("verify", "--ledger", ledger).code());
    Ran replayed = Ran.of("replay", "--ledger", ledger, "--format", "json");
    assertEquals(0, replayed.code(), replayed.toString());
    JsonNode result = JSON.readTree(replayed.out());
    assertEquals(CASES.size(), result.path("same").asInt(), replayed.out());
    assertEquals(0, result.path("notReplayable").asInt(), replayed.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "levels | by a margin of -1 at level `root`",
        "levels | The principle `season` was not in force.",
        "lifted | The principle `doctors` lifts what `no-dose` claims of it",
        "lifted | so that it does not count",
        "not-lifted | The principle `no-dose` forbids it",
        "looked-at | The principle `look` leaves `a` to a person",
        "looked-at | The principle `warmth` encourages `a`",
        "talk | The principle `stays-inside` forbids it, since “secrets were seen”",
        "session | raised before: sawSecrets",
        "unknown | The answer turns on",
        "in-season | The principle `season` forbids it",
        "judged | as of: 2026-06-30T00:00:00Z"
      })
  void whySaysWhatTheWordsDid(String name, String said) {
    Ran ran = Ran.of("why", "--ledger", ledger, "--entry", 1 + CASES.indexOf(name), "--details");
    assertEquals(0, ran.code(), ran.toString());
    String text = ran.out().replaceAll("\\s+", " ");
    assertTrue(text.contains(said), text);
  }
}

package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.OverrideEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Action;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger records of people leads to the same change as their judgments in a file. */
class AmendFromLedgerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CLINIC = Path.of("test-fixtures/clinic");
  private static final Path RULES = CLINIC.resolve("rules");
  private static final Path CASES = CLINIC.resolve("cases.jsonl");

  @TempDir private Path folder;

  @BeforeEach
  void decideAndOverride() {
    assertEquals(
        0, Ran.of("decide", RULES, "--cases", CASES, "--ledger", folder.resolve("ledger")).code());
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder.resolve("ledger"), LedgerOptions.DEFAULT)) {
      List<Long> ward = new ArrayList<>();
      try (Ledger.Entries entries = recorder.ledger().entries()) {
        while (entries.hasNext()) {
          Entry entry = entries.next();
          if (entry.kind() == EntryKind.DECISION
              && entry.decision().given().id().startsWith("ward")) {
            ward.add(entry.sequence());
          }
        }
      }
      for (long entry : ward) {
        recorder.record(
            new OverrideEvent(Instant.EPOCH, entry, "a", Action.ALLOW, "ward", "a clinician"));
      }
    }
  }

  private static JsonNode change(Ran ran) throws IOException {
    assertEquals(1, ran.code(), ran.err());
    JsonNode changes = JSON.readTree(ran.out()).path("changes");
    assertEquals(1, changes.size(), ran.out());
    assertEquals("except", changes.get(0).path("kind").asText());
    assertEquals("clinician", changes.get(0).path("where").get(0).path("attribute").asText());
    return changes.get(0);
  }

  @Test
  void overridesInALedgerLeadToAnException() throws IOException {
    Ran ran =
        Ran.of("amend", RULES, "--ledger", folder.resolve("ledger"), "--folds=0", "--format=json");
    assertEquals(40, change(ran).path("resolves").size());
    assertFalse(ran.err().contains("left out"), ran.err());
  }

  @Test
  void aCaseInBothALedgerAndAFileIsLookedAtOnce() throws IOException {
    Ran ran =
        Ran.of(
            "amend",
            RULES,
            "--cases",
            CASES,
            "--judgments",
            CLINIC.resolve("overrides.jsonl"),
            "--ledger",
            folder.resolve("ledger"),
            "--folds=0",
            "--format=json");
    assertEquals(40, change(ran).path("resolves").size());
    JsonNode said = JSON.readTree(ran.out());
    assertEquals(Files.readAllLines(CASES).size(), said.path("cases").asInt());
    assertEquals(
        Files.readAllLines(CLINIC.resolve("overrides.jsonl")).size() + 40,
        said.path("judgments").asInt());
  }

  @Test
  void withoutCasesThereIsNothingToLookAt() {
    Ran ran = Ran.of("amend", RULES);
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("add `--cases` or `--ledger`"), ran.err());
    ran = Ran.of("amend", RULES, "--ledger", folder, "--judgments", CASES);
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("says nothing without `--cases`"), ran.err());
  }

  @Test
  void aLedgerThatIsNoneIsBadInput() {
    Ran ran = Ran.of("amend", RULES, "--ledger", folder.resolve("none"));
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("none"), ran.err());
  }
}

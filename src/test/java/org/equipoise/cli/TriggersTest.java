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
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CLINIC = Path.of("test-fixtures/clinic");

  @TempDir private Path folder;
  private Path rules;
  private Path ledger;

  @BeforeEach
  void decide() throws IOException {
    rules = Files.createDirectories(folder.resolve("rules"));
    ledger = folder.resolve("ledger");
    Files.copy(CLINIC.resolve("rules/rules.drl"), rules.resolve("rules.drl"));
    manifest("{\"overrides\": 40}");
    Ran decided =
        Ran.of(
            "decide",
            rules,
            "--cases",
            CLINIC.resolve("cases.jsonl"),
            "--judgments",
            CLINIC.resolve("overrides.jsonl"),
            "--ledger",
            ledger);
    assertEquals(1, decided.code(), decided.err()); // there are conflicts
  }

  private void manifest(String revision) throws IOException {
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\": \"clinic\", \"version\": \"1\", \"revision\": " + revision + "}");
  }

  private Ran triggers(Object... more) {
    Object[] all = new Object[4 + more.length];
    System.arraycopy(new Object[] {"triggers", rules, "--ledger", ledger}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return Ran.of(all);
  }

  @Test
  void whatIsMetIsRecordedOnceAndStaysAsked() throws IOException {
    Ran ran = triggers();
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(
        ran.out().contains("people judged against principle:no-dose in 40 cases (at least 40)"),
        ran.out());
    assertTrue(ran.out().contains("ward-05 and 35 more"), ran.out());
    JsonNode trigger = JSON.readTree(triggers("--format=json").out()).path("triggers").path(0);
    JsonNode later =
        JSON.readTree(
                triggers(
                        "--dry-run",
                        "--as-of=" + Instant.now().plus(60, ChronoUnit.DAYS),
                        "--format=json")
                    .out())
            .path("triggers")
            .path(0);
    assertTrue(trigger.path("fires").asBoolean());
    assertFalse(later.path("fires").asBoolean());
    assertEquals(trigger.path("entry").asLong(), later.path("entry").asLong());
    assertEquals(0, Ran.of("verify", "--ledger", ledger).code());
    Ran replayed = Ran.of("replay", "--ledger", ledger);
    assertEquals(0, replayed.code());
    assertTrue(replayed.out().contains("1 trigger"), replayed.out());
    Ran why = Ran.of("why", "--ledger", ledger, "--entry", trigger.path("entry").asText());
    assertEquals(2, why.code(), why.toString());
  }

  @Test
  void aConstitutionThatNeverCameIntoForceRecordsNothing() throws IOException {
    manifest("{\"overrides\": 41}");
    Ran ran = triggers();
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains("never came into force"), ran.err());
    ran = triggers("--dry-run");
    assertEquals(0, ran.code(), ran.toString());
    assertEquals("No bound is met.", ran.out().strip());
    manifest("{\"share\": 0.6}");
    ran = triggers("--dry-run");
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("not recorded"), ran.out());
  }

  @Test
  void withoutBoundsThereIsNothingToAskOf() throws IOException {
    manifest("{\"spoiling\": 0.5}");
    Ran ran = triggers();
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains("sets no bounds"), ran.err());
    assertEquals(2, triggers("--as-of=2026-01-01").code());
  }

  @Test
  void aWrongBoundIsAProblemOfTheConstitution() throws IOException {
    manifest(
        "{\"window\": \"a month\", \"index\": 2, \"overrides\": 0, \"share\": 0, \"gaps\": 1.5,"
            + " \"windows\": 2000}");
    Ran ran = Ran.of("check", rules);
    assertEquals(2, ran.code(), ran.toString());
    for (String field : new String[] {"window", "index", "overrides", "share", "gaps", "windows"}) {
      assertTrue(ran.out().contains("revision." + field), field + "\n" + ran.out());
    }
    assertTrue(ran.out().contains("write `\"P30D\"` for 30 days"), ran.out());
  }
}

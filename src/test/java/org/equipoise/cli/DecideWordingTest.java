package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code decide --wording}. */
class DecideWordingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private Path cases() throws IOException {
    return Files.writeString(
        folder.resolve("cases.jsonl"),
        """
        {"case":"G-1","outputs":[{"output":"a"}]}
        {"case":"D-1","outputs":[{"output":"a","attributes":{"violates":{"death":true}}}]}
        """);
  }

  private Ran decide(Object... more) throws IOException {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(
        new Object[] {"decide", "rules/common-morality", "--cases", cases()}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return Ran.of(all);
  }

  @Test
  void withoutTheOptionTheBytesAreThoseOfBefore() throws IOException {
    Ran told = decide("--wording=hedge");
    assertEquals(0, told.code(), told.toString());
    assertEquals(
        decide().out(), told.out().replaceAll(",\"told\":\\{[^}]*}", ""), "only `told` is added");
    JsonNode first = JSON.readTree(told.lines().get(0)).path("told");
    assertEquals("[\"gap\"]", first.path("kinds").toString());
    assertEquals("There is no rule for a case like this one.", first.path("text").asText());
    assertEquals("[]", JSON.readTree(told.lines().get(1)).path("told").path("kinds").toString());
  }

  @Test
  void aUsersLanguageAndTheHostsOwnSentencesAreUsed() throws IOException {
    Ran german = decide("--wording=hedge", "--locale=de-CH", "--format=text");
    assertTrue(german.out().contains("  uncertain: gap\n  told: Für einen Fall"), german.out());
    Path own = Files.writeString(folder.resolve("own.properties"), "gap.hedge = nothing");
    Ran refused = decide("--wording=hedge", "--wording-file", own);
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("`essential.hedge` is missing"), refused.err());
    assertEquals(2, decide("--wording=loud").code());
    assertEquals(2, decide("--wording=hedge", "--locale=!").code());
    assertEquals(2, decide("--locale=de").code());
    assertEquals(2, decide("--wording=hedge", "--record-wording").code());
    assertEquals(2, decide("--wording=hedge", "--contested", own).code());
  }

  @Test
  void whatEquilibriaContestIsToldAndWhatWasShownIsRecorded() throws IOException {
    Path contested =
        Files.writeString(
            folder.resolve("equilibria.json"),
            "{\"contested\":[{\"case\":\"D-1\",\"answers\":[]}]}");
    Path ledger = folder.resolve("ledger");
    Ran ran =
        decide("--wording=none", "--contested", contested, "--ledger", ledger, "--record-wording");
    JsonNode told = JSON.readTree(ran.lines().get(1)).path("told");
    assertEquals("[\"essential\"]", told.path("kinds").toString());
    assertEquals("", told.path("text").asText());
    Ran log = Ran.of("log", "--ledger", ledger, "--kind", "outcome", "--format", "json");
    assertTrue(log.out().contains("told essential: form none, language en"), log.toString());
    assertEquals(0, Ran.of("verify", "--ledger", ledger).code());
    assertEquals(0, Ran.of("replay", "--ledger", ledger).code());
  }
}

package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.equipoise.audit.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reveal}: that a masked value was this one, and nothing else. */
class RevealTest {
  private static final Path YEAR = Path.of("test-fixtures", "ledgers", "year");
  private static final String NAME = "Åsa 5 \ud83d\udc64";

  @TempDir private Path folder;

  @Test
  void aMaskedValueIsFoundAndAnotherIsNot() {
    Ran found = Ran.of("reveal", "--ledger", YEAR, "--entry", 7, "--value", NAME);
    assertEquals(0, found.code(), found.toString());
    assertTrue(found.out().contains("at /case/attributes/client/name is `" + NAME), found.out());
    assertFalse(found.out().contains("salt"), found.out());
    Ran other = Ran.of("reveal", "--ledger", YEAR, "--entry", 7, "--value", "Åsa 6");
    assertEquals(1, other.code(), other.toString());
    assertTrue(other.out().contains("none of the masked values"), other.out());
  }

  /** As {@code ledger.md} describes it, with nothing of this library. */
  @Test
  void withTheSaltAnOutsiderComputesTheSameCommitment() throws GeneralSecurityException {
    Ran ran =
        Ran.of("reveal", "--ledger", YEAR, "--entry=7", "--value", NAME, "--salt", "--format=json");
    JsonNode told = FormatsPage.json(ran.out());
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] salt = HexFormat.of().parseHex(told.path("salt").asText());
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    String message = "/case/attributes/client/name\n\"" + NAME + "\"";
    String hmac = HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    assertTrue(Ledger.in(YEAR).entry(7).json().contains("\"hmac-sha256:" + hmac + "\""), hmac);
  }

  @Test
  void numbersTruthValuesAndListsAreFoundAsJson() throws IOException {
    Path cases = folder.resolve("cases.jsonl");
    Files.writeString(
        cases,
        "{\"case\":\"c\",\"attributes\":{\"pin\":48213,\"rich\":true,\"kin\":[\"Ann\",2]},"
            + "\"outputs\":[{\"output\":\"o\"}]}\n");
    Path ledger = folder.resolve("ledger");
    Ran decided =
        Ran.of(
            "decide",
            "rules/common-morality",
            "--cases",
            cases,
            "--ledger",
            ledger,
            "--mask=pin",
            "--mask=rich",
            "--mask=kin");
    assertEquals(0, decided.code(), decided.toString());
    for (String value : List.of("48213", "true", "[\"Ann\", 2]")) {
      Ran ran = Ran.of("reveal", "--ledger", ledger, "--entry=1", "--value", value);
      assertEquals(0, ran.code(), ran.toString());
    }
    assertEquals(1, Ran.of("reveal", "--ledger", ledger, "--entry=1", "--value=48214").code());
  }

  @Test
  void withoutMaskedFactsOrASaltTheErrorSaysSo() {
    refused(0, "nothing-masked");
    refused(5, "nothing-masked");
    refused(121, "no-salt");
    refused(99_999, "no-entry");
  }

  private static void refused(long entry, String code) {
    Ran ran = Ran.of("reveal", "--ledger", YEAR, "--entry", entry, "--value", "x");
    assertEquals(2, ran.code(), ran.toString());
    assertTrue(ran.err().contains("[" + code + "]"), ran.err());
  }
}

package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.constitution.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ledger that is chained well and says what cannot be. */
class PlausibilityCheckTest {
  @TempDir Path folder;

  private List<Finding> findings(LedgerEvent... events) {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      recorder.record(Specimen.decided(1));
      for (LedgerEvent event : events) {
        recorder.record(event);
      }
    }
    return LedgerVerification.of(Ledger.in(folder), Known.NOTHING, any -> {}).findings();
  }

  private static LedgerEvent failed(String at) {
    return new LedgerEvent.ErrorEvent(Instant.parse(at), null, "the model did not answer");
  }

  @Test
  void threadsThatRecordAtOnceAreNoFinding() {
    assertEquals(
        List.of(),
        findings(
            failed("2026-01-31T10:00:09Z"),
            failed("2026-01-31T10:00:01Z"),
            failed("2026-01-31T10:00:09Z"),
            failed("9999-12-31T23:59:59Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T09:59:49Z, time runs back",
    "2025-01-31T10:00:00Z, time runs back",
    "1970-01-01T00:00:00Z, time runs back",
    "1969-12-31T23:59:59Z, not within the years 1970 to 9999",
    "-999999999-01-01T00:00:00Z, not within the years 1970 to 9999",
    "+999999999-12-31T23:59:59Z, not within the years 1970 to 9999",
    "+10000-01-01T00:00:00Z, not within the years 1970 to 9999"
  })
  void aTimeThatCannotBeIsFound(String at, String said) {
    List<Finding> findings = findings(failed(at), failed("2026-01-31T10:00:01Z"));
    assertEquals(1, findings.size(), findings::toString);
    assertEquals(2, findings.get(0).entry());
    assertTrue(findings.get(0).what().contains(said), findings::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "1, ''",
    "0, which is no decision",
    "2, which there was not",
    "3, which there was not",
    "99, which there was not",
    "-1, which there was not",
    "9223372036854775807, which there was not"
  })
  void whatIsSaidOfAnEntryThatIsNotThereIsFound(long entry, String said) {
    for (LedgerEvent event :
        List.of(
            new LedgerEvent.OverrideEvent(Specimen.AT, entry, null, Action.BLOCK, "Eve", "no"),
            new LedgerEvent.OutcomeEvent(Specimen.AT, entry, "sent"),
            new LedgerEvent.ErasureEvent(Specimen.AT, entry, "Eve", "asked"))) {
      List<Finding> findings = findings(event);
      List<Finding> last = findings.stream().filter(it -> it.what().contains("about")).toList();
      assertEquals(said.isEmpty(), last.isEmpty(), findings::toString);
      assertTrue(said.isEmpty() || last.get(0).what().contains(said), findings::toString);
      folder = folder.resolve("next");
    }
  }

  @Test
  void aSaltThatWasErasedAndIsThereIsFound() {
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(Masking.of("client"));
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, options)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      recorder.record(Specimen.decided(1));
      recorder.record(new LedgerEvent.ErasureEvent(Specimen.AT, 1, "Eve", "she asked"));
    }
    List<Finding> findings =
        LedgerVerification.of(Ledger.in(folder), Known.NOTHING, any -> {}).findings();
    assertTrue(findings.toString().contains("but it is there"), findings::toString);
  }
}

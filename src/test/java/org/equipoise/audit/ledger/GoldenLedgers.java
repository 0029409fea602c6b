package org.equipoise.audit.ledger;

import java.nio.file.Path;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Deciding;
import org.equipoise.formats.Corpus;

/**
 * Wrote the ledgers in {@code test-fixtures/ledgers}, which are never written again: a ledger once
 * written must verify for ever. Arguments: which one, and the folder of a new one.
 */
final class GoldenLedgers {
  /** Published on purpose: it signs nothing but these. */
  static final SigningKey KEY =
      SigningKey.parse(
          "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

  private static final int SEGMENT_BYTES = 6_000;

  private GoldenLedgers() {}

  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "small" -> write(Path.of(arguments[1]));
      case "year" -> new LendingYear().write(Path.of(arguments[1]));
      case "charter" -> writeCharter(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException("small, year or charter");
    }
  }

  /** Decisions under a charter; {@code other}, which no rule reads, is masked. */
  private static void writeCharter(Path folder) {
    Path from = Path.of("test-fixtures", "charter");
    Charter charter = Charter.load(from, Permissions.none());
    Deciding deciding = Deciding.of(charter);
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(Masking.of("other")).withKey(KEY);
    try (LedgerRecorder recorder =
        LedgerRecorder.open(new FileStore(folder, SEGMENT_BYTES), options)) {
      recorder.adopt(Specimen.AT, charter);
      Corpus.open(from.resolve("cases.jsonl"), null)
          .forEach(
              (given, judgments) ->
                  recorder.appendAndWait(
                      new LedgerEvent.DecisionEvent(
                          Specimen.AT, given, judgments, deciding.decide(given, judgments))));
    }
  }

  static void write(Path folder) {
    LedgerOptions options =
        LedgerOptions.DEFAULT
            .withMasking(Masking.of("client.name"))
            .withKey(KEY)
            .withCheckpointEvery(4);
    try (LedgerRecorder recorder =
        LedgerRecorder.open(new FileStore(folder, SEGMENT_BYTES), options)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      for (int i = 0; i < 6; i++) {
        recorder.appendAndWait(Specimen.decided(i));
      }
      recorder.appendAndWait(
          new LedgerEvent.OverrideEvent(
              Specimen.AT, 1, "a", Action.ALLOW, "Eve", "a joke among friends"));
      recorder.appendAndWait(new LedgerEvent.OutcomeEvent(Specimen.AT, 2, "the reply was sent"));
      recorder.appendAndWait(
          new LedgerEvent.ErrorEvent(Specimen.AT, null, "the model did not answer"));
    }
  }
}

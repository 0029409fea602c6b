package org.equipoise.ledger;

import java.nio.file.Path;
import org.equipoise.constitution.Settings.Course;
import org.equipoise.ledger.transparency.SigningKey;

/**
 * Wrote the ledgers in {@code test-fixtures/ledgers}, which are never written again: a ledger once
 * written must verify for ever. Arguments: the folder of a new one.
 */
final class GoldenLedgers {
  /** Published on purpose: it signs nothing but these. */
  private static final String KEY =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private static final int SEGMENT_BYTES = 6_000;

  private GoldenLedgers() {}

  public static void main(String[] arguments) {
    write(Path.of(arguments[0]));
  }

  static void write(Path folder) {
    Options options =
        Options.DEFAULT
            .withMasking(Masking.of("client.name"))
            .signedBy(SigningKey.parse(KEY))
            .withCheckpointEvery(4);
    try (Recorder recorder = Recorder.open(new FileStore(folder, SEGMENT_BYTES), options)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      for (int i = 0; i < 6; i++) {
        recorder.appendAndWait(Specimen.decided(i));
      }
      recorder.appendAndWait(
          new Event.Overridden(Specimen.AT, 1, "a", Course.ALLOW, "Eve", "a joke among friends"));
      recorder.appendAndWait(new Event.Done(Specimen.AT, 2, "the reply was sent"));
      recorder.appendAndWait(new Event.Failed(Specimen.AT, null, "the model did not answer"));
    }
  }
}

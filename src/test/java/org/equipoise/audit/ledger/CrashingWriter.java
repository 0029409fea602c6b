package org.equipoise.audit.ledger;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A process to be killed: appends from eight threads and tells what was acknowledged. */
final class CrashingWriter {
  static final int SEGMENT_BYTES = 256 * 1024;

  private CrashingWriter() {}

  /** What an entry says that bears a mark: of a length that depends on the mark. */
  static String cause(String mark) {
    return mark
        + " "
        + "x".repeat(Math.floorMod(mark.hashCode(), 97) == 0 ? 50_000 : mark.length() * 9);
  }

  /** Arguments: the ledger's folder, and a word that no other run has. */
  public static void main(String[] arguments) {
    LedgerRecorder recorder =
        LedgerRecorder.open(
            new FileStore(Path.of(arguments[0]), SEGMENT_BYTES),
            LedgerOptions.DEFAULT.withWaiting(64));
    PrintStream out = System.out;
    AtomicLong number = new AtomicLong();
    for (int t = 0; t < 8; t++) {
      Random random = new Random(arguments[1].hashCode() + t);
      new Thread(
              () -> {
                while (true) {
                  String mark = arguments[1] + "-" + number.incrementAndGet();
                  LedgerEvent event = new LedgerEvent.ErrorEvent(Specimen.AT, mark, cause(mark));
                  if (random.nextInt(8) == 0) {
                    recorder.record(event);
                  } else {
                    long sequence = recorder.appendAndWait(event).sequence();
                    synchronized (out) {
                      out.print(sequence + " " + mark + "\n");
                      out.flush();
                    }
                  }
                }
              })
          .start();
    }
  }
}

package org.equipoise.cli;

import java.nio.file.Path;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import picocli.CommandLine.Option;

/** {@code --ledger}: the ledger that a command writes. */
final class WrittenLedgerFolder {
  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      required = true,
      description = "the ledger's folder, which is made if it is not there")
  private Path folder;

  Path folder() {
    return folder;
  }

  /** The ledger, to write; the caller closes it. */
  LedgerRecorder open(LedgerOptions options) {
    return LedgerRecorder.open(folder, options);
  }
}

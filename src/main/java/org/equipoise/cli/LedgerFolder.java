package org.equipoise.cli;

import java.nio.file.Path;
import org.equipoise.ledger.Ledger;
import picocli.CommandLine.Option;

/** {@code --ledger}: the ledger that a command reads. */
final class LedgerFolder {
  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      required = true,
      description = "the ledger's folder")
  private Path folder;

  Ledger ledger() {
    return Ledger.in(folder);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}

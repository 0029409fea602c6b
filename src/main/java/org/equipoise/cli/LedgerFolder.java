package org.equipoise.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
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

  Path path() {
    return folder;
  }

  /** The ledger, to add to it; the caller closes it. */
  LedgerRecorder open() {
    return LedgerRecorder.open(folder, LedgerOptions.DEFAULT);
  }

  /** What a process must be able to read that reads the ledger, and more. */
  List<Path> files(Path... more) {
    List<Path> files = new ArrayList<>(List.of(more));
    files.add(folder);
    return files;
  }

  /** What work on the ledger gives. */
  <T> T reading(Supplier<T> work) {
    return reading(folder, work);
  }

  /** What work on a ledger gives; where that is damaged, the error says how to find out more. */
  static <T> T reading(Path folder, Supplier<T> work) {
    try {
      return work.get();
    } catch (DamagedLedgerException e) {
      throw e.withDetail(
          "; `equipoise verify --ledger " + folder + "` tells whether more is wrong");
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}

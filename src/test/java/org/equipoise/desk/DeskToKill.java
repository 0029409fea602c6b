package org.equipoise.desk;

import java.nio.file.Path;
import java.time.Clock;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.audit.review.Ward;

/** A desk in a process of its own, which is killed. */
final class DeskToKill {
  private DeskToKill() {}

  /** Argument: the ledger's folder. Prints the address. */
  public static void main(String[] arguments) throws Exception {
    LedgerRecorder recorder = LedgerRecorder.open(Path.of(arguments[0]), LedgerOptions.DEFAULT);
    Clock clock = Clock.systemUTC();
    Desk desk = new Desk(recorder, () -> Ward.CONSTITUTION, PlantedCases.NONE, clock);
    System.out.println(LoopbackDesk.start(desk, 0).address());
    Thread.currentThread().join();
  }
}

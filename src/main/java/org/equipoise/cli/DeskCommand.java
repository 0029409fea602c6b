package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.constitution.Authority;
import org.equipoise.desk.Desk;
import org.equipoise.desk.LoopbackDesk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code desk}: people judge in a browser what was left to them. */
@Command(
    name = "desk",
    mixinStandardHelpOptions = true,
    description =
        "Opens the desk on this machine: people judge in a browser what was left to them, approve"
            + " exact acts, and sign proposals. It runs until it is stopped.",
    footer = {
      "",
      "The address that it prints lets one browser in, once. Nobody else may write the ledger",
      "meanwhile.",
      "",
      "Example:",
      "  equipoise desk --ledger decisions --constitution my-rules"
    })
final class DeskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private WrittenLedgerFolder ledger;

  @Option(
      names = "--constitution",
      paramLabel = "DIR",
      required = true,
      description = "the folder of the constitution or charter in force")
  private Path folder;

  @Option(
      names = "--key",
      paramLabel = "K",
      description = "a file with the secret key that signs checkpoints of the ledger")
  private @Nullable Path key;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "the port (default: any that is free)")
  private int port;

  @Option(
      names = "--planted",
      paramLabel = "F",
      description = "a file of cases with known answers, which are put among those that wait")
  private @Nullable Path planted;

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "`--port` is a number from 0 to 65535");
    }
    Authority authority = allowed.loadAny(folder);
    LedgerOptions options = LedgerOptions.DEFAULT;
    if (key != null) {
      options = options.withKey(KeptText.read(spec, key, "signing key", SigningKey::parse));
    }
    PlantedCases cases = planted == null ? PlantedCases.NONE : PlantedCases.read(planted);
    Clock clock = Clock.systemUTC();
    try (LedgerRecorder recorder = ledger.open(options)) {
      if (planted != null && !recorder.ledger().constitutions().contains(authority.digest())) {
        recorder.adopt(clock.instant(), authority);
      }
      Desk desk =
          new Desk(recorder, () -> authority, cases, clock)
              .withProposals(folder, allowed.permissions());
      try (LoopbackDesk server = LoopbackDesk.start(desk, port)) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(server.address());
        out.flush();
        Progress.rest();
        new CountDownLatch(1).await(); // until the process is stopped
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.FINE;
  }
}

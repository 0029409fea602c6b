package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.equipoise.audit.blind.AuditProgress;
import org.equipoise.audit.ledger.LedgerRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit reveal}: shows what was committed to, once everybody has committed. */
@Command(
    name = "reveal",
    mixinStandardHelpOptions = true,
    description =
        "Records what somebody committed to, the seed of a sample or labels, once every annotator"
            + " has committed.",
    footer = {
      "",
      "Exits with 1 and reveals nothing while an annotator has not committed.",
      "",
      "Example:",
      "  equipoise audit reveal --ledger audits --secret ann.secret"
    })
final class AuditRevealCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder ledger;

  @Option(
      names = "--secret",
      paramLabel = "F",
      required = true,
      description = "the file that `audit commit` wrote")
  private Path file;

  @Override
  public Integer call() throws IOException {
    AuditSecret secret = AuditSecret.read(file);
    AuditProgress progress;
    try {
      progress = AuditProgress.of(ledger.ledger(), secret.round().round());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (!progress.uncommitted().isEmpty()) {
      spec.commandLine()
          .getOut()
          .println(
              "nothing is revealed: not yet committed are "
                  + String.join(", ", progress.uncommitted()));
      return ExitCode.FINDINGS;
    }
    Instant now = Clock.systemUTC().instant();
    try (LedgerRecorder recorder = ledger.open()) {
      recorder.appendAndWait(
          secret.isSeed()
              ? secret
                  .round()
                  .revealSeed(now, secret.by(), secret.secrets().values().iterator().next())
              : secret.round().reveal(now, secret.by(), secret.secrets()));
    }
    spec.commandLine()
        .getOut()
        .println(
            secret.round().round()
                + ": "
                + secret.by()
                + " reveals "
                + (secret.isSeed() ? "the seed" : count(secret.secrets().size(), "label")));
    return ExitCode.FINE;
  }
}

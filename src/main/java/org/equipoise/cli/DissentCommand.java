package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.transparency.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dissent A.json}: dissents from an amendment: a signed note with the reason is added to the
 * file, and kept for ever.
 */
@Command(
    name = "dissent",
    mixinStandardHelpOptions = true,
    description =
        "Dissents from an amendment: a signed note with the reason is added to the file, and kept for ever.",
    footer = {
      "",
      "Example:",
      "  equipoise dissent clinicians.json --key cleo.key --because 'doses differ by weight'"
    })
final class DissentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "A", description = "the amendment's file")
  private Path file;

  @Mixin private SigningKeyOption key;

  @Mixin private InterestOption interest;

  @Mixin private BecauseOption because;

  @Override
  public Integer call() throws IOException {
    String why = because.text();
    SigningKey signing = key.read();
    SignedAmendment amendment =
        AmendmentFile.change(
            spec,
            file,
            it -> it.dissent(signing, Clock.systemUTC().instant(), why, interest.text()));
    spec.commandLine()
        .getOut()
        .println(amendment.amendment().id() + ": dissent by " + signing.verifier().name());
    return ExitCode.FINE;
  }
}

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

/** {@code sign A.json}: signs an amendment: a signed note on its digest is added to the file. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Signs an amendment: a signed note on its digest is added to the file.",
    footer = {"", "Example:", "  equipoise sign clinicians.json --key ann.key"})
final class SignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "A", description = "the amendment's file")
  private Path file;

  @Mixin private SigningKeyOption key;

  @Mixin private InterestOption interest;

  @Override
  public Integer call() throws IOException {
    SigningKey signing = key.read();
    SignedAmendment amendment =
        AmendmentFile.change(
            spec, file, it -> it.sign(signing, Clock.systemUTC().instant(), interest.text()));
    spec.commandLine()
        .getOut()
        .println(amendment.amendment().id() + ": signed by " + signing.verifier().name());
    return ExitCode.FINE;
  }
}

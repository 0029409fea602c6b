package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.transparency.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--key",
      paramLabel = "K",
      required = true,
      description = "a file with the secret key")
  private Path key;

  @Option(names = "--because", paramLabel = "T", required = true, description = "why")
  private String because;

  @Override
  public Integer call() throws IOException {
    if (because.isBlank()) {
      throw new ParameterException(spec.commandLine(), "`--because` says something");
    }
    SignedAmendment amendment = AmendmentFile.read(spec, file);
    SigningKey signing = KeptText.read(spec, key, "signing key", SigningKey::parse);
    AmendmentFile.write(file, amendment.dissent(signing, Clock.systemUTC().instant(), because));
    spec.commandLine()
        .getOut()
        .println(amendment.amendment().id() + ": dissent by " + signing.verifier().name());
    return ExitCode.FINE;
  }
}

package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.equipoise.audit.ledger.transparency.SigningKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --key} of a command that signs a note. */
final class SigningKeyOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--key",
      paramLabel = "K",
      required = true,
      description = "a file with the secret key")
  private Path file;

  SigningKey read() throws IOException {
    return KeptText.read(spec, file, "signing key", SigningKey::parse);
  }
}

package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.transparency.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code key NAME}: a key to sign with. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Makes a key to sign amendments and checkpoints with, and shows its public part, which goes"
            + " into `signOff`.",
    footer = {"", "Example:", "  equipoise key ann --out ann.key"})
final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "whose key it is; without spaces and `+`")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "F",
      required = true,
      description = "the file for the secret key, which must not be there yet")
  private Path file;

  @Override
  public Integer call() throws IOException {
    SigningKey key;
    try {
      key = SigningKey.generate(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    NewFile.require(spec, "--out", file);
    Files.createFile(file);
    PosixFileAttributeView owner = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (owner != null) {
      owner.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(file, key.secret() + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    spec.commandLine().getOut().println(key.verifier());
    return ExitCode.FINE;
  }
}

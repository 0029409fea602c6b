package org.equipoise.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --interest} of a command that signs a note. */
final class InterestOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--interest",
      paramLabel = "T",
      description = "a conflict of interest that the signer declares")
  private @Nullable String text;

  /**
   * What is declared; null if nothing is.
   *
   * @throws ParameterException if it is blank
   */
  @Nullable String text() {
    if (text != null && text.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "`--interest` is blank: say which, or leave it out");
    }
    return text;
  }
}

package org.equipoise.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --because} of a command that needs a reason. */
final class BecauseOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--because", paramLabel = "T", required = true, description = "why")
  private String text;

  /**
   * The reason.
   *
   * @throws ParameterException if it is blank
   */
  String text() {
    if (text.isBlank()) {
      throw new ParameterException(spec.commandLine(), "`--because` is blank: say why");
    }
    return text;
  }
}

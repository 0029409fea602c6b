package org.equipoise.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Options that say nothing unless another is given. */
final class OptionDependency {
  private OptionDependency() {}

  /**
   * Refuses what would be passed over in silence.
   *
   * @param on what the others need
   * @throws ParameterException if one of them was given and {@code on} was not
   */
  static void require(CommandSpec spec, String on, String... options) {
    ParseResult given = spec.commandLine().getParseResult();
    for (String option : options) {
      if (given.hasMatchedOption(option) && !given.hasMatchedOption(on)) {
        throw new ParameterException(
            spec.commandLine(), "`" + option + "` says nothing without `" + on + "`: add that");
      }
    }
  }
}

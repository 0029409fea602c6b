package org.equipoise.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files and folders that a command writes and never replaces. */
final class NewFile {
  private NewFile() {}

  /**
   * Refuses a file that is there already, before anything is computed.
   *
   * @param path null if none is asked for
   * @throws ParameterException if there is one
   */
  static void require(CommandSpec spec, String option, @Nullable Path path) {
    if (path != null && Files.exists(path)) {
      throw new ParameterException(
          spec.commandLine(),
          "`" + path + "` is there already: choose another one for `" + option + "`");
    }
  }
}

package org.equipoise.cli;

import picocli.CommandLine.Option;

/** {@code --format}: whether results are written for people, which is the default, or programs. */
final class FormatOption {
  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE})")
  private Format format;

  boolean isJson() {
    return format == Format.JSON;
  }
}

package org.equipoise.cli;

import picocli.CommandLine.Option;

/** {@code --format} of commands that also write a page. */
final class ReportFormatOption {
  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json, or html for a page to open (default: ${DEFAULT-VALUE})")
  private ReportFormat format;

  /** How results are written. */
  ReportFormat chosen() {
    return format;
  }
}

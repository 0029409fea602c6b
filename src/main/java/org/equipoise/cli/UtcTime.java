package org.equipoise.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A day or a time that an option names, in UTC. */
final class UtcTime {
  private UtcTime() {}

  /**
   * Returns the time that an option names; of a day, its beginning.
   *
   * @throws ParameterException if it names none
   */
  static Instant of(CommandSpec spec, String option, String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "`"
              + option
              + "` takes a day or a time in UTC, such as 2026-01-31 or 2026-01-31T10:00:00Z, not `"
              + text
              + "`",
          e);
    }
  }
}

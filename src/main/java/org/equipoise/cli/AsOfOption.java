package org.equipoise.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --as-of}: the time as of which cases are decided that have none of their own. */
final class AsOfOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = {
        "a day (2026-01-31) or time (2026-01-31T10:00:00Z), in UTC: cases without a time are",
        "decided as of it, and terms of rules are measured by it (default: when the command began)"
      })
  private @Nullable String asOf;

  /**
   * The constitution in a folder, as of the time given. Where rules depend on the time and none is
   * given, the time taken is told on stderr, so that the run can be repeated.
   */
  Constitution load(AllowOption allowed, Path folder) {
    Instant time = time();
    Constitution constitution = allowed.load(folder);
    if (asOf == null && constitution.isTimeBound()) {
      spec.commandLine()
          .getErr()
          .println(
              folder
                  + ": rules depend on the time; cases without `at` are decided as of "
                  + time
                  + " (`--as-of` asks for another time)");
    }
    return constitution.asOf(time);
  }

  /** The time given, or else the time of the clock, in whole seconds. */
  Instant time() {
    if (asOf == null) {
      return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      return asOf.indexOf('T') < 0
          ? LocalDate.parse(asOf).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(),
          "`--as-of` takes a day or a time in UTC, such as 2026-01-31 or 2026-01-31T10:00:00Z, not `"
              + asOf
              + "`",
          e);
    }
  }
}

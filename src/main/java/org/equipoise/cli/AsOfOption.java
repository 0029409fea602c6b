package org.equipoise.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code --as-of}: the time as of which cases are decided. Commands that read cases let it stand
 * for the time that a case lacks; commands that read a ledger decide as of it instead of the time
 * that was recorded.
 */
final class AsOfOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = {
        "a day (2026-01-31) or time (2026-01-31T10:00:00Z), in UTC: cases without a time are",
        "decided as of it, and terms of rules are measured by it (default: when the command began;",
        "of a recorded decision, the time that was recorded, which it replaces)"
      })
  private @Nullable String asOf;

  private @Nullable Instant began;

  /**
   * The constitution in a folder, as of the time given. Where rules depend on the time and none is
   * given, the time taken is told on stderr, so that the run can be repeated.
   */
  Constitution load(AllowOption allowed, Path folder) {
    Constitution constitution = allowed.load(folder);
    return constitution.asOf(told(constitution, folder));
  }

  /** What is in a folder, a charter or a constitution, as of the time given. */
  Authority loadAny(AllowOption allowed, Path folder) {
    Authority authority = allowed.loadAny(folder);
    return authority.asOf(told(authority, folder));
  }

  /** The time, told on stderr if it matters and was not given. */
  private Instant told(Authority authority, Path folder) {
    Instant time = time();
    if (asOf == null && authority.isTimeBound()) {
      spec.commandLine()
          .getErr()
          .println(
              folder
                  + ": rules depend on the time; cases without `at` are decided as of "
                  + time
                  + " (`--as-of` asks for another time)");
    }
    return time;
  }

  /** The time given, or else when it was first asked for, in whole seconds. */
  Instant time() {
    if (began == null) {
      began = given().orElseGet(() -> Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
    }
    return began;
  }

  /** The time given; empty if none is. */
  Optional<Instant> given() {
    return asOf == null ? Optional.empty() : Optional.of(UtcTime.of(spec, "--as-of", asOf));
  }
}

package org.equipoise.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Values of options that several searches have. */
final class SearchOptions {
  private static final double MAX_SECONDS = 1e9;
  private static final int LONG_SECONDS = 60;

  private SearchOptions() {}

  /**
   * Returns the time that {@code --seconds} gives; null if it is not given, and then whoever waits
   * long is told of it.
   *
   * @throws IllegalArgumentException if it is not a positive number
   */
  static @Nullable Duration time(@Nullable Double seconds) {
    if (seconds == null) {
      Progress.tip("`--seconds S` ends with the best found by then", LONG_SECONDS);
      return null;
    }
    if (!(seconds > 0 && seconds < MAX_SECONDS)) {
      throw new IllegalArgumentException("`--seconds " + seconds + "` is not a positive number");
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** Tells on stderr that not all cases were looked at. */
  static void tellOfPart(CommandSpec spec, int looked, long all) {
    spec.commandLine()
        .getErr()
        .println(
            "warning: half of `--seconds` was over when "
                + looked
                + " of "
                + all
                + " cases were looked at; what follows is about these alone");
  }

  /**
   * Returns what {@code --suspension-factor} gives.
   *
   * @throws IllegalArgumentException if it is no number
   */
  static double suspensionFactor(String text) {
    try {
      return text.equals("infinite") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "`--suspension-factor " + text + "` is neither a number of at least 1 nor `infinite`", e);
    }
  }
}

package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.log.DatedAhead;

/** Warns of an entry that is dated ahead, by whose time a command goes. */
final class AheadOfTime {
  private AheadOfTime() {}

  /**
   * Warns where what is shown ends with an entry that is dated ahead.
   *
   * @param ends what ends with the last entry
   */
  static void warn(Path folder, String ends, PrintWriter err) {
    Ledger ledger = Ledger.in(folder);
    DatedAhead.in(ledger, Clock.systemUTC().instant())
        .ifPresent(
            it ->
                err.println(
                    about(folder, ledger, it)
                        + ", ahead of the entries after it or of this machine's clock, and "
                        + ends
                        + " ends there; `--as-of "
                        + it.rest()
                        + "` ends it before"));
  }

  /** Warns where an entry is later than now, and so in no window that ends now. */
  static void warnOfLater(Path folder, PrintWriter err) {
    Ledger ledger = Ledger.in(folder);
    Instant now = Clock.systemUTC().instant();
    DatedAhead.in(ledger, now)
        .filter(it -> it.time().isAfter(now))
        .ifPresent(
            it ->
                err.println(
                    about(folder, ledger, it)
                        + ", later than now, and counts in no window: `--dry-run --as-of "
                        + it.time()
                        + "` shows what would be asked then"));
  }

  private static String about(Path folder, Ledger ledger, DatedAhead ahead) {
    return folder
        + ": warning: entry "
        + ahead.entry()
        + LineOfEntry.of(ledger).place(ahead.entry()).map(it -> " (" + it + ")").orElse("")
        + " is dated "
        + ahead.time();
  }
}

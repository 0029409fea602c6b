package org.equipoise.cli;

import java.io.PrintWriter;
import org.equipoise.authoring.ratchet.Criterion;
import org.equipoise.authoring.ratchet.RatchetReport;

/** A report of the ratchet for people. */
final class RatchetText {
  private static final int MOST_ITEMS = 20;

  private RatchetText() {}

  static void write(RatchetReport report, PrintWriter out) {
    for (Criterion criterion : report.criteria()) {
      out.println(
          (criterion.passes() ? "passes  " : "FAILS   ")
              + criterion.name().word()
              + ": "
              + criterion.why());
      criterion.items().stream().limit(MOST_ITEMS).forEach(it -> out.println("          " + it));
      if (criterion.items().size() > MOST_ITEMS) {
        out.println("          and " + (criterion.items().size() - MOST_ITEMS) + " more");
      }
    }
    out.println(
        report.passes()
            ? "it may follow"
            : "it must not follow: "
                + String.join(", ", report.failed().stream().map(it -> it.name().word()).toList()));
  }
}

package org.equipoise.cli;

import java.util.Locale;

/** How a report is written: for a terminal, for a program, or for a browser. */
enum ReportFormat {
  TEXT,
  JSON,
  HTML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

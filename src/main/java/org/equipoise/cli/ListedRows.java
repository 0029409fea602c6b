package org.equipoise.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Rows of a text that is read at a terminal. */
final class ListedRows {
  private ListedRows() {}

  /** Writes the first rows, and how many there are besides. */
  static <T> void write(List<T> rows, int most, Function<T, String> text, PrintWriter out) {
    rows.stream().limit(most).forEach(it -> out.println("  " + text.apply(it)));
    if (rows.size() > most) {
      out.println("  and " + (rows.size() - most) + " more (`--format json` has all)");
    }
  }
}

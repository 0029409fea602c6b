package org.equipoise.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.equipoise.audit.log.LogColumn;
import org.equipoise.audit.log.LogCounts;
import org.equipoise.audit.log.LogCounts.Count;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.log.LogEntry.LaterRecord;
import org.equipoise.audit.log.LogWriter;
import org.equipoise.cli.LogCommand.LogFormat;
import org.jspecify.annotations.Nullable;

/** What {@code log} finds, as lines for people, rows of a spreadsheet, or JSON. */
final class LogText {
  private static final List<String> HEADINGS =
      List.of(
          "entry",
          "time",
          "kind",
          "case",
          "outcome",
          "rules",
          "enforced",
          "stakeholders",
          "constitution",
          "about",
          "action",
          "output",
          "by",
          "what",
          "why");

  private final LogFormat format;
  private final PrintWriter out;

  LogText(LogFormat format, PrintWriter out) {
    this.format = format;
    this.out = format == LogFormat.JSON ? PlainWriter.unescaped(out) : out;
  }

  /** Writes what comes before the entries. */
  void begin() {
    if (format == LogFormat.CSV) {
      out.print(Csv.row(HEADINGS));
    }
  }

  void write(LogEntry entry) {
    switch (format) {
      case TEXT -> out.println(line(entry));
      case CSV -> out.print(Csv.row(cells(entry)));
      case JSON -> out.println(LogWriter.toJson(entry));
    }
  }

  void write(LogCounts counts) {
    List<String> headings =
        new ArrayList<>(counts.columns().stream().map(LogColumn::word).toList());
    headings.add("count");
    if (format == LogFormat.CSV) {
      out.print(Csv.row(headings));
    }
    for (Count count : counts.rows()) {
      switch (format) {
        case TEXT -> out.println(count.count() + "  " + line(counts, count));
        case CSV -> out.print(Csv.row(cells(count)));
        case JSON -> out.println(LogWriter.toJson(counts, count));
      }
    }
  }

  private static String line(LogCounts counts, Count count) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count.values().size(); i++) {
      String value = count.values().get(i);
      parts.add(value == null ? "no " + counts.columns().get(i).word() : value);
    }
    return String.join(", ", parts);
  }

  private static List<String> cells(Count count) {
    List<String> cells = new ArrayList<>();
    count.values().forEach(it -> cells.add(cell(it)));
    cells.add(Long.toString(count.count()));
    return cells;
  }

  private static List<String> cells(LogEntry entry) {
    LaterRecord later = entry.later();
    return List.of(
        Long.toString(entry.entry()),
        entry.time().toString(),
        entry.kind().word(),
        cell(entry.caseId()),
        entry.outcome() == null ? "" : entry.outcome().word(),
        String.join("; ", entry.rules()),
        entry.enforced() == null ? "" : entry.enforced().toString(),
        String.join("; ", entry.stakeholders()),
        cell(entry.constitution()),
        entry.about() == null ? "" : entry.about().toString(),
        cell(later.action()),
        cell(later.output()),
        cell(later.by()),
        cell(later.what()),
        cell(later.why()));
  }

  private static String cell(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** Returns an entry in one line for people. */
  static String line(LogEntry entry) {
    StringBuilder line = new StringBuilder();
    line.append(entry.entry()).append("  ").append(entry.time()).append("  ");
    line.append(entry.kind().word());
    if (entry.about() != null) {
      line.append(" on entry ").append(entry.about());
    }
    if (entry.caseId() != null) {
      line.append(", case ").append(entry.caseId());
    }
    if (entry.outcome() != null) {
      line.append(": ").append(entry.outcome().word());
    }
    if (entry.enforced() != null) {
      line.append(entry.enforced() ? " (enforced)" : " (shadow)");
    }
    if (!entry.rules().isEmpty()) {
      line.append(", by ").append(String.join(", ", entry.rules()));
    }
    if (!entry.stakeholders().isEmpty()) {
      line.append(", judged by ").append(String.join(", ", entry.stakeholders()));
    }
    LaterRecord later = entry.later();
    part(line, ": ", later.action());
    part(line, " ", later.output());
    part(line, ", by ", later.by());
    part(line, ": ", later.what());
    part(line, ": ", later.why());
    return line.toString();
  }

  private static void part(StringBuilder line, String before, @Nullable String text) {
    if (text != null) {
      line.append(before).append(text);
    }
  }
}

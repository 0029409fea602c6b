package org.equipoise.cli;

import com.google.common.base.CharMatcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.equipoise.formats.internal.CsvRows;
import org.equipoise.formats.internal.CsvRows.Value;
import org.equipoise.formats.internal.TextFile;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/**
 * A file of separated values whose first row names the columns.
 *
 * @param columns the names, in lower case
 * @param rows the others, of which none is empty
 */
record CsvTable(String file, List<String> columns, List<List<Value>> rows) {
  static CsvTable read(Path path) {
    String file = path.toString();
    String text = TextFile.read(path);
    text = text.replace("\r\n", "\n").replace('\r', '\n');
    int end = text.indexOf('\n');
    String head = end < 0 ? text : text.substring(0, end);
    char separator = ',';
    for (char each : new char[] {';', '\t'}) {
      separator = count(head, each) > count(head, separator) ? each : separator;
    }
    List<List<Value>> all = CsvRows.read(file, text, separator);
    all.removeIf(row -> row.stream().allMatch(it -> it.text().isBlank()));
    if (all.isEmpty()) {
      throw problem(
          "missing-field", file, 1, 1, "the file is empty", "its first row names the columns");
    }
    List<String> columns =
        all.get(0).stream().map(it -> it.text().strip().toLowerCase(Locale.ROOT)).toList();
    for (List<Value> row : all) {
      if (row.size() != columns.size()) {
        Value first = row.get(0);
        throw problem(
            "syntax",
            file,
            first.line(),
            first.column(),
            "the row has " + row.size() + " cells, and the first row names " + columns.size(),
            "put a cell that holds the separator in quotes");
      }
    }
    return new CsvTable(file, columns, List.copyOf(all.subList(1, all.size())));
  }

  private static int count(String text, char c) {
    return CharMatcher.is(c).countIn(text);
  }

  /** Returns the number of the first of some columns that the file has, or -1. */
  int find(String... names) {
    for (String name : names) {
      int at = columns.indexOf(name);
      if (at >= 0) {
        return at;
      }
    }
    return -1;
  }

  /** Returns the number of the first of some columns; that none is there is an error. */
  int need(String... names) {
    int at = find(names);
    if (at < 0) {
      throw problem(
          "missing-field",
          file,
          1,
          1,
          "the file has no column `" + names[0] + "`",
          "its first row names the columns; here they are `" + String.join("`, `", columns) + "`");
    }
    return at;
  }

  InvalidInputException wrong(Value at, String message, String hint) {
    return problem("wrong-value", file, at.line(), at.column(), message, hint);
  }

  /** Returns a value that is not blank, without space around it. */
  String needed(Value value, String what) {
    String text = value.text().strip();
    if (text.isEmpty()) {
      throw wrong(value, "the " + what + " is empty", "write the id, or leave the row out");
    }
    return text;
  }

  private static InvalidInputException problem(
      String code, String file, int line, int column, String message, String hint) {
    return new InvalidInputException(
        List.of(Problem.error(code, file, line, column, null, message, hint)));
  }
}

package org.equipoise.constitution.internal.table;

import java.util.List;
import java.util.function.Predicate;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/**
 * Reads comma-separated values (RFC 4180), or such as are separated by semicolons or tabs, as
 * spreadsheet programs write them where a comma stands in numbers.
 */
final class Csv {
  private static final char[] SEPARATORS = {',', ';', '\t'};

  private final String file;
  private final String text;
  private final char separator;
  private final Sheet sheet;
  private int at;
  private int line = 1;
  private int lineStart;

  private Csv(String file, String text, char separator) {
    this.file = file;
    this.text = text;
    this.separator = separator;
    this.sheet = new Sheet(file, false);
  }

  /**
   * The one sheet of a file.
   *
   * @param text with line ends normalised
   * @param isFit whether a sheet is one, so that what separates its cells is told; commas if none
   * @throws InvalidInputException if a cell's quotes are not where they must be
   */
  static Sheet read(String file, String text, Predicate<Sheet> isFit) {
    for (char separator : SEPARATORS) {
      try {
        Sheet sheet = read(file, text, separator);
        if (isFit.test(sheet)) {
          return sheet;
        }
      } catch (InvalidInputException quotes) {
        // they are where another separator wants them, or are told of below
      }
    }
    return read(file, text, SEPARATORS[0]);
  }

  private static Sheet read(String file, String text, char separator) {
    Csv csv = new Csv(file, text, separator);
    for (int row = 0; csv.at < text.length(); row++) {
      csv.row(row);
    }
    csv.mergeDotted();
    return csv.sheet;
  }

  private void row(int row) {
    for (int column = 0; ; column++) {
      sheet.add(cell(row, column));
      if (at >= text.length() || text.charAt(at++) == '\n') {
        line++;
        lineStart = at;
        return;
      }
    }
  }

  private Cell cell(int row, int column) {
    int startLine = line;
    int startColumn = at - lineStart + 1;
    if (at >= text.length() || text.charAt(at) != '"') {
      int start = at;
      while (at < text.length() && !isEnd(text.charAt(at))) {
        if (text.charAt(at) == '"') {
          throw wrong(
              line,
              at - lineStart + 1,
              "the cell holds a quote, and stands in none",
              "put the cell in quotes, and write each quote within it twice");
        }
        at++;
      }
      String plain = text.substring(start, at);
      return new Cell(file, true, row, column, startLine, startColumn, false, plain, "");
    }
    StringBuilder content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' && !text.startsWith("\"", at + 1)) {
        break;
      }
      if (c == '"') {
        at++;
      } else if (c == '\n') {
        line++;
        lineStart = at + 1;
      }
      content.append(c);
    }
    if (at++ >= text.length()) {
      throw wrong(
          startLine,
          startColumn,
          "the cell's quote is not closed",
          "close it; a quote within the cell is written twice");
    }
    if (at < text.length() && !isEnd(text.charAt(at))) {
      throw wrong(
          line,
          at - lineStart + 1,
          "the cell goes on after its closing quote",
          "a quote within the cell is written twice");
    }
    return new Cell(
        file, true, row, column, startLine, startColumn + 1, true, content.toString(), "");
  }

  private boolean isEnd(char c) {
    return c == separator || c == '\n';
  }

  /** Neighbours that end in {@code ...} are one cell, as Drools has it. */
  private void mergeDotted() {
    sheet
        .rows()
        .forEach(
            (row, cells) -> {
              int left = -1;
              int right = -2;
              for (Cell cell : cells.values()) {
                boolean isDotted = cell.trimmed().endsWith("...");
                if (isDotted && cell.column() == right + 1) {
                  right++;
                } else {
                  merge(row, left, right);
                  left = cell.column();
                  right = isDotted ? left : -2;
                }
              }
              merge(row, left, right);
            });
  }

  private void merge(int row, int left, int right) {
    if (right > left) {
      sheet.merge(new Sheet.Range(row, left, row, right));
    }
  }

  private InvalidInputException wrong(int line, int column, String message, String hint) {
    return new InvalidInputException(
        List.of(Problem.error("syntax", file, line, column, null, message, hint)));
  }
}

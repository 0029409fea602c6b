package org.equipoise.constitution.internal.table;

import java.util.List;
import java.util.function.Predicate;
import org.equipoise.formats.internal.CsvRows;
import org.equipoise.problem.InvalidInputException;

/**
 * Reads comma-separated values (RFC 4180), or such as are separated by semicolons or tabs, as
 * spreadsheet programs write them where a comma stands in numbers.
 */
final class Csv {
  private static final char[] SEPARATORS = {',', ';', '\t'};

  private Csv() {}

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
    Sheet sheet = new Sheet(file, false);
    List<List<CsvRows.Value>> rows = CsvRows.read(file, text, separator);
    for (int row = 0; row < rows.size(); row++) {
      List<CsvRows.Value> values = rows.get(row);
      for (int column = 0; column < values.size(); column++) {
        CsvRows.Value it = values.get(column);
        sheet.add(
            new Cell(
                file, true, row, column, it.line(), it.column(), it.isQuoted(), it.text(), ""));
      }
    }
    mergeDotted(sheet);
    return sheet;
  }

  /** Neighbours that end in {@code ...} are one cell, as Drools has it. */
  private static void mergeDotted(Sheet sheet) {
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
                  merge(sheet, row, left, right);
                  left = cell.column();
                  right = isDotted ? left : -2;
                }
              }
              merge(sheet, row, left, right);
            });
  }

  private static void merge(Sheet sheet, int row, int left, int right) {
    if (right > left) {
      sheet.merge(new Sheet.Range(row, left, row, right));
    }
  }
}

package org.equipoise.constitution.internal.table;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import org.equipoise.problem.InvalidInputException;

/**
 * The rules in a table, one a row, in the format of Drools's decision tables, as one text in the
 * rule language. Immutable and safe to share between threads.
 */
public final class RuleTable {
  private final String drl;
  private final NavigableMap<Integer, Origin> origins;

  /**
   * A place in a table.
   *
   * @param file the table's file; in a workbook with the sheet and the cell, {@code
   *     rules.xlsx:Sheet1!C7}
   * @param line from 1; in a workbook, within the cell
   * @param column from 1; in a workbook, within the cell
   */
  public record Place(String file, int line, int column) {}

  /**
   * What a stretch of the rules was made from.
   *
   * @param moves whether each character comes from another of the cell
   */
  record Origin(Cell cell, int offset, boolean moves) {}

  RuleTable(String drl, NavigableMap<Integer, Origin> origins) {
    this.drl = drl;
    this.origins = origins;
  }

  /** Whether a file is a table by its name; what an open spreadsheet program leaves is not. */
  public static boolean isTable(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return (hasSuffix(name, ".csv") || isWorkbook(path)) && !name.startsWith("~$");
  }

  /** Whether a table is a workbook by its name, rather than text. */
  public static boolean isWorkbook(String path) {
    return hasSuffix(path, ".xlsx");
  }

  private static boolean hasSuffix(String path, String suffix) {
    return path.toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /**
   * The rules in comma-separated values; semicolons or tabs may stand for the commas.
   *
   * @param file as problems name it
   * @param text with line ends normalised
   * @throws InvalidInputException with what keeps it from being read as a table
   */
  public static RuleTable ofCsv(String file, String text) {
    return Layout.rules(file, List.of(Csv.read(file, text, Layout::namesColumns)));
  }

  /**
   * The rules in an Office Open XML workbook, of all its sheets.
   *
   * @param file as problems name it
   * @throws InvalidInputException with what keeps it from being read as a table
   */
  public static RuleTable ofWorkbook(String file, byte[] bytes) {
    return Layout.rules(file, Workbook.read(file, bytes));
  }

  /**
   * What the cells of a workbook hold, by sheet and name, {@code Sheet1!C7}; nothing of a file that
   * cannot be read.
   */
  public static Map<String, String> cells(byte[] workbook) {
    Map<String, String> cells = new HashMap<>();
    try {
      for (Sheet sheet : Workbook.read("", workbook)) {
        sheet
            .rows()
            .values()
            .forEach(
                row ->
                    row.values()
                        .forEach(it -> cells.put(it.place(0).file().substring(1), it.text())));
      }
      return cells;
    } catch (InvalidInputException e) {
      return Map.of(); // told when the rules were read
    }
  }

  /** Its rules in the rule language. */
  public String drl() {
    return drl;
  }

  /** Where a character of the rules comes from. */
  public Place place(int offset) {
    var entry = origins.floorEntry(Math.max(0, offset));
    Origin origin = (entry == null ? origins.firstEntry() : entry).getValue();
    int within = entry == null || !origin.moves() ? 0 : offset - entry.getKey();
    return origin.cell().place(origin.offset() + within);
  }
}

package org.equipoise.constitution.internal.table;

/**
 * A cell that is not empty.
 *
 * @param file the file as problems name it; in a workbook with the sheet behind it
 * @param isText whether the file is text, where a cell has a line and column of its own
 * @param row from 0
 * @param column from 0
 * @param line where its content starts in a text, from 1
 * @param lineColumn where its content starts in that line, from 1
 * @param isQuoted whether each quote in it is written twice
 * @param refused why its content is no plain value, or empty
 */
record Cell(
    String file,
    boolean isText,
    int row,
    int column,
    int line,
    int lineColumn,
    boolean isQuoted,
    String text,
    String refused) {

  static Cell inWorkbook(String file, int row, int column, String text, String refused) {
    return new Cell(file, false, row, column, 1, 1, false, text, refused);
  }

  /** Where a character of the cell stands. */
  RuleTable.Place place(int offset) {
    int atLine = line;
    int atColumn = lineColumn;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        atLine++;
        atColumn = 1;
      } else {
        atColumn += isQuoted && text.charAt(i) == '"' ? 2 : 1;
      }
    }
    return new RuleTable.Place(isText ? file : file + "!" + name(), atLine, atColumn);
  }

  /** As spreadsheets name it: {@code C7}. */
  String name() {
    return name(row, column);
  }

  static String name(int row, int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.append(row + 1).toString();
  }

  String trimmed() {
    return text.strip();
  }

  /** The offset of its first character that is not space. */
  int start() {
    return text.length() - text.stripLeading().length();
  }
}

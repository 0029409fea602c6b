package org.equipoise.formats.internal;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** Reads separated values in rows (RFC 4180). */
public final class CsvRows {
  private final String file;
  private final String text;
  private final char separator;
  private int at;
  private int line = 1;
  private int lineStart;

  /**
   * What stands between two separators.
   *
   * @param line where its content starts, from 1
   * @param column where its content starts in that line, from 1
   * @param isQuoted whether it stands in quotes, and each quote in it is written twice
   * @param text its content
   */
  public record Value(int line, int column, boolean isQuoted, String text) {}

  private CsvRows(String file, String text, char separator) {
    this.file = file;
    this.text = text;
    this.separator = separator;
  }

  /**
   * Returns the rows of a text, in order; a line end at the very end begins no further row.
   *
   * @param file as problems name it
   * @param text with line ends normalised
   * @throws InvalidInputException if a value's quotes are not where they must be
   */
  public static List<List<Value>> read(String file, String text, char separator) {
    CsvRows csv = new CsvRows(file, text, separator);
    List<List<Value>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      rows.add(csv.row());
    }
    return rows;
  }

  private List<Value> row() {
    List<Value> row = new ArrayList<>();
    while (true) {
      row.add(value());
      if (at >= text.length() || text.charAt(at++) == '\n') {
        line++;
        lineStart = at;
        return row;
      }
    }
  }

  private Value value() {
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
      return new Value(startLine, startColumn, false, text.substring(start, at));
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
    return new Value(startLine, startColumn + 1, true, content.toString());
  }

  private boolean isEnd(char c) {
    return c == separator || c == '\n';
  }

  private InvalidInputException wrong(int line, int column, String message, String hint) {
    return new InvalidInputException(
        List.of(Problem.error("syntax", file, line, column, null, message, hint)));
  }
}

package org.equipoise.integration.spring;

/** A line of a file with a caret under one place, indented and cut to the width of a terminal. */
final class SourceExcerpt {
  private static final int WIDTH = 100;
  private static final int BEFORE = 70;

  private SourceExcerpt() {}

  /**
   * Returns the line with a caret below.
   *
   * @param column the column from 1; 0 for no caret
   */
  static String of(String line, int column) {
    int from = Math.max(0, Math.min(column - 1, line.length()) - BEFORE);
    int to = Math.min(line.length(), from + WIDTH);
    StringBuilder shown = new StringBuilder("    ");
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      shown.append(c == '\t' ? ' ' : Character.isISOControl(c) ? '\uFFFD' : c);
    }
    shown.append('\n');
    if (column > 0) {
      shown.append("    ").append(" ".repeat(column - 1 - from)).append("^\n");
    }
    return shown.toString();
  }
}

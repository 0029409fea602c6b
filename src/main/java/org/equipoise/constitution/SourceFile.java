package org.equipoise.constitution;

import java.util.Arrays;

/**
 * The text of one file of a constitution, with line ends normalised, and the way from a place in it
 * to its line and column.
 */
final class SourceFile {
  private final String path;
  private final String shownAs;
  private final String text;
  private final String code;
  private final int[] lineStarts;

  /**
   * A file's text.
   *
   * @param path relative to the constitution, with forward slashes
   * @param shownAs the path that problems name
   */
  SourceFile(String path, String shownAs, String text) {
    this.path = path;
    this.shownAs = shownAs;
    this.text = text;
    this.code = mask(text);
    this.lineStarts = lineStarts(text);
  }

  String path() {
    return path;
  }

  String shownAs() {
    return shownAs;
  }

  String text() {
    return text;
  }

  /** The text with comments and the contents of strings blanked out; same length, same lines. */
  String code() {
    return code;
  }

  /** This file with another text of the same length; positions stay. */
  SourceFile withText(String other) {
    return new SourceFile(path, shownAs, other);
  }

  /** The line of an offset, from 1. */
  int line(int offset) {
    int at = Arrays.binarySearch(lineStarts, Math.max(0, offset));
    return at >= 0 ? at + 1 : -at - 1;
  }

  /** The column of an offset, from 1. */
  int column(int offset) {
    return Math.max(0, offset) - lineStarts[line(offset) - 1] + 1;
  }

  /** The offset of a line and column, both from 1; the nearest there is. */
  int offset(int line, int column) {
    int start = lineStarts[Math.max(0, Math.min(line, lineStarts.length) - 1)];
    return Math.min(text.length(), start + Math.max(0, column - 1));
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[(int) text.chars().filter(it -> it == '\n').count() + 1];
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        starts[line++] = i + 1;
      }
    }
    return starts;
  }

  private static String mask(String text) {
    char[] masked = text.toCharArray();
    int i = 0;
    while (i < masked.length) {
      char c = masked[i];
      if (c == '/' && i + 1 < masked.length && masked[i + 1] == '/') {
        i = blank(masked, i, indexOf(text, "\n", i));
      } else if (c == '/' && i + 1 < masked.length && masked[i + 1] == '*') {
        i = blank(masked, i, Math.min(masked.length, indexOf(text, "*/", i + 2) + 2));
      } else if (c == '"' || c == '\'') {
        int end = endOfString(text, i);
        blank(masked, i + 1, end - 1);
        i = end;
      } else {
        i++;
      }
    }
    return new String(masked);
  }

  private static int indexOf(String text, String what, int from) {
    int at = text.indexOf(what, from);
    return at < 0 ? text.length() : at;
  }

  /** The offset after a string's closing quote, or that of the line's end if it is not closed. */
  private static int endOfString(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == text.charAt(start)) {
        return i + 1;
      } else if (c == '\n') {
        return i;
      }
    }
    return text.length();
  }

  private static int blank(char[] masked, int from, int to) {
    for (int i = from; i < to; i++) {
      if (masked[i] != '\n') {
        masked[i] = ' ';
      }
    }
    return to;
  }
}

package org.equipoise.constitution;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.constitution.reading.MaskedCode;
import org.equipoise.constitution.reading.Span;
import org.jspecify.annotations.Nullable;

/**
 * The text of one file of a constitution, with line ends normalised, and the way from a place in it
 * to its line and column.
 */
final class SourceFile {
  private static final Pattern WORD = Pattern.compile("[\\w$]+|\\S");
  private static final int MAX_SHOWN_CHARS = 40;

  private final String path;
  private final String shownAs;
  private final String text;
  private final String kept;
  private final @Nullable RuleTable table;
  private final String code;
  private final int[] lineStarts;
  private final List<Integer> unclosed;

  /**
   * A file's text.
   *
   * @param path relative to the constitution, with forward slashes
   * @param shownAs the path that problems name
   */
  SourceFile(String path, String shownAs, String text) {
    this(path, shownAs, text, text, null);
  }

  private SourceFile(
      String path, String shownAs, String text, String kept, @Nullable RuleTable table) {
    this.path = path;
    this.shownAs = shownAs;
    this.text = text;
    this.kept = kept;
    this.table = table;
    MaskedCode masked = MaskedCode.of(text);
    this.code = masked.code();
    this.unclosed = masked.unclosed();
    this.lineStarts = lineStarts(text);
  }

  /**
   * The rules of a table; their places are those of the cells they come from.
   *
   * @param kept the table itself, as text
   */
  static SourceFile ofTable(String path, String shownAs, String kept, RuleTable table) {
    return new SourceFile(path, shownAs, table.drl(), kept, table);
  }

  /** The same file under another name for problems. */
  SourceFile shownAs(String other) {
    return new SourceFile(path, other, text, kept, table);
  }

  String path() {
    return path;
  }

  /** Whether it holds rules. */
  boolean isRules() {
    return table != null || FileKind.isDrl(path);
  }

  /** What the constitution keeps of it, and what its digest is of. */
  String kept() {
    return kept;
  }

  /** Where an offset is, for people: in a table, the cell. */
  RuleTable.Place place(int offset) {
    return table == null
        ? new RuleTable.Place(shownAs, line(offset), column(offset))
        : table.place(offset);
  }

  /**
   * From where to where the value of another cell stands in some text of a table's rule; empty if
   * there is none.
   */
  Optional<Span> valueWithin(int from, int to) {
    if (table == null || from >= to) {
      return Optional.empty();
    }
    RuleTable.Place own = place(from);
    int start = from;
    while (start < to && isSameCell(place(start), own)) {
      start++;
    }
    int end = start;
    while (end < to && isSameCell(place(end), place(start))) {
      end++;
    }
    return start == to ? Optional.empty() : Optional.of(new Span(start, end));
  }

  private static boolean isSameCell(RuleTable.Place one, RuleTable.Place other) {
    return one.file().equals(other.file()) && one.line() == other.line();
  }

  /** Whether a problem that names some file is in this one, or in one of its cells. */
  boolean isNamedBy(String file) {
    return file.equals(shownAs) || (table != null && file.startsWith(shownAs + ":"));
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

  /** The first string or comment between two offsets that is not closed. */
  OptionalInt unclosed(int from, int to) {
    int at = Collections.binarySearch(unclosed, from);
    int first = at < 0 ? -at - 1 : at;
    return first < unclosed.size() && unclosed.get(first) < to
        ? OptionalInt.of(unclosed.get(first))
        : OptionalInt.empty();
  }

  /** The offset of the first thing after an offset that is neither space nor comment. */
  int next(int offset) {
    int at = offset;
    while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The word or sign at an offset; empty if there is none. */
  String word(int offset) {
    Matcher word = WORD.matcher(text).region(Math.min(offset, text.length()), text.length());
    return word.lookingAt() ? word.group() : "";
  }

  /** What stands at an offset, as a message names it. */
  String shown(int offset) {
    String word = word(offset);
    if (word.isEmpty()) {
      return "the end of the line";
    }
    int first = word.codePointAt(0);
    return Character.isISOControl(first) || Character.getType(first) == Character.FORMAT
        ? String.format(Locale.ROOT, "the character U+%04X", first)
        : "`" + shorten(word) + "`";
  }

  /** A word as messages show it: not beyond all length. */
  static String shorten(String word) {
    return word.length() <= MAX_SHOWN_CHARS ? word : word.substring(0, MAX_SHOWN_CHARS) + "…";
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

  /** The first offset that is beyond a column on its line, or -1 if there is none. */
  int afterColumn(int column) {
    for (int i = 0; i < lineStarts.length; i++) {
      int end = i + 1 < lineStarts.length ? lineStarts[i + 1] - 1 : text.length();
      if (end - lineStarts[i] > column) {
        return lineStarts[i] + column;
      }
    }
    return -1;
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
}

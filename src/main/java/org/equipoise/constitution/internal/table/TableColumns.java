package org.equipoise.constitution.internal.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.table.TableColumn.FactPattern;
import org.equipoise.constitution.internal.table.TableColumn.Kind;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads the head of a table: what its columns are, by kind, pattern and snippet. */
final class TableColumns {
  private static final Map<String, Kind> KINDS =
      Map.of(
          "NAME",
          Kind.NAME,
          "N",
          Kind.NAME,
          "CONDITION",
          Kind.CONDITION,
          "C",
          Kind.CONDITION,
          "ACTION",
          Kind.ACTION,
          "A",
          Kind.ACTION,
          "METADATA",
          Kind.METADATA,
          "@",
          Kind.METADATA,
          "DESCRIPTION",
          Kind.DESCRIPTION,
          "I",
          Kind.DESCRIPTION);
  private static final List<String> LONG_KINDS =
      List.of("NAME", "CONDITION", "ACTION", "METADATA", "DESCRIPTION");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "PRIORITY",
          "P",
          "DURATION",
          "D",
          "TIMER",
          "T",
          "CALENDARS",
          "E",
          "NO-LOOP",
          "U",
          "LOCK-ON-ACTIVE",
          "L",
          "AUTO-FOCUS",
          "F",
          "ACTIVATION-GROUP",
          "X",
          "AGENDA-GROUP",
          "G",
          "RULEFLOW-GROUP",
          "R",
          "DATE-EFFECTIVE",
          "V",
          "DATE-EXPIRES",
          "Z");

  private static final Pattern BARE =
      Pattern.compile(
          "attr\\s*\\(|[\\w.]+\\s*(?:[=!<>]=|[<>]|(?:contains|matches|memberOf|in)\\b)");

  private final Sheet sheet;
  private final TableProblems problems;

  TableColumns(Sheet sheet, TableProblems problems) {
    this.sheet = sheet;
    this.problems = problems;
  }

  /** Whether a cell names the kind of a column. */
  static boolean isKind(Cell head) {
    return KINDS.containsKey(upper(head));
  }

  private static String upper(Cell head) {
    return head.trimmed().toUpperCase(Locale.ROOT);
  }

  /** The columns whose kinds stand below the cell that begins a table, by number. */
  SortedMap<Integer, TableColumn> below(Cell start) {
    TreeMap<Integer, TableColumn> columns = new TreeMap<>();
    SortedMap<Integer, Cell> kinds = sheet.row(start.row() + 1).tailMap(start.column());
    if (kinds.isEmpty()) {
      problems.add(
          "table-column",
          start,
          "the row below names no column",
          "name the kind of each: `NAME`, `CONDITION`, `ACTION` or `METADATA`");
    }
    for (Cell head : kinds.values()) {
      Kind kind = kind(head);
      if (kind == null) {
        continue;
      }
      int group = group(start.row() + 2, head.column());
      Cell patternCell = sheet.cell(start.row() + 2, group);
      Cell snippetCell = sheet.cell(start.row() + 3, head.column());
      boolean isRule = kind == Kind.CONDITION || kind == Kind.ACTION;
      FactPattern pattern =
          isRule && patternCell != null ? pattern(patternCell, group, head) : null;
      Snippet snippet =
          snippetCell == null || !problems.isPlain(snippetCell)
              ? null
              : new Snippet(snippetCell, kind == Kind.CONDITION && pattern != null);
      if (snippet != null && snippet.fault() != null) {
        problems.add(
            "table-snippet",
            snippet.cell(),
            snippet.fault(),
            "write the condition out, with `$param` or `$1`, `$2` for the values");
      }
      if (kind == Kind.CONDITION && patternCell == null && snippet != null && isBare(snippet)) {
        problems.add(
            "table-snippet",
            snippet.cell(),
            "the column has no pattern that this could be a constraint of",
            snippet.cell().isText()
                ? "write one above; to share the one to the left, end both in `...`"
                : "write one above; to share the one to the left, merge their cells");
      }
      if (snippetCell == null && (isRule || kind == Kind.METADATA)) {
        problems.add(
            "table-snippet",
            head,
            "the column has no snippet, two rows below its kind",
            "write what the values are put in, with `$param` for the value");
      }
      columns.put(head.column(), new TableColumn(head.column(), kind, group, pattern, snippet));
    }
    return columns;
  }

  /** Whether a snippet compares something, and so is no condition by itself. */
  private static boolean isBare(Snippet snippet) {
    return BARE.matcher(snippet.cell().trimmed()).lookingAt();
  }

  private @Nullable Kind kind(Cell head) {
    String name = upper(head);
    Kind kind = KINDS.get(name);
    if (kind == null && ATTRIBUTES.contains(name)) {
      problems.add(
          "table-column",
          head,
          "`" + head.trimmed() + "` has no place in a constitution",
          "drop the column: rules are ordered by what they depend on");
    } else if (kind == null && problems.isPlain(head)) {
      String near = Suggestion.didYouMean(name, LONG_KINDS);
      problems.add(
          "table-column",
          head,
          "`" + head.trimmed() + "` is no kind of column",
          near != null ? near : "write `NAME`, `CONDITION`, `ACTION` or `METADATA`");
    }
    return kind;
  }

  /** The first of the columns that share a pattern. */
  private int group(int row, int column) {
    return sheet.merged().stream()
        .filter(it -> it.top() == row && it.bottom() == row)
        .filter(it -> it.left() <= column && column <= it.right())
        .findFirst()
        .map(Sheet.Range::left)
        .orElse(column);
  }

  private @Nullable FactPattern pattern(Cell cell, int group, Cell head) {
    if (!problems.isPlain(cell)) {
      return null;
    }
    if (cell.text().contains("$param") || cell.text().contains("$1")) {
      problems.add(
          "table-snippet",
          cell,
          "a snippet stands in the row of patterns",
          "put it one row further down; the row of patterns may be empty");
      return null;
    }
    Cell first = sheet.cell(head.row(), group);
    Kind other = first == null ? null : KINDS.get(upper(first));
    if (other != null && other != KINDS.get(upper(head))) {
      problems.add(
          "table-column",
          head,
          "the column shares a pattern with one of another kind",
          "split the merged cell");
    }
    boolean isDotted = cell.isText() && cell.trimmed().endsWith("...");
    return new FactPattern(cell, cell.start() + cell.trimmed().length() - (isDotted ? 3 : 0));
  }
}

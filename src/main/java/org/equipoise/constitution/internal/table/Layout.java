package org.equipoise.constitution.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * The layout of Drools's decision tables: properties, then tables, each a cell that begins with
 * {@code RuleTable} above a row of kinds, one of patterns, one of snippets, one of headings, and
 * one for each rule.
 */
final class Layout {
  private static final int MOST_PROBLEMS = 1_000;
  private static final String TABLE = "ruletable";
  private static final List<String> PROPERTIES =
      List.of("RuleSet", "Import", "Declare", "Functions", "Queries");
  private static final Set<String> REFUSED =
      Set.of(
          "variables",
          "unit",
          "dialect",
          "sequential",
          "sequentialmaxpriority",
          "sequentialminpriority",
          "escapequotes",
          "numericdisabled",
          "ignorenumericformat");
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

  private final List<Problem> problems;
  private final Map<String, List<Cell>> properties;
  private final TableText text;
  private final Sheet sheet;

  private enum Kind {
    NAME,
    CONDITION,
    ACTION,
    METADATA,
    DESCRIPTION
  }

  /**
   * A column of a table.
   *
   * @param group the first of the columns that share its pattern
   */
  private record Column(
      int at, Kind kind, int group, @Nullable FactPattern pattern, @Nullable Snippet snippet) {}

  /** A pattern that constraints are put in, or what an action is done to. */
  private record FactPattern(Cell cell, int end) {}

  private Layout(
      List<Problem> problems, Map<String, List<Cell>> properties, TableText text, Sheet sheet) {
    this.problems = problems;
    this.properties = properties;
    this.text = text;
    this.sheet = sheet;
  }

  static RuleTable rules(String file, List<Sheet> sheets) {
    List<Problem> problems = new ArrayList<>();
    Map<String, List<Cell>> properties = new TreeMap<>();
    TableText text = new TableText(file);
    List<Layout> layouts = new ArrayList<>();
    for (Sheet sheet : sheets) {
      if (!sheet.rows().isEmpty()) {
        layouts.add(new Layout(problems, properties, text, sheet));
      }
    }
    if (layouts.isEmpty()) {
      problems.add(
          Problem.error(
              "no-rule-table",
              file,
              0,
              0,
              null,
              "the table is empty",
              "begin it with a cell that holds `RuleTable` and a name, or drop the file"));
    }
    layouts.forEach(Layout::properties);
    if (problems.isEmpty()) {
      properties(properties, text);
      layouts.forEach(Layout::tables);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return text.rules();
  }

  /** Whether the row below some table's first names the kind of a column. */
  static boolean namesColumns(Sheet sheet) {
    return sheet.rows().entrySet().stream()
        .filter(it -> table(it.getValue()) != null)
        .anyMatch(
            it ->
                sheet.row(it.getKey() + 1).values().stream()
                    .anyMatch(head -> KINDS.containsKey(upper(head))));
  }

  private static String upper(Cell head) {
    return head.trimmed().toUpperCase(Locale.ROOT);
  }

  private static boolean isTable(Cell cell) {
    return cell.trimmed().toLowerCase(Locale.ROOT).startsWith(TABLE);
  }

  private static @Nullable Cell table(SortedMap<Integer, Cell> row) {
    return row.values().stream().filter(Layout::isTable).findFirst().orElse(null);
  }

  /** What stands above the first table. */
  private void properties() {
    if (sheet.isHidden()) {
      error(
          "hidden-sheet",
          sheet.row(sheet.rows().firstKey()).values().iterator().next(),
          "the sheet is hidden",
          "show it, so that whoever opens the workbook sees what is in force, or delete it");
      return;
    }
    for (SortedMap<Integer, Cell> row : sheet.rows().values()) {
      if (table(row) != null) {
        return;
      }
      List<Cell> cells = List.copyOf(row.values());
      Cell key = cells.get(0);
      String name = key.trimmed();
      if (REFUSED.contains(name.toLowerCase(Locale.ROOT))) {
        error(
            "table-property",
            key,
            "`" + name + "` has no place in a constitution's table",
            "drop it: a rule's meaning is in its own row");
      }
      for (String known : PROPERTIES) {
        if (known.equalsIgnoreCase(name)) {
          List<Cell> values = properties.computeIfAbsent(known, any -> new ArrayList<>());
          values.addAll(cells.subList(1, cells.size()));
          cells.subList(1, cells.size()).forEach(this::isPlain);
          if (known.equals("RuleSet") && values.size() > 1) {
            error(
                "table-property",
                values.get(1),
                "the file names its rule set twice",
                "keep the first; it is a label for people");
          }
        }
      }
    }
    Cell first = sheet.row(sheet.rows().firstKey()).values().iterator().next();
    error(
        "no-rule-table",
        first,
        first.isText()
            ? "the file has no cell that begins with `RuleTable`"
            : "the sheet has no cell that begins with `RuleTable`",
        "begin a table with it"
            + (first.isText() ? ", cells apart by commas" : "")
            + "; keep other data outside of the constitution");
  }

  private static void properties(Map<String, List<Cell>> properties, TableText text) {
    for (Cell cell : properties.getOrDefault("RuleSet", List.of())) {
      line("package ", cell, cell.start(), cell.start() + cell.trimmed().length(), text);
    }
    for (Cell cell : properties.getOrDefault("Import", List.of())) {
      int from = 0;
      for (String name : cell.text().split(",", -1)) {
        if (!name.isBlank()) {
          int start = from + name.length() - name.stripLeading().length();
          line("import ", cell, start, start + name.strip().length(), text);
        }
        from += name.length() + 1;
      }
    }
    for (String kind : List.of("Declare", "Functions", "Queries")) {
      for (Cell cell : properties.getOrDefault(kind, List.of())) {
        line("", cell, 0, cell.text().length(), text);
      }
    }
  }

  private static void line(String keyword, Cell cell, int from, int to, TableText text) {
    text.add(keyword, cell);
    text.add(cell, from, to);
    text.add("\n", cell);
  }

  private void tables() {
    List<Cell> tables = new ArrayList<>();
    sheet
        .rows()
        .values()
        .forEach(row -> row.values().stream().filter(Layout::isTable).forEach(tables::add));
    for (int i = 0; i < tables.size(); i++) {
      Cell start = tables.get(i);
      int end = i + 1 < tables.size() ? tables.get(i + 1).row() : Integer.MAX_VALUE;
      if (end <= start.row() + 1) {
        error(
            "table-column",
            tables.get(i + 1),
            "the table begins in the head of another",
            "put one below the other");
      } else {
        table(start, end);
      }
    }
  }

  private void table(Cell start, int end) {
    int before = problems.size();
    isPlain(start);
    SortedMap<Integer, Column> columns = columns(start);
    int last = start.row() + 4;
    for (int row : sheet.rows().subMap(start.row() + 5, Math.max(end, start.row() + 5)).keySet()) {
      SortedMap<Integer, Cell> cells = sheet.row(row).tailMap(start.column());
      if (cells.isEmpty()) {
        continue;
      }
      if (row > last + 1) {
        error(
            "table-gap",
            cells.values().iterator().next(),
            "an empty row parts this row from its table",
            "delete the empty row, or begin another table with `RuleTable`");
        break;
      }
      last = row;
      if (problems.size() == before || !columns.isEmpty()) {
        rule(start, row, cells, columns);
      }
    }
    if (last == start.row() + 4) {
      error(
          "no-rule-table",
          start,
          "the table has no rule",
          "rules begin in the fifth row below `RuleTable`: kinds, patterns, snippets and headings"
              + " come first");
    }
    if (!start.isText()) {
      merged(start, last);
    }
  }

  /** Merged cells but for patterns and headings: a rule would look at nothing in most of them. */
  private void merged(Cell start, int last) {
    for (Sheet.Range range : sheet.merged()) {
      boolean isHead =
          range.top() == range.bottom()
              && (range.top() == start.row() + 2 || range.top() == start.row() + 4);
      boolean isWithin =
          range.bottom() > start.row() && range.top() <= last && range.right() >= start.column();
      if (isWithin && !isHead) {
        error(
            "table-cell",
            Cell.inWorkbook(sheet.file(), range.top(), range.left(), "", ""),
            "the cell is merged with others, up to `"
                + Cell.name(range.bottom(), range.right())
                + "`",
            "split it, and write the value in each row; only patterns span columns");
      }
    }
  }

  private SortedMap<Integer, Column> columns(Cell start) {
    TreeMap<Integer, Column> columns = new TreeMap<>();
    SortedMap<Integer, Cell> kinds = sheet.row(start.row() + 1).tailMap(start.column());
    if (kinds.isEmpty()) {
      error(
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
          snippetCell == null || !isPlain(snippetCell)
              ? null
              : new Snippet(snippetCell, kind == Kind.CONDITION && pattern != null);
      if (snippet != null && snippet.fault() != null) {
        error(
            "table-snippet",
            snippet.cell(),
            snippet.fault(),
            "write the condition out, with `$param` or `$1`, `$2` for the values");
      }
      if (kind == Kind.CONDITION && patternCell == null && snippet != null && isBare(snippet)) {
        error(
            "table-snippet",
            snippet.cell(),
            "the column has no pattern that this could be a constraint of",
            snippet.cell().isText()
                ? "write one above; to share the one to the left, end both in `...`"
                : "write one above; to share the one to the left, merge their cells");
      }
      if (snippetCell == null && (isRule || kind == Kind.METADATA)) {
        error(
            "table-snippet",
            head,
            "the column has no snippet, two rows below its kind",
            "write what the values are put in, with `$param` for the value");
      }
      columns.put(head.column(), new Column(head.column(), kind, group, pattern, snippet));
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
      error(
          "table-column",
          head,
          "`" + head.trimmed() + "` has no place in a constitution",
          "drop the column: rules are ordered by what they depend on");
    } else if (kind == null && isPlain(head)) {
      String near = Suggestion.didYouMean(name, LONG_KINDS);
      error(
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
    if (!isPlain(cell)) {
      return null;
    }
    if (cell.text().contains("$param") || cell.text().contains("$1")) {
      error(
          "table-snippet",
          cell,
          "a snippet stands in the row of patterns",
          "put it one row further down; the row of patterns may be empty");
      return null;
    }
    Cell first = sheet.cell(head.row(), group);
    Kind other = first == null ? null : KINDS.get(upper(first));
    if (other != null && other != KINDS.get(upper(head))) {
      error(
          "table-column",
          head,
          "the column shares a pattern with one of another kind",
          "split the merged cell");
    }
    boolean isDotted = cell.isText() && cell.trimmed().endsWith("...");
    return new FactPattern(cell, cell.start() + cell.trimmed().length() - (isDotted ? 3 : 0));
  }

  private void rule(
      Cell table, int row, SortedMap<Integer, Cell> cells, SortedMap<Integer, Column> columns) {
    Cell first = cells.values().iterator().next();
    Cell name = first;
    String called = table.trimmed().substring(TABLE.length()).strip() + "_" + (row + 1);
    for (Cell cell : cells.values()) {
      Column column = columns.get(cell.column());
      if (column == null && sheet.cell(table.row() + 1, cell.column()) == null) {
        error(
            "table-column",
            cell,
            "the cell stands in no column of the table",
            "name the column's kind below `RuleTable`, or clear the cell");
      } else if (isPlain(cell) && column != null && column.kind() == Kind.NAME) {
        name = cell;
        called = cell.trimmed();
      }
    }
    text.add("\nrule \"" + called + "\"\n", name);
    for (Column column : columns.values()) {
      Cell value = cells.get(column.at());
      if (column.kind() == Kind.METADATA && column.snippet() != null && value != null) {
        Cell snippet = column.snippet().cell();
        text.add("    ", first);
        text.add(snippet.trimmed().startsWith("@") ? "" : "@", snippet);
        write(column, value);
        text.add("\n", first);
      }
    }
    text.add("when\n", first);
    all(Kind.CONDITION, first, cells, columns);
    text.add("then\n", first);
    all(Kind.ACTION, first, cells, columns);
    text.add("end\n", first);
  }

  private void all(
      Kind kind, Cell first, SortedMap<Integer, Cell> cells, SortedMap<Integer, Column> columns) {
    TreeMap<Integer, List<Column>> groups = new TreeMap<>();
    for (Column column : columns.values()) {
      if (column.kind() == kind && cells.containsKey(column.at()) && column.snippet() != null) {
        groups.computeIfAbsent(column.group(), any -> new ArrayList<>()).add(column);
      }
    }
    for (List<Column> group : groups.values()) {
      FactPattern pattern = group.get(0).pattern();
      if (kind == Kind.CONDITION && pattern != null) {
        text.add("    ", first);
        constraints(pattern, group, cells);
        text.add("\n", first);
        continue;
      }
      for (Column column : group) {
        text.add("    ", first);
        if (pattern != null) {
          text.add(pattern.cell(), pattern.cell().start(), pattern.end());
          text.add(".", pattern.cell());
        }
        write(column, cells.get(column.at()));
        text.add(pattern != null ? ";\n" : "\n", first);
      }
    }
  }

  /** A pattern's constraints between its brackets, before what it is matched {@code from}. */
  private void constraints(
      FactPattern pattern, List<Column> group, SortedMap<Integer, Cell> cells) {
    Cell cell = pattern.cell();
    String written = cell.text().substring(0, pattern.end());
    String plain = written.stripTrailing();
    boolean isCode = plain.matches("(?s).*\\beval\\s*(?:\\(\\s*\\))?");
    Matcher from = Pattern.compile("\\(\\s*\\)\\s*from\\b|(?<!\\s)\\s++from\\s").matcher(written);
    int rest = from.find() ? from.start() : written.length();
    String before = written.substring(0, rest).stripTrailing();
    Matcher brackets = Pattern.compile("\\(\\s*\\)$").matcher(before);
    int open = brackets.find() ? brackets.start() : before.length();
    text.add(cell, cell.start(), Math.max(cell.start(), open));
    text.add("( ", cell);
    for (int i = 0; i < group.size(); i++) {
      if (i > 0) {
        text.add(isCode ? " && " : ", ", cell);
      }
      write(group.get(i), cells.get(group.get(i).at()));
    }
    text.add(" )", cell);
    if (rest < written.length()) {
      int at = written.indexOf("from", rest);
      text.add(" ", cell);
      text.add(cell, at, pattern.end());
    }
  }

  private void write(Column column, @Nullable Cell value) {
    if (column.snippet() != null && value != null) {
      String fault = column.snippet().write(value, text);
      if (fault != null) {
        error("table-cell", value, fault, "put commas between them");
      }
    }
  }

  private boolean isPlain(Cell cell) {
    if (cell.refused().isEmpty()) {
      return true;
    }
    error(
        "table-cell",
        cell,
        "the cell holds " + cell.refused() + ", not a plain value",
        "write the value itself, as a number or a text");
    return false;
  }

  private void error(String code, Cell cell, String message, String hint) {
    RuleTable.Place place = cell.place(0);
    Problem problem =
        Problem.error(code, place.file(), place.line(), place.column(), null, message, hint);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
    if (problems.size() >= MOST_PROBLEMS) {
      throw new InvalidInputException(problems);
    }
  }
}

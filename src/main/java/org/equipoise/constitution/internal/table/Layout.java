package org.equipoise.constitution.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The layout of Drools's decision tables: properties, then tables, each a cell that begins with
 * {@code RuleTable} above a row of kinds, one of patterns, one of snippets, one of headings, and
 * one for each rule.
 */
final class Layout {
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

  private final TableProblems problems;
  private final Map<String, List<Cell>> properties;
  private final TableText text;
  private final Sheet sheet;

  private Layout(
      TableProblems problems, Map<String, List<Cell>> properties, TableText text, Sheet sheet) {
    this.problems = problems;
    this.properties = properties;
    this.text = text;
    this.sheet = sheet;
  }

  static RuleTable rules(String file, List<Sheet> sheets) {
    TableProblems problems = new TableProblems();
    Map<String, List<Cell>> properties = new TreeMap<>();
    TableText text = new TableText(file);
    List<Layout> layouts = new ArrayList<>();
    for (Sheet sheet : sheets) {
      if (!sheet.rows().isEmpty()) {
        layouts.add(new Layout(problems, properties, text, sheet));
      }
    }
    if (layouts.isEmpty()) {
      throw new InvalidInputException(
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
    problems.throwIfAny();
    return text.rules();
  }

  /** Whether the row below some table's first names the kind of a column. */
  static boolean namesColumns(Sheet sheet) {
    return sheet.rows().entrySet().stream()
        .filter(it -> table(it.getValue()) != null)
        .anyMatch(
            it -> sheet.row(it.getKey() + 1).values().stream().anyMatch(TableColumns::isKind));
  }

  private static boolean isTable(Cell cell) {
    return cell.trimmed().toLowerCase(Locale.ROOT).startsWith(TABLE);
  }

  private static @Nullable Cell table(SortedMap<Integer, Cell> row) {
    return row.values().stream().filter(Layout::isTable).findFirst().orElse(null);
  }

  private static String name(Cell table) {
    return table.trimmed().substring(TABLE.length()).strip();
  }

  /** What stands above the first table. */
  private void properties() {
    if (sheet.isHidden()) {
      problems.add(
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
        problems.add(
            "table-property",
            key,
            "`" + name + "` has no place in a constitution's table",
            "drop it: a rule's meaning is in its own row");
      }
      for (String known : PROPERTIES) {
        if (known.equalsIgnoreCase(name)) {
          List<Cell> values = properties.computeIfAbsent(known, any -> new ArrayList<>());
          values.addAll(cells.subList(1, cells.size()));
          cells.subList(1, cells.size()).forEach(problems::isPlain);
          if (known.equals("RuleSet") && values.size() > 1) {
            problems.add(
                "table-property",
                values.get(1),
                "the file names its rule set twice",
                "keep the first; it is a label for people");
          }
        }
      }
    }
    Cell first = sheet.row(sheet.rows().firstKey()).values().iterator().next();
    problems.add(
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
        problems.add(
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
    problems.isPlain(start);
    SortedMap<Integer, TableColumn> columns = new TableColumns(sheet, problems).below(start);
    TableRules rules = new TableRules(sheet, problems, text, start, name(start), columns);
    int last = start.row() + 4;
    for (int row : sheet.rows().subMap(start.row() + 5, Math.max(end, start.row() + 5)).keySet()) {
      SortedMap<Integer, Cell> cells = sheet.row(row).tailMap(start.column());
      if (cells.isEmpty()) {
        continue;
      }
      if (row > last + 1) {
        problems.add(
            "table-gap",
            cells.values().iterator().next(),
            "an empty row parts this row from its table",
            "delete the empty row, or begin another table with `RuleTable`");
        break;
      }
      last = row;
      if (problems.size() == before || !columns.isEmpty()) {
        rules.add(row, cells);
      }
    }
    if (last == start.row() + 4) {
      problems.add(
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
        problems.add(
            "table-cell",
            Cell.inWorkbook(sheet.file(), range.top(), range.left(), "", ""),
            "the cell is merged with others, up to `"
                + Cell.name(range.bottom(), range.right())
                + "`",
            "split it, and write the value in each row; only patterns span columns");
      }
    }
  }
}

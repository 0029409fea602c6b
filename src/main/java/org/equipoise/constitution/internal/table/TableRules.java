package org.equipoise.constitution.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.table.TableColumn.FactPattern;
import org.equipoise.constitution.internal.table.TableColumn.Kind;
import org.jspecify.annotations.Nullable;

/** Writes the rules of a table, one for each row. */
final class TableRules {
  private final Sheet sheet;
  private final TableProblems problems;
  private final TableText text;
  private final Cell table;
  private final String name;
  private final SortedMap<Integer, TableColumn> columns;

  TableRules(
      Sheet sheet,
      TableProblems problems,
      TableText text,
      Cell table,
      String name,
      SortedMap<Integer, TableColumn> columns) {
    this.sheet = sheet;
    this.problems = problems;
    this.text = text;
    this.table = table;
    this.name = name;
    this.columns = columns;
  }

  /** Adds the rule that a row writes. */
  void add(int row, SortedMap<Integer, Cell> cells) {
    Cell first = cells.values().iterator().next();
    Cell nameCell = first;
    String called = name + "_" + (row + 1);
    for (Cell cell : cells.values()) {
      TableColumn column = columns.get(cell.column());
      if (column == null && sheet.cell(table.row() + 1, cell.column()) == null) {
        problems.add(
            "table-column",
            cell,
            "the cell stands in no column of the table",
            "name the column's kind below `RuleTable`, or clear the cell");
      } else if (problems.isPlain(cell) && column != null && column.kind() == Kind.NAME) {
        nameCell = cell;
        called = cell.trimmed();
      }
    }
    text.add("\nrule \"" + called + "\"\n", nameCell);
    for (TableColumn column : columns.values()) {
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
    all(Kind.CONDITION, first, cells);
    text.add("then\n", first);
    all(Kind.ACTION, first, cells);
    text.add("end\n", first);
  }

  private void all(Kind kind, Cell first, SortedMap<Integer, Cell> cells) {
    TreeMap<Integer, List<TableColumn>> groups = new TreeMap<>();
    for (TableColumn column : columns.values()) {
      if (column.kind() == kind && cells.containsKey(column.at()) && column.snippet() != null) {
        groups.computeIfAbsent(column.group(), any -> new ArrayList<>()).add(column);
      }
    }
    for (List<TableColumn> group : groups.values()) {
      FactPattern pattern = group.get(0).pattern();
      if (kind == Kind.CONDITION && pattern != null) {
        text.add("    ", first);
        constraints(pattern, group, cells);
        text.add("\n", first);
        continue;
      }
      for (TableColumn column : group) {
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
      FactPattern pattern, List<TableColumn> group, SortedMap<Integer, Cell> cells) {
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

  private void write(TableColumn column, @Nullable Cell value) {
    if (column.snippet() != null && value != null) {
      String fault = column.snippet().write(value, text);
      if (fault != null) {
        problems.add("table-cell", value, fault, "put commas between them");
      }
    }
  }
}

package org.equipoise.constitution.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cells of a sheet that are not empty, by row and column from 0, and which are merged. */
final class Sheet {
  private final String file;
  private final boolean isHidden;
  private final TreeMap<Integer, TreeMap<Integer, Cell>> rows = new TreeMap<>();
  private final List<Range> merged = new ArrayList<>();

  /** Merged cells, both ends included. */
  record Range(int top, int left, int bottom, int right) {}

  Sheet(String file, boolean isHidden) {
    this.file = file;
    this.isHidden = isHidden;
  }

  /** Whether who opens the workbook does not see it. */
  boolean isHidden() {
    return isHidden;
  }

  /** As problems name it. */
  String file() {
    return file;
  }

  void add(Cell cell) {
    if (!cell.text().isBlank() || !cell.refused().isEmpty()) {
      rows.computeIfAbsent(cell.row(), any -> new TreeMap<>()).put(cell.column(), cell);
    }
  }

  void merge(Range range) {
    merged.add(range);
  }

  SortedMap<Integer, ? extends SortedMap<Integer, Cell>> rows() {
    return rows;
  }

  SortedMap<Integer, Cell> row(int row) {
    return rows.getOrDefault(row, new TreeMap<>());
  }

  @Nullable Cell cell(int row, int column) {
    return row(row).get(column);
  }

  List<Range> merged() {
    return merged;
  }
}

package org.equipoise.constitution.internal.table;

import java.util.TreeMap;
import org.equipoise.constitution.internal.table.RuleTable.Origin;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** Rules as they are written, stretch by stretch, each with the cell it comes from. */
final class TableText {
  private static final int MAX_CHARS = 16 << 20;

  private final String file;
  private final StringBuilder text = new StringBuilder();
  private final TreeMap<Integer, Origin> origins = new TreeMap<>();

  TableText(String file) {
    this.file = file;
  }

  /** What no cell holds, and the cell that asks for it. */
  void add(String fixed, Cell asking) {
    add(fixed, asking, 0, false);
  }

  /** A stretch of a cell. */
  void add(Cell cell, int from, int to) {
    add(cell.text().substring(from, to), cell, from, true);
  }

  /** What a stretch of a cell becomes, character by character or nearly so. */
  void add(String made, Cell cell, int from) {
    add(made, cell, from, true);
  }

  private void add(String what, Cell cell, int offset, boolean moves) {
    if (text.length() + what.length() > MAX_CHARS) {
      throw new InvalidInputException(
          Problem.error(
              "file-too-large",
              file,
              0,
              0,
              null,
              "the table's rules are larger than 16 MiB",
              "make several tables of it"));
    }
    if (!what.isEmpty()) {
      origins.put(text.length(), new Origin(cell, offset, moves));
      text.append(what);
    }
  }

  RuleTable rules() {
    return new RuleTable(text.toString(), origins);
  }
}

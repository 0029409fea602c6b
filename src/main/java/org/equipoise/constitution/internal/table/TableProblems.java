package org.equipoise.constitution.internal.table;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** The problems of one file of tables, each once. */
final class TableProblems {
  private static final int MAX_KEPT = 1_000;

  private final List<Problem> problems = new ArrayList<>();

  boolean isEmpty() {
    return problems.isEmpty();
  }

  int size() {
    return problems.size();
  }

  /**
   * Adds an error in a cell.
   *
   * @throws InvalidInputException with all problems, if these are too many
   */
  void add(String code, Cell cell, String message, String hint) {
    RuleTable.Place place = cell.place(0);
    Problem problem =
        Problem.error(code, place.file(), place.line(), place.column(), null, message, hint);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
    if (problems.size() >= MAX_KEPT) {
      throw new InvalidInputException(problems);
    }
  }

  /** Whether a cell holds a plain value; otherwise this adds an error. */
  boolean isPlain(Cell cell) {
    if (cell.refused().isEmpty()) {
      return true;
    }
    add(
        "table-cell",
        cell,
        "the cell holds " + cell.refused() + ", not a plain value",
        "write the value itself, as a number or a text");
    return false;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}

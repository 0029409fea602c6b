package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.equipoise.problem.Problem;
import org.equipoise.table.RuleTable;
import org.jspecify.annotations.Nullable;

/** The problems found so far in a constitution. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void error(
      String code,
      SourceFile file,
      int offset,
      @Nullable String subject,
      String message,
      @Nullable String hint) {
    RuleTable.Place place = file.place(offset);
    add(Problem.error(code, place.file(), place.line(), place.column(), subject, message, hint));
  }

  /** Once for each place: a table's snippet is wrong once, not in each rule made with it. */
  void add(Problem problem) {
    if (found.stream().noneMatch(it -> isSame(it, problem))) {
      found.add(problem);
    }
  }

  private static boolean isSame(Problem one, Problem other) {
    return one.compareTo(other) == 0
        && (one.line() > 0 || Objects.equals(one.subject(), other.subject()));
  }

  boolean anyError() {
    return found.stream().anyMatch(it -> it.severity() == Problem.Severity.ERROR);
  }

  List<Problem> sorted() {
    return found.stream().sorted().toList();
  }
}

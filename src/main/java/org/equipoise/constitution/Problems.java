package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
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
    add(
        Problem.error(
            code, file.shownAs(), file.line(offset), file.column(offset), subject, message, hint));
  }

  void add(Problem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  boolean anyError() {
    return found.stream().anyMatch(it -> it.severity() == Problem.Severity.ERROR);
  }

  void throwIfAnyError() {
    if (anyError()) {
      throw new InvalidInputException(found);
    }
  }

  List<Problem> sorted() {
    return found.stream().sorted().toList();
  }
}

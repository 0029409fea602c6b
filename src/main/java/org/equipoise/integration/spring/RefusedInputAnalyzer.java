package org.equipoise.integration.spring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Describes rejected input at startup: the place, the message, the line with a caret, and the hint.
 */
final class RefusedInputAnalyzer extends AbstractFailureAnalyzer<InvalidInputException> {
  private static final int MAX_PROBLEMS = 20;

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidInputException cause) {
    List<Problem> problems = cause.problems();
    String shown =
        problems.stream()
            .limit(MAX_PROBLEMS)
            .map(RefusedInputAnalyzer::shown)
            .collect(Collectors.joining());
    int more = problems.size() - MAX_PROBLEMS;
    return new FailureAnalysis(
        "Equipoise refuses what it was given:\n"
            + shown
            + (more > 0 ? "\nand " + more + " more\n" : ""),
        "Correct what is shown above, and start again.",
        cause);
  }

  private static String shown(Problem problem) {
    StringBuilder shown = new StringBuilder("\n").append(problem.position()).append(": ");
    if (problem.subject() != null) {
      shown.append(problem.subject()).append(": ");
    }
    shown.append(problem.message()).append('\n');
    excerpt(problem).ifPresent(shown::append);
    if (problem.hint() != null) {
      shown.append("    ").append(problem.hint()).append('\n');
    }
    return shown.toString();
  }

  private static Optional<String> excerpt(Problem problem) {
    if (problem.line() == 0) {
      return Optional.empty();
    }
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return new Location(problem.file(), loader)
          .read()
          .flatMap(it -> it.lines().skip(problem.line() - 1L).findFirst())
          .map(it -> SourceExcerpt.of(it, problem.column()));
    } catch (RuntimeException e) {
      // A file that cannot be read again is named without its text.
      return Optional.empty();
    }
  }
}

package org.equipoise.formats;

import org.equipoise.problem.Problem;

/** One line that cannot be used; the lines after it still can be read. */
final class RefusedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedLineException(Problem problem) {
    // A file may hold millions of bad lines: no stack trace.
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}

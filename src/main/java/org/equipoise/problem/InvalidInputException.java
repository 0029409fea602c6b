package org.equipoise.problem;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when input is rejected. It holds every problem that was found, at least one. Immutable.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** An exception for one problem or more, kept in {@link Problem}'s order. */
  public InvalidInputException(List<Problem> problems) {
    super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted().toList();
  }

  /** An exception for one problem. */
  public InvalidInputException(Problem problem) {
    this(List.of(problem));
  }

  /** The problems in order; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}

package org.equipoise.problem;

import java.util.Comparator;
import org.equipoise.problem.internal.NaturalOrder;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in what a person wrote, and what to do about it. Immutable and safe to share between
 * threads. Sorted by file, line, column, then code.
 *
 * <p>Messages start in lower case, end without a full stop, and put the person's own input in
 * backticks.
 *
 * @param code the stable identifier of the kind of problem, such as {@code unknown-type}
 * @param severity whether the input is rejected
 * @param file the path as the person gave it, or {@code -} if there is no file
 * @param line the line from 1, or 0 if unknown
 * @param column the column in characters from 1, or 0 if unknown
 * @param subject the rule or field that is wrong, or null if there is none
 * @param message what is wrong
 * @param hint what to do about it, or null if the message says it
 */
public record Problem(
    String code,
    Severity severity,
    String file,
    int line,
    int column,
    @Nullable String subject,
    String message,
    @Nullable String hint)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file, NaturalOrder.INSTANCE)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::code)
          .thenComparing(Problem::message);

  /** How bad a problem is: an error refuses the input, a warning does not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** An error at a position. */
  public static Problem error(
      String code,
      String file,
      int line,
      int column,
      @Nullable String subject,
      String message,
      @Nullable String hint) {
    return new Problem(code, Severity.ERROR, file, line, column, subject, message, hint);
  }

  /** A warning at a position. */
  public static Problem warning(
      String code,
      String file,
      int line,
      int column,
      @Nullable String subject,
      String message,
      @Nullable String hint) {
    return new Problem(code, Severity.WARNING, file, line, column, subject, message, hint);
  }

  /** {@code file:line:column}, without the parts that are not known. */
  public String position() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** One line of text: position, severity, message and hint. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(position()).append(": ");
    text.append(severity == Severity.ERROR ? "error" : "warning");
    text.append(" [").append(code).append("] ");
    if (subject != null) {
      text.append(subject).append(": ");
    }
    text.append(message);
    if (hint != null) {
      text.append("; ").append(hint);
    }
    return text.toString();
  }
}

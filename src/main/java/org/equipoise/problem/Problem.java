package org.equipoise.problem;

import java.util.Comparator;
import org.equipoise.problem.internal.NaturalOrder;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with what a person wrote, and what to do about it.
 *
 * <p>Messages start lowercase, end without a full stop, and put the person's own input in
 * backticks. Problems sort by file, line, column, then code.
 *
 * @param code stable identifier of the kind of problem, such as {@code unknown-type}
 * @param severity whether the input is refused or only surely unintended
 * @param file the path as the person gave it, or {@code -} where there is no file
 * @param line 1-based, or 0 where no line can be named
 * @param column 1-based in characters, or 0 where no column can be named
 * @param subject the rule or field at fault, or null where there is none
 * @param message what is wrong
 * @param hint what to do about it, or null where nothing better than the message is known
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

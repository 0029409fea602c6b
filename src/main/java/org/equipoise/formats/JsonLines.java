package org.equipoise.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.problem.InvalidInputException;

/** A file of JSON objects, one a line, read whole: a line that is refused hides no other. */
final class JsonLines {
  private JsonLines() {}

  /** What is done with the line at which a source stands. */
  interface Line {
    void read(LineSource at) throws RefusedLineException;
  }

  /**
   * Returns what a body reads from every line that is not blank, in the order of the file.
   *
   * @throws InvalidInputException with the problem of each line that is refused
   */
  static <T> List<T> all(Path path, JsonLine.Body<T> body) {
    String file = path.toString();
    Problems problems = new Problems();
    List<T> found = new ArrayList<>();
    each(
        path,
        JsonLimits.MAX_LINE_BYTES,
        problems,
        at -> found.add(JsonLine.read(file, at.number(), at.chars(), at.length(), false, body)));
    problems.throwIfAny();
    return found;
  }

  /**
   * Reads every line that is not blank.
   *
   * @param longestLine in bytes
   * @param problems gets that of each line which is refused
   */
  static void each(Path path, int longestLine, Problems problems, Line line) {
    try (LineSource source = new LineSource(path, longestLine)) {
      boolean hasNext = true;
      while (hasNext) {
        try {
          hasNext = source.next();
          if (hasNext && !JsonLine.isBlank(source.chars(), source.length())) {
            line.read(source);
          }
        } catch (RefusedLineException e) {
          problems.add(e.problem());
        }
      }
    }
  }
}

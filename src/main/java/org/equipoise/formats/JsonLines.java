package org.equipoise.formats;

import java.nio.file.Path;

/** A file of JSON objects, one a line, read whole: a line that is refused hides no other. */
final class JsonLines {
  private JsonLines() {}

  /** What is done with the line at which a source stands. */
  interface Line {
    void read(LineSource at) throws RefusedLineException;
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

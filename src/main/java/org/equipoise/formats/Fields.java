package org.equipoise.formats;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a line, of which each comes at most once: the known ones are for
 * somebody to read, those of an author's own are carried along, and all others are refused.
 */
final class Fields {
  private final JsonLine line;
  private final int start;
  private final List<String> known;
  private final int[] at;
  private final Map<String, Object> extensions = new LinkedHashMap<>();

  /** Reads the value of a known field, at which the line is. */
  interface Reader {
    void read(String name) throws RefusedLineException;
  }

  /** The fields of the object that the current token of a line opens. */
  Fields(JsonLine line, List<String> known) {
    this.line = line;
    this.start = line.offset();
    this.known = known;
    this.at = new int[known.size()];
    Arrays.fill(at, -1);
  }

  /** Reads up to the object's end. */
  void read(Reader reader) throws RefusedLineException {
    for (String name = line.fieldOrOwn(); name != null; name = line.fieldOrOwn()) {
      int place = known.indexOf(name);
      if (place >= 0) {
        if (at[place] >= 0) {
          throw line.twice();
        }
        line.next();
        at[place] = line.offset();
        reader.read(name);
      } else if (JsonLine.isOwn(name)) {
        new AttributesReader(line).extension(extensions, name);
      } else {
        throw line.unknown(name, known);
      }
    }
  }

  /** Where the object starts. */
  int start() {
    return start;
  }

  /** Where the value of a known field starts, or -1 if the field is not there. */
  int at(String name) {
    return at[known.indexOf(name)];
  }

  /** The column of the value of a known field, or 0 if the field is not there. */
  int column(String name) {
    int offset = at(name);
    return offset < 0 ? 0 : line.column(offset);
  }

  /** What is carried along. */
  Attributes carried() {
    return Attributes.carried(extensions);
  }

  /**
   * The value of a field that must be there, once all are read.
   *
   * @param value what was read, or null if the field is not there
   */
  <T> T required(@Nullable T value, String name, @Nullable String hint)
      throws RefusedLineException {
    if (value == null) {
      throw line.missing(name, start, hint);
    }
    return value;
  }
}

package org.equipoise.authoring.adoption;

import java.util.List;

/** Some lines of a file that follow each other, before and after a patch. */
record Hunk(Side before, Side after) {

  /**
   * The lines of one side.
   *
   * @param at how many lines of the file come before them
   * @param changed the places among the lines, from 0, of those that the other side has not
   */
  record Side(int at, List<String> lines, List<Integer> changed) {
    Side {
      lines = List.copyOf(lines);
      changed = List.copyOf(changed);
    }
  }

  /** All hunks of a file, in the order of the file. */
  record OfFile(String path, boolean isNew, boolean isGone, List<Hunk> hunks) {
    OfFile {
      hunks = List.copyOf(hunks);
    }
  }

  Hunk reversed() {
    return new Hunk(after, before);
  }
}

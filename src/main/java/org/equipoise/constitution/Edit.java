package org.equipoise.constitution;

import java.util.Comparator;
import java.util.List;

/**
 * Something that is compiled otherwise than it is written.
 *
 * @param start where it stands in the author's text
 * @param end the place after it
 * @param with what is compiled in its place
 */
record Edit(int start, int end, String with) {

  /** Applies edits to a text in which places are as they were; of two at one place, the first. */
  static void apply(StringBuilder text, List<Edit> edits) {
    List<Edit> backwards =
        edits.stream().sorted(Comparator.comparingInt(Edit::start).reversed()).toList();
    int before = text.length();
    for (Edit edit : backwards) {
      if (edit.end() <= before) {
        text.replace(edit.start(), edit.end(), edit.with());
        before = edit.start();
      }
    }
  }
}

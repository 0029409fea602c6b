package org.equipoise.authoring.amendment.internal;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.equipoise.problem.internal.OptionalLibrary;
import org.jspecify.annotations.Nullable;

/** Changes of files as a unified diff, which {@code git apply} takes. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final String LIBRARY = "io.github.java-diff-utils:java-diff-utils";
  private static final String NO_LINE_END = "\n\\ No newline at end of file";

  private UnifiedDiff() {}

  /**
   * The diff of some files; line ends are part of the lines.
   *
   * @param before the files as they are; a file that is not there is new
   * @param after the files that change, by path
   * @throws IllegalStateException if the library that writes patches is not on the class path
   */
  public static String of(Map<String, String> before, SortedMap<String, String> after) {
    OptionalLibrary.require("com.github.difflib.DiffUtils", LIBRARY, "patches");
    StringBuilder diff = new StringBuilder();
    after.forEach(
        (path, text) -> {
          String old = before.get(path);
          List<String> from = old == null ? List.of() : lines(old);
          List<String> to = lines(text);
          Patch<String> patch = DiffUtils.diff(from, to);
          String name = path.indexOf(' ') < 0 ? path : path + "\t";
          @Nullable String oldName = old == null ? null : "a/" + name;
          UnifiedDiffUtils.generateUnifiedDiff(oldName, "b/" + name, from, patch, CONTEXT)
              .forEach(it -> diff.append(it).append('\n'));
        });
    return diff.toString();
  }

  /** The lines without their last character; one that ends with the file says so. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start) + NO_LINE_END);
    }
    return lines;
  }
}

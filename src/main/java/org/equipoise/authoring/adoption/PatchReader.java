package org.equipoise.authoring.adoption;

import com.github.difflib.patch.Chunk;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffParserException;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads unified diffs by the library for them; no other class names it, so that it may lack. */
final class PatchReader {
  private static final String NONE = "/dev/null";

  private PatchReader() {}

  /**
   * The hunks of each file.
   *
   * @throws IllegalArgumentException if it is no unified diff, or renames a file
   */
  static List<Hunk.OfFile> read(String text) {
    List<Hunk.OfFile> files = new ArrayList<>();
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (UnifiedDiffFile file :
          UnifiedDiffReader.parseUnifiedDiff(new ByteArrayInputStream(bytes)).getFiles()) {
        boolean isNew = NONE.equals(file.getFromFile());
        List<Hunk> hunks =
            file.getPatch().getDeltas().stream()
                .map(it -> new Hunk(side(it.getSource()), side(it.getTarget())))
                .sorted(Comparator.comparingInt(it -> it.before().at()))
                .toList();
        files.add(new Hunk.OfFile(path(file, isNew), isNew, NONE.equals(file.getToFile()), hunks));
      }
    } catch (IOException | UnifiedDiffParserException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("it is no unified diff: " + e.getMessage(), e);
    }
    return files;
  }

  /** The library tells the places of changed lines from 1 in the file. */
  private static Hunk.Side side(Chunk<String> chunk) {
    List<Integer> changed = chunk.getChangePosition();
    return new Hunk.Side(
        chunk.getPosition(),
        chunk.getLines(),
        changed == null
            ? List.of()
            : changed.stream().map(it -> it - chunk.getPosition() - 1).toList());
  }

  /** The file that is changed: of two names, as {@code diff -u} writes them, the first. */
  private static String path(UnifiedDiffFile file, boolean isNew) {
    String from = file.getFromFile();
    String to = file.getToFile();
    if (file.getRenameFrom() != null || file.getCopyFrom() != null) {
      throw new IllegalArgumentException(
          "it renames `" + from + "`: remove the one file and add the other");
    }
    String path = isNew || (from != null && from.endsWith(".orig")) ? to : from;
    if (path == null) {
      throw new IllegalArgumentException("it is no unified diff: a file has no name");
    }
    return path;
  }
}

package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that are folders, folders that are files, and links that lead nowhere. */
final class OddFiles {
  private OddFiles() {}

  /** Returns what is wrong with a path in a ledger that should be a file; null if nothing is. */
  static @Nullable String ofFile(Path ledger, Path file) {
    return of(ledger, file, false);
  }

  /** Returns what is wrong with a path in a ledger that should be a folder; null if nothing is. */
  static @Nullable String ofFolder(Path ledger, Path folder) {
    return of(ledger, folder, true);
  }

  private static @Nullable String of(Path ledger, Path path, boolean isFolder) {
    String wrong = wrong(path, isFolder);
    return wrong == null
        ? null
        : "`"
            + name(ledger, path)
            + "` "
            + wrong
            + ": move it elsewhere and put back the "
            + (isFolder ? "folder" : "file")
            + " from a copy of the ledger";
  }

  private static @Nullable String wrong(Path path, boolean isFolder) {
    if (!Files.exists(path)) {
      return Files.isSymbolicLink(path) ? "is a link that leads nowhere" : null;
    }
    if (isFolder) {
      return Files.isDirectory(path) ? null : "is no folder, and in a ledger it is one";
    }
    if (Files.isDirectory(path)) {
      return "is a folder, and in a ledger it is a file";
    }
    if (!Files.isRegularFile(path)) {
      return "is no ordinary file";
    }
    return Files.isReadable(path) ? null : "may not be read";
  }

  /**
   * Returns a sentence about each link to a folder or to nowhere, and about all else that is no
   * file, within the folder of a constitution. No digest covers these.
   */
  static List<String> within(Path ledger, Path constitution) throws IOException {
    List<String> odd = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(constitution)) {
      for (Path each : walk.sorted().toList()) {
        if (!Files.isRegularFile(each) && !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          odd.add(
              "`"
                  + name(ledger, each)
                  + "` is "
                  + (Files.isSymbolicLink(each) ? "a link" : "no file")
                  + " that no digest covers; nobody looked into it: move it elsewhere");
        }
      }
    }
    return odd;
  }

  private static String name(Path ledger, Path path) {
    return ledger.relativize(path).toString().replace('\\', '/');
  }
}

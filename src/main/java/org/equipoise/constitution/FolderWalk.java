package org.equipoise.constitution;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every file under a folder, and under the folders that links in it lead to. Folders that tools
 * keep for themselves are not entered.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {

  /**
   * A file, or what should have been one.
   *
   * @param path relative to the folder, with forward slashes; empty for the folder itself
   * @param fault why it cannot be read, or null
   */
  record Found(String path, @Nullable String fault) {}

  private final Path folder;
  private final List<Found> found = new ArrayList<>();

  private FolderWalk(Path folder) {
    this.folder = folder;
  }

  static List<Found> of(Path folder) {
    FolderWalk walk = new FolderWalk(folder);
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    } catch (IOException e) {
      walk.found.add(new Found("", String.valueOf(e.getMessage())));
    }
    return walk.found;
  }

  private String path(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
    boolean isSkipped = !at.equals(folder) && FileKind.isForeign(path(at));
    if (!isSkipped && FileKind.isFileOfItsOwn(path(at))) {
      found.add(new Found(path(at), "it is a folder, and a file of this name is read"));
      return FileVisitResult.SKIP_SUBTREE;
    }
    return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String fault = null;
    if (!attributes.isRegularFile()) {
      fault = attributes.isSymbolicLink() ? "the link leads nowhere" : "it is no file";
    }
    found.add(new Found(path(file), fault));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException fault) {
    found.add(
        fault instanceof FileSystemLoopException
            ? new Found(
                path(Objects.requireNonNull(file.getParent())),
                "a link in it leads back to a folder it is in")
            : new Found(path(file), "access is denied, or it is gone"));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path at, @Nullable IOException fault) {
    if (fault != null) {
      found.add(new Found(path(at), String.valueOf(fault.getMessage())));
    }
    return FileVisitResult.CONTINUE;
  }
}

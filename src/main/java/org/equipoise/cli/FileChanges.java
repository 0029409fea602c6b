package org.equipoise.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits for files to be saved. They are looked at again and again, by name, size, time and
 * identity, so that it works on any file system, with editors that put a new file in the old one's
 * place, and with folders that vanish and come back. What is still being written is left until it
 * has stood still.
 */
final class FileChanges {
  private static final long PAUSE_MILLIS = 100;
  private static final long STILL_MILLIS = 50;

  private final Path folder;
  private final Predicate<Path> concerned;
  private final List<Path> besides;
  private Set<Seen> known;

  private record Seen(Path file, long size, FileTime modified, @Nullable Object key) {}

  /**
   * Changes from now on.
   *
   * @param folder may be missing, and come
   * @param concerned which files under it matter
   * @param besides other files that do
   */
  FileChanges(Path folder, Predicate<Path> concerned, List<Path> besides) {
    this.folder = folder;
    this.concerned = concerned;
    this.besides = besides;
    this.known = Objects.requireNonNullElse(look(), Set.of());
  }

  /** Waits until something is otherwise than before; false if the thread is interrupted first. */
  boolean await() {
    Set<Seen> last = known;
    while (true) {
      try {
        Thread.sleep(known.equals(last) ? PAUSE_MILLIS : STILL_MILLIS);
      } catch (InterruptedException e) {
        return false;
      }
      Set<Seen> now = look();
      if (now != null && now.equals(last) && !now.equals(known)) {
        known = now;
        return true;
      }
      last = now;
    }
  }

  /** What there is, or null if that changes while it is looked at. */
  private @Nullable Set<Seen> look() {
    Set<Seen> seen = new HashSet<>();
    try {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
          for (Path file : files.filter(concerned).toList()) {
            see(file, seen);
          }
        }
      }
      for (Path file : besides) {
        if (Files.exists(file)) {
          see(file, seen);
        }
      }
      return seen;
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private static void see(Path file, Set<Seen> seen) throws IOException {
    BasicFileAttributes it = Files.readAttributes(file, BasicFileAttributes.class);
    if (it.isRegularFile()) {
      seen.add(new Seen(file, it.size(), it.lastModifiedTime(), it.fileKey()));
    }
  }
}

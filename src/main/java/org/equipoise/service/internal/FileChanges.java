package org.equipoise.service.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits until files have changed. It polls their paths, sizes, times and identities. This works on
 * any file system, with editors that replace files, and with folders that disappear and return. A
 * change counts after two polls in a row had the same result. Not thread-safe.
 */
public final class FileChanges {
  private final Listing listing;
  private final Duration pause;
  private final Duration rest;
  private final Consumer<IOException> unreadable;
  private Set<State> known;

  /** Lists the relevant files. */
  public interface Listing {
    /**
     * Returns the current files. Paths that are not regular files are ignored.
     *
     * @throws IOException if they cannot be listed now
     */
    Collection<Path> files() throws IOException;
  }

  private record State(Path file, long size, FileTime modified, @Nullable Object key) {}

  /**
   * Creates an instance that detects changes from now on.
   *
   * @param pause the time between two polls
   * @param rest the time between a poll that found a change and the next poll
   * @param unreadable called each time the files cannot be polled
   */
  public FileChanges(
      Listing listing, Duration pause, Duration rest, Consumer<IOException> unreadable) {
    this.listing = listing;
    this.pause = pause;
    this.rest = rest;
    this.unreadable = unreadable;
    this.known = Objects.requireNonNullElse(poll(), Set.of());
  }

  /**
   * Returns all matching files under a folder. Follows links.
   *
   * @throws IOException if they cannot be listed
   */
  public static List<Path> under(Path folder, Predicate<Path> matches) throws IOException {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(matches).toList();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /** Waits until the files differ from those at the last return. */
  public void await() throws InterruptedException {
    Set<State> last = known;
    while (true) {
      Thread.sleep((known.equals(last) ? pause : rest).toMillis());
      Set<State> now = poll();
      if (now != null && now.equals(last) && !now.equals(known)) {
        known = now;
        return;
      }
      last = now;
    }
  }

  /** Returns the current files, or null if they cannot be read or change during the poll. */
  private @Nullable Set<State> poll() {
    try {
      Set<State> states = new HashSet<>();
      for (Path file : listing.files()) {
        BasicFileAttributes it = Files.readAttributes(file, BasicFileAttributes.class);
        if (it.isRegularFile()) {
          states.add(new State(file, it.size(), it.lastModifiedTime(), it.fileKey()));
        }
      }
      return states;
    } catch (IOException e) {
      unreadable.accept(e);
      return null;
    }
  }
}

package org.equipoise.service.governor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a folder's constitution in force whenever its files have changed. It is compiled aside, on
 * the watch's own thread, while decisions go on; one that does not load leaves the one before in
 * force, and the governor's listeners hear why.
 *
 * <p>The folder is looked at by name, size and time of its files, so it works on any file system;
 * what is still being written is left until it has stood still for one interval.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private static final Comparator<Seen> ORDER = Comparator.comparing(Seen::path);

  private record Seen(String path, long size, long modified) {}

  private final Path folder;
  private final Governor governor;
  private final Supplier<Constitution> loader;
  private final Duration interval;
  private final Thread thread;
  private volatile boolean closed;

  private FolderWatch(
      Path folder, Governor governor, Supplier<Constitution> loader, Duration interval) {
    this.folder = folder;
    this.governor = governor;
    this.loader = loader;
    this.interval = interval;
    List<Seen> begin = look();
    this.thread = new Thread(() -> watch(begin), "equipoise-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Watches a folder, once a second. */
  public static FolderWatch of(Path folder, Governor governor) {
    return of(folder, governor, () -> Constitution.load(folder), Duration.ofSeconds(1));
  }

  /**
   * Watches a folder.
   *
   * @param loader what loads its constitution: with permissions, say
   * @param interval between two looks, positive
   * @throws UncheckedIOException if the folder cannot be read
   */
  public static FolderWatch of(
      Path folder, Governor governor, Supplier<Constitution> loader, Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval " + interval + " is not positive");
    }
    return new FolderWatch(folder, governor, loader, interval);
  }

  private void watch(List<Seen> begin) {
    List<Seen> inForce = begin;
    List<Seen> last = begin;
    while (!closed) {
      try {
        Thread.sleep(interval.toMillis());
        List<Seen> now = look();
        if (now.equals(last) && !now.equals(inForce)) {
          inForce = now;
          adopt();
        }
        last = now;
      } catch (InterruptedException e) {
        LOG.debug("woken up, to end if this is closed", e);
      } catch (Throwable e) {
        LOG.warn("folder {} cannot be watched at the moment", folder, e);
      }
    }
  }

  private void adopt() {
    try {
      governor.adopt(loader);
    } catch (Throwable e) {
      LOG.debug("refused, as the governor has told", e);
    }
  }

  private List<Seen> look() {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).map(this::seen).sorted(ORDER).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Seen seen(Path file) {
    try {
      return new Seen(
          folder.relativize(file).toString(),
          Files.size(file),
          Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder watched. */
  public Path folder() {
    return folder;
  }

  /** Stops watching; a constitution that is being compiled may still come into force. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}

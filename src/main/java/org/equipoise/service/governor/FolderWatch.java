package org.equipoise.service.governor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.service.governor.internal.Faults;
import org.equipoise.service.internal.FileChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads a constitution when its folder changes, or a charter when its folder or that of one of
 * its constitutions does. The watch compiles on its own thread while decisions continue. If the new
 * constitution is rejected, the current one stays in force, and the governor's listeners get the
 * reason.
 *
 * <p>The watch polls the folder, so it works on any file system. It waits until the files have not
 * changed for one interval.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  private final Path folder;
  private final Governor governor;
  private final Supplier<? extends Authority> loader;
  private final Thread thread;
  private volatile boolean closed;

  private FolderWatch(
      Path folder, Governor governor, Supplier<? extends Authority> loader, Duration interval) {
    this.folder = folder;
    this.governor = governor;
    this.loader = loader;
    FileChanges changes =
        new FileChanges(() -> files(folder), interval, interval, it -> unreadable(it));
    this.thread = new Thread(() -> watch(changes), "equipoise-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Watches a folder and polls it once a second.
   *
   * @throws UncheckedIOException if the folder cannot be read
   */
  public static FolderWatch of(Path folder, Governor governor) {
    return of(
        folder, governor, () -> Authority.load(folder, Permissions.none()), Duration.ofSeconds(1));
  }

  /**
   * Watches a folder.
   *
   * @param loader loads the constitution or charter, for example with permissions
   * @param interval the time between two polls, positive
   * @throws UncheckedIOException if the folder cannot be read
   */
  public static FolderWatch of(
      Path folder, Governor governor, Supplier<? extends Authority> loader, Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval " + interval + " is not positive");
    }
    try {
      files(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FolderWatch(folder, governor, loader, interval);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path each : Authority.folders(folder)) {
      files.addAll(FileChanges.under(each, Files::isRegularFile));
    }
    return files;
  }

  private void watch(FileChanges changes) {
    while (!closed) {
      try {
        changes.await();
        adopt();
      } catch (InterruptedException e) {
        LOG.debug("woken up, to end if this is closed", e);
      } catch (Throwable e) {
        unreadable(e);
      }
    }
  }

  private void unreadable(Throwable cause) {
    LOG.warn("folder {} cannot be watched at the moment", folder, Faults.logged(cause));
  }

  private void adopt() {
    try {
      governor.adopt(loader);
    } catch (Throwable e) {
      LOG.debug("refused, as the governor has told", e);
    }
  }

  /** Returns the watched folder. */
  public Path folder() {
    return folder;
  }

  /** Stops watching. A constitution that is being compiled may still come into force. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}

package org.equipoise.audit.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file that is being written is still the one of its name: a deleted or replaced file
 * takes what is written to it into oblivion, without a word.
 *
 * <p>As long as nothing came or went in its folder it is; so the folder is asked each time, the
 * file itself now and then. To ask a file for its times, which comes with all else, makes a system
 * that counts them finely (Linux from 6.13 on) write them anew with the next write, which takes
 * almost half as long as to synchronise it.
 */
final class SegmentIdentityCheck {
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(1);

  private final Path file;
  private @Nullable Object key;
  private @Nullable Stamp seen;
  private long lookedAt;

  /** What changes when something comes or goes in a folder, or another takes its place. */
  private record Stamp(@Nullable Object key, FileTime modified) {
    /** Whether more may have changed since, too soon for the folder's clock to tell. */
    boolean isFresh() {
      return modified.toInstant().isAfter(Instant.now().minus(NOW_AND_THEN));
    }
  }

  SegmentIdentityCheck(Path file) {
    this.file = file;
  }

  /**
   * Makes sure that the file is in its place.
   *
   * @param size which it must have
   * @throws IOException if it is not, or cannot be looked at
   */
  void require(long size) throws IOException {
    BasicFileAttributes folder =
        Files.readAttributes(Objects.requireNonNull(file.getParent()), BasicFileAttributes.class);
    Stamp now = new Stamp(folder.fileKey(), folder.lastModifiedTime());
    long time = System.nanoTime();
    if (now.equals(seen) && time - lookedAt < NOW_AND_THEN.toNanos()) {
      return;
    }
    BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
    if (there.size() != size || (key != null && !key.equals(there.fileKey()))) {
      throw new IOException("`" + file + "` was replaced while it was being written");
    }
    key = there.fileKey();
    seen = now.isFresh() ? null : now;
    lookedAt = time;
  }
}

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
 * Checks that an open file still has its name. If the file was deleted or replaced, everything
 * written to it would be lost without an error.
 *
 * <p>While nothing was added to or removed from its folder, the file is unchanged. So the folder is
 * checked each time and the file only sometimes. On systems with fine time stamps (Linux from 6.13
 * on), reading the times of a file makes the next write store them again. That takes almost half as
 * long as synchronising the file.
 */
final class SegmentIdentityCheck {
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(1);

  private final Path file;
  private @Nullable Object key;
  private @Nullable Stamp seen;
  private long lookedAt;

  /** The state of a folder, which changes when a file is added, removed or replaced. */
  private record Stamp(@Nullable Object key, FileTime modified) {
    /** Returns whether the folder may have changed again within the resolution of its clock. */
    boolean isFresh() {
      return modified.toInstant().isAfter(Instant.now().minus(NOW_AND_THEN));
    }
  }

  SegmentIdentityCheck(Path file) {
    this.file = file;
  }

  /**
   * Checks that the file is in its place.
   *
   * @param size the size that the file must have
   * @throws IOException if the file is not in its place or cannot be read
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

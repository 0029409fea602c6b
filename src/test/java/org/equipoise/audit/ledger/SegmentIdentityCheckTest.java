package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SegmentIdentityCheckTest {
  private static final int SIZE = 5;

  @TempDir private Path parent;
  private Path folder;
  private Path file;
  private SegmentIdentityCheck whereabouts;

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createDirectory(parent.resolve("segments"));
    file = Files.writeString(folder.resolve("segment"), "12345");
    whereabouts = new SegmentIdentityCheck(file);
  }

  /** Nothing has come or gone for so long that the folder alone is asked. */
  private void beQuiet() throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(3_600)));
    whereabouts.require(SIZE);
    whereabouts.require(SIZE);
  }

  private void isNoticedAfter(Executable change) throws Throwable {
    beQuiet();
    change.execute();
    assertThrows(IOException.class, () -> whereabouts.require(SIZE));
  }

  private Path copied() throws IOException {
    return Files.copy(file, parent.resolve("copy"));
  }

  @Test
  void aFileThatIsGoneIsNoticed() throws Throwable {
    isNoticedAfter(() -> Files.delete(file));
  }

  @Test
  void anotherFileInItsPlaceIsNoticed() throws Throwable {
    Path copy = copied();
    isNoticedAfter(() -> Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  void anotherFileInItsPlaceIsNoticedInAFolderWhereSomethingHasJustChanged() throws Throwable {
    whereabouts.require(SIZE);
    Files.move(copied(), file, StandardCopyOption.REPLACE_EXISTING);
    assertThrows(IOException.class, () -> whereabouts.require(SIZE));
  }

  @Test
  void aFolderThatIsGoneIsNoticed() throws Throwable {
    isNoticedAfter(() -> Files.move(folder, parent.resolve("elsewhere")));
  }

  @Test
  void anotherFolderInItsPlaceIsNoticed() throws Throwable {
    isNoticedAfter(
        () -> {
          Files.move(folder, parent.resolve("elsewhere"));
          Files.createDirectory(folder);
          Files.copy(parent.resolve("elsewhere").resolve("segment"), file);
          Files.setLastModifiedTime(folder, Files.getLastModifiedTime(parent.resolve("elsewhere")));
        });
  }

  @Test
  void aFileThatGrewOrShrankIsNoticed() throws IOException {
    whereabouts.require(SIZE);
    assertThrows(IOException.class, () -> whereabouts.require(SIZE + 1));
    Files.writeString(file, "1234567");
    whereabouts.require(7);
  }

  @Test
  void whatComesAndGoesBesideItDoesNoHarm() throws IOException {
    beQuiet();
    Files.writeString(folder.resolve("other"), "");
    whereabouts.require(SIZE);
    Files.delete(folder.resolve("other"));
    whereabouts.require(SIZE);
  }
}

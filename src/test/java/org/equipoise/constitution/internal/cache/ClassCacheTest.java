package org.equipoise.constitution.internal.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ClassCacheTest {
  private static final List<String> TEXTS = List.of("rule one", "rule two");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path temporary;

  private Path folder;
  private ClassCache cache;

  @BeforeEach
  void make() throws IOException {
    Path above = Files.createDirectory(temporary.toRealPath().resolve("cache"));
    Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx------"));
    folder = above.resolve("equipoise");
    cache = of("engine 1");
  }

  private ClassCache of(String engine) {
    return new ClassCache(folder, () -> Optional.of(engine), InstantSource.fixed(NOW));
  }

  private static CompiledClasses compiled(String body) {
    return new CompiledClasses(
        List.of("a.Rules"),
        new TreeMap<>(
            Map.of(
                "a.Rules", body.getBytes(StandardCharsets.UTF_8), "a.Lambda", new byte[] {1, 2})));
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return all.get(0);
    }
  }

  private static void assertFinds(ClassCache cache, String body) {
    CompiledClasses found = cache.find(TEXTS).orElseThrow();
    CompiledClasses kept = compiled(body);
    assertEquals(kept.models(), found.models());
    assertEquals(kept.files().keySet(), found.files().keySet());
    kept.files().forEach((name, bytes) -> assertArrayEquals(bytes, found.files().get(name), name));
  }

  @Test
  void whatWasKeptIsFoundAsItWasByTheSameEngine() {
    assertTrue(cache.find(TEXTS).isEmpty());
    assertFalse(Files.exists(folder), "looking makes no folder");
    cache.keep(TEXTS, compiled("body"));
    assertFinds(cache, "body");
    assertFinds(of("engine 1"), "body");
  }

  @Test
  void itIsNotFoundByAnotherEngineOrForOtherTexts() {
    cache.keep(TEXTS, compiled("body"));
    assertTrue(of("engine 2").find(TEXTS).isEmpty());
    assertTrue(cache.find(List.of("rule one", "rule twO")).isEmpty());
    assertTrue(cache.find(List.of("rule onerule two")).isEmpty());
    assertTrue(cache.find(List.of("rule two", "rule one")).isEmpty());
    ClassCache unknown = new ClassCache(folder, Optional::empty, InstantSource.system());
    assertTrue(unknown.find(TEXTS).isEmpty());
  }

  @Test
  void aFileIsNotUsedIfOneByteOfItHasChanged() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertTrue(cache.find(TEXTS).isEmpty(), "byte " + i);
    }
    Files.write(file, whole);
    assertFinds(cache, "body");
  }

  @Test
  void aFileIsNotUsedIfItIsCutShortOrLonger() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertTrue(cache.find(TEXTS).isEmpty(), "length " + length);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertTrue(cache.find(TEXTS).isEmpty());
    cache.keep(TEXTS, compiled("again"));
    assertFinds(cache, "again");
  }

  @Test
  void aFileOfOtherTextsUnderTheNameOfTheseIsNotUsed() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Path right = onlyFile();
    Path elsewhere = Files.move(right, temporary.resolve("right"));
    cache.keep(List.of("other"), compiled("other"));
    Files.move(onlyFile(), right);
    assertTrue(cache.find(TEXTS).isEmpty());
    Files.delete(right);
    Files.move(elsewhere, right);
    assertFinds(cache, "body");
  }

  @Test
  void aFolderThatOthersMayWriteToIsNeitherReadNorWritten() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    for (String permissions : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
      assertTrue(cache.find(TEXTS).isEmpty(), permissions);
      cache.keep(List.of("other"), compiled("other"));
      onlyFile();
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertFinds(cache, "body");
  }

  @Test
  void aFolderIsNotUsedIfOthersMayReplaceOneThatItLiesIn() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Path above = Objects.requireNonNull(folder.getParent());
    Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwx---"));
    assertTrue(cache.find(TEXTS).isEmpty());
    Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-x---"));
    assertFinds(cache, "body");
  }

  @Test
  void aFileThatOthersMayWriteToIsNotUsed() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Files.setPosixFilePermissions(onlyFile(), PosixFilePermissions.fromString("rw-rw----"));
    assertTrue(cache.find(TEXTS).isEmpty());
  }

  @Test
  void noLinkIsFollowedToTheFolderOrToAFile() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Path file = onlyFile();
    Path moved = Files.move(file, temporary.resolve("moved"));
    Files.createSymbolicLink(file, moved);
    assertTrue(cache.find(TEXTS).isEmpty());
    Files.delete(file);
    Files.move(moved, file);
    Path elsewhere = Files.move(folder, temporary.resolve("elsewhere"));
    Files.createSymbolicLink(folder, elsewhere);
    assertTrue(cache.find(TEXTS).isEmpty());
    cache.keep(List.of("other"), compiled("other"));
    onlyFile();
  }

  @Test
  void whatBelongsToAnotherUserIsNotUsed() throws IOException {
    assumeTrue(
        System.getProperty("user.name").equals("root"), "only root can give a file to another");
    cache.keep(TEXTS, compiled("body"));
    Path file = onlyFile();
    Files.setAttribute(file, "unix:uid", 12_345);
    assertTrue(cache.find(TEXTS).isEmpty());
    Files.setAttribute(file, "unix:uid", 0);
    Files.setAttribute(folder, "unix:uid", 12_345);
    assertTrue(cache.find(TEXTS).isEmpty());
    Files.setAttribute(folder, "unix:uid", 0);
    assertFinds(cache, "body");
  }

  @Test
  void whereNoFolderCanBeMadeNothingIsKeptAndNothingSaid() throws IOException {
    Files.writeString(folder, "a file");
    cache.keep(TEXTS, compiled("body"));
    assertTrue(cache.find(TEXTS).isEmpty());
    assertEquals("a file", Files.readString(folder));
  }

  @Test
  void severalWritersAtOnceLeaveOneWholeFile() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> writing =
          () -> {
            ClassCache own = of("engine 1");
            for (int i = 0; i < 25; i++) {
              own.keep(TEXTS, compiled("body"));
              assertFinds(own, "body");
            }
            return true;
          };
      for (var ended : threads.invokeAll(List.of(writing, writing, writing, writing))) {
        assertTrue(ended.get());
      }
    } finally {
      threads.shutdown();
    }
    onlyFile();
    assertFinds(cache, "body");
  }

  @Test
  void theFilesGoWhoseUseIsLongestAgo() throws IOException {
    OwnFolder own = OwnFolder.of(folder);
    for (int i = 0; i < 4; i++) {
      own.write("rules-" + i, List.of(new byte[100]));
      own.touch("rules-" + i, NOW.plusSeconds(i));
    }
    own.write("classes-1.jsa", List.of(new byte[1000]));
    own.touch("rules-0", NOW.plusSeconds(9));
    own.shrink("rules-", 250);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("classes-1.jsa", "rules-0", "rules-3"),
          files.map(it -> it.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void findingAFileCountsAsItsUse() throws IOException {
    cache.keep(TEXTS, compiled("body"));
    Files.setLastModifiedTime(onlyFile(), FileTime.from(NOW.minusSeconds(1_000)));
    assertFinds(cache, "body");
    assertEquals(NOW, Files.getLastModifiedTime(onlyFile()).toInstant());
  }
}

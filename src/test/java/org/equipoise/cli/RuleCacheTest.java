package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.constitution.internal.cache.ClassCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RuleCacheTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-01-02T00:00:00Z");
  private static final Path CASES = Path.of("test-fixtures", "common-morality");

  @TempDir private Path temporary;

  private Path folder;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("equipoise"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void none() {
    ClassCache.use(null);
  }

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Ended(code, out.toString(), Ran.withoutProgress(err.toString()));
  }

  private static List<Ended> commands(Path constitution) {
    Path beside = constitution.resolveSibling("cases.jsonl");
    Path own = constitution.resolve("cases.jsonl");
    Path cases =
        Files.exists(own) ? own : Files.exists(beside) ? beside : CASES.resolve("cases.jsonl");
    List<Ended> ended = new ArrayList<>();
    ended.add(run("check", constitution.toString(), "--as-of", FIRST.toString()));
    ended.add(
        run("check", constitution.toString(), "--format", "json", "--as-of", FIRST.toString()));
    ended.add(
        run("test", constitution.toString(), "--format", "json", "--as-of", FIRST.toString()));
    ended.add(
        run(
            "decide",
            constitution.toString(),
            "--cases",
            cases.toString(),
            "--as-of",
            FIRST.toString()));
    if (cases.startsWith(CASES)) {
      ended.add(
          run(
              "decide",
              constitution.toString(),
              "--cases",
              cases.toString(),
              "--judgments",
              CASES.resolve("judgments.jsonl").toString(),
              "--as-of",
              FIRST.toString()));
    }
    return ended;
  }

  /** As another process would use it: it has compiled nothing yet. */
  private void another(Instant now) {
    ClassCache.use(new ClassCache(folder, () -> Optional.of("this"), InstantSource.fixed(now)));
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Some of the constitutions of this repository; all with more seeds. */
  private static List<Path> constitutions() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : List.of(Path.of("rules"), Path.of("test-fixtures"))) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(it -> Set.of("constitution.json", "charter.json").contains(name(it)))
            .filter(it -> !it.startsWith(Path.of("test-fixtures", "broken")))
            .map(Path::getParent)
            .forEach(all::add);
      }
    }
    all.sort(null);
    assertTrue(all.size() > 30, all.toString());
    int step = Math.max(1, all.size() * 15 / Integer.getInteger("equipoise.seeds", 30));
    List<Path> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Test
  void commandsSayTheSameWithRulesOfTheCacheToTheByte() throws IOException {
    for (Path constitution : constitutions()) {
      another(FIRST);
      List<Ended> compiled = commands(constitution);
      List<Path> kept = kept();
      for (Path each : kept) {
        Files.setLastModifiedTime(each, FileTime.from(FIRST));
      }
      another(SECOND);
      List<Ended> found = commands(constitution);
      for (int i = 0; i < compiled.size(); i++) {
        assertEquals(compiled.get(i).err(), found.get(i).err(), constitution + ", command " + i);
        assertEquals(compiled.get(i), found.get(i), constitution + ", command " + i);
      }
      assertEquals(compiled.get(0).code() == ExitCode.BAD_INPUT, kept.isEmpty(), "" + constitution);
      for (Path each : kept) {
        assertEquals(FileTime.from(SECOND), Files.getLastModifiedTime(each), "not used: " + each);
        Files.delete(each);
      }
      assertEquals(List.of(), kept());
    }
  }

  @Test
  void anOptionTurnsItOff() throws IOException {
    another(FIRST);
    assertEquals(0, run("check", "test-fixtures/guiding", "--no-cache").code());
    assertEquals(List.of(), kept());
    assertEquals(Optional.empty(), ClassCache.inUse());
  }

  @Test
  void theEnvironmentNamesTheFolderOrTurnsItOff() {
    assertEquals(
        Optional.of(Path.of("/c/equipoise")),
        RuleCache.folder(Map.of("XDG_CACHE_HOME", "/c", "HOME", "/home/me")));
    assertEquals(
        Optional.of(Path.of("/home/me/.cache/equipoise")),
        RuleCache.folder(Map.of("XDG_CACHE_HOME", "", "HOME", "/home/me")));
    assertEquals(Optional.empty(), RuleCache.folder(Map.of("XDG_CACHE_HOME", "relative")));
    assertEquals(Optional.empty(), RuleCache.folder(Map.of()));
    assertEquals(
        Optional.empty(), RuleCache.folder(Map.of("HOME", "/home/me", "EQUIPOISE_NO_CACHE", "1")));
    assertNotEquals(
        Optional.empty(), RuleCache.folder(Map.of("HOME", "/home/me", "EQUIPOISE_NO_CACHE", "")));
  }

  @Test
  void onlyAProcessOfTheCommandLineHasOne() {
    run("check", "test-fixtures/guiding");
    assertFalse(ClassCache.inUse().isPresent());
  }
}

package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The one file to run: a script of sh, followed by the command line's jar. */
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(
    named = "equipoise.jar",
    matches = ".+",
    disabledReason = "runs after the jars are built, in the execution jars")
class LauncherTest {
  @TempDir private Path folder;

  private Path launcher;
  private Path home;

  /** What a command came to, without how far it was: a slow machine is told more. */
  private record Ended(int code, String said) {}

  @BeforeEach
  void copy() throws IOException {
    launcher = Files.createDirectory(folder.resolve("a folder")).resolve("equipoise");
    Files.copy(Path.of("target", "equipoise"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = Files.createDirectory(folder.resolve("a home"));
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path said = folder.resolve("said");
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process.environment().put("XDG_CACHE_HOME", home.toString());
    process.environment().remove("JAVA_TOOL_OPTIONS");
    process.environment().putAll(environment);
    int code = process.start().waitFor();
    String told = Files.readString(said, StandardCharsets.UTF_8);
    return new Ended(code, told.replaceAll("(?m)^.+, after \\d+ s\\R", ""));
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("equipoise"))) {
      return files.map(it -> it.getFileName().toString()).toList();
    }
  }

  @Test
  void theFirstCheckLeavesOneArchiveAndTheNextSaysTheSameWithIt() throws Exception {
    Ended first = run(Map.of(), "check", "no such folder");
    assertEquals(2, first.code(), first.said());
    assertTrue(first.said().contains("no such folder"), first.said());
    List<String> archives = cached();
    assertEquals(1, archives.size(), archives.toString());
    assertTrue(archives.get(0).matches("classes-\\d+\\.jsa"), archives.toString());
    assertEquals(first, run(Map.of(), "check", "no such folder"));
    assertEquals(archives, cached());
  }

  @Test
  void aDamagedArchiveIsPassedOver() throws Exception {
    Ended first = run(Map.of(), "check", "no such folder");
    Path archive = home.resolve("equipoise").resolve(cached().get(0));
    Files.delete(archive);
    Files.writeString(archive, "half of it");
    assertEquals(first, run(Map.of(), "check", "no such folder"));
  }

  @Test
  void aCacheThatOthersMayWriteToIsNotUsed() throws Exception {
    Path cache = Files.createDirectory(home.resolve("equipoise"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(2, run(Map.of(), "check", "no such folder").code());
    assertEquals(List.of(), cached());
  }

  @Test
  void compiledRulesLieBesideTheArchiveAndTheNextCommandSaysTheSameWithThem() throws Exception {
    String rules = Path.of("rules", "common-morality").toAbsolutePath().toString();
    Ended first = run(Map.of(), "check", rules);
    assertEquals(0, first.code(), first.said());
    List<String> files = cached().stream().sorted().toList();
    assertEquals(2, files.size(), files.toString());
    assertTrue(files.get(1).matches("rules-[0-9a-f]{64}"), files.toString());
    assertEquals(first, run(Map.of(), "check", rules));
    assertEquals(first, run(Map.of(), "check", rules, "--no-cache"));
    assertEquals(files, cached().stream().sorted().toList());
  }

  @Test
  void anOptionOrTheEnvironmentKeepsTheCacheEmpty() throws Exception {
    String rules = Path.of("test-fixtures", "guiding").toAbsolutePath().toString();
    Ended first = run(Map.of(), "check", "--no-cache", rules);
    assertEquals(first, run(Map.of("EQUIPOISE_NO_CACHE", "1"), "check", rules));
    assertEquals(List.of(), cached());
  }

  @Test
  void flagsOfTheUserReachJava() throws Exception {
    Ended ended = run(Map.of("EQUIPOISE_JAVA_OPTS", "-showversion -Xmx200m"), "--version");
    assertEquals(0, ended.code(), ended.said());
    assertTrue(ended.said().contains(System.getProperty("java.version")), ended.said());
  }

  @Test
  void withoutJavaItSaysSoInOneSentence() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Ended ended = run(Map.of("JAVA_HOME", "", "PATH", tools.toString()), "--version");
    assertEquals(2, ended.code(), ended.said());
    assertEquals(
        "equipoise: no Java found; install Java 17 or later, or set JAVA_HOME to its folder\n",
        ended.said());
  }
}

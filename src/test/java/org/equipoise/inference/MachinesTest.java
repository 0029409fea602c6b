package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same bytes on every machine: what is checked, decided, advised and recorded in processes that
 * differ in zone, locale, charset and version of Java. The system property {@code equipoise.seeds}
 * says how many random constitutions, of which a hundredth is tried on some machines, and all on
 * all where {@code equipoise.machines} is true.
 */
class MachinesTest {
  private static final Path FIXTURES = Path.of("test-fixtures");
  private static final Path NEWER_JAVA = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java");
  private static final int SHARE = 100;

  /** What is given to Java, by what it is a case of; the first is what others are held against. */
  private static final List<List<String>> SETTINGS =
      List.of(
          List.of("-Duser.timezone=UTC", "-Duser.language=en", "-Dfile.encoding=UTF-8"),
          List.of(
              "-Duser.timezone=Asia/Kathmandu",
              "-Duser.language=tr",
              "-Duser.country=TR",
              "-Dfile.encoding=UTF-16"),
          List.of("-Duser.timezone=America/St_Johns", "-Duser.language=az", "-Duser.country=AZ"),
          List.of(
              "-Duser.language=ar",
              "-Duser.country=EG",
              "-Duser.extensions=u-nu-arab",
              "-Ddrools.dateformat=dd/MM/yyyy"),
          List.of("-Duser.language=lt", "-Dfile.encoding=ISO-8859-1"),
          List.of(
              "-Duser.language=hi",
              "-Duser.country=IN",
              "-Duser.extensions=u-nu-deva",
              "-Dfile.encoding=US-ASCII"),
          List.of("-Duser.language=fa", "-Duser.country=IR", "-Dfile.encoding=UTF-16"),
          List.of(
              "-Duser.language=ja",
              "-Duser.country=JP",
              "-Djava.locale.providers=COMPAT",
              "-XX:hashCode=2"),
          List.of("25", "-Duser.language=de", "-Dfile.encoding=COMPAT"));

  /** Left out by default: each process takes about nine seconds of a processor. */
  private static final Set<Integer> ONLY_IN_THE_WHOLE = Set.of(2, 4, 5, 6);

  @Test
  void everyMachineSaysAndRecordsTheSame(@TempDir Path folder) throws Exception {
    boolean isWhole = Boolean.getBoolean("equipoise.machines");
    int wanted = Integer.getInteger("equipoise.seeds", 200);
    int seeds = isWhole ? wanted : Math.max(2, wanted / SHARE);
    Map<String, String> expected = null;
    int machines = 0;
    for (List<String> settings : SETTINGS) {
      boolean isLacking = settings.contains("25") && !Files.isExecutable(NEWER_JAVA);
      if (isLacking || (!isWhole && ONLY_IN_THE_WHOLE.contains(SETTINGS.indexOf(settings)))) {
        continue;
      }
      Path results = Files.createDirectory(folder.resolve("machine-" + machines++));
      run(settings, results, seeds);
      Map<String, String> found = read(results);
      if (expected == null) {
        expected = found;
        assertTrue(found.get("texts.txt").contains("1,234,567 0.50"), found.get("texts.txt"));
        assertTrue(found.size() >= seeds + 4, found.keySet()::toString);
      }
      for (String file : expected.keySet()) {
        assertEquals(expected.get(file), found.get(file), () -> file + " under " + settings);
      }
      assertEquals(expected.keySet(), found.keySet(), settings::toString);
    }
    System.out.println(
        seeds + " random constitutions on " + machines + " machines: the same bytes");
  }

  private static void run(List<String> settings, Path results, int seeds)
      throws IOException, InterruptedException {
    boolean isNewer = settings.contains("25");
    List<String> command = new ArrayList<>();
    command.add(
        isNewer
            ? NEWER_JAVA.toString()
            : Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UnlockExperimentalVMOptions");
    settings.stream().filter(it -> it.startsWith("-")).forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"));
    command.addAll(
        List.of(
            "-cp", absolute(System.getProperty("java.class.path")), OnOneMachine.class.getName()));
    command.addAll(List.of(results.toString(), "0", Integer.toString(seeds)));
    for (String file :
        List.of(
            "machines/cases.jsonl",
            "machines/judgments.jsonl",
            "machines/texts",
            "broken/constitutions/clocks",
            "broken/constitutions/dates")) {
      command.add(FIXTURES.resolve(file).toString());
    }
    Path said = results.resolveSibling(results.getFileName() + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(30, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertEquals(0, process.waitFor(), () -> settings + " failed; see " + said + ": " + tail(said));
  }

  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(it -> Path.of(it).toAbsolutePath().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElseThrow();
  }

  private static String tail(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return new String(
          bytes, 0, Math.min(bytes.length, 3_000), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** All files below a folder, byte for byte. */
  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.endsWith(".lock")) {
          files.put(name, Files.readString(file));
        }
      }
    }
    return files;
  }
}

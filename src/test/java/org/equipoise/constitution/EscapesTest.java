package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution.Checked;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder under {@code test-fixtures/escapes} is a constitution of which every rule, type,
 * function and query tries to get out, and {@code expected.txt}: a line for each problem, of the
 * form {@code line:column|code|subject|what is used}. Many tries stand in one folder, since to
 * compile takes a second.
 */
class EscapesTest {
  private static final Path ROOT = Path.of("test-fixtures/escapes");
  private static final int FEWEST = 60;
  private static final Map<Path, Checked> CHECKED = new ConcurrentHashMap<>();
  private static final Pattern TRY =
      Pattern.compile(
          "(?m)^(?:rule \"(.*)\"|query (\\w+)|function \\w+ (\\w+)|declare (?:enum )?(\\w+))");
  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

  static List<Path> folders() throws IOException {
    try (Stream<Path> children = Files.list(ROOT)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void thereAreManyWaysOut() throws IOException {
    long tries = 0;
    for (Path folder : folders()) {
      tries += tries(folder).count();
    }
    assertTrue(tries >= FEWEST, tries + " tries");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyTryIsRefusedWhereItIsWritten(Path folder) {
    String found =
        checked(folder).problems().stream()
            .map(EscapesTest::shown)
            .collect(Collectors.joining("\n"));
    assertEquals(read(folder.resolve("expected.txt")).strip(), found);
    assertTrue(checked(folder).constitution().isEmpty(), folder + " was loaded all the same");
    TreeSet<String> unnoticed = tries(folder).collect(Collectors.toCollection(TreeSet::new));
    checked(folder).problems().forEach(it -> unnoticed.remove(it.subject()));
    assertEquals(List.of(), List.copyOf(unnoticed), "tries that nothing was said of");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void noneOfTheirCodeRan(Path folder) {
    assertFalse(checked(folder).problems().isEmpty());
    assertNull(System.getProperty("escaped"));
    assertFalse(Files.exists(Path.of("escaped")));
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(it -> it.getName().equals("escaped")));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void refusalsSpeakTheLanguageOfTheAuthor(Path folder) {
    for (Problem problem : checked(folder).problems()) {
      BrokenConstitutionsTest.speaksPlainly(QUOTED.matcher(problem.message()).replaceAll("`it`"));
      BrokenConstitutionsTest.speaksPlainly(QUOTED.matcher(problem.hint()).replaceAll("`it`"));
    }
  }

  private static String shown(Problem it) {
    String used =
        QUOTED.matcher(it.message()).results().map(m -> m.group(1)).findFirst().orElse("-");
    return it.line() + ":" + it.column() + "|" + it.code() + "|" + it.subject() + "|" + used;
  }

  /** The names of what stands in the rules of a folder. */
  private static Stream<String> tries(Path folder) {
    return TRY.matcher(read(folder.resolve("rules.drl")))
        .results()
        .map(EscapesTest::name)
        .filter(it -> !it.startsWith("honest"));
  }

  private static String name(MatchResult head) {
    return Arrays.asList(head.group(1), head.group(2), head.group(3), head.group(4)).stream()
        .filter(it -> it != null)
        .findFirst()
        .orElseThrow();
  }

  private static Checked checked(Path folder) {
    return CHECKED.computeIfAbsent(folder, Constitution::check);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

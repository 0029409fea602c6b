package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution.Checked;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder under {@code test-fixtures/broken/constitutions} is a constitution with something
 * wrong, and {@code expected.txt}: one line for each problem, in order, of the form {@code
 * file:line:column|code|subject|part of the message|part of the hint}. The file is relative to the
 * folder, which itself is {@code .}; {@code -} stands for no subject and for no hint.
 */
class BrokenConstitutionsTest {
  private static final Path ROOT = Path.of("test-fixtures/broken/constitutions");
  private static final int FEWEST = 40;
  private static final int FEWEST_WITH_HINTS = 30;
  private static final Map<Path, Checked> CHECKED = new ConcurrentHashMap<>();

  /** Words of the host, which no author of rules should have to know. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?i)\\bclass org\\.|org\\.equipoise|org\\.drools|exception|null ?pointer|KieBuilder|\\bkie"
              + "|MVEL|drools(?!`)|jackson|lambda|descr\\b|\\[ERR|token|[0-9A-F]{32}|\\bantlr|\\bjava\\.");

  static List<Path> folders() throws IOException {
    try (Stream<Path> children = Files.list(ROOT)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void thereAreManyBrokenConstitutionsMostWithHints() throws IOException {
    List<Path> folders = folders();
    long withHints =
        folders.stream()
            .filter(
                it -> lines(it.resolve("expected.txt")).stream().anyMatch(p -> !p.endsWith("|-")))
            .count();
    assertTrue(folders.size() >= FEWEST, folders.size() + " folders");
    assertTrue(withHints >= FEWEST_WITH_HINTS, withHints + " folders with hints");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aBrokenConstitutionIsRefusedAtTheRightPlaceWithTheRightWords(Path folder) {
    Checked checked = checked(folder);
    List<String> expected = lines(folder.resolve("expected.txt"));
    List<String> found = new ArrayList<>();
    for (Problem problem : checked.problems()) {
      int i = found.size();
      String[] wanted = i < expected.size() ? expected.get(i).split("\\|", 5) : new String[0];
      found.add(
          "%s|%s|%s|%s|%s"
              .formatted(
                  position(problem, folder),
                  problem.code(),
                  problem.subject() == null ? "-" : problem.subject(),
                  part(problem.message(), wanted, 3),
                  problem.hint() == null ? "-" : part(problem.hint(), wanted, 4)));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
    assertFalse(expected.isEmpty(), "nothing is expected of " + folder);
    assertTrue(checked.constitution().isEmpty(), folder + " was loaded all the same");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void messagesSpeakTheLanguageOfTheAuthor(Path folder) {
    for (Problem problem : checked(folder).problems()) {
      speaksPlainly(problem.message());
      if (problem.hint() != null) {
        speaksPlainly(problem.hint());
      }
      assertEquals(Problem.Severity.ERROR, problem.severity());
      assertTrue(
          problem.line() >= 1 || !problem.file().endsWith(".drl"), () -> "no line: " + problem);
    }
  }

  static void speaksPlainly(String text) {
    assertFalse(text.isBlank(), "an empty message");
    assertFalse(Character.isUpperCase(text.charAt(0)) && !text.startsWith("JSON"), text);
    assertFalse(text.endsWith("."), text);
    assertFalse(HOST.matcher(text).find(), text);
    assertFalse(text.chars().anyMatch(Character::isISOControl), text);
    assertTrue(text.length() < 400, text);
  }

  @Test
  void aLineOfFiveMegabytesIsRefusedOrRead(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"long\", \"version\": \"1.0.0\"}");
    String rule =
        "package broken\nrule \"long\"\n@Principle\nwhen\n$o : Output( %s )\nthen forbid( $o ); end\n";
    Path file = folder.resolve("rules.drl");
    for (String filler : List.of("a", "(", "attr(\"x\") == true, ")) {
      Files.writeString(file, rule.formatted(filler.repeat((5 << 20) / filler.length())));
      List<Problem> problems = Constitution.check(folder).problems();
      assertEquals(1, problems.size(), () -> filler + ": " + problems);
      assertEquals(5, problems.get(0).line());
      speaksPlainly(problems.get(0).message());
    }
  }

  private static Checked checked(Path folder) {
    return CHECKED.computeIfAbsent(folder, Constitution::check);
  }

  private static String position(Problem problem, Path folder) {
    String inFolder = problem.position().substring(folder.toString().length());
    return inFolder.isEmpty() ? "." : inFolder.substring(1);
  }

  /** The part that is wanted if it is there, or else all of it. */
  private static String part(String text, String[] wanted, int index) {
    boolean isThere =
        wanted.length > index && !wanted[index].isEmpty() && text.contains(wanted[index]);
    return isThere ? wanted[index] : text;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(it -> !it.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

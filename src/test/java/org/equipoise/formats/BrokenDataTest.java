package org.equipoise.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder under {@code test-fixtures/broken/data} holds {@code cases.jsonl}, often {@code
 * judgments.jsonl}, and {@code expected.txt}: one line for each problem, in order, of the form
 * {@code file:line:column|code|subject|part of the message|part of the hint}, with {@code -} for no
 * subject and no hint.
 */
class BrokenDataTest {
  private static final Path ROOT = Path.of("test-fixtures/broken/data");
  private static final int FEWEST = 40;

  static List<Path> folders() throws IOException {
    try (Stream<Path> children = Files.list(ROOT)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void thereAreManyBrokenFiles() throws IOException {
    assertTrue(folders().size() >= FEWEST, folders().size() + " folders");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void brokenDataIsRefusedAtTheRightPlaceWithTheRightWords(Path folder) {
    List<Problem> problems = problemsIn(folder);
    List<String> expected = lines(folder.resolve("expected.txt"));
    List<String> found = new ArrayList<>();
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      String[] wanted = i < expected.size() ? expected.get(i).split("\\|", 5) : new String[0];
      found.add(
          "%s:%d:%d|%s|%s|%s|%s"
              .formatted(
                  Path.of(problem.file()).getFileName(),
                  problem.line(),
                  problem.column(),
                  problem.code(),
                  problem.subject() == null ? "-" : problem.subject(),
                  shown(problem.message(), wanted, 3),
                  problem.hint() == null ? "-" : shown(problem.hint(), wanted, 4)));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void messagesSpeakTheLanguageOfTheData(Path folder) {
    for (Problem problem : problemsIn(folder)) {
      for (String text :
          Stream.of(problem.message(), problem.hint()).filter(it -> it != null).toList()) {
        assertFalse(text.endsWith("."), text);
        assertFalse(Character.isUpperCase(text.charAt(0)), text);
        assertFalse(text.chars().anyMatch(Character::isISOControl), text);
        assertFalse(
            text.toLowerCase(Locale.ROOT)
                .matches(".*(java|jackson|exception|token|parser|feature|ctrl-char).*"),
            text);
        assertTrue(text.length() < 250, text);
      }
    }
  }

  private static List<Problem> problemsIn(Path folder) {
    Path judgments = folder.resolve("judgments.jsonl");
    return assertThrows(
            InvalidInputException.class,
            () ->
                Corpus.open(
                    folder.resolve("cases.jsonl"), Files.exists(judgments) ? judgments : null))
        .problems();
  }

  /** The expected part if the whole contains it, so that equal lines mean that it does. */
  private static String shown(String whole, String[] wanted, int part) {
    return part < wanted.length && whole.contains(wanted[part]) ? wanted[part] : whole;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

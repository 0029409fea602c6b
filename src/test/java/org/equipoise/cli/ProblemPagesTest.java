package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of problem has its page, and every page its kind of problem. */
class ProblemPagesTest {
  private static final Pattern IN_SOURCE =
      Pattern.compile(
          "\\b(error|warning|refused|problem|wrong|add|isBearable|Diagnosis|(?<![.])of)\\(\\s*(?:[\\w.() ]+(?:\\(\"\\w+\"\\)[\\w.()]*)?,\\s*){0,3}\"([a-z]+(?:-[a-z0-9]+)*)\"\\s*,");

  /** The codes in the sources, and those that the broken fixtures show. */
  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (Path file : files(Path.of("src/main/java"), ".java")) {
      Matcher code = IN_SOURCE.matcher(Files.readString(file));
      while (code.find()) {
        if (!code.group(1).equals("of") || file.endsWith("Diagnosis.java")) {
          codes.add(code.group(2));
        }
      }
    }
    for (Path file : files(Path.of("test-fixtures"), "expected.txt")) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          codes.add(Splitter.on('|').splitToList(line).get(1));
        }
      }
    }
    return codes;
  }

  private static List<Path> files(Path root, String end) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(it -> it.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void everyCodeHasItsPageAndEveryPageItsCode() throws IOException {
    Set<String> codes = codes();
    assertTrue(codes.size() > 60, "only " + codes.size() + " codes were found");
    assertEquals(String.join("\n", codes), String.join("\n", ProblemPages.all().keySet()));
  }

  @Test
  void everyPageSaysSomethingAndEndsBeforeTheNextPart() {
    ProblemPages.all()
        .forEach(
            (code, page) -> {
              assertTrue(page.length() > 20 && page.endsWith("."), code + ": " + page);
              assertFalse(page.contains("#"), code + ": " + page);
            });
  }
}

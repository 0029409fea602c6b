package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution.Checked;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to the text of a good constitution, the check ends, throws nothing, and either
 * loads it or tells where something is wrong, in the author's words.
 */
class MutatedConstitutionTest {
  private static final Path GOOD = Path.of("rules/assistant-conduct");
  private static final int SEEDS = Integer.getInteger("equipoise.mutations", 12);
  private static final int FIRST = Integer.getInteger("equipoise.firstMutation", 0);
  private static final Pattern TOKEN = Pattern.compile("\\w+|\"[^\"\\n]*\"|\\s+|[^\\w\\s]");
  private static final List<String> REPLACEMENTS =
      List.of(
          "(",
          ")",
          "{",
          "}",
          "\"",
          "'",
          ";",
          ",",
          "=",
          "==",
          "!",
          "@",
          "$",
          "$o",
          "/*",
          "//",
          "end",
          "then",
          "when",
          "rule",
          "not",
          "or",
          "from",
          "accumulate",
          "0",
          "-1",
          "null",
          "true",
          "\\",
          "\u0000",
          "é",
          "\uD83D\uDE00",
          "\n",
          "\t",
          "import",
          "package",
          "declare",
          "function",
          "query",
          "Output",
          "Claim",
          "attr",
          "#",
          "%",
          "[",
          "]",
          "?",
          ":",
          "::",
          "->",
          "/",
          "|");

  @Test
  void aMutatedConstitutionLoadsOrTellsWhatIsWrong(@TempDir Path folder) throws IOException {
    for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Path mutated = Files.createDirectory(folder.resolve("seed-" + seed));
      String what = mutate(mutated, new Random(seed), seed);
      Checked checked =
          assertTimeoutPreemptively(
              Duration.ofMinutes(2), () -> Constitution.check(mutated), () -> what);
      List<Problem> problems = checked.problems();
      boolean anyError = problems.stream().anyMatch(it -> it.severity() == Problem.Severity.ERROR);
      assertTrue(checked.constitution().isPresent() != anyError, () -> what + ": " + problems);
      for (Problem problem : problems) {
        if (problem.file().endsWith(".drl")) {
          assertTrue(problem.line() >= 1, () -> what + ": " + problem);
        }
        assertFalse(problem.file().startsWith("classpath:"), () -> what + ": " + problem);
        BrokenConstitutionsTest.speaksPlainly(problem.message());
        if (problem.hint() != null) {
          BrokenConstitutionsTest.speaksPlainly(problem.hint());
        }
      }
      if (Boolean.getBoolean("equipoise.showMutations")) {
        System.out.println(what);
        problems.forEach(it -> System.out.println("    " + it));
      }
    }
  }

  /** Copies the constitution with one to three changes in one of its files; says which. */
  private static String mutate(Path to, Random random, int seed) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(GOOD)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    StringBuilder what = new StringBuilder("seed " + seed);
    Path victim = files.get(random.nextInt(files.size()));
    for (Path file : files) {
      String text = Files.readString(file);
      if (file.equals(victim)) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
          text = mutate(text, random, what);
        }
      } else if (random.nextInt(4) > 0 && !file.endsWith("constitution.json")) {
        continue; // one rule base in four is enough to keep company
      }
      write(to.resolve(GOOD.relativize(file)), text);
    }
    return what.append(" in ").append(victim).toString();
  }

  private static String mutate(String text, Random random, StringBuilder what) {
    List<MatchResult> tokens = new ArrayList<>(TOKEN.matcher(text).results().toList());
    MatchResult token = tokens.get(random.nextInt(tokens.size()));
    String replacement = REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size()));
    String before = text.substring(0, token.start());
    String after = text.substring(token.end());
    String shown = "`" + token.group().replace("\n", "\\n") + "`@" + token.start();
    int character = token.start() + random.nextInt(token.end() - token.start());
    switch (random.nextInt(6)) {
      case 0 -> {
        what.append(", delete ").append(shown);
        return before + after;
      }
      case 1 -> {
        what.append(", double ").append(shown);
        return before + token.group() + token.group() + after;
      }
      case 2 -> {
        what.append(", replace ").append(shown).append(" by ").append(replacement);
        return before + replacement + after;
      }
      case 3 -> {
        what.append(", insert ").append(replacement).append(" before ").append(shown);
        return before + replacement + token.group() + after;
      }
      case 4 -> {
        what.append(", delete character ").append(character).append(" of ").append(shown);
        return text.substring(0, character) + text.substring(character + 1);
      }
      default -> {
        MatchResult other = tokens.get(random.nextInt(tokens.size()));
        what.append(", replace ").append(shown).append(" by ").append(other.group());
        return before + other.group() + after;
      }
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

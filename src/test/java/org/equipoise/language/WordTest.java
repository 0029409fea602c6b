package org.equipoise.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordTest {
  /** Compiled to {@code derive} and {@code deriveLogical}. */
  private static final Set<Word> OF_THE_ENGINE = EnumSet.of(Word.INSERT, Word.INSERT_LOGICAL);

  private static final Set<String> NO_WORDS = Set.of("recording", "deriveLogical");

  private static List<Method> functions() {
    return Arrays.stream(Vocabulary.class.getDeclaredMethods())
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !NO_WORDS.contains(it.getName()))
        .toList();
  }

  @Test
  void everyWordIsAFunctionThatRulesSeeAndEveryFunctionAWord() {
    Set<String> words =
        EnumSet.complementOf(EnumSet.copyOf(OF_THE_ENGINE)).stream()
            .map(Word::word)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        words,
        functions().stream().map(Method::getName).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void aWordTakesAsManyArgumentsAsItsFunctions() {
    for (Method function : functions()) {
      Word word = Word.of(function.getName()).orElseThrow();
      int fewest = function.getParameterCount();
      assertTrue(
          word.takes(fewest) || (function.isVarArgs() && word.takes(fewest + 1)),
          function.toString());
    }
    for (Word word : Word.values()) {
      for (int i = 0; i < 5 && !OF_THE_ENGINE.contains(word); i++) {
        int arguments = i;
        boolean isThere =
            functions().stream()
                .filter(it -> it.getName().equals(word.word()))
                .anyMatch(
                    it ->
                        it.isVarArgs()
                            ? arguments >= it.getParameterCount() - 1
                            : arguments == it.getParameterCount());
        assertTrue(isThere || !word.takes(arguments), word + " with " + arguments);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWordIsFoundByHowItIsWrittenAndAuthorsReadOfIt(Word word) throws IOException {
    assertEquals(Optional.of(word), Word.of(word.word()));
    assertTrue(word.usage().startsWith(word.word() + "("), word.usage());
    assertEquals(word.speaker() != Word.Speaker.KERNEL, Word.ofAuthors().contains(word));
    String page = Files.readString(Path.of("src/docs/rules.md"));
    if (word.speaker() != Word.Speaker.KERNEL && word != Word.INSERT_LOGICAL) {
      assertTrue(page.contains("`" + word.word() + "("), word.word());
    }
    assertFalse(Word.of(word.name()).isPresent(), "rules are written in small letters");
  }
}

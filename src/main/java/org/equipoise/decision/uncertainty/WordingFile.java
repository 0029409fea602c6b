package org.equipoise.decision.uncertainty;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.formats.internal.TextFile;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/**
 * The sentences of one language, from a properties file in UTF-8. It has every key and no other,
 * and no sentence is blank. A word in braces is a place for a number; other braces, and everything
 * else, are text. Immutable.
 *
 * @param sentences by their keys
 */
public record WordingFile(Map<String, String> sentences) {
  static final String SEVERAL_FACTS = "epistemic.number";
  static final String ONE_FACT = "epistemic.number.one";
  static final String WEIGHTS = "essential.number";
  static final String FACTS = "{facts}";
  static final String AGAINST = "{against}";
  static final String INFAVOUR = "{infavour}";

  /** The keys, each with the places for numbers that its sentence may have. */
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          hedge(Uncertainty.FAULT),
          Set.of(),
          hedge(Uncertainty.GAP),
          Set.of(),
          hedge(Uncertainty.EPISTEMIC),
          Set.of(),
          SEVERAL_FACTS,
          Set.of(FACTS),
          ONE_FACT,
          Set.of(FACTS),
          hedge(Uncertainty.ESSENTIAL),
          Set.of(),
          WEIGHTS,
          Set.of(AGAINST, INFAVOUR));

  private static final Pattern PLACE = Pattern.compile("\\{\\p{L}+}");

  public WordingFile {
    sentences = Map.copyOf(sentences);
  }

  /** The key of the sentence without numbers. */
  static String hedge(Uncertainty kind) {
    return kind.word() + ".hedge";
  }

  static WordingFile bundled(Locale locale) {
    String name = "wording_" + locale.toLanguageTag() + ".properties";
    try (InputStream in = Wording.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return of(name, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws InvalidInputException with one problem that names all that is wrong with it
   */
  public static WordingFile read(Path file) {
    return of(file.toString(), TextFile.read(file));
  }

  /**
   * Returns the sentences that a text holds.
   *
   * @param name of the file, for problems
   * @throws InvalidInputException with one problem that names all that is wrong with it
   */
  public static WordingFile of(String name, String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw refused(name, "it is no properties file: " + e.getMessage(), "write `key = sentence`");
    }
    Map<String, String> sentences = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      sentences.put(key, properties.getProperty(key, ""));
    }
    List<String> wrong = faults(sentences);
    if (!wrong.isEmpty()) {
      throw refused(
          name,
          String.join("; ", wrong),
          "write one sentence for each of " + String.join(", ", new TreeSet<>(KEYS.keySet())));
    }
    return new WordingFile(sentences);
  }

  private static List<String> faults(Map<String, String> sentences) {
    List<String> wrong = new ArrayList<>();
    for (String key : new TreeSet<>(KEYS.keySet())) {
      String sentence = sentences.get(key);
      if (sentence == null) {
        wrong.add("`" + key + "` is missing");
      } else if (sentence.isBlank()) {
        wrong.add("`" + key + "` is blank");
      }
    }
    sentences.forEach(
        (key, sentence) -> {
          Set<String> places = KEYS.get(key);
          if (places == null) {
            wrong.add("`" + key + "` is no key");
            return;
          }
          Matcher found = PLACE.matcher(sentence);
          while (found.find()) {
            if (!places.contains(found.group())) {
              wrong.add(
                  "`"
                      + key
                      + "` has no number for `"
                      + found.group()
                      + "`"
                      + (places.isEmpty()
                          ? ""
                          : ", only for " + String.join(", ", new TreeSet<>(places))));
            }
          }
        });
    return wrong;
  }

  private static InvalidInputException refused(String name, String message, String hint) {
    return new InvalidInputException(Problem.error("wrong-value", name, 0, 0, null, message, hint));
  }
}

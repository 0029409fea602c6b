package org.equipoise.coherence.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.coherence.TextPair;

/**
 * What a pair of texts is described by: the words of each text, each two words of the hypothesis
 * that follow each other, and each word of the premise together with each word of the hypothesis.
 */
final class PairFeatures {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?");

  /** The words after these of a text are not read: a pair has the product of both. */
  private static final int MOST_WORDS = 200;

  private PairFeatures() {}

  /**
   * Returns how often each feature occurs, in the order of the texts: {@code p:word}, {@code
   * h:word}, {@code h:word_word} or {@code x:word word}.
   */
  static Map<String, Integer> of(TextPair pair) {
    List<String> premise = words(pair.premise());
    List<String> hypothesis = words(pair.hypothesis());
    Map<String, Integer> features = new LinkedHashMap<>();
    premise.forEach(it -> features.merge("p:" + it, 1, Integer::sum));
    hypothesis.forEach(it -> features.merge("h:" + it, 1, Integer::sum));
    for (int i = 1; i < hypothesis.size(); i++) {
      features.merge("h:" + hypothesis.get(i - 1) + "_" + hypothesis.get(i), 1, Integer::sum);
    }
    for (String one : new LinkedHashSet<>(premise)) {
      for (String other : new LinkedHashSet<>(hypothesis)) {
        features.put("x:" + one + " " + other, 1);
      }
    }
    return features;
  }

  /** The words in their order, at most so many that differ. */
  private static List<String> words(String text) {
    Set<String> different = new HashSet<>();
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find() && different.size() < MOST_WORDS) {
      String word = matcher.group().replace('’', '\'');
      different.add(word);
      words.add(word);
    }
    return words;
  }

  /** Whether a feature is a word of the premise together with one of the hypothesis. */
  static boolean isCross(String feature) {
    return feature.startsWith("x:");
  }

  /** The word of the premise, or an empty text. */
  static String premise(String feature) {
    return isCross(feature)
        ? feature.substring(2, feature.indexOf(' '))
        : feature.startsWith("p:") ? feature.substring(2) : "";
  }

  /** The word of the hypothesis, or two words of it with a space between them, or an empty text. */
  static String hypothesis(String feature) {
    return isCross(feature)
        ? feature.substring(feature.indexOf(' ') + 1)
        : feature.startsWith("h:") ? feature.substring(2).replace('_', ' ') : "";
  }
}

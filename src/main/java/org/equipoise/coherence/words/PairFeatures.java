package org.equipoise.coherence.words;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.coherence.TextPair;

/**
 * What a pair of texts is described by: the words of each text, and each word of the premise
 * together with each word of the hypothesis.
 */
final class PairFeatures {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?");

  /** The words after these of a text are not read: a pair has the product of both. */
  private static final int MOST_WORDS = 200;

  private PairFeatures() {}

  /**
   * Returns how often each feature occurs, in the order of the texts: {@code p:word}, {@code
   * h:word}, or {@code x:word word}.
   */
  static Map<String, Integer> of(TextPair pair) {
    Set<String> premise = new LinkedHashSet<>();
    Set<String> hypothesis = new LinkedHashSet<>();
    Map<String, Integer> features = new LinkedHashMap<>();
    words(pair.premise(), "p:", premise, features);
    words(pair.hypothesis(), "h:", hypothesis, features);
    for (String one : premise) {
      for (String other : hypothesis) {
        features.put("x:" + one + " " + other, 1);
      }
    }
    return features;
  }

  private static void words(
      String text, String kind, Set<String> words, Map<String, Integer> features) {
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find() && words.size() < MOST_WORDS) {
      String word = matcher.group().replace('’', '\'');
      words.add(word);
      features.merge(kind + word, 1, Integer::sum);
    }
  }

  /** Whether a feature is two words together. */
  static boolean isCross(String feature) {
    return feature.startsWith("x:");
  }
}

package org.equipoise.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A sentence that says what must, must not or may be done: the modal word, and all other words.
 * Only English is read. Immutable.
 *
 * @param modality what the sentence says of what its words name
 * @param words the other words in lower case and in order, without articles
 */
public record NormText(Modality modality, List<String> words) {
  /** What a sentence says of an act. */
  public enum Modality {
    MUST,
    MUST_NOT,
    MAY,
    /** The sentence has no modal word, or several. */
    NONE
  }

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?");
  private static final Set<String> ARTICLES = Set.of("a", "an", "the", "any");
  private static final Set<String> SMALL =
      Set.of(
          "a", "an", "the", "any", "of", "to", "and", "or", "is", "are", "was", "were", "be", "it",
          "that", "this", "you", "your", "i", "he", "she", "they", "we", "for", "in", "on", "with",
          "as", "by", "at", "from", "its", "their", "his", "her", "who", "one", "s");

  /** The longest phrases first: each is taken out of the sentence where it matches. */
  private static final List<Phrase> PHRASES =
      List.of(
          phrase(Modality.MUST_NOT, "(?:must|shall|should|may|can|could|ought) never"),
          phrase(Modality.MUST_NOT, "(?:must|shall|should|may|ought) not(?: to)?"),
          phrase(Modality.MUST_NOT, "(?:mustn't|shan't|shouldn't|cannot|can't|can not)"),
          phrase(Modality.MUST_NOT, "(?:is|are) (?:forbidden|prohibited)(?: to| from)?"),
          phrase(Modality.MUST_NOT, "(?:is|are) not (?:allowed|permitted)(?: to)?"),
          phrase(Modality.MAY, "(?:need not|needn't)"),
          phrase(Modality.MAY, "(?:is|are) (?:allowed|permitted|free)(?: to)?"),
          phrase(Modality.MUST, "(?:is|are) (?:required|obliged)(?: to)?"),
          phrase(Modality.MUST, "(?:has|have|ought) to"),
          phrase(Modality.MUST, "(?:must|shall|should)(?: always)?"),
          phrase(Modality.MAY, "(?:may|can)"));

  private record Phrase(Modality modality, Pattern pattern) {}

  private static Phrase phrase(Modality modality, String regex) {
    return new Phrase(modality, Pattern.compile("(?<![\\p{L}'])" + regex + "(?![\\p{L}'])"));
  }

  public NormText {
    words = List.copyOf(words);
  }

  /** Reads a sentence. */
  public static NormText of(String sentence) {
    String rest = sentence.toLowerCase(Locale.ROOT).replace('’', '\'');
    List<Modality> found = new ArrayList<>();
    for (Phrase phrase : PHRASES) {
      List<MatchResult> matches = phrase.pattern().matcher(rest).results().toList();
      matches.forEach(it -> found.add(phrase.modality()));
      rest = phrase.pattern().matcher(rest).replaceAll(" ");
    }
    List<String> words = new ArrayList<>(words(rest));
    words.removeIf(ARTICLES::contains);
    return new NormText(found.size() == 1 ? found.get(0) : Modality.NONE, words);
  }

  /**
   * Whether two sentences say of the same words what cannot both be: that it must be and that it
   * must not, or that it may be and that it must not.
   */
  public boolean contradicts(NormText other) {
    boolean isForbiddenOnce =
        (modality == Modality.MUST_NOT) != (other.modality == Modality.MUST_NOT);
    return isForbiddenOnce
        && modality != Modality.NONE
        && other.modality != Modality.NONE
        && !words.isEmpty()
        && words.equals(other.words);
  }

  /** The words of a text, as they stand there. */
  static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  /** The words of a text in lower case, without those that tell little, and without endings. */
  static List<String> contentWords(String text) {
    return words(text.toLowerCase(Locale.ROOT)).stream()
        .filter(it -> !SMALL.contains(it))
        .map(NormText::stem)
        .distinct()
        .toList();
  }

  /** A word without a usual ending; good enough to compare words. */
  static String stem(String word) {
    for (String end : List.of("ing", "ies", "ed", "es", "s", "ly")) {
      if (word.endsWith(end) && word.length() - end.length() >= 3) {
        return word.substring(0, word.length() - end.length());
      }
    }
    return word;
  }
}

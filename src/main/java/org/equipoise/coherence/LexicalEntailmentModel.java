package org.equipoise.coherence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.NormText.Modality;

/**
 * Relates texts by their words alone: how many they share, and whether one denies, turns round or
 * counts otherwise what the other says (negation, antonyms, numbers, modal words). It reads
 * English. It tells norms from their contraries and little else: where it tells nothing, a
 * calibration has no thresholds, and nothing is decided. Stateless and safe for use by several
 * threads.
 */
public final class LexicalEntailmentModel implements EntailmentModel {
  /** The model; all instances are the same. */
  public static final LexicalEntailmentModel INSTANCE = new LexicalEntailmentModel();

  private static final int VERSION = 1;
  private static final int MOST_TOKENS = 100_000;
  private static final Set<String> NEGATIONS =
      Set.of(
          "not",
          "no",
          "never",
          "none",
          "nobody",
          "nothing",
          "neither",
          "nor",
          "without",
          "cannot",
          "wrong",
          "bad",
          "rude",
          "unacceptable",
          "shouldn't",
          "don't",
          "doesn't",
          "didn't",
          "isn't",
          "aren't",
          "wasn't",
          "weren't",
          "won't",
          "wouldn't",
          "can't",
          "couldn't",
          "mustn't",
          "hasn't",
          "haven't",
          "needn't",
          "refuse",
          "avoid",
          "fail");
  private static final List<List<String>> ANTONYMS =
      List.of(
          List.of("allow", "forbid"),
          List.of("permit", "prohibit"),
          List.of("good", "bad"),
          List.of("right", "wrong"),
          List.of("safe", "dangerous"),
          List.of("safe", "unsafe"),
          List.of("true", "false"),
          List.of("legal", "illegal"),
          List.of("always", "never"),
          List.of("all", "none"),
          List.of("increase", "decrease"),
          List.of("rise", "fall"),
          List.of("more", "less"),
          List.of("more", "fewer"),
          List.of("high", "low"),
          List.of("before", "after"),
          List.of("first", "last"),
          List.of("open", "close"),
          List.of("start", "end"),
          List.of("begin", "end"),
          List.of("accept", "reject"),
          List.of("accept", "refuse"),
          List.of("love", "hate"),
          List.of("like", "dislike"),
          List.of("help", "hurt"),
          List.of("help", "harm"),
          List.of("help", "ignore"),
          List.of("protect", "harm"),
          List.of("keep", "break"),
          List.of("give", "take"),
          List.of("win", "lose"),
          List.of("honest", "dishonest"),
          List.of("honest", "lie"),
          List.of("truth", "lie"),
          List.of("respect", "disrespect"),
          List.of("kind", "mean"),
          List.of("kind", "cruel"),
          List.of("polite", "rude"),
          List.of("agree", "disagree"),
          List.of("fair", "unfair"),
          List.of("happy", "sad"),
          List.of("old", "young"),
          List.of("early", "late"),
          List.of("success", "failure"),
          List.of("possible", "impossible"),
          List.of("include", "exclude"),
          List.of("public", "private"),
          List.of("male", "female"),
          List.of("man", "woman"),
          List.of("father", "mother"),
          List.of("north", "south"),
          List.of("east", "west"),
          List.of("share", "hide"),
          List.of("reveal", "conceal"),
          List.of("reveal", "hide"),
          List.of("expected", "okay"));

  private static final Map<String, Set<String>> OPPOSITES = opposites();

  private LexicalEntailmentModel() {}

  private static Map<String, Set<String>> opposites() {
    Map<String, Set<String>> opposites = new HashMap<>();
    for (List<String> pair : ANTONYMS) {
      String first = NormText.stem(pair.get(0));
      String second = NormText.stem(pair.get(1));
      opposites.computeIfAbsent(first, it -> new HashSet<>()).add(second);
      opposites.computeIfAbsent(second, it -> new HashSet<>()).add(first);
    }
    return opposites;
  }

  @Override
  public ModelCard card() {
    String what = "lexical " + VERSION + NEGATIONS.stream().sorted().toList() + ANTONYMS;
    return new ModelCard(
        "lexical",
        Calibration.sha256(what.getBytes(StandardCharsets.UTF_8)),
        "Apache-2.0",
        List.of("en"),
        MOST_TOKENS);
  }

  @Override
  public List<Relation> relate(List<TextPair> pairs) {
    return pairs.stream().map(LexicalEntailmentModel::relate).toList();
  }

  private static Relation relate(TextPair pair) {
    List<String> first = NormText.contentWords(pair.premise());
    List<String> second = NormText.contentWords(pair.hypothesis());
    double shared = shared(first, second);
    int reversals = 0;
    if (negations(pair.premise(), second) % 2 != negations(pair.hypothesis(), first) % 2) {
      reversals++;
    }
    if (first.stream().anyMatch(it -> isOpposed(it, second, first))) {
      reversals++;
    }
    boolean hasOtherNumber = !numbers(first).equals(numbers(second)) && bothCount(first, second);
    if (modal(pair.premise(), pair.hypothesis())) {
      reversals = Math.max(1, reversals);
    }
    // Two reversals cancel each other out: what is not bad is good.
    boolean isReversed = reversals == 1 || hasOtherNumber;
    double contradicts = shared * (isReversed ? 0.9 : 0.1);
    double entails = shared * (isReversed ? 0.1 : 0.9) * shared;
    return new Relation(entails, Math.max(0, 1 - entails - contradicts), contradicts);
  }

  /** The share of the shorter text's telling words that the longer one has too. */
  private static double shared(List<String> first, List<String> second) {
    List<String> common = new ArrayList<>(first);
    common.removeIf(NEGATIONS::contains);
    List<String> others = new ArrayList<>(second);
    others.removeIf(NEGATIONS::contains);
    int least = Math.min(common.size(), others.size());
    common.retainAll(others);
    return least == 0 ? 0 : (double) common.size() / least;
  }

  /** How often a text denies, without words whose opposites the other text has. */
  private static long negations(String text, List<String> others) {
    return NormText.words(text.toLowerCase(Locale.ROOT).replace('’', '\'')).stream()
        .filter(NEGATIONS::contains)
        .filter(
            it ->
                OPPOSITES.getOrDefault(NormText.stem(it), Set.of()).stream()
                    .noneMatch(others::contains))
        .count();
  }

  private static boolean isOpposed(String word, List<String> others, List<String> own) {
    return OPPOSITES.getOrDefault(word, Set.of()).stream()
        .anyMatch(it -> others.contains(it) && !own.contains(it));
  }

  private static boolean modal(String first, String second) {
    Modality one = NormText.of(first).modality();
    Modality other = NormText.of(second).modality();
    return one != Modality.NONE
        && other != Modality.NONE
        && (one == Modality.MUST_NOT) != (other == Modality.MUST_NOT);
  }

  private static Set<String> numbers(List<String> words) {
    Set<String> numbers = new HashSet<>(words);
    numbers.removeIf(it -> it.chars().noneMatch(c -> c >= '0' && c <= '9'));
    return numbers;
  }

  private static boolean bothCount(List<String> first, List<String> second) {
    return !numbers(first).isEmpty() && !numbers(second).isEmpty();
  }
}

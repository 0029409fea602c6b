package org.equipoise.coherence.words;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/**
 * A linear model of words, learned from labelled pairs: each word of both texts, each two words of
 * the hypothesis that follow each other, and each word of the premise with each of the hypothesis,
 * weighted by how rare they are. It is worth something where the same premises were labelled often,
 * and nothing on premises that nobody labelled. The same pairs give the same model, in whatever
 * order. Immutable and safe to share between threads.
 */
public final class LearnedWords implements EntailmentModel {
  private static final String HEAD = "learned-words 2";
  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_TOKENS = 400;

  /** A feature of fewer pairs is not learned. */
  private static final int LEAST_PAIRS = 2;

  private static final int MOST_FEATURES = 400_000;
  private static final double PENALTY = 0.5;

  /** The norm of what words of both texts tell together, where that of single words is 1. */
  private static final double NORM_OF_CROSSES = 1.5;

  private final int pairs;
  private final double intercept;

  /** By name, in its order. */
  private final Map<String, Feature> features;

  private final ModelCard card;

  /**
   * A feature.
   *
   * @param pairs in how many pairs it was seen
   */
  private record Feature(int pairs, double weight) {}

  /**
   * What a feature adds to the log-odds of a contradiction. Immutable.
   *
   * @param premise the word of the premise; empty if the feature has none
   * @param hypothesis the word of the hypothesis, or two that follow each other with a space
   *     between them; empty if the feature has none
   */
  public record Contribution(String premise, String hypothesis, double logOdds) {}

  private LearnedWords(int pairs, double intercept, SortedMap<String, Feature> features) {
    this.pairs = pairs;
    this.intercept = intercept;
    this.features = new LinkedHashMap<>(features);
    this.card =
        new ModelCard(
            "learned words",
            Calibration.sha256(toText().getBytes(StandardCharsets.UTF_8)),
            "that of the labelled pairs",
            List.of(),
            MAX_TOKENS);
  }

  /**
   * Learns from labelled pairs.
   *
   * @param labelled in any order; pairs that come twice count twice
   * @throws IllegalArgumentException if there are no labels of both kinds
   */
  public static LearnedWords learn(Collection<LabelledPair> labelled) {
    List<LabelledPair> sorted = new ArrayList<>(labelled);
    sorted.sort(LabelledPair.ORDER);
    if (sorted.stream().map(LabelledPair::contradicts).distinct().count() != 2) {
      throw new IllegalArgumentException("labels of both kinds are needed");
    }
    SortedMap<String, Feature> seen = frequent(sorted);
    Map<String, Integer> columns = new HashMap<>();
    seen.keySet().forEach(it -> columns.put(it, columns.size()));
    LearnedWords untrained = new LearnedWords(sorted.size(), 0, seen);
    SparseRows rows = new SparseRows();
    for (LabelledPair each : sorted) {
      Map<String, Double> values = untrained.values(each.pair());
      rows.add(
          values.keySet().stream().mapToInt(columns::get).toArray(),
          values.values().stream().mapToDouble(it -> it).toArray(),
          each.contradicts());
    }
    double[] weights = LogisticRegression.weights(rows, columns.size(), PENALTY);
    SortedMap<String, Feature> learned = new TreeMap<>();
    seen.forEach(
        (name, it) ->
            learned.put(
                name,
                new Feature(
                    it.pairs(), rounded(weights[Objects.requireNonNull(columns.get(name))]))));
    return new LearnedWords(sorted.size(), rounded(weights[columns.size()]), learned);
  }

  /** The features of at least so many pairs; if they are too many, the most frequent. */
  private static SortedMap<String, Feature> frequent(List<LabelledPair> sorted) {
    Map<String, Integer> count = new HashMap<>();
    for (LabelledPair each : sorted) {
      PairFeatures.of(each.pair()).keySet().forEach(it -> count.merge(it, 1, Integer::sum));
    }
    SortedMap<String, Feature> frequent = new TreeMap<>();
    count.entrySet().stream()
        .filter(it -> it.getValue() >= LEAST_PAIRS)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_FEATURES)
        .forEach(it -> frequent.put(it.getKey(), new Feature(it.getValue(), 0)));
    return frequent;
  }

  /** Six decimals, so that the file is short. */
  private static double rounded(double weight) {
    return Math.rint(weight * 1e6) / 1e6;
  }

  /** The known features of a pair with their values; those that tell nothing are left out. */
  private Map<String, Double> values(TextPair pair) {
    Map<String, Double> values = new LinkedHashMap<>();
    double words = 0;
    double crosses = 0;
    for (Map.Entry<String, Integer> each : PairFeatures.of(pair).entrySet()) {
      String name = each.getKey();
      double value = features.containsKey(name) ? value(name, each.getValue()) : 0;
      if (value > 0) {
        values.put(name, value);
        if (PairFeatures.isCross(name)) {
          crosses += value * value;
        } else {
          words += value * value;
        }
      }
    }
    double ofWords = Math.sqrt(words);
    double ofCrosses = Math.sqrt(crosses) / NORM_OF_CROSSES;
    values.replaceAll((name, value) -> value / (PairFeatures.isCross(name) ? ofCrosses : ofWords));
    return values;
  }

  /**
   * How much a feature says before it is weighed. A word of all premises, such as {@code not}, says
   * nothing about which premise it is, so it counts 0 together with others.
   */
  private double value(String name, int times) {
    return PairFeatures.isCross(name)
        ? rarity("p:" + PairFeatures.premise(name))
            * (rarity("h:" + PairFeatures.hypothesis(name)) + 1)
        : (1 + StrictMath.log(times)) * (rarity(name) + 1);
  }

  /** The logarithm of how many pairs there are for one that has the feature. */
  private double rarity(String name) {
    Feature known = features.get(name);
    return StrictMath.log((1.0 + pairs) / (1 + (known == null ? 0 : known.pairs())));
  }

  /** Returns the raw score for a contradiction, in (0, 1); it is no probability. */
  public double score(TextPair pair) {
    double logOdds = intercept;
    for (Map.Entry<String, Double> each : values(pair).entrySet()) {
      logOdds += each.getValue() * weight(each.getKey());
    }
    return LogisticRegression.logistic(logOdds);
  }

  private double weight(String name) {
    Feature known = features.get(name);
    return known == null ? 0 : known.weight();
  }

  /** Returns what adds or takes most, the largest first. */
  public List<Contribution> contributions(TextPair pair, int most) {
    List<Contribution> all = new ArrayList<>();
    values(pair)
        .forEach(
            (name, value) ->
                all.add(
                    new Contribution(
                        PairFeatures.premise(name),
                        PairFeatures.hypothesis(name),
                        value * weight(name))));
    all.sort(Comparator.comparingDouble(it -> -Math.abs(it.logOdds())));
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  @Override
  public ModelCard card() {
    return card;
  }

  /** Relates pairs by their scores; what does not contradict counts as neither. */
  @Override
  public List<Relation> relate(List<TextPair> pairs) {
    List<Relation> relations = new ArrayList<>();
    for (TextPair pair : pairs) {
      double score = score(pair);
      relations.add(new Relation(0, 1 - score, score));
    }
    return relations;
  }

  // ---- the file

  /** Returns the model as text: the same for the same pairs. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(HEAD).append('\n').append(pairs).append('\t').append(intercept).append('\n');
    features.forEach(
        (name, it) ->
            text.append(name)
                .append('\t')
                .append(it.pairs())
                .append('\t')
                .append(it.weight())
                .append('\n'));
    return text.toString();
  }

  /**
   * Reads a model from a file in which {@link #toText} was saved.
   *
   * @throws InvalidInputException if the file cannot be read, or is no such model
   */
  public static LearnedWords read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw refused(path, 0, "the file has more than 256 MB");
      }
      return of(path, Files.readAllLines(path));
    } catch (IOException e) {
      throw refused(path, 0, "the file cannot be read as text in UTF-8");
    }
  }

  private static LearnedWords of(Path path, List<String> lines) {
    if (lines.size() < 2 || !lines.get(0).equals(HEAD)) {
      throw refused(
          path,
          1,
          "the file does not begin with `"
              + HEAD
              + "`; what another version learned is to be learned again");
    }
    SortedMap<String, Feature> features = new TreeMap<>();
    for (int line = 2; line < lines.size(); line++) {
      String[] parts = lines.get(line).split("\t", -1);
      boolean isGood = parts.length == 3 && parts[0].matches("(?:[ph]:\\S+)|(?:x:\\S+ \\S+)");
      if (!isGood || features.put(parts[0], feature(path, line, parts[1], parts[2])) != null) {
        throw refused(path, line + 1, "a line holds a feature, how many pairs have it, its weight");
      }
    }
    String[] head = lines.get(1).split("\t", -1);
    if (head.length != 2) {
      throw refused(path, 2, "the second line holds the number of pairs and the intercept");
    }
    Feature all = feature(path, 1, head[0], head[1]);
    return new LearnedWords(all.pairs(), all.weight(), features);
  }

  private static Feature feature(Path path, int line, String pairs, String weight) {
    try {
      Feature feature = new Feature(Integer.parseInt(pairs), Double.parseDouble(weight));
      if (feature.pairs() > 0 && Math.abs(feature.weight()) < 1e6) {
        return feature;
      }
    } catch (NumberFormatException e) {
      // Refused below, as numbers out of range are.
    }
    throw refused(path, line + 1, "a number is missing or out of range");
  }

  private static InvalidInputException refused(Path path, int line, String message) {
    return new InvalidInputException(
        Problem.error(
            "wrong-value", path.toString(), line, 0, null, message, "learn the words again"));
  }
}

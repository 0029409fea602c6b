package org.equipoise.coherence.words;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.Answer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;

/**
 * Learned words and another model together, by a logistic function with four parameters: the
 * intercept, and the weights of the log-odds of the words' score, of the other model's share for a
 * contradiction, and of its share for entailment. Immutable; as safe to share as the other model.
 */
public final class StackedModel implements EntailmentModel {
  private static final int FOLDS = 5;
  private static final double PENALTY = 1e-3;
  private static final double EDGE = 1e-4;

  private final LearnedWords words;
  private final EntailmentModel other;
  private final double[] weights;

  /**
   * What carried a score: what each part adds to the log-odds. Immutable.
   *
   * @param words what the learned words add
   * @param model what the other model adds
   */
  public record Carried(double words, double model) {
    /**
     * Returns the part that adds most in the direction of their sum: {@code words} or {@code
     * model}.
     */
    public String most() {
      return (words + model >= 0 ? words >= model : words <= model) ? "words" : "model";
    }
  }

  private StackedModel(LearnedWords words, EntailmentModel other, double[] weights) {
    this.words = words;
    this.other = other;
    this.weights = weights;
  }

  /**
   * Learns words and the parameters from the same pairs. For the parameters each pair is scored by
   * words learned from others: pairs with one hypothesis stay together.
   *
   * @param labelled in any order, which changes nothing
   */
  public static StackedModel learn(List<LabelledPair> labelled, EntailmentModel other) {
    return learn(labelled, it -> it.pair().hypothesis(), other);
  }

  /**
   * Learns likewise from pairs that belong together: two answers to one question, or what two
   * people did in one situation. Pairs of a group stay together, since words learned from one of
   * them say more or less of the others than of new texts.
   *
   * @param labelled in any order, which changes nothing
   * @param group the name of what a pair belongs to
   */
  public static StackedModel learn(
      List<LabelledPair> labelled, Function<LabelledPair, String> group, EntailmentModel other) {
    List<LabelledPair> sorted = new ArrayList<>(labelled);
    sorted.sort(LabelledPair.ORDER);
    ToIntFunction<LabelledPair> fold = it -> Math.floorMod(group.apply(it).hashCode(), FOLDS);
    Map<Integer, LearnedWords> withoutFold = new TreeMap<>();
    for (int i = 0; i < FOLDS; i++) {
      int left = i;
      withoutFold.put(
          i,
          LearnedWords.learn(sorted.stream().filter(it -> fold.applyAsInt(it) != left).toList()));
    }
    List<Relation> relations = other.relate(sorted.stream().map(LabelledPair::pair).toList());
    SparseRows rows = new SparseRows();
    int row = 0;
    for (LabelledPair each : sorted) {
      LearnedWords others = Objects.requireNonNull(withoutFold.get(fold.applyAsInt(each)));
      rows.add(
          new int[] {0, 1, 2},
          parts(others.score(each.pair()), relations.get(row++)),
          each.contradicts());
    }
    return new StackedModel(
        LearnedWords.learn(sorted), other, LogisticRegression.weights(rows, 3, PENALTY));
  }

  private static double[] parts(double words, Relation relation) {
    return new double[] {
      logOdds(words), logOdds(relation.contradicts()), logOdds(relation.entails())
    };
  }

  private static double logOdds(double share) {
    double inside = Math.min(1 - EDGE, Math.max(EDGE, share));
    return StrictMath.log(inside / (1 - inside));
  }

  /** Returns what carries the score of a pair. */
  public Carried carried(TextPair pair) {
    return carried(pair, other.relate(List.of(pair)).get(0));
  }

  private Carried carried(TextPair pair, Relation relation) {
    double[] parts = parts(words.score(pair), relation);
    return new Carried(weights[0] * parts[0], weights[1] * parts[1] + weights[2] * parts[2]);
  }

  /** Returns the words that were learned. */
  public LearnedWords words() {
    return words;
  }

  @Override
  public ModelCard card() {
    ModelCard of = other.card();
    String parts =
        String.format(
            Locale.ROOT,
            "%s %s %s %s %s %s",
            words.card().digest(),
            of.digest(),
            weights[0],
            weights[1],
            weights[2],
            weights[3]);
    return new ModelCard(
        "learned words and " + of.name(),
        Calibration.sha256(parts.getBytes(StandardCharsets.UTF_8)),
        of.licence(),
        of.languages(),
        of.maxTokens());
  }

  /** Relates pairs; what does not contradict is shared out as the other model does. */
  @Override
  public List<Relation> relate(List<TextPair> pairs) {
    return answer(pairs).stream().map(Answer::relation).toList();
  }

  /** Relates pairs likewise; what the other model doubts is doubted. */
  @Override
  public List<Answer> answer(List<TextPair> pairs) {
    List<Answer> others = other.answer(pairs);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Answer of = others.get(i);
      answers.add(new Answer(stacked(pairs.get(i), of.relation()), of.doubt()));
    }
    return answers;
  }

  private Relation stacked(TextPair pair, Relation of) {
    Carried carried = carried(pair, of);
    double score = LogisticRegression.logistic(carried.words() + carried.model() + weights[3]);
    double rest = of.entails() + of.neither();
    double entails = rest > 0 ? (1 - score) * of.entails() / rest : 0;
    return new Relation(entails, Math.max(0, 1 - score - entails), score);
  }

  @Override
  public void close() {
    other.close();
  }
}

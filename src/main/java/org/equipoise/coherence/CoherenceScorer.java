package org.equipoise.coherence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.ScoreWatch;
import org.equipoise.coherence.Finding.Consistent;
import org.equipoise.coherence.Finding.Contradicts;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.coherence.Finding.Why;
import org.jspecify.annotations.Nullable;

/**
 * A model of entailment with a calibration for one named use; without one it decides nothing. Texts
 * are cut into sentences, and the score of a pair is the greatest of its sentences, so a
 * calibration must be made of such scores ({@link #score}). Where contradiction has no direction,
 * sentences are asked about in both orders, and the mean of both answers counts. Bounds hold for
 * texts drawn as the labelled pairs were; where the scores of many texts are distributed otherwise,
 * nothing is decided. Safe for use by several threads.
 */
public final class CoherenceScorer {
  /** Of longer texts, so many pairs of sentences are tested: those that share most words. */
  private static final int MOST_PAIRS = 32;

  private final EntailmentModel model;
  private final @Nullable Calibration calibration;
  private final @Nullable ScoreWatch watch;

  private CoherenceScorer(EntailmentModel model, @Nullable Calibration calibration) {
    this.model = model;
    this.calibration = calibration;
    this.watch = calibration == null ? null : new ScoreWatch(calibration);
  }

  /** A scorer that decides as the calibration allows, if it was made of this model. */
  public static CoherenceScorer of(EntailmentModel model, Calibration calibration) {
    return new CoherenceScorer(model, calibration);
  }

  /** A scorer that decides nothing, since nobody knows what the model's scores are worth. */
  public static CoherenceScorer uncalibrated(EntailmentModel model) {
    return new CoherenceScorer(model, null);
  }

  /** Finds how a pair stands, for the use that the calibration names. */
  public Finding find(TextPair pair) {
    return examine(pair, calibratedUse()).finding();
  }

  /**
   * Finds how a pair stands, and by which sentences.
   *
   * @param use what the texts are; if the calibration was made for another, nothing is decided
   */
  public Examination examine(TextPair pair, Use use) {
    return examine(pair, Questions.NONE, use);
  }

  /**
   * Finds likewise how two answers stand.
   *
   * @param questions what they answer; it counts for {@link Use#OUTPUT_AGAINST_OUTPUT}
   */
  public Examination examine(TextPair pair, Questions questions, Use use) {
    return examined(score(model, pair, questions, use), use);
  }

  /**
   * Finds whether a text contradicts itself, as two outputs of one author may contradict each
   * other: each sentence is tested against each later one, in both orders.
   *
   * @return empty if the text has fewer than two sentences
   */
  public Optional<Examination> examineItself(String text) {
    List<Sentence> sentences = Sentence.of(text);
    List<Candidate> candidates = new ArrayList<>();
    for (int later = 1; later < sentences.size(); later++) {
      for (Sentence earlier : sentences.subList(0, later)) {
        candidates.add(new Candidate(earlier, sentences.get(later)));
      }
    }
    Use use = Use.OUTPUT_AGAINST_OUTPUT;
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            examined(score(model, fewest(candidates), Questions.NONE, use, List.of(text)), use));
  }

  private Examination examined(Scored scored, Use use) {
    return new Examination(
        decided(scored, use), scored.premise(), scored.hypothesis(), scored.relation());
  }

  private Use calibratedUse() {
    return calibration == null
        ? Use.RULE_AGAINST_OUTPUT
        : Use.of(calibration.use()).orElse(Use.RULE_AGAINST_OUTPUT);
  }

  private Finding decided(Scored scored, Use use) {
    Calibration made = calibration;
    ScoreWatch watching = watch;
    if (scored.doubt().isPresent()) {
      return new Undecided(0.5, scored.doubt().get());
    }
    boolean isForUse =
        made != null
            && watching != null
            && made.isOf(model.card().digest())
            && Use.of(made.use()).map(it -> it == use).orElse(use == Use.RULE_AGAINST_OUTPUT);
    if (made == null || watching == null || !isForUse) {
      return new Undecided(0.5, Why.NO_CALIBRATION);
    }
    double score = scored.score();
    if (watching.add(score)) {
      return new Undecided(0.5, Why.OUT_OF_RANGE);
    }
    double probability = made.probability(score);
    return switch (made.verdict(score)) {
      case YES -> new Contradicts(probability, scored.hypothesis().text(), made.digest());
      case NO -> new Consistent(1 - probability, made.digest());
      case UNDECIDED -> new Undecided(probability, Why.BETWEEN_THRESHOLDS);
    };
  }

  /**
   * A pair's raw score, and what it comes from. Immutable.
   *
   * @param premise the part of the premise with the greatest score
   * @param hypothesis the sentence of the hypothesis with it
   * @param relation their relation, the mean of both orders if both were asked about; empty if the
   *     model failed
   * @param doubt why nothing may be decided by it; empty if nothing speaks against it
   */
  public record Scored(
      Sentence premise, Sentence hypothesis, Optional<Relation> relation, Optional<Why> doubt) {
    /** The score that is calibrated: the greatest share of contradiction; 0 if the model failed. */
    public double score() {
      return relation.map(Relation::contradicts).orElse(0.0);
    }
  }

  /**
   * Scores a pair as a scorer does before it decides: what a calibration is made of. A principle's
   * sentence is tested against each sentence of an output; of two outputs or reasons, each sentence
   * of one is tested against each of the other, in both orders.
   */
  public static Scored score(EntailmentModel model, TextPair pair, Use use) {
    return score(model, pair, Questions.NONE, use);
  }

  /**
   * Scores two answers likewise.
   *
   * @param questions what they answer; it counts for {@link Use#OUTPUT_AGAINST_OUTPUT}
   */
  public static Scored score(EntailmentModel model, TextPair pair, Questions questions, Use use) {
    Questions asked = use == Use.OUTPUT_AGAINST_OUTPUT ? questions.shortened() : Questions.NONE;
    return score(
        model,
        candidates(pair, use),
        asked,
        use,
        List.of(pair.premise(), pair.hypothesis(), asked.ofPremise(), asked.ofHypothesis()));
  }

  private static Scored score(
      EntailmentModel model,
      List<Candidate> candidates,
      Questions questions,
      Use use,
      List<String> texts) {
    Candidate first = candidates.get(0);
    if (!texts.stream().allMatch(model.card()::reads)) {
      return failed(first, Why.LANGUAGE);
    }
    List<TextPair> asked = new ArrayList<>();
    for (Candidate each : candidates) {
      asked.add(each.inOrder(questions));
      if (use.isSymmetric()) {
        asked.add(each.swapped(questions));
      }
    }
    List<Answer> answers;
    try {
      answers = model.answer(asked);
    } catch (RuntimeException e) {
      return failed(first, Why.FAILED);
    }
    if (answers.size() != asked.size()) {
      return failed(first, Why.FAILED);
    }
    int orders = asked.size() / candidates.size();
    Candidate found = first;
    Relation greatest = answers.get(0).relation();
    Optional<Why> doubt = answers.stream().flatMap(it -> it.doubt().stream()).findFirst();
    for (int i = 0; i < candidates.size(); i++) {
      Relation relation = answers.get(orders * i).relation();
      if (use.isSymmetric()) {
        relation = relation.mean(answers.get(orders * i + 1).relation());
      }
      if (i == 0 || relation.contradicts() > greatest.contradicts()) {
        greatest = relation;
        found = candidates.get(i);
      }
    }
    return new Scored(found.premise(), found.hypothesis(), Optional.of(greatest), doubt);
  }

  private static Scored failed(Candidate first, Why why) {
    return new Scored(first.premise(), first.hypothesis(), Optional.empty(), Optional.of(why));
  }

  /** Two sentences. */
  private record Candidate(Sentence premise, Sentence hypothesis) {
    TextPair inOrder(Questions questions) {
      return new TextPair(after(questions.ofPremise(), premise.text()), hypothesis.text());
    }

    TextPair swapped(Questions questions) {
      return new TextPair(after(questions.ofHypothesis(), hypothesis.text()), premise.text());
    }

    private static String after(String question, String text) {
      return question.isEmpty() ? text : question + ' ' + text;
    }

    int shared() {
      List<String> words = NormText.contentWords(premise.text());
      return (int)
          NormText.contentWords(hypothesis.text()).stream().filter(words::contains).count();
    }
  }

  private static List<Candidate> candidates(TextPair pair, Use use) {
    List<Sentence> premises =
        use.isSymmetric() ? sentences(pair.premise()) : List.of(whole(pair.premise()));
    List<Candidate> candidates = new ArrayList<>();
    for (Sentence premise : premises) {
      for (Sentence hypothesis : sentences(pair.hypothesis())) {
        candidates.add(new Candidate(premise, hypothesis));
      }
    }
    return use.isSymmetric() ? fewest(candidates) : candidates;
  }

  private static List<Candidate> fewest(List<Candidate> candidates) {
    if (candidates.size() <= MOST_PAIRS) {
      return candidates;
    }
    return candidates.stream()
        .sorted(Comparator.comparingInt(Candidate::shared).reversed())
        .limit(MOST_PAIRS)
        .toList();
  }

  private static List<Sentence> sentences(String text) {
    List<Sentence> sentences = Sentence.of(text);
    return sentences.isEmpty() ? List.of(whole(text)) : sentences;
  }

  private static Sentence whole(String text) {
    return new Sentence(text, 0, text.length());
  }
}

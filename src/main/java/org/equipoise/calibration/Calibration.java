package org.equipoise.calibration;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.statistics.Estimate;

/**
 * What the scores of one detector or model are worth for one use, found from scores that people
 * labelled. What it says holds for things drawn as those were, and for no others. Immutable and
 * safe to share between threads.
 *
 * @param use what it was calibrated for: an attribute, or a use such as {@code rule-against-output}
 * @param source the digest of the detector or model, {@code sha256:} and 64 hexadecimal digits
 * @param labels the digest of the labelled set, in the same form
 * @param made when it was made, in whole seconds
 * @param groups how many labelled scores each group has, by name; without those of no group
 * @param scores how the scores were distributed
 * @param curve from a score to a probability
 * @param outcome what the thresholds did to the labelled scores
 * @param raw how well the scores tell the labels as they are
 * @param fitted how well probabilities do, each from a curve fitted without its own fifth of the
 *     labelled scores
 */
public record Calibration(
    String use,
    String source,
    String labels,
    Instant made,
    SortedMap<String, Count> groups,
    ScoreSample scores,
    Curve curve,
    Thresholds thresholds,
    Outcome outcome,
    Quality raw,
    Quality fitted) {
  private static final int FOLDS = 5;

  /**
   * How many labels there are. Immutable.
   *
   * @param n how many in all
   * @param positives how many are true
   */
  public record Count(int n, int positives) {
    public Count {
      if (n < 0 || positives < 0 || positives > n) {
        throw new IllegalArgumentException(positives + " of " + n);
      }
    }
  }

  public Calibration {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    if (use.isBlank() || !isDigest(source) || !isDigest(labels)) {
      throw new IllegalArgumentException(
          "a use has a name, and digests are sha256: and 64 hexadecimal digits");
    }
    if (outcome.all() != scores.n()) {
      throw new IllegalArgumentException("the outcome is not that of the scores");
    }
  }

  private static boolean isDigest(String text) {
    return text.matches("sha256:[0-9a-f]{64}");
  }

  /**
   * Calibrates scores.
   *
   * @param scores in any order, which changes nothing; at least one with a true label and one with
   *     a false label
   * @throws IllegalArgumentException if all labels are the same
   */
  public static Calibration of(
      String use,
      String source,
      String labels,
      Instant made,
      List<LabelledScore> scores,
      Risk risk) {
    List<LabelledScore> sorted = new ArrayList<>(scores);
    sorted.sort(LabelledScore.ORDER);
    if (sorted.stream().map(LabelledScore::label).distinct().count() != 2) {
      throw new IllegalArgumentException("labels of both kinds are needed");
    }
    SortedMap<String, Count> groups = new TreeMap<>();
    for (LabelledScore each : sorted) {
      if (each.group() != null) {
        groups.merge(
            each.group(),
            new Count(1, each.label() ? 1 : 0),
            (a, b) -> new Count(a.n() + b.n(), a.positives() + b.positives()));
      }
    }
    Thresholds thresholds = Thresholds.learn(sorted, risk);
    return new Calibration(
        use,
        source,
        labels,
        made.truncatedTo(ChronoUnit.SECONDS),
        groups,
        ScoreSample.of(sorted.stream().map(LabelledScore::score).toList()),
        Curve.fit(sorted),
        thresholds,
        Outcome.of(sorted, thresholds),
        Quality.of(sorted),
        Quality.of(crossFitted(sorted)));
  }

  private static List<LabelledScore> crossFitted(List<LabelledScore> sorted) {
    List<LabelledScore> fitted = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<LabelledScore> others = new ArrayList<>();
      List<LabelledScore> own = new ArrayList<>();
      for (int i = 0; i < sorted.size(); i++) {
        (i % FOLDS == fold ? own : others).add(sorted.get(i));
      }
      if (!own.isEmpty() && !others.isEmpty()) {
        Curve curve = Curve.fit(others);
        own.forEach(
            it -> fitted.add(new LabelledScore(curve.at(it.score()), it.label(), it.group())));
      }
    }
    return fitted;
  }

  /** Returns the probability that the label of a score in [0, 1] is true; never 0 or 1. */
  public double probability(double score) {
    return curve.at(score);
  }

  /** Returns what a score in [0, 1] says, at the risk of the thresholds. */
  public ScoreVerdict verdict(double score) {
    return thresholds.verdict(score);
  }

  /** Returns whether this was made for a detector or model with such a digest. */
  public boolean isOf(String digest) {
    return source.equals(digest);
  }

  /** Returns {@code sha256:} and the SHA-256 of all that this holds. */
  public String digest() {
    StringBuilder text = new StringBuilder("calibration 1\n");
    for (String line : List.of(use, source, labels, made.toString())) {
      text.append(line.length()).append(' ').append(line).append('\n');
    }
    groups.forEach(
        (name, count) ->
            text.append(name.length())
                .append(' ')
                .append(name)
                .append(' ')
                .append(count.n())
                .append(' ')
                .append(count.positives())
                .append('\n'));
    text.append(scores.n()).append(' ').append(scores.quantiles()).append('\n');
    if (curve instanceof Curve.Logistic it) {
      text.append("logistic ")
          .append(it.slope())
          .append(' ')
          .append(it.intercept())
          .append(' ')
          .append(it.least())
          .append('\n');
    } else if (curve instanceof Curve.Lines it) {
      text.append("lines");
      it.knots()
          .forEach(k -> text.append(' ').append(k.score()).append(' ').append(k.probability()));
      text.append('\n');
    }
    Risk risk = thresholds.risk();
    text.append(thresholds.lower())
        .append(' ')
        .append(thresholds.upper())
        .append(' ')
        .append(risk.falseAlarms())
        .append(' ')
        .append(risk.misses())
        .append(' ')
        .append(risk.confidence())
        .append('\n');
    text.append(outcome.alarms())
        .append(' ')
        .append(outcome.falseAlarms())
        .append(' ')
        .append(outcome.passes())
        .append(' ')
        .append(outcome.misses())
        .append(' ')
        .append(outcome.undecided())
        .append(' ')
        .append(outcome.positives())
        .append('\n');
    describe(raw, text);
    describe(fitted, text);
    return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void describe(Quality quality, StringBuilder text) {
    for (Estimate each : List.of(quality.ece(), quality.brier(), quality.auroc())) {
      text.append(each.value())
          .append(' ')
          .append(each.low())
          .append(' ')
          .append(each.high())
          .append('\n');
    }
    for (Bin each : quality.bins()) {
      text.append(each.from())
          .append(' ')
          .append(each.n())
          .append(' ')
          .append(each.score())
          .append(' ')
          .append(each.positives())
          .append('\n');
    }
  }

  /** Returns {@code sha256:} and the SHA-256 of bytes, in hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return "sha256:" + Hashing.sha256().hashBytes(bytes);
  }
}

package org.equipoise.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.equipoise.calibration.CoverageCheck.Bound;
import org.equipoise.statistics.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calibration beside brute force, tables, and draws from known distributions. */
class CalibrationTest {
  private static final String DIGEST = Calibration.sha256(new byte[0]);
  private static final Instant MADE = Instant.parse("2026-01-31T10:00:00.5Z");

  /** Scores that are uniform; the label of a score s is true with probability s². */
  private static List<LabelledScore> draw(int n, SplittableRandom random) {
    List<LabelledScore> drawn = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double score = random.nextDouble();
      drawn.add(new LabelledScore(score, random.nextDouble() < score * score));
    }
    return drawn;
  }

  private static Calibration calibrated(List<LabelledScore> scores, Risk risk) {
    return Calibration.of("use", DIGEST, DIGEST, MADE, scores, risk);
  }

  @Test
  void theMonotoneFitIsTheNearestRisingSequence() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(8);
      double[] values = random.doubles(n, 0, 1).map(it -> Math.round(it * 4) / 4.0).toArray();
      double[] weights = random.doubles(n, 0, 1).map(it -> 1 + Math.floor(it * 3)).toArray();
      double[] fitted = new double[n];
      int at = 0;
      for (MonotoneFit.Block block : MonotoneFit.of(values, weights)) {
        for (int end = at + block.size(); at < end; at++) {
          fitted[at] = block.value();
        }
      }
      assertEquals(n, at);
      assertEquals(leastLoss(values, weights), loss(values, weights, fitted), 1e-12);
      for (int i = 1; i < n; i++) {
        assertTrue(fitted[i] >= fitted[i - 1]);
      }
    }
  }

  private static double loss(double[] values, double[] weights, double[] fitted) {
    double loss = 0;
    for (int i = 0; i < values.length; i++) {
      loss += weights[i] * (values[i] - fitted[i]) * (values[i] - fitted[i]);
    }
    return loss;
  }

  /** The least loss over all ways to cut the sequence into runs whose means rise. */
  private static double leastLoss(double[] values, double[] weights) {
    double least = Double.POSITIVE_INFINITY;
    for (int cuts = 0; cuts < 1 << (values.length - 1); cuts++) {
      double[] fitted = new double[values.length];
      double last = Double.NEGATIVE_INFINITY;
      boolean rises = true;
      int from = 0;
      for (int i = 0; i < values.length; i++) {
        if (i == values.length - 1 || (cuts >> i & 1) == 1) {
          double sum = 0;
          double weight = 0;
          for (int j = from; j <= i; j++) {
            sum += weights[j] * values[j];
            weight += weights[j];
          }
          for (int j = from; j <= i; j++) {
            fitted[j] = sum / weight;
          }
          rises &= sum / weight >= last;
          last = sum / weight;
          from = i + 1;
        }
      }
      least = rises ? Math.min(least, loss(values, weights, fitted)) : least;
    }
    return least;
  }

  /** Two-sided intervals at 95 % of published tables. */
  @ParameterizedTest
  @CsvSource({
    "0,10,0,.3085",
    "1,10,.0025,.4450",
    "5,10,.1871,.8129",
    "10,10,.6915,1",
    "2,20,.0123,.3170",
    "0,100,0,.0362",
    "50,100,.3983,.6017",
    "15,1000,.0084,.0246"
  })
  void boundsOfSharesAreThoseOfTheTables(int hits, int draws, double low, double high) {
    assertEquals(low, BinomialBound.lower(hits, draws, 0.025), 5e-5);
    assertEquals(high, BinomialBound.upper(hits, draws, 0.025), 5e-5);
  }

  @Test
  void aBoundOfNothingSaysNothing() {
    assertEquals(1, BinomialBound.upper(0, 0, 0.1));
    assertEquals(0, BinomialBound.lower(0, 0, 0.1));
    assertThrows(IllegalArgumentException.class, () -> BinomialBound.upper(2, 1, 0.1));
  }

  @Test
  void theAurocIsTheShareOfPairsInOrder() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 20; round++) {
      List<LabelledScore> scores = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        scores.add(new LabelledScore(random.nextInt(8) / 7.0, random.nextBoolean()));
      }
      double won = 0;
      double pairs = 0;
      for (LabelledScore one : scores) {
        for (LabelledScore other : scores) {
          if (one.label() && !other.label()) {
            pairs++;
            won += (1 + Math.signum(one.score() - other.score())) / 2;
          }
        }
      }
      Estimate auroc = Quality.of(scores).auroc();
      assertNotNull(auroc.value());
      assertEquals(won / pairs, auroc.value(), 1e-12);
      assertNotNull(auroc.low());
      assertTrue(auroc.low() <= auroc.value());
    }
    assertNull(Quality.of(List.of(new LabelledScore(0.5, true))).auroc().value());
  }

  @Test
  void theRiskHoldsAtTheStatedConfidence() {
    SplittableRandom random = new SplittableRandom(11);
    int draws = 300;
    int falseAlarmsBroken = 0;
    int missesBroken = 0;
    int found = 0;
    for (int round = 0; round < draws; round++) {
      Thresholds learned = Thresholds.learn(draw(500, random), new Risk(0.2, 0.1, 0.9));
      Double upper = learned.upper();
      Double lower = learned.lower();
      if (upper != null) {
        found++;
        double truth = 1 - (1 - Math.pow(upper, 3)) / 3 / (1 - upper);
        falseAlarmsBroken += truth > 0.2 ? 1 : 0;
      }
      if (lower != null) {
        found++;
        missesBroken += lower * lower / 3 > 0.1 ? 1 : 0;
      }
    }
    assertTrue(found > draws, "thresholds found: " + found);
    assertTrue(BinomialBound.lower(falseAlarmsBroken, draws, 0.01) <= 0.1, "" + falseAlarmsBroken);
    assertTrue(BinomialBound.lower(missesBroken, draws, 0.01) <= 0.1, "" + missesBroken);
  }

  @Test
  void withoutAThresholdEverythingIsUndecided() {
    SplittableRandom random = new SplittableRandom(5);
    List<LabelledScore> scores = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      scores.add(new LabelledScore(random.nextDouble(), random.nextBoolean()));
    }
    Calibration calibration = calibrated(scores, Risk.USUAL);
    assertTrue(calibration.thresholds().isNone());
    assertEquals(400, calibration.outcome().undecided());
    assertEquals(ScoreVerdict.UNDECIDED, calibration.verdict(1));
    assertEquals(ScoreVerdict.UNDECIDED, calibration.verdict(0));
  }

  @Test
  void scoresThatSeparateTheLabelsDecideAll() {
    List<LabelledScore> scores = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      scores.add(new LabelledScore(i % 2, i % 2 == 1));
    }
    Calibration calibration = calibrated(scores, Risk.USUAL);
    assertEquals(new Outcome(100, 0, 100, 0, 0, 100), calibration.outcome());
    assertEquals(ScoreVerdict.YES, calibration.verdict(1));
    assertEquals(ScoreVerdict.NO, calibration.verdict(0));
    assertEquals(ScoreVerdict.UNDECIDED, calibration.verdict(0.5));
    assertTrue(calibration.probability(1) > 0.98 && calibration.probability(1) < 1);
    assertTrue(calibration.probability(0) < 0.02 && calibration.probability(0) > 0);
  }

  @Test
  void probabilitiesRiseAndAreNeverCertain() {
    SplittableRandom random = new SplittableRandom(13);
    for (int n : List.of(20, 999, 1000)) {
      Calibration calibration = calibrated(draw(n, random), Risk.USUAL);
      assertEquals(n < 1000, calibration.curve() instanceof Curve.Logistic);
      double last = 0;
      for (int i = 0; i <= 1000; i++) {
        double probability = calibration.probability(i / 1000.0);
        assertTrue(probability >= last && probability > 0 && probability < 1);
        last = probability;
      }
    }
  }

  @Test
  void calibrationRepairsOverconfidentScores() {
    Calibration calibration = calibrated(draw(2000, new SplittableRandom(17)), Risk.USUAL);
    assertNotNull(calibration.raw().ece().value());
    assertNotNull(calibration.fitted().ece().value());
    assertEquals(1 / 6.0, calibration.raw().ece().value(), 0.03);
    assertTrue(calibration.fitted().ece().value() < 0.05, calibration.fitted().toString());
  }

  @Test
  void aScoreThatTellsTheOppositeTellsNothing() {
    List<LabelledScore> scores =
        draw(500, new SplittableRandom(19)).stream()
            .map(it -> new LabelledScore(1 - it.score(), it.label()))
            .toList();
    Calibration calibration = calibrated(scores, Risk.USUAL);
    assertEquals(calibration.probability(0), calibration.probability(1));
    assertNull(calibration.thresholds().upper());
  }

  @Test
  void noOrderOfTheScoresChangesAnything() {
    List<LabelledScore> scores = new ArrayList<>();
    for (LabelledScore each : draw(300, new SplittableRandom(23))) {
      String group = scores.size() % 3 == 0 ? null : "g" + scores.size() % 7;
      scores.add(new LabelledScore(Math.round(each.score() * 20) / 20.0, each.label(), group));
    }
    Calibration calibration = calibrated(scores, Risk.USUAL);
    Collections.shuffle(scores, new Random(1));
    assertEquals(calibration, calibrated(scores, Risk.USUAL));
    assertEquals(calibration.digest(), calibrated(scores, Risk.USUAL).digest());
    assertNotEquals(calibration.digest(), calibrated(scores, new Risk(0.1, 0.1, 0.95)).digest());
    assertEquals(Instant.parse("2026-01-31T10:00:00Z"), calibration.made());
  }

  @Test
  void labelsOfOneKindAreRefused() {
    List<LabelledScore> scores = List.of(new LabelledScore(1, true), new LabelledScore(0, true));
    assertThrows(IllegalArgumentException.class, () -> calibrated(scores, Risk.USUAL));
    assertThrows(IllegalArgumentException.class, () -> new LabelledScore(Double.NaN, true));
  }

  @Test
  void scoresOfTheSameThingsAreSeldomShiftedAndOthersAre() {
    SplittableRandom random = new SplittableRandom(29);
    int shifted = 0;
    for (int round = 0; round < 300; round++) {
      ScoreWatch watch = new ScoreWatch(uniform(400, random));
      random.doubles(500).forEach(watch::add);
      shifted += watch.isShifted() ? 1 : 0;
    }
    assertTrue(BinomialBound.lower(shifted, 300, 0.01) <= 0.01, "" + shifted);
    ScoreWatch watch = new ScoreWatch(uniform(400, random));
    random.doubles(300).map(it -> it * it).forEach(watch::add);
    assertTrue(watch.isShifted());
    random.doubles(500).forEach(watch::add);
    assertFalse(watch.isShifted());
  }

  private static ScoreSample uniform(int n, SplittableRandom random) {
    return ScoreSample.of(random.doubles(n).boxed().toList());
  }

  @Test
  void theDistanceOfSamplesIsThatOfTheirDistributions() {
    SplittableRandom random = new SplittableRandom(31);
    for (int round = 0; round < 100; round++) {
      List<Double> one = values(1 + random.nextInt(30), random);
      List<Double> other = values(1 + random.nextInt(30), random);
      double most = 0;
      for (double at = 0; at <= 1; at += 0.125) {
        most = Math.max(most, Math.abs(shareUpTo(at, one) - shareUpTo(at, other)));
      }
      assertEquals(most, ScoreSample.of(one).distance(ScoreSample.of(other)), 1e-12);
    }
  }

  private static List<Double> values(int n, SplittableRandom random) {
    return random.ints(n, 0, 9).mapToObj(it -> it / 8.0).toList();
  }

  private static double shareUpTo(double at, List<Double> values) {
    return (double) values.stream().filter(it -> it <= at).count() / values.size();
  }

  @Test
  void otherThingsAreReportedAsShiftedAndTheSameAreNot() {
    SplittableRandom random = new SplittableRandom(37);
    Calibration calibration = calibrated(draw(2000, random), new Risk(0.2, 0.1, 0.9));
    CoverageCheck same = CoverageCheck.of(calibration, draw(2000, random));
    assertFalse(same.isShifted(), same.toString());
    assertEquals(Bound.SHOWN, same.misses());
    List<LabelledScore> rarer =
        draw(2000, random).stream()
            .map(it -> new LabelledScore(it.score(), it.label() && random.nextBoolean()))
            .toList();
    CoverageCheck other = CoverageCheck.of(calibration, rarer);
    assertFalse(other.areScoresShifted());
    assertEquals(Bound.BROKEN, other.falseAlarms());
    assertTrue(other.isShifted());
  }
}

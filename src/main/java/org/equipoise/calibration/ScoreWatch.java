package org.equipoise.calibration;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Watches whether scores are still distributed as those of a calibration were. It keeps the last
 * {@value ScoreSample#MOST} scores and compares them each time {@value #EVERY} more have come. Safe
 * to share between threads.
 */
public final class ScoreWatch {
  static final int EVERY = 100;

  private final ScoreSample calibrated;
  private final Deque<Double> last = new ArrayDeque<>();
  private int sinceCompared;
  private boolean isShifted;

  /** Watches against the scores of a calibration. */
  public ScoreWatch(Calibration calibration) {
    this(calibration.scores());
  }

  ScoreWatch(ScoreSample calibrated) {
    this.calibrated = calibrated;
  }

  /**
   * Takes in a score, and returns whether the scores are shifted: then no bound holds for them, and
   * findings are out of range.
   *
   * @param score in [0, 1]
   */
  public synchronized boolean add(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score is between 0 and 1, not " + score);
    }
    last.addLast(score);
    if (last.size() > ScoreSample.MOST) {
      last.removeFirst();
    }
    if (++sinceCompared == EVERY) {
      sinceCompared = 0;
      isShifted = calibrated.isShifted(ScoreSample.of(last));
    }
    return isShifted;
  }

  /** Returns whether the scores were shifted when they were compared last. */
  public synchronized boolean isShifted() {
    return isShifted;
  }
}

package org.equipoise.coherence.words;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Logistic regression with a quadratic penalty, by the limited-memory method of Broyden, Fletcher,
 * Goldfarb and Shanno (J. Nocedal: Updating quasi-Newton matrices with limited storage, 1980). The
 * same rows in the same order give the same weights on every machine.
 */
final class LogisticRegression {
  private static final int STEPS = 100;
  private static final int MEMORY = 8;
  private static final double ENOUGH = 1e-4;
  private static final double CLOSE = 1e-4;

  private final SparseRows rows;
  private final double penalty;

  /** What one step changed, and one over the curvature along it. */
  private static final class Change {
    final double[] ofPlace;
    final double[] ofSlope;
    final double inverse;

    Change(double[] ofPlace, double[] ofSlope, double inverse) {
      this.ofPlace = ofPlace;
      this.ofSlope = ofSlope;
      this.inverse = inverse;
    }
  }

  private LogisticRegression(SparseRows rows, double penalty) {
    this.rows = rows;
    this.penalty = penalty;
  }

  /**
   * Returns the weights with the least loss, the intercept last.
   *
   * @param columns how many columns the rows have
   * @param penalty what half the sum of squares of the weights costs, without the intercept
   */
  static double[] weights(SparseRows rows, int columns, double penalty) {
    return new LogisticRegression(rows, penalty).least(columns + 1);
  }

  private double[] least(int size) {
    double[] place = new double[size];
    double[] slope = new double[size];
    double loss = loss(place, slope);
    double start = Math.sqrt(dot(slope, slope));
    Deque<Change> memory = new ArrayDeque<>();
    for (int step = 0; step < STEPS && Math.sqrt(dot(slope, slope)) > CLOSE * start; step++) {
      double[] way = direction(slope, memory);
      double descent = dot(way, slope);
      double length = memory.isEmpty() ? 1 / Math.max(1, start) : 1;
      double[] next = new double[size];
      double[] nextSlope = new double[size];
      double nextLoss = Double.POSITIVE_INFINITY;
      for (int halving = 0; halving < 30; halving++, length /= 2) {
        for (int i = 0; i < size; i++) {
          next[i] = place[i] + length * way[i];
        }
        nextLoss = loss(next, nextSlope);
        if (nextLoss <= loss + ENOUGH * length * descent) {
          break;
        }
      }
      if (!(nextLoss < loss)) {
        break;
      }
      remember(memory, place, next, slope, nextSlope);
      place = next;
      slope = nextSlope;
      loss = nextLoss;
    }
    return place;
  }

  private static void remember(
      Deque<Change> memory, double[] place, double[] next, double[] slope, double[] nextSlope) {
    double[] ofPlace = new double[place.length];
    double[] ofSlope = new double[place.length];
    for (int i = 0; i < place.length; i++) {
      ofPlace[i] = next[i] - place[i];
      ofSlope[i] = nextSlope[i] - slope[i];
    }
    double curvature = dot(ofPlace, ofSlope);
    if (curvature > 1e-12) {
      memory.addLast(new Change(ofPlace, ofSlope, 1 / curvature));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  /** The way down, by the slope and the last changes. */
  private static double[] direction(double[] slope, Deque<Change> memory) {
    double[] way = slope.clone();
    Deque<Double> factors = new ArrayDeque<>();
    for (Iterator<Change> latest = memory.descendingIterator(); latest.hasNext(); ) {
      Change change = latest.next();
      double factor = change.inverse * dot(change.ofPlace, way);
      factors.push(factor);
      add(way, -factor, change.ofSlope);
    }
    if (!memory.isEmpty()) {
      Change last = memory.getLast();
      double scale = 1 / (last.inverse * dot(last.ofSlope, last.ofSlope));
      for (int i = 0; i < way.length; i++) {
        way[i] *= scale;
      }
    }
    for (Change change : memory) {
      double factor = factors.pop() - change.inverse * dot(change.ofSlope, way);
      add(way, factor, change.ofPlace);
    }
    for (int i = 0; i < way.length; i++) {
      way[i] = -way[i];
    }
    return way;
  }

  /** The loss at a place; its slope there is written to an array. */
  private double loss(double[] place, double[] slope) {
    double loss = 0;
    int intercept = place.length - 1;
    for (int i = 0; i < intercept; i++) {
      slope[i] = penalty * place[i];
      loss += penalty / 2 * place[i] * place[i];
    }
    slope[intercept] = 0;
    for (int row = 0; row < rows.size(); row++) {
      double z = rows.product(row, place);
      double target = rows.label(row) ? 1 : 0;
      loss += StrictMath.log1p(StrictMath.exp(-Math.abs(z))) + Math.max(z, 0) - target * z;
      rows.addTo(slope, row, logistic(z) - target);
    }
    return loss;
  }

  static double logistic(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static void add(double[] sum, double times, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * more[i];
    }
  }
}

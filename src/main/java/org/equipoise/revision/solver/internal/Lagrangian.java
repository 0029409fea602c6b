package org.equipoise.revision.solver.internal;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Multipliers for the sets by subgradient steps (Held, Wolfe and Crowder 1974), and covers by
 * greedy choice at the reduced costs met on the way (Caprara, Fischetti and Toth 1999).
 */
final class Lagrangian {
  private static final int STEPS = 400;
  private static final int PATIENCE = 15;
  private static final double MEMORY = 0.7;
  private static final int BETWEEN_COVERS = 25;

  private final Cover cover;
  private final double[] y;
  private final double[] direction;
  private final double[] reduced;
  private final int[] surplus;
  private double[] bestY;
  private double bestBound;
  private boolean[] bestCover;
  private long bestWeight;

  private Lagrangian(Cover cover, boolean[] start) {
    this.cover = cover;
    this.y = new double[cover.sets];
    this.direction = new double[cover.sets];
    this.reduced = new double[cover.n];
    this.surplus = new int[cover.sets];
    this.bestY = y;
    this.bestCover = start;
    this.bestWeight = cover.weightOf(start);
  }

  /** Improves multipliers and cover until little is gained; {@code from} may be empty. */
  static Lagrangian run(Cover cover, boolean[] start, Dual from, BooleanSupplier stop) {
    Lagrangian self = new Lagrangian(cover, start);
    if (from.rows().length == 0) {
      self.share();
      self.ascend(1, stop);
    } else {
      for (int i = 0; i < from.rows().length; i++) {
        if (from.rows()[i] < cover.sets) {
          self.y[from.rows()[i]] = (double) from.values()[i] / from.scale();
        }
      }
      self.ascend(0.1, stop);
    }
    return self;
  }

  boolean[] cover() {
    return bestCover;
  }

  Dual dual() {
    return Dual.rounded(cover, bestY);
  }

  /** How many elements a better cover might have or not have, for all the multipliers tell. */
  int undecided() {
    Dual dual = dual();
    long[] slack = new long[cover.n];
    long scaled = dual.scaledBound(cover, new byte[cover.n], slack);
    int count = 0;
    for (long each : slack) {
      count += Dual.ceilDiv(scaled + Math.abs(each), dual.scale()) < bestWeight ? 1 : 0;
    }
    return count;
  }

  /** Gives each set the least share that an element could pay it. */
  private void share() {
    for (int s = 0; s < cover.sets; s++) {
      double least = Double.POSITIVE_INFINITY;
      for (int e : cover.set(s)) {
        least = Math.min(least, (double) cover.weight[e] / cover.occurrences[e].length);
      }
      y[s] = least;
    }
  }

  private void ascend(double firstStep, BooleanSupplier stop) {
    bestY = y.clone();
    double step = firstStep;
    int since = 0;
    for (int k = 0; k < STEPS; k++) {
      double bound = evaluate();
      if (bound > bestBound) {
        since = bound < bestBound + 1e-4 * (bestWeight - bestBound) ? since + 1 : 0;
        bestBound = bound;
        System.arraycopy(y, 0, bestY, 0, y.length);
      } else if (++since >= PATIENCE) {
        since = 0;
        step *= 0.6;
        System.arraycopy(bestY, 0, y, 0, y.length);
        Arrays.fill(direction, 0);
        evaluate();
      }
      if (bestBound > bestWeight - 1 + 1e-6 || step < 0.002 || stop.getAsBoolean()) {
        return;
      }
      if (k % BETWEEN_COVERS == BETWEEN_COVERS - 1) {
        offer(greedy());
      }
      move(step);
    }
  }

  private double evaluate() {
    double bound = 0;
    for (double multiplier : y) {
      bound += multiplier;
    }
    Arrays.fill(surplus, -1);
    for (int e = 0; e < cover.n; e++) {
      double left = cover.weight[e] - charge(cover.occurrences[e]);
      reduced[e] = left;
      if (left < 0) {
        bound += left;
        hit(cover.occurrences[e]);
      }
    }
    return bound;
  }

  private double charge(int[] sets) {
    double charge = 0;
    for (int s : sets) {
      charge += y[s];
    }
    return charge;
  }

  private void hit(int[] sets) {
    for (int s : sets) {
      surplus[s]++;
    }
  }

  private void move(double step) {
    double norm = turn();
    if (norm == 0) {
      return;
    }
    double bound = Math.max(bestBound, 0);
    double length = step * Math.max(1.02 * bestWeight - bound, 1e-3 * bestWeight) / norm;
    for (int s = 0; s < y.length; s++) {
      y[s] = Math.max(0, y[s] + length * direction[s]);
    }
  }

  /** Turns the direction towards what is hit too little; the square of its length. */
  private double turn() {
    double norm = 0;
    for (int s = 0; s < y.length; s++) {
      double towards = MEMORY * direction[s] - surplus[s];
      direction[s] = towards;
      if (towards > 0 || y[s] > 0) {
        norm += towards * towards;
      }
    }
    return norm;
  }

  private void offer(boolean[] candidate) {
    long weight = cover.weightOf(candidate);
    if (weight < bestWeight) {
      bestWeight = weight;
      bestCover = candidate;
    }
  }

  private boolean[] greedy() {
    boolean[] chosen = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      chosen[e] = reduced[e] < 0;
    }
    Greedy.complete(cover, reduced, chosen);
    return chosen;
  }
}

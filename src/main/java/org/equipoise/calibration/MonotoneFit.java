package org.equipoise.calibration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rising sequence nearest to given values, by weighted least squares: neighbours that fall are
 * pooled (M. Ayer and others: An empirical distribution function for sampling with incomplete
 * information, 1955).
 */
final class MonotoneFit {
  private MonotoneFit() {}

  /**
   * Neighbours with one value.
   *
   * @param size how many of them there are
   * @param value their weighted mean
   */
  record Block(int size, double weight, double value) {
    private Block with(Block next) {
      double both = weight + next.weight;
      return new Block(size + next.size, both, (weight * value + next.weight * next.value) / both);
    }
  }

  /** Returns the blocks of the nearest rising sequence; the value of each is above the last. */
  static List<Block> of(double[] values, double[] weights) {
    Deque<Block> blocks = new ArrayDeque<>();
    for (int i = 0; i < values.length; i++) {
      Block last = new Block(1, weights[i], values[i]);
      while (!blocks.isEmpty() && blocks.getLast().value() >= last.value()) {
        last = blocks.removeLast().with(last);
      }
      blocks.addLast(last);
    }
    return new ArrayList<>(blocks);
  }
}

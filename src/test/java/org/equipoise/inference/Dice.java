package org.equipoise.inference;

import java.util.List;
import java.util.Random;

/** Draws at random; the same for the same seed. */
class Dice {
  final Random random;

  Dice(Random random) {
    this.random = random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  int weighted(int... weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    int at = random.nextInt(sum);
    int choice = 0;
    while (at >= weights[choice]) {
      at -= weights[choice++];
    }
    return choice;
  }
}

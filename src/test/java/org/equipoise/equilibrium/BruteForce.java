package org.equipoise.equilibrium;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** The definitions, tried on all positions; closures come from all complete positions. */
final class BruteForce {
  private BruteForce() {}

  static List<Position> all(int sentences) {
    List<Position> result = new ArrayList<>(List.of(Position.EMPTY));
    for (int i = 0; i < sentences; i++) {
      for (Position it : List.copyOf(result)) {
        result.add(it.plus(new Position(1L << i, 0)));
        result.add(it.plus(new Position(0, 1L << i)));
      }
    }
    result.sort(null);
    return result;
  }

  static long consistent(DialecticalStructure structure) {
    return all(structure.sentences()).stream().filter(structure::isConsistent).count();
  }

  /** The complete positions that violate no argument. */
  static List<Position> complete(DialecticalStructure structure) {
    List<Position> result = new ArrayList<>();
    long pool = (1L << structure.sentences()) - 1;
    for (long accepted = 0; accepted <= pool; accepted++) {
      Position it = new Position(accepted, pool & ~accepted);
      if (structure.arguments().stream().noneMatch(argument -> violates(it, argument))) {
        result.add(it);
      }
    }
    return result;
  }

  private static boolean violates(Position it, List<Integer> argument) {
    int last = argument.size() - 1;
    return argument.subList(0, last).stream().allMatch(premise -> holds(it, premise))
        && !holds(it, argument.get(last));
  }

  private static boolean holds(Position it, int literal) {
    long bit = 1L << (Math.abs(literal) - 1);
    return ((literal > 0 ? it.accepted() : it.rejected()) & bit) != 0;
  }

  /** All pairs with the greatest achievement. */
  static SortedSet<State> optima(
      DialecticalStructure structure, Position initial, Weights weights, Shape shape) {
    Equilibria equilibria = Equilibria.of(structure, initial, weights);
    boolean forced = structure.closure(Position.EMPTY).orElseThrow().size() > 0;
    List<Position> all = all(structure.sentences());
    TreeSet<State> best = new TreeSet<>();
    Fraction greatest = Fraction.of(-1, 1);
    for (Position theory : all) {
      if ((theory.size() > 0 || forced) && structure.isConsistent(theory)) {
        for (Position commitments : all) {
          State state = new State(theory, commitments);
          if (commitments.size() > 0) {
            Fraction achieved = equilibria.achievement(state, shape);
            if (achieved.compareTo(greatest) > 0) {
              greatest = achieved;
              best.clear();
            }
            if (achieved.equals(greatest)) {
              best.add(state);
            }
          }
        }
      }
    }
    return best;
  }

  /** A satisfiable structure with random arguments of one to three premises. */
  static DialecticalStructure structure(int sentences, int arguments, Random random) {
    while (true) {
      List<List<Integer>> made = new ArrayList<>();
      for (int i = 0; i < arguments; i++) {
        List<Integer> argument = new ArrayList<>();
        for (int left = 2 + random.nextInt(3); left > 0; left--) {
          argument.add((1 + random.nextInt(sentences)) * (random.nextBoolean() ? 1 : -1));
        }
        made.add(argument);
      }
      try {
        return DialecticalStructure.of(sentences, made);
      } catch (IllegalArgumentException unsatisfiable) {
        // the arguments contradict each other: others are drawn
      }
    }
  }

  static Position position(int sentences, Random random) {
    long accepted = 0;
    long rejected = 0;
    for (int i = 0; i < sentences; i++) {
      switch (random.nextInt(3)) {
        case 0 -> accepted |= 1L << i;
        case 1 -> rejected |= 1L << i;
        default -> {}
      }
    }
    return new Position(accepted, rejected);
  }

  static Weights weights(boolean positive, Random random) {
    int account = random.nextInt(11);
    int systematicity = random.nextInt(11);
    int faithfulness = random.nextInt(11);
    if (positive) {
      systematicity++;
    }
    return account + systematicity + faithfulness == 0
        ? Weights.DEFAULT
        : new Weights(account, systematicity, faithfulness);
  }
}

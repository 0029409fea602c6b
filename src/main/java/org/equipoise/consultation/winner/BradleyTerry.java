package org.equipoise.consultation.winner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.equipoise.problem.internal.OptionalLibrary;

/**
 * How strong each item is, if one is preferred to another with a chance of strength / (strength +
 * other strength) (R. Bradley and M. Terry 1952). The likeliest strengths are found by the MM
 * algorithm (D. Hunter, MM algorithms for generalized Bradley-Terry models, 2004). They exist only
 * if the items hang together: from each there is a way to each other along wins (L. Ford 1957).
 * Immutable.
 *
 * @param parts the items that hang together, in the order of their first items; if there is more
 *     than one part, there are no strengths
 * @param strengths of the items, in their order; empty if there are none
 */
public record BradleyTerry(List<List<String>> parts, List<Strength> strengths) {
  private static final double NORMAL_95 = 1.959963984540054;
  private static final int MOST_ROUNDS = 100_000;
  private static final double CLOSE = 1e-10;

  public BradleyTerry {
    parts = parts.stream().map(List::copyOf).toList();
    strengths = List.copyOf(strengths);
  }

  /**
   * The strength of an item.
   *
   * @param strength the logarithm of its strength; their mean over all items is 0
   * @param least the lower end of its interval at 95 %
   * @param greatest the upper end
   */
  public record Strength(String item, double strength, double least, double greatest) {}

  /** Whether all items hang together, so that there are strengths. */
  public boolean isConnected() {
    return parts.size() == 1;
  }

  /**
   * Finds the strengths. Intervals of pairs take each comparison as one of its own; those of
   * rankings take each ranking as one, whose comparisons may depend on each other.
   *
   * @throws IllegalStateException if the library {@code org.ejml:ejml-ddense} is absent
   */
  public static BradleyTerry of(Comparisons comparisons) {
    List<List<String>> parts = parts(comparisons);
    int items = comparisons.items().size();
    if (parts.size() != 1) {
      return new BradleyTerry(parts, List.of());
    }
    double[] logarithms = fitted(comparisons);
    double[] errors = errors(comparisons, logarithms);
    List<Strength> strengths = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      double width = NORMAL_95 * errors[i];
      strengths.add(
          new Strength(
              comparisons.items().get(i),
              logarithms[i],
              logarithms[i] - width,
              logarithms[i] + width));
    }
    return new BradleyTerry(parts, strengths);
  }

  /** The sets of items such that from each there is a way to each other along wins. */
  private static List<List<String>> parts(Comparisons comparisons) {
    int items = comparisons.items().size();
    List<List<String>> parts = new ArrayList<>();
    BitSet done = new BitSet();
    for (int i = 0; i < items; i++) {
      if (!done.get(i)) {
        BitSet part = reached(comparisons, i, true);
        part.and(reached(comparisons, i, false));
        done.or(part);
        parts.add(part.stream().mapToObj(it -> comparisons.items().get(it)).toList());
      }
    }
    return parts;
  }

  private static BitSet reached(Comparisons comparisons, int from, boolean isAlongWins) {
    BitSet reached = new BitSet();
    List<Integer> open = new ArrayList<>(List.of(from));
    reached.set(from);
    while (!open.isEmpty()) {
      int item = open.remove(open.size() - 1);
      for (int other = 0; other < comparisons.items().size(); other++) {
        long wins = isAlongWins ? comparisons.wins(item, other) : comparisons.wins(other, item);
        if (wins > 0 && !reached.get(other)) {
          reached.set(other);
          open.add(other);
        }
      }
    }
    return reached;
  }

  private static double[] fitted(Comparisons comparisons) {
    int items = comparisons.items().size();
    double[] strength = new double[items];
    Arrays.fill(strength, 1);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] next = new double[items];
      double change = 0;
      double logarithms = 0;
      for (int i = 0; i < items; i++) {
        double wins = 0;
        double weight = 0;
        for (int j = 0; j < items; j++) {
          double met = comparisons.wins(i, j) + (double) comparisons.wins(j, i);
          if (j != i && met > 0) {
            wins += comparisons.wins(i, j);
            weight += met / (strength[i] + strength[j]);
          }
        }
        next[i] = weight == 0 ? 1 : wins / weight;
        logarithms += StrictMath.log(next[i]);
      }
      double scale = StrictMath.exp(-logarithms / items);
      for (int i = 0; i < items; i++) {
        next[i] *= scale;
        change = Math.max(change, Math.abs(next[i] / strength[i] - 1));
      }
      strength = next;
      if (change < CLOSE) {
        break;
      }
    }
    double[] logarithms = new double[items];
    for (int i = 0; i < items; i++) {
      logarithms[i] = StrictMath.log(strength[i]);
    }
    return logarithms;
  }

  /** The standard errors, where the logarithms are held to a mean of 0. */
  private static double[] errors(Comparisons comparisons, double[] logarithms) {
    int items = logarithms.length;
    double[][] information = new double[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        if (i != j) {
          double chance = chance(logarithms, i, j);
          double met = comparisons.wins(i, j) + (double) comparisons.wins(j, i);
          information[i][j] -= met * chance * (1 - chance);
          information[i][i] += met * chance * (1 - chance);
        }
      }
    }
    // The information has the null direction (1, …, 1); filling it holds the mean to 0.
    for (double[] row : information) {
      for (int j = 0; j < items; j++) {
        row[j] += 1;
      }
    }
    OptionalLibrary.require(
        "org.ejml.data.DMatrixRMaj", "org.ejml:ejml-ddense", "intervals of strengths");
    double[][] inverse = SymmetricInverse.of(information);
    double[] errors = new double[items];
    if (comparisons.ballots().isEmpty()) {
      for (int i = 0; i < items; i++) {
        errors[i] = Math.sqrt(Math.max(0, inverse[i][i] - 1.0 / ((double) items * items)));
      }
      return errors;
    }
    double[] squares = new double[items];
    for (int[] ballot : comparisons.ballots()) {
      double[] slope = new double[items];
      for (int i = 0; i < ballot.length; i += 2) {
        double surprise = 1 - chance(logarithms, ballot[i], ballot[i + 1]);
        slope[ballot[i]] += surprise;
        slope[ballot[i + 1]] -= surprise;
      }
      for (int i = 0; i < items; i++) {
        double moved = 0;
        for (int j = 0; j < items; j++) {
          moved += inverse[i][j] * slope[j];
        }
        squares[i] += moved * moved;
      }
    }
    for (int i = 0; i < items; i++) {
      errors[i] = Math.sqrt(squares[i]);
    }
    return errors;
  }

  private static double chance(double[] logarithms, int winner, int loser) {
    return 1 / (1 + StrictMath.exp(logarithms[loser] - logarithms[winner]));
  }
}

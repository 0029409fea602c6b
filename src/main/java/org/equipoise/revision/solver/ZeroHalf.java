package org.equipoise.revision.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Rows that halve a sum of rows and round up: where the sum's demand is odd, this cuts off
 * fractional points. Sums whose odd coefficients fall on elements of small value are found by
 * elimination modulo 2 (Koster, Zymolka and Kutschka 2009, section 3).
 */
final class ZeroHalf {
  private static final double TIGHT = 1e-6;
  private static final double WORTHWHILE = 0.02;
  private static final int LONGEST = 400;

  private final Cover cover;
  private final double[] value;
  private final List<Cut> cuts = new ArrayList<>();

  private record Cut(Proof.Lemma lemma, double violation) {}

  private ZeroHalf(Cover cover, double[] value) {
    this.cover = cover;
    this.value = value;
  }

  /** Lemmas that the relaxation's last point violates, the most violated first. */
  static List<Proof.Lemma> separate(Cover cover, LinearBound relaxation) {
    ZeroHalf self = new ZeroHalf(cover, relaxation.value());
    List<Integer> tight = new ArrayList<>();
    for (int r = 0; r < cover.rows.size(); r++) {
      Cover.Row row = cover.rows.get(r);
      if (row.elements().length <= LONGEST && self.surplus(row) < TIGHT && self.isFractional(row)) {
        tight.add(r);
      }
    }
    List<int[]> supports = new ArrayList<>();
    for (int r : tight) {
      supports.add(
          Arrays.stream(cover.rows.get(r).elements()).filter(e -> self.value[e] > TIGHT).toArray());
    }
    for (Component.Part part : Component.parts(cover.n, supports)) {
      self.eliminate(part.elements(), Arrays.stream(part.sets()).map(tight::get).toArray());
    }
    self.cuts.sort(Comparator.comparingDouble(it -> -it.violation));
    int most = 30 + cover.n / 5;
    int[] used = new int[cover.n];
    List<Proof.Lemma> chosen = new ArrayList<>();
    for (Cut cut : self.cuts) {
      int usedBefore = 0;
      for (int e : cut.lemma.elements()) {
        usedBefore += self.value[e] > TIGHT && used[e] >= 3 ? 1 : 0;
      }
      if (usedBefore * 2 <= cut.lemma.elements().length && chosen.size() < most) {
        chosen.add(cut.lemma);
        for (int e : cut.lemma.elements()) {
          used[e]++;
        }
      }
    }
    return chosen;
  }

  private double surplus(Cover.Row row) {
    double sum = -row.demand();
    for (int k = 0; k < row.elements().length; k++) {
      sum += row.coefficients()[k] * value[row.elements()[k]];
    }
    return sum;
  }

  private boolean isFractional(Cover.Row row) {
    for (int e : row.elements()) {
      if (value[e] > TIGHT && value[e] < 1 - TIGHT) {
        return true;
      }
    }
    return false;
  }

  /** Bits 0 to c-1 are columns, bit c the demand, the bits after it the rows that were added up. */
  private void eliminate(int[] elements, int[] rows) {
    int columns = elements.length;
    int words = (columns + 1 + rows.length + 63) / 64;
    long[][] system = new long[rows.length][words];
    for (int i = 0; i < rows.length; i++) {
      Cover.Row row = cover.rows.get(rows[i]);
      for (int k = 0; k < row.elements().length; k++) {
        int at = Arrays.binarySearch(elements, row.elements()[k]);
        if (at >= 0 && (row.coefficients()[k] & 1) == 1) {
          set(system[i], at);
        }
      }
      if ((row.demand() & 1) == 1) {
        set(system[i], columns);
      }
      set(system[i], columns + 1 + i);
    }
    Integer[] greatestFirst = new Integer[columns];
    Arrays.setAll(greatestFirst, c -> c);
    Arrays.sort(greatestFirst, Comparator.comparingDouble(c -> -value[elements[c]]));
    boolean[] used = new boolean[rows.length];
    for (int c : greatestFirst) {
      int pivot = -1;
      int fewest = Integer.MAX_VALUE;
      for (int i = 0; i < rows.length; i++) {
        if (!used[i] && get(system[i], c)) {
          int weight = bits(system[i]);
          if (weight < fewest) {
            fewest = weight;
            pivot = i;
          }
        }
      }
      if (pivot < 0) {
        continue;
      }
      used[pivot] = true;
      for (int i = 0; i < rows.length; i++) {
        if (i != pivot && !used[i] && get(system[i], c)) {
          for (int w = 0; w < words; w++) {
            system[i][w] ^= system[pivot][w];
          }
          if (get(system[i], columns)) {
            consider(system[i], elements, rows);
          }
        }
      }
    }
  }

  private void consider(long[] sum, int[] elements, int[] rows) {
    int columns = elements.length;
    double odd = 0;
    for (int c = next(sum, 0); c < columns; c = next(sum, c + 1)) {
      odd += value[elements[c]];
      if (odd >= 1 - 2 * WORTHWHILE) {
        return;
      }
    }
    int count = 0;
    int[] added = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (get(sum, columns + 1 + i)) {
        added[count++] = rows[i];
      }
    }
    if (count < 2) {
      return;
    }
    added = Arrays.copyOf(added, count);
    TreeMap<Integer, Long> coefficients = new TreeMap<>();
    long demand = 0;
    for (int r : added) {
      Cover.Row row = cover.rows.get(r);
      demand += row.demand();
      for (int k = 0; k < row.elements().length; k++) {
        coefficients.merge(row.elements()[k], row.coefficients()[k], Long::sum);
      }
    }
    demand = (demand + 1) / 2;
    int[] in = new int[coefficients.size()];
    long[] by = new long[in.length];
    int at = 0;
    double activity = 0;
    double norm = 0;
    for (var entry : coefficients.entrySet()) {
      in[at] = entry.getKey();
      by[at] = (entry.getValue() + 1) / 2;
      activity += by[at] * value[in[at]];
      if (value[in[at]] > TIGHT) {
        norm += (double) by[at] * by[at];
      }
      at++;
    }
    double violation = (demand - activity) / Math.sqrt(norm + 1e-9);
    if (violation > WORTHWHILE && in.length <= LONGEST) {
      long[] ones = new long[count];
      Arrays.fill(ones, 1);
      Proof proof = new Proof.Leaf(new Proof.Multipliers(added, ones, 2));
      cuts.add(new Cut(new Proof.Lemma(in, by, demand, proof), violation));
    }
  }

  private static int bits(long[] words) {
    int sum = 0;
    for (long word : words) {
      sum += Long.bitCount(word);
    }
    return sum;
  }

  private static void set(long[] words, int bit) {
    words[bit >> 6] |= 1L << bit;
  }

  private static boolean get(long[] words, int bit) {
    return (words[bit >> 6] >> bit & 1) == 1;
  }

  private static int next(long[] words, int from) {
    int w = from >> 6;
    if (w >= words.length) {
      return Integer.MAX_VALUE;
    }
    long rest = words[w] & (-1L << from);
    while (rest == 0) {
      if (++w == words.length) {
        return Integer.MAX_VALUE;
      }
      rest = words[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(rest);
  }
}

package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rows that halve a sum of rows and round up: where the sum's demand is odd, this cuts off
 * fractional points. Sums whose odd coefficients fall on elements of small value are found by
 * elimination modulo 2 (Koster, Zymolka and Kutschka 2009, section 3).
 */
final class ZeroHalf {
  private static final double TIGHT = 1e-6;
  private static final double WORTHWHILE = 0.02;
  private static final int MAX_ROW_ELEMENTS = 400;
  private static final int NONE = Integer.MAX_VALUE;

  private final Cover cover;
  private final double[] value;
  private final List<Cut> cuts = new ArrayList<>();

  /** A sum of rows: coefficients by element, and the elements that have one. */
  private final long[] coefficient;

  private final int[] summed;
  private int summedCount;

  private record Cut(Proof.Lemma lemma, double violation) {}

  private ZeroHalf(Cover cover, double[] value) {
    this.cover = cover;
    this.value = value;
    this.coefficient = new long[cover.n];
    this.summed = new int[cover.n];
  }

  /** Lemmas that the relaxation's last point violates, the most violated first. */
  static List<Proof.Lemma> separate(Cover cover, LinearBound relaxation) {
    ZeroHalf self = new ZeroHalf(cover, relaxation.value());
    List<Integer> tight = new ArrayList<>();
    for (int r = 0; r < cover.rows.size(); r++) {
      Cover.Row row = cover.rows.get(r);
      if (row.elements().length <= MAX_ROW_ELEMENTS
          && self.surplus(row) < TIGHT
          && self.isFractional(row)) {
        tight.add(r);
      }
    }
    List<int[]> supports = new ArrayList<>();
    for (int r : tight) {
      supports.add(self.support(cover.rows.get(r).elements()));
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
    int[] elements = row.elements();
    long[] coefficients = row.coefficients();
    double sum = -row.demand();
    for (int k = 0; k < elements.length; k++) {
      sum += coefficients[k] * value[elements[k]];
    }
    return sum;
  }

  private int[] support(int[] elements) {
    int[] support = new int[elements.length];
    int count = 0;
    for (int e : elements) {
      if (value[e] > TIGHT) {
        support[count++] = e;
      }
    }
    return Arrays.copyOf(support, count);
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
      load(system[i], cover.rows.get(rows[i]), elements);
      set(system[i], columns + 1 + i);
    }
    boolean[] used = new boolean[rows.length];
    for (int c : greatestFirst(elements)) {
      int pivot = pivot(system, used, c);
      if (pivot >= 0) {
        used[pivot] = true;
        for (int i = 0; i < rows.length; i++) {
          if (!used[i] && get(system[i], c)) {
            add(system[pivot], system[i]);
            if (get(system[i], columns)) {
              consider(system[i], elements, rows);
            }
          }
        }
      }
    }
  }

  private static void load(long[] bits, Cover.Row row, int[] elements) {
    for (int k = 0; k < row.elements().length; k++) {
      int at = Arrays.binarySearch(elements, row.elements()[k]);
      if (at >= 0 && (row.coefficients()[k] & 1) == 1) {
        set(bits, at);
      }
    }
    if ((row.demand() & 1) == 1) {
      set(bits, elements.length);
    }
  }

  /** The positions of elements, those of greatest value first. */
  private int[] greatestFirst(int[] elements) {
    long[] key = new long[elements.length];
    for (int c = 0; c < key.length; c++) {
      key[c] = Math.round(value[elements[c]] * 0x1p50);
    }
    return Ordering.descending(key);
  }

  /** The unused row of fewest bits that has a given one, or -1. */
  private static int pivot(long[][] system, boolean[] used, int bit) {
    int pivot = -1;
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < system.length; i++) {
      if (!used[i] && get(system[i], bit)) {
        int weight = bits(system[i]);
        if (weight < fewest) {
          fewest = weight;
          pivot = i;
        }
      }
    }
    return pivot;
  }

  private static void add(long[] more, long[] sum) {
    for (int w = 0; w < sum.length; w++) {
      sum[w] ^= more[w];
    }
  }

  private void consider(long[] sum, int[] elements, int[] rows) {
    if (oddValue(sum, elements) >= 1 - 2 * WORTHWHILE) {
      return;
    }
    int count = 0;
    int[] added = new int[rows.length];
    long demand = 0;
    for (int i = next(sum, elements.length + 1); i != NONE; i = next(sum, i + 1)) {
      int r = rows[i - elements.length - 1];
      added[count++] = r;
      demand += cover.rows.get(r).demand();
      addUp(cover.rows.get(r));
    }
    if (count >= 2 && summedCount <= MAX_ROW_ELEMENTS) {
      keepIfViolated(Arrays.copyOf(added, count), (demand + 1) / 2);
    }
    clear();
  }

  private double oddValue(long[] sum, int[] elements) {
    double odd = 0;
    for (int c = next(sum, 0); c < elements.length; c = next(sum, c + 1)) {
      odd += value[elements[c]];
    }
    return odd;
  }

  private void addUp(Cover.Row row) {
    int[] elements = row.elements();
    long[] coefficients = row.coefficients();
    for (int k = 0; k < elements.length; k++) {
      int e = elements[k];
      if (coefficient[e] == 0) {
        summed[summedCount++] = e;
      }
      coefficient[e] += coefficients[k];
    }
  }

  private void clear() {
    for (int k = 0; k < summedCount; k++) {
      coefficient[summed[k]] = 0;
    }
    summedCount = 0;
  }

  private void keepIfViolated(int[] added, long demand) {
    double activity = 0;
    double norm = 0;
    for (int k = 0; k < summedCount; k++) {
      double v = value[summed[k]];
      long half = (coefficient[summed[k]] + 1) / 2;
      activity += half * v;
      norm += v > TIGHT ? (double) half * half : 0;
    }
    double violation = (demand - activity) / Math.sqrt(norm + 1e-9);
    if (violation > WORTHWHILE) {
      int[] in = Arrays.copyOf(summed, summedCount);
      Arrays.sort(in);
      long[] by = new long[in.length];
      for (int k = 0; k < in.length; k++) {
        by[k] = (coefficient[in[k]] + 1) / 2;
      }
      long[] ones = new long[added.length];
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
      return NONE;
    }
    long rest = words[w] & (-1L << from);
    while (rest == 0) {
      if (++w == words.length) {
        return NONE;
      }
      rest = words[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(rest);
  }
}

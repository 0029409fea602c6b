package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.equipoise.revision.solver.internal.SearchResult.Found;
import org.jspecify.annotations.Nullable;

/**
 * A part of what fixings leave of a cover: the free elements, in the same order, and the rows that
 * they alone must satisfy.
 *
 * @param elements the number in the whole cover of each element of the part
 * @param rows the number in the whole cover of each row of the part
 * @param cover the part, its elements and rows numbered afresh
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Residual(int[] elements, int[] rows, Cover cover) {

  /** The parts that share no set. */
  static List<Residual> of(Cover whole, byte[] fixed) {
    List<int[]> sets = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int s = 0; s < whole.sets; s++) {
      int[] open = open(whole.set(s), fixed);
      if (open != null) {
        sets.add(open);
        numbers.add(s);
      }
    }
    List<Component.Part> parts = Component.parts(whole.n, sets);
    int[] partOf = new int[whole.n];
    int[] local = new int[whole.n];
    Arrays.fill(partOf, -1);
    for (int p = 0; p < parts.size(); p++) {
      int[] elements = parts.get(p).elements();
      for (int i = 0; i < elements.length; i++) {
        partOf[elements[i]] = p;
        local[elements[i]] = i;
      }
    }
    List<List<Integer>> rows = new ArrayList<>();
    List<Cover> covers = new ArrayList<>();
    for (Component.Part part : parts) {
      long[] weight = Arrays.stream(part.elements()).mapToLong(e -> whole.weight[e]).toArray();
      covers.add(part.coverOf(weight, sets));
      rows.add(new ArrayList<>(Arrays.stream(part.sets()).mapToObj(numbers::get).toList()));
    }
    for (int r = whole.sets; r < whole.rows.size(); r++) {
      Cover.Row row = remaining(whole.rows.get(r), fixed);
      if (row.demand() > 0 && row.elements().length > 0) {
        int p = partOf[row.elements()[0]];
        if (p >= 0 && Arrays.stream(row.elements()).allMatch(e -> partOf[e] == p)) {
          int[] renamed = Arrays.stream(row.elements()).map(e -> local[e]).toArray();
          covers.get(p).rows.add(new Cover.Row(renamed, row.coefficients(), row.demand()));
          rows.get(p).add(r);
        }
      }
    }
    List<Residual> residuals = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      int[] numbersOfRows = rows.get(p).stream().mapToInt(r -> r).toArray();
      residuals.add(new Residual(parts.get(p).elements(), numbersOfRows, covers.get(p)));
    }
    return residuals;
  }

  /** The free elements of a set, or null if the set is hit. */
  private static int @Nullable [] open(int[] set, byte[] fixed) {
    int free = 0;
    for (int e : set) {
      if (fixed[e] == Fixing.IN) {
        return null;
      }
      free += fixed[e] == Fixing.FREE ? 1 : 0;
    }
    return free == set.length ? set : free(set, fixed, free);
  }

  private static int[] free(int[] set, byte[] fixed, int count) {
    int[] free = new int[count];
    int at = 0;
    for (int e : set) {
      if (fixed[e] == Fixing.FREE) {
        free[at++] = e;
      }
    }
    return free;
  }

  private static Cover.Row remaining(Cover.Row row, byte[] fixed) {
    int[] elements = new int[row.elements().length];
    long[] coefficients = new long[elements.length];
    long demand = row.demand();
    int kept = 0;
    for (int k = 0; k < elements.length; k++) {
      int e = row.elements()[k];
      if (fixed[e] == Fixing.FREE) {
        elements[kept] = e;
        coefficients[kept++] = row.coefficients()[k];
      } else if (fixed[e] == Fixing.IN) {
        demand -= row.coefficients()[k];
      }
    }
    return new Cover.Row(Arrays.copyOf(elements, kept), Arrays.copyOf(coefficients, kept), demand);
  }

  /** Those of the multipliers for the whole that are for rows of the part. */
  Dual restrict(Dual dual) {
    int[] own = new int[dual.rows().length];
    long[] values = new long[own.length];
    int count = 0;
    for (int i = 0; i < own.length; i++) {
      int row = Arrays.binarySearch(rows, dual.rows()[i]);
      if (row >= 0) {
        own[count] = row;
        values[count++] = dual.values()[i];
      }
    }
    return new Dual(Arrays.copyOf(own, count), Arrays.copyOf(values, count), dual.scale());
  }

  /** The bound on the part's weight that multipliers for its rows give. */
  long bound(Dual own) {
    long scaled = own.scaledBound(cover, new byte[cover.n], new long[cover.n]);
    return Dual.ceilDiv(scaled, own.scale());
  }

  /** What is so in the whole, for the elements of the part. */
  boolean[] pick(boolean[] whole) {
    boolean[] own = new boolean[elements.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = whole[elements[i]];
    }
    return own;
  }

  /** The same of the reaches. */
  RuleReach[] pick(RuleReach[] whole) {
    RuleReach[] own = new RuleReach[elements.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = whole[elements[i]];
    }
    return own;
  }

  /** What a cover of the whole chooses in the part, or null if it is null or leaves a set unhit. */
  boolean @Nullable [] restrict(boolean @Nullable [] whole) {
    if (whole == null) {
      return null;
    }
    boolean[] own = pick(whole);
    return cover.isHit(own) ? own : null;
  }

  /** The first unions of one of some covers and one of the part's, weighing what both weigh. */
  List<Found> combine(List<Found> others, List<Found> own, int wanted) {
    List<Found> unions = new ArrayList<>();
    for (Found other : others) {
      for (Found mine : own) {
        boolean[] union = other.chosen().clone();
        for (int i = 0; i < elements.length; i++) {
          union[elements[i]] = mine.chosen()[i];
        }
        unions.add(new Found(union, other.weight() + mine.weight()));
      }
    }
    unions.sort(null);
    return unions.size() > wanted ? unions.subList(0, wanted) : unions;
  }

  /** A proof about the part, in the numbers of a whole that has this many rows. */
  Proof.Part inWhole(long bound, Proof proof, int wholeRows) {
    return new Proof.Part(elements, bound, renamed(proof, wholeRows));
  }

  private Proof renamed(Proof proof, int wholeRows) {
    if (proof instanceof Proof.Leaf it) {
      return new Proof.Leaf(renamed(it.multipliers(), wholeRows));
    } else if (proof instanceof Proof.Fix it) {
      return new Proof.Fix(
          renamed(it.multipliers(), wholeRows),
          renamed(it.in()),
          renamed(it.out()),
          renamed(it.rest(), wholeRows));
    } else if (proof instanceof Proof.Branch it) {
      return new Proof.Branch(
          elements[it.element()], renamed(it.in(), wholeRows), renamed(it.out(), wholeRows));
    } else if (proof instanceof Proof.Split it) {
      return new Proof.Split(
          it.parts().stream()
              .map(
                  part ->
                      new Proof.Part(
                          renamed(part.elements()), part.bound(), renamed(part.proof(), wholeRows)))
              .toList());
    } else if (proof instanceof Proof.Lemmas it) {
      return new Proof.Lemmas(
          it.lemmas().stream()
              .map(
                  lemma ->
                      new Proof.Lemma(
                          renamed(lemma.elements()),
                          lemma.coefficients(),
                          lemma.demand(),
                          renamed(lemma.proof(), wholeRows)))
              .toList(),
          renamed(it.rest(), wholeRows));
    }
    throw new IllegalArgumentException("unknown proof " + proof);
  }

  private Proof.Multipliers renamed(Proof.Multipliers multipliers, int wholeRows) {
    int[] renamed = multipliers.rows().clone();
    for (int i = 0; i < renamed.length; i++) {
      int row = renamed[i];
      renamed[i] = row < rows.length ? rows[row] : wholeRows + row - rows.length;
    }
    return new Proof.Multipliers(renamed, multipliers.values(), multipliers.scale());
  }

  private int[] renamed(int[] numbers) {
    int[] renamed = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      renamed[i] = elements[numbers[i]];
    }
    return renamed;
  }
}

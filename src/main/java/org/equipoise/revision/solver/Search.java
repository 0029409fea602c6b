package org.equipoise.revision.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Depth-first branch and bound for the best covers, minimal by inclusion. Every bound that prunes
 * is computed in integers.
 */
final class Search {
  /** Covers are ordered by weight, then as {@link #compareElements}. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Found(boolean[] chosen, long weight) {
    int compareTo(Found other) {
      int byWeight = Long.compare(weight, other.weight);
      return byWeight != 0 ? byWeight : compareElements(chosen, other.chosen);
    }
  }

  private static final int[] NONE = {};

  private final Cover cover;
  private final Bounder bounder;
  private final BooleanSupplier stop;
  private final int wanted;
  private final boolean ties;
  private final boolean proving;
  private final long limit;
  private final List<Found> found = new ArrayList<>();
  private final byte[] fixed;
  private long open = Long.MAX_VALUE;
  private long nodes;

  private Search(
      Cover cover,
      Bounder bounder,
      BooleanSupplier stop,
      int wanted,
      boolean ties,
      boolean proving,
      long limit) {
    this.cover = cover;
    this.bounder = bounder;
    this.stop = stop;
    this.wanted = wanted;
    this.ties = ties;
    this.proving = proving;
    this.limit = limit;
    this.fixed = new byte[cover.n];
  }

  /** A search for one cover of least weight, with a proof that there is none lighter. */
  static Search forLightest(Cover cover, Bounder bounder, BooleanSupplier stop) {
    return new Search(cover, bounder, stop, 1, false, true, Long.MAX_VALUE);
  }

  /** A search for the first covers in order, none heavier than the limit. */
  static Search forFirst(
      int wanted, Cover cover, Bounder bounder, BooleanSupplier stop, long limit) {
    return new Search(cover, bounder, stop, wanted, true, false, limit);
  }

  /** Negative if the first set of elements has the earliest element in which the two differ. */
  static int compareElements(boolean[] a, boolean[] b) {
    for (int e = 0; e < a.length; e++) {
      if (a[e] != b[e]) {
        return a[e] ? -1 : 1;
      }
    }
    return 0;
  }

  /** Starts from a cover that is known already. */
  Search from(boolean[] known) {
    offer(known);
    return this;
  }

  /** Searches; the proof is null if none was asked for or a limit was reached. */
  Proof run() {
    return explore(0, new Dual(NONE, new long[0], 1));
  }

  /** The covers found, in order. */
  List<Found> found() {
    return found;
  }

  /** Whether the search has seen everything. */
  boolean complete() {
    return open == Long.MAX_VALUE;
  }

  /** No cover that was not found weighs less than this. */
  long openBound() {
    return open;
  }

  long nodes() {
    return nodes;
  }

  private Proof explore(long inherited, Dual above) {
    if (prunes(inherited)) {
      return leaf(above);
    }
    if (stop.getAsBoolean()) {
      open = Math.min(open, inherited);
      return null;
    }
    nodes++;
    Dual dual = bounder.bound(fixed, ceiling());
    long[] slack = new long[cover.n];
    long scaled = dual.scaledBound(cover, fixed, slack);
    if (Dual.ceilDiv(scaled, dual.scale()) < inherited) {
      dual = above;
      scaled = dual.scaledBound(cover, fixed, slack);
    }
    long bound = Dual.ceilDiv(scaled, dual.scale());
    boolean[] suggestion = bounder.suggestion(fixed);
    if (suggestion != null) {
      offer(suggestion);
    }
    if (prunes(bound)) {
      return leaf(dual);
    }
    int[] in = fixable(scaled, dual.scale(), slack, true);
    int[] out = fixable(scaled, dual.scale(), slack, false);
    for (int e : in) {
      fixed[e] = Fixing.IN;
    }
    for (int e : out) {
      fixed[e] = Fixing.OUT;
    }
    Proof rest = branch(bound, dual, slack);
    for (int e : in) {
      fixed[e] = Fixing.FREE;
    }
    for (int e : out) {
      fixed[e] = Fixing.FREE;
    }
    if (rest == null || in.length + out.length == 0) {
      return rest;
    }
    return new Proof.Fix(dual.asProof(), in, out, rest);
  }

  /** The free elements whose other decision the multipliers refute. */
  private int[] fixable(long scaled, long scale, long[] slack, boolean in) {
    int[] fixable = new int[cover.n];
    int count = 0;
    for (int e = 0; e < cover.n; e++) {
      if (fixed[e] == Fixing.FREE
          && slack[e] < 0 == in
          && refutes(scaled + Math.abs(slack[e]), scale)) {
        fixable[count++] = e;
      }
    }
    return Arrays.copyOf(fixable, count);
  }

  private Proof branch(long bound, Dual dual, long[] slack) {
    int e = bounder.branch(fixed, slack);
    if (e < 0) {
      boolean[] chosen = new boolean[cover.n];
      for (int i = 0; i < cover.n; i++) {
        chosen[i] = fixed[i] == Fixing.IN;
      }
      offer(chosen);
      return leaf(new Dual(NONE, new long[0], 1));
    }
    fixed[e] = Fixing.IN;
    Proof in = explore(bound, dual);
    fixed[e] = Fixing.OUT;
    Proof out = explore(bound, dual);
    fixed[e] = Fixing.FREE;
    return in == null || out == null ? null : new Proof.Branch(e, in, out);
  }

  private Proof leaf(Dual dual) {
    return proving ? new Proof.Leaf(dual.asProof()) : null;
  }

  /** The greatest weight that is still of interest. */
  private long ceiling() {
    if (found.size() < wanted) {
      return limit;
    }
    return Math.min(limit, found.get(wanted - 1).weight() - (ties ? 0 : 1));
  }

  private boolean refutes(long scaled, long scale) {
    return Dual.ceilDiv(scaled, scale) > ceiling();
  }

  private boolean prunes(long bound) {
    if (bound > ceiling()) {
      return true;
    }
    return ties
        && found.size() == wanted
        && bound == found.get(wanted - 1).weight()
        && !mayPrecede(found.get(wanted - 1).chosen());
  }

  /** Whether some cover that agrees with the fixings may precede another of its weight. */
  private boolean mayPrecede(boolean[] other) {
    for (int e = 0; e < cover.n; e++) {
      if (other[e] ? fixed[e] == Fixing.OUT : fixed[e] != Fixing.OUT) {
        return !other[e];
      }
    }
    return false;
  }

  private void offer(boolean[] chosen) {
    Found candidate = new Found(chosen, cover.weightOf(chosen));
    if (candidate.weight() > ceiling() || !cover.isHit(chosen)) {
      return;
    }
    int at = 0;
    while (at < found.size() && found.get(at).compareTo(candidate) < 0) {
      at++;
    }
    if (at == wanted
        || (at < found.size() && found.get(at).compareTo(candidate) == 0)
        || (wanted > 1 && !cover.isMinimal(chosen))) {
      return;
    }
    found.add(at, candidate);
    if (found.size() > wanted) {
      found.remove(wanted);
    }
  }
}

package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.equipoise.revision.solver.internal.SearchResult.Found;
import org.jspecify.annotations.Nullable;

/**
 * Depth-first branch and bound for the first covers that are minimal by inclusion. Every bound that
 * prunes is computed in integers. Where fixings leave little, or parts that share no set, each part
 * is solved for itself.
 */
final class Search {
  /** Parts are worth a fresh start when no more than this share of the elements is left. */
  private static final double SHRUNK = 0.5;

  private final Cover cover;
  private final SearchGoal goal;
  private final Bounder bounder;
  private final BooleanSupplier stop;
  private final boolean splitting;
  private final List<Found> found = new ArrayList<>();
  private final byte[] fixed;
  private int branchedIn;
  private long open = Long.MAX_VALUE;
  private Dual root = Dual.NONE;

  /** A search; {@code splitting} lets it hand parts to {@link CoverSolver}. */
  Search(Cover cover, SearchGoal goal, Bounder bounder, boolean splitting, BooleanSupplier stop) {
    this.cover = cover;
    this.goal = goal;
    this.bounder = bounder;
    this.splitting = splitting;
    this.stop = stop;
    this.fixed = new byte[cover.n];
  }

  /** Leaves an element out. */
  Search without(int element) {
    fixed[element] = Fixing.OUT;
    return this;
  }

  /** Searches, starting from a cover that is known, or null. */
  SearchResult run(boolean @Nullable [] known) {
    if (known != null) {
      offer(known);
    }
    @Nullable Proof proof = explore(0, Dual.NONE, 0);
    return new SearchResult(found, goal.limit(), open, proof, root);
  }

  private @Nullable Proof explore(long inherited, Dual above, int depth) {
    if (prunes(inherited)) {
      return leaf(above);
    }
    boolean stopped = stop.getAsBoolean();
    if (stopped && depth > 0) {
      return leaveOpen(inherited);
    }
    Dual dual = bounder.bound(fixed, ceiling());
    long[] slack = new long[cover.n];
    long scaled = dual.scaledBound(cover, fixed, slack);
    if (Dual.ceilDiv(scaled, dual.scale()) < inherited) {
      dual = above;
      scaled = dual.scaledBound(cover, fixed, slack);
    }
    long bound = Dual.ceilDiv(scaled, dual.scale());
    if (depth == 0) {
      root = dual;
    }
    if (stopped) {
      return leaveOpen(Math.max(bound, inherited));
    }
    boolean[] suggestion = bounder.suggestion(fixed);
    if (suggestion != null) {
      offer(suggestion);
    }
    if (prunes(bound)) {
      return leaf(dual);
    }
    int[] in = fixable(scaled, dual.scale(), slack, true);
    int[] out = fixable(scaled, dual.scale(), slack, false);
    fix(in, Fixing.IN);
    fix(out, Fixing.OUT);
    int emptied = cover.emptied(fixed);
    List<Residual> parts = splitting && emptied < 0 ? worthwhileParts(depth) : null;
    Proof rest = null;
    if (emptied >= 0) {
      rest = leaf(cover.refutation(emptied));
    } else if (parts != null) {
      rest = solve(parts, dual);
    } else if (depth == 0 && bounder.strengthen(fixed, bestKnown())) {
      rest = explore(bound, dual, depth);
    } else if (onlyTiesRemain(bound)) {
      breakTie(bound, dual, slack, depth);
    } else {
      rest = branch(bound, dual, slack, depth);
    }
    fix(in, Fixing.FREE);
    fix(out, Fixing.FREE);
    if (rest == null || in.length + out.length == 0) {
      return rest;
    }
    return new Proof.Fix(dual.asProof(), in, out, rest);
  }

  private @Nullable Proof leaveOpen(long bound) {
    open = Math.min(open, bound);
    return null;
  }

  private void fix(int[] elements, byte decision) {
    for (int e : elements) {
      fixed[e] = decision;
    }
  }

  /** The free elements whose other decision the multipliers refute. */
  private int[] fixable(long scaled, long scale, long[] slack, boolean in) {
    int[] fixable = new int[cover.n];
    int count = 0;
    for (int e = 0; e < cover.n; e++) {
      if (fixed[e] == Fixing.FREE
          && slack[e] < 0 == in
          && Dual.ceilDiv(scaled + Math.abs(slack[e]), scale) > ceiling()) {
        fixable[count++] = e;
      }
    }
    return Arrays.copyOf(fixable, count);
  }

  /** Whether no cover that agrees with the fixings is lighter than the one that is known. */
  private boolean onlyTiesRemain(long bound) {
    return goal.ties() && goal.wanted() == 1 && !found.isEmpty() && bound == found.get(0).weight();
  }

  private @Nullable Proof branch(long bound, Dual dual, long[] slack, int depth) {
    int e = bounder.branch(fixed, slack);
    if (e < 0) {
      boolean[] chosen = in();
      offer(chosen);
      int emptied = cover.emptied(fixed);
      return leaf(emptied < 0 ? Dual.NONE : cover.refutation(emptied));
    }
    fixed[e] = Fixing.IN;
    branchedIn++;
    Proof in = explore(bound, dual, depth + 1);
    branchedIn--;
    fixed[e] = Fixing.OUT;
    Proof out = explore(bound, dual, depth + 1);
    fixed[e] = Fixing.FREE;
    return in == null || out == null ? null : new Proof.Branch(e, in, out);
  }

  /**
   * Looks for a cover as light as the best known one and before it in order, where none can be
   * lighter: element by element, with all earlier ones decided as in the best known.
   */
  private void breakTie(long bound, Dual dual, long[] slack, int depth) {
    int[] decided = new int[cover.n];
    int count = 0;
    for (int e = 0; e < cover.n; e++) {
      boolean best = found.get(0).chosen()[e];
      if (fixed[e] != Fixing.FREE) {
        if (best != (fixed[e] == Fixing.IN)) {
          if (!best) {
            branch(bound, dual, slack, depth);
          }
          break;
        }
        continue;
      }
      decided[count++] = e;
      fixed[e] = Fixing.IN;
      if (!best) {
        if (isInOpenSet(e)) {
          explore(bound, dual, depth + 1);
          if (found.get(0).chosen()[e]) {
            break;
          }
        }
        fixed[e] = Fixing.OUT;
      }
    }
    for (int i = 0; i < count; i++) {
      fixed[decided[i]] = Fixing.FREE;
    }
  }

  private boolean isInOpenSet(int e) {
    for (int s : cover.occurrences[e]) {
      boolean hit = false;
      for (int other : cover.set(s)) {
        hit |= other != e && fixed[other] == Fixing.IN;
      }
      if (!hit) {
        return true;
      }
    }
    return false;
  }

  /** The parts that the fixings leave, or null if it is better to go on with the whole. */
  private @Nullable List<Residual> worthwhileParts(int depth) {
    // An element that a branch took in may be one that the parts make superfluous, so the parts'
    // first covers need not give the first minimal ones of the whole.
    if (goal.wanted() > 1 && branchedIn > 0) {
      return null;
    }
    int free = 0;
    for (byte decision : fixed) {
      free += decision == Fixing.FREE ? 1 : 0;
    }
    boolean shrunk = free <= SHRUNK * cover.n;
    if (!shrunk && depth > 0) {
      return null;
    }
    List<Residual> parts = Residual.of(cover, fixed);
    return shrunk || parts.size() > 1 ? parts : null;
  }

  private @Nullable Proof solve(List<Residual> parts, Dual dual) {
    parts.sort(Comparator.comparingInt(it -> it.elements().length));
    Dual[] own = new Dual[parts.size()];
    long[] bounds = new long[parts.size()];
    Proof[] proofs = new Proof[parts.size()];
    boolean[] chosen = in();
    long sum = cover.weightOf(chosen);
    for (int p = 0; p < bounds.length; p++) {
      own[p] = parts.get(p).restrict(dual);
      bounds[p] = parts.get(p).bound(own[p]);
      proofs[p] = leaf(own[p]);
      sum += bounds[p];
    }
    List<Found> combined = List.of(new Found(chosen, 0));
    boolean complete = true;
    for (int p = 0; p < bounds.length && sum <= ceiling(); p++) {
      Residual part = parts.get(p);
      long limit = ceiling() == Long.MAX_VALUE ? ceiling() : ceiling() - (sum - bounds[p]);
      SearchResult answer =
          CoverSolver.solve(
              part.cover(), goal.within(limit), part.restrict(bestKnown()), own[p], stop);
      combined = part.combine(combined, answer.found(), goal.wanted());
      complete &= answer.complete();
      long better = Math.max(bounds[p], answer.bound());
      sum += better - bounds[p];
      if (answer.complete()) {
        bounds[p] = better;
        proofs[p] = answer.proof();
      }
    }
    for (Found each : combined) {
      offer(each.chosen());
    }
    if (!complete) {
      return leaveOpen(sum);
    }
    List<Proof.Part> proven = new ArrayList<>();
    for (int p = 0; goal.proving() && p < bounds.length; p++) {
      proven.add(parts.get(p).inWhole(bounds[p], proofs[p], cover.rows.size()));
    }
    return goal.proving() ? new Proof.Split(proven) : null;
  }

  private boolean @Nullable [] bestKnown() {
    return found.isEmpty() ? null : found.get(0).chosen();
  }

  private boolean[] in() {
    boolean[] chosen = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      chosen[e] = fixed[e] == Fixing.IN;
    }
    return chosen;
  }

  private @Nullable Proof leaf(Dual dual) {
    return goal.proving() ? new Proof.Leaf(dual.asProof()) : null;
  }

  /** The greatest weight that is still of interest. */
  private long ceiling() {
    if (found.size() < goal.wanted()) {
      return goal.limit();
    }
    long last = found.get(goal.wanted() - 1).weight();
    return Math.min(goal.limit(), goal.ties() ? last : last - 1);
  }

  private boolean prunes(long bound) {
    if (bound > ceiling()) {
      return true;
    }
    return goal.ties()
        && found.size() == goal.wanted()
        && bound == found.get(goal.wanted() - 1).weight()
        && !mayPrecede(found.get(goal.wanted() - 1).chosen());
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
    if (at == goal.wanted()
        || (at < found.size() && found.get(at).compareTo(candidate) == 0)
        || (goal.wanted() > 1 && !cover.isMinimal(chosen))) {
      return;
    }
    found.add(at, candidate);
    if (found.size() > goal.wanted()) {
      found.remove(goal.wanted());
    }
  }
}

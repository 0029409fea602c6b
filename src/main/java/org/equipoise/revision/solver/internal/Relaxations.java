package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds by ever stronger means: Lagrangian multipliers, then the linear relaxation with rows added
 * as long as they tell.
 */
final class Relaxations implements Bounder {
  private static final int ROUNDS = 60;

  private final Cover cover;
  private final SearchGoal goal;
  private final BooleanSupplier stop;
  private final List<Proof.Lemma> lemmas = new ArrayList<>();
  private final @Nullable Dual first;
  private final Dual from;
  private boolean @Nullable [] firstCover;
  private @Nullable LinearBound linear;
  private boolean spent;

  /** Starts with given multipliers and cover; null goes straight to the linear relaxation. */
  Relaxations(
      Cover cover, SearchGoal goal, @Nullable Lagrangian start, Dual from, BooleanSupplier stop) {
    this.cover = cover;
    this.goal = goal;
    this.stop = stop;
    this.from = start == null ? from : start.dual();
    this.first = start == null ? null : this.from;
    this.firstCover = start == null ? null : start.cover();
  }

  /** The rows that were added to the cover. */
  List<Proof.Lemma> lemmas() {
    return lemmas;
  }

  /** Lets the next search add rows too, unless there are many already. */
  void reopen() {
    spent = lemmas.size() > cover.sets;
  }

  @Override
  public Dual bound(byte[] fixed, long ceiling) {
    if (linear == null && first != null) {
      return first;
    }
    if (linear == null) {
      strengthen(fixed, null);
    }
    return linear().bound(fixed, ceiling);
  }

  @Override
  public int branch(byte[] fixed, long[] slack) {
    return linear().branch(fixed, slack);
  }

  @Override
  public boolean @Nullable [] suggestion(byte[] fixed) {
    return linear == null ? firstCover : linear.suggestion(fixed);
  }

  @Override
  public boolean strengthen(byte[] fixed, boolean @Nullable [] best) {
    if (spent) {
      return false;
    }
    spent = true;
    LinearBound relaxation = linear == null ? new LinearBound(cover, from, stop) : linear;
    linear = relaxation;
    long ceiling = goal.limit();
    if (goal.wanted() == 1 && best != null) {
      ceiling = Math.min(ceiling, cover.weightOf(best) - (goal.ties() ? 0 : 1));
    }
    tighten(relaxation, fixed, ceiling);
    return true;
  }

  private LinearBound linear() {
    return Objects.requireNonNull(linear, "bound() or strengthen() comes first");
  }

  private void tighten(LinearBound linear, byte[] fixed, long limit) {
    long ceiling = limit;
    double before = 0;
    int stalled = 0;
    for (int round = 0; round < ROUNDS && !stop.getAsBoolean(); round++) {
      Dual dual = linear.bound(fixed, ceiling);
      if (!linear.optimal()) {
        return;
      }
      boolean[] suggestion = linear.suggestion(fixed);
      if (suggestion != null && goal.wanted() == 1 && cover.isHit(suggestion)) {
        long weight = cover.weightOf(suggestion) - (goal.ties() ? 0 : 1);
        if (weight < ceiling) {
          ceiling = weight;
          firstCover = suggestion;
        }
      }
      double bound = (double) dual.scaledBound(cover, fixed, new long[cover.n]) / dual.scale();
      if (bound > ceiling) {
        return;
      }
      stalled = bound - before < 0.02 * (ceiling + 1 - bound) ? stalled + 1 : 0;
      if (stalled > 2) {
        return;
      }
      before = bound;
      List<Proof.Lemma> cuts = ZeroHalf.separate(cover, linear);
      if (cuts.isEmpty()) {
        return;
      }
      for (Proof.Lemma cut : cuts) {
        lemmas.add(cut);
        cover.rows.add(new Cover.Row(cut.elements(), cut.coefficients(), cut.demand()));
      }
      linear.grow();
    }
  }
}

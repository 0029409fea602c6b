package org.equipoise.revision.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.Meter.Use;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.revision.weight.internal.Weights;
import org.jspecify.annotations.Nullable;

/**
 * What rules weigh under one constitution by what theories say of them, as worked out before: at
 * most {@value #ROOM}, of which a newer one replaces an older. Reasons are left out. Safe to share
 * between threads.
 */
public final class SettledGraphs {
  private static final int ROOM = 64;

  /** None are kept. */
  public static final SettledGraphs NONE = new SettledGraphs(0);

  private final AtomicReferenceArray<@Nullable Known> kept;

  /**
   * What some weighings came to.
   *
   * @param use what working it out used
   */
  private record Known(List<FoundWeighing> said, Weights weights, Use use) {}

  private SettledGraphs(int room) {
    this.kept = new AtomicReferenceArray<>(room);
  }

  /** None so far. */
  public static SettledGraphs empty() {
    return new SettledGraphs(ROOM);
  }

  /**
   * The weights that some weighings come to. Those of judgments are not known beforehand.
   *
   * @param weighings sorted, without discounts
   * @param evaluate works them out
   */
  public Weights of(
      List<FoundWeighing> weighings, Function<List<FoundWeighing>, Weights> evaluate) {
    if (kept.length() == 0 || !areOfRules(weighings)) {
      return evaluate.apply(weighings);
    }
    int hash = 0;
    for (int i = 0; i < weighings.size(); i++) {
      hash = 31 * hash + weighings.get(i).weighing().hashCode() + weighings.get(i).by().hashCode();
    }
    int slot = (hash ^ (hash >>> 6) ^ (hash >>> 12) ^ (hash >>> 18)) & (ROOM - 1);
    Meter.Mark before = Meter.mark();
    Known known = kept.get(slot);
    if (known != null && known.use().leavesAmple(before) && areSame(known.said(), weighings)) {
      known.use().charge();
      return known.weights();
    }
    List<FoundWeighing> bare = new ArrayList<>(weighings.size());
    weighings.forEach(it -> bare.add(new FoundWeighing(it.by(), it.weighing(), List.of())));
    Weights weights = evaluate.apply(bare);
    if (weights.areSettled()) {
      kept.set(slot, new Known(bare, weights, Use.between(before, Meter.mark())));
    }
    return weights;
  }

  private static boolean areOfRules(List<FoundWeighing> weighings) {
    for (int i = 0; i < weighings.size(); i++) {
      if (!weighings.get(i).weighing().target().isRule()) {
        return false;
      }
    }
    return true;
  }

  private static boolean areSame(List<FoundWeighing> some, List<FoundWeighing> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).by().equals(others.get(i).by())
          || !some.get(i).weighing().equals(others.get(i).weighing())) {
        return false;
      }
    }
    return true;
  }
}

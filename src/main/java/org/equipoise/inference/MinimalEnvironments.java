package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Collects environments and keeps the minimal ones; single elements are looked up, not searched.
 */
final class MinimalEnvironments {
  private final int size;
  private final BitSet singles = new BitSet();
  private final LargerEnvironments larger = new LargerEnvironments();
  private boolean empty;
  private boolean truncated;

  MinimalEnvironments(int size) {
    this.size = size;
  }

  /** Notes that environments may be missing, if so. */
  void cutIf(boolean cut) {
    truncated |= cut;
  }

  /** Adds an environment; false if there is no room for it. */
  boolean add(int[] environment) {
    if (empty) {
      return true;
    }
    if (environment.length == 0) {
      empty = true;
      return true;
    }
    for (int element : environment) {
      if (singles.get(element)) {
        return true;
      }
    }
    if (environment.length == 1) {
      singles.set(environment[0]);
      larger.removeContaining(environment);
      return true;
    }
    if (larger.hasWithin(environment)) {
      return true;
    }
    larger.removeContaining(environment);
    if (larger.size() >= size) {
      truncated = true;
      return false;
    }
    larger.add(environment);
    return true;
  }

  EnvironmentSet build() {
    if (empty) {
      return truncated ? EnvironmentSet.TRUE.cut() : EnvironmentSet.TRUE;
    }
    if (singles.isEmpty() && larger.size() == 0 && !truncated) {
      return EnvironmentSet.FALSE;
    }
    List<int[]> all = new ArrayList<>(singles.cardinality() + larger.size());
    for (int i = singles.nextSetBit(0); i >= 0; i = singles.nextSetBit(i + 1)) {
      all.add(new int[] {i});
    }
    all.addAll(larger.all());
    all.sort(EnvironmentSet.ORDER);
    return new EnvironmentSet(all.toArray(int[][]::new), truncated);
  }
}

package org.equipoise.equilibrium;

/**
 * How much may still be computed, in clauses looked at.
 *
 * <p>A limit of work, unlike one of time, is met at the same place on every machine.
 */
final class Work {
  private long left;

  Work(long most) {
    this.left = most;
  }

  void spend(long clauses) {
    left -= clauses;
  }

  boolean isSpent() {
    return left < 0;
  }
}

package org.equipoise.revision.solver;

/**
 * What a search is to find.
 *
 * @param wanted how many covers
 * @param ties whether, among covers of equal weight, the first in order is wanted rather than any
 * @param proving whether to record why nothing lighter exists
 * @param limit covers heavier than this are of no interest
 */
record Goal(int wanted, boolean ties, boolean proving, long limit) {
  static final Goal LIGHTEST = new Goal(1, false, true, Long.MAX_VALUE);

  static Goal first(int wanted, long limit) {
    return new Goal(wanted, true, false, limit);
  }

  Goal within(long otherLimit) {
    return new Goal(wanted, ties, proving, otherLimit);
  }
}

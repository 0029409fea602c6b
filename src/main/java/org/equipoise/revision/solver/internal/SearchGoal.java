package org.equipoise.revision.solver.internal;

/**
 * What a search is to find.
 *
 * @param wanted how many covers
 * @param ties whether, among covers of equal weight, the first in order is wanted rather than any
 * @param proving whether to record why nothing lighter exists
 * @param limit covers heavier than this are of no interest
 */
record SearchGoal(int wanted, boolean ties, boolean proving, long limit) {
  static final SearchGoal LIGHTEST = new SearchGoal(1, false, true, Long.MAX_VALUE);

  static SearchGoal first(int wanted, long limit) {
    return new SearchGoal(wanted, true, false, limit);
  }

  SearchGoal within(long otherLimit) {
    return new SearchGoal(wanted, ties, proving, otherLimit);
  }
}

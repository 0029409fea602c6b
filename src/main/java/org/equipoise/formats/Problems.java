package org.equipoise.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;

/** The problems of an input, of which only the first are kept and the others counted. */
final class Problems {
  static final int MAX_SHOWN = 100;

  /** The last problem first, so that a full queue gives up the one that nobody would be shown. */
  private final PriorityQueue<Problem> first = new PriorityQueue<>(Comparator.reverseOrder());

  private long count;

  void add(Problem problem) {
    count++;
    first.add(problem);
    if (first.size() > MAX_SHOWN + 1) {
      first.remove();
    }
  }

  void throwIfAny() {
    if (count == 0) {
      return;
    }
    List<Problem> shown = new ArrayList<>(first);
    shown.sort(Comparator.naturalOrder());
    if (count > MAX_SHOWN) {
      Problem next = shown.remove(MAX_SHOWN);
      shown.add(
          Problem.error(
              "more-problems",
              next.file(),
              next.line(),
              next.column(),
              null,
              "and " + (count - MAX_SHOWN) + " more problems, the first of them here",
              null));
    }
    throw new InvalidInputException(shown);
  }
}

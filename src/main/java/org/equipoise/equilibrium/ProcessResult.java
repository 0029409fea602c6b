package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.List;

/**
 * All branches of a process from the initial commitments.
 *
 * @param firstTheories the equally good first theories, each of which is followed
 * @param branches the number of branches
 * @param fixedPoints where branches end, in canonical order
 * @param paths the first branches: commitments and theories by turns, from the initial commitments
 *     to the state that repeats
 * @param isCut whether the limit of states was met, so that branches and fixed points are missing
 */
public record ProcessResult(
    List<Position> firstTheories,
    BigInteger branches,
    List<FixedPoint> fixedPoints,
    List<List<Position>> paths,
    boolean isCut) {
  /** Copies the lists. */
  public ProcessResult {
    firstTheories = List.copyOf(firstTheories);
    fixedPoints = List.copyOf(fixedPoints);
    paths = List.copyOf(paths);
  }
}

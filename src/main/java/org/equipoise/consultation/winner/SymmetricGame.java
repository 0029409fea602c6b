package org.equipoise.consultation.winner;

import java.math.BigInteger;
import java.util.Arrays;
import org.equipoise.equilibrium.Fraction;

/**
 * The best mixed strategies in a game for two in which what one wins the other loses, and both have
 * the same moves. Solved by the simplex method in whole numbers (J. Edmonds 1967), with R. Bland's
 * rule (1977), so that it always ends.
 *
 * <p>With c added to every payoff, the value of the game is c. The strategies are c·x, for x ≥ 0
 * with the greatest sum, which is 1/c, such that no row exceeds 1.
 */
final class SymmetricGame {
  private final int moves;
  private final BigInteger shift;

  /** Rows of the moves and a last one of the sum; columns of x, slacks, and the right side. */
  private final BigInteger[][] optimal;

  private final int[] optimalBasis;
  private final BigInteger optimalUnit;

  private BigInteger[][] table;
  private int[] basis;

  /** What every entry of the table is to be divided by. */
  private BigInteger unit = BigInteger.ONE;

  /**
   * Solves a game.
   *
   * @param margins what a row wins against a column; the negative of what the column wins
   */
  SymmetricGame(BigInteger[][] margins) {
    moves = margins.length;
    BigInteger most = BigInteger.ZERO;
    for (BigInteger[] row : margins) {
      for (BigInteger each : row) {
        most = most.max(each.abs());
      }
    }
    shift = most.add(BigInteger.ONE);
    table = new BigInteger[moves + 1][2 * moves + 1];
    basis = new int[moves];
    for (int i = 0; i <= moves; i++) {
      Arrays.fill(table[i], BigInteger.ZERO);
      for (int j = 0; j < moves; j++) {
        // Row i: what the other gets who plays i against x.
        table[i][j] = i == moves ? BigInteger.ONE.negate() : margins[i][j].add(shift);
      }
      if (i < moves) {
        table[i][moves + i] = BigInteger.ONE;
        table[i][2 * moves] = BigInteger.ONE;
        basis[i] = moves + i;
      }
    }
    maximize(new boolean[2 * moves]);
    optimal = table;
    optimalBasis = basis;
    optimalUnit = unit;
  }

  /** The greatest chance of a move in a best strategy. */
  Fraction greatest(int move) {
    return extreme(move, BigInteger.ONE);
  }

  /** The least chance of a move in a best strategy. */
  Fraction least(int move) {
    return extreme(move, BigInteger.ONE.negate());
  }

  private Fraction extreme(int move, BigInteger sign) {
    table = new BigInteger[moves + 1][];
    for (int i = 0; i <= moves; i++) {
      table[i] = optimal[i].clone();
    }
    basis = optimalBasis.clone();
    unit = optimalUnit;
    // What would lessen the sum has to stay at 0.
    boolean[] isFixed = new boolean[2 * moves];
    for (int j = 0; j < 2 * moves; j++) {
      isFixed[j] = optimal[moves][j].signum() != 0;
    }
    BigInteger[] goal = table[moves];
    Arrays.fill(goal, BigInteger.ZERO);
    goal[move] = sign.negate().multiply(unit);
    for (int i = 0; i < moves; i++) {
      if (basis[i] == move) {
        for (int j = 0; j <= 2 * moves; j++) {
          goal[j] = goal[j].add(sign.multiply(table[i][j]));
        }
      }
    }
    maximize(isFixed);
    for (int i = 0; i < moves; i++) {
      if (basis[i] == move) {
        return new Fraction(table[i][2 * moves].multiply(shift), unit);
      }
    }
    return Fraction.of(0, 1);
  }

  private void maximize(boolean[] isFixed) {
    while (true) {
      int column = 0;
      while (column < 2 * moves && (isFixed[column] || table[moves][column].signum() >= 0)) {
        column++;
      }
      if (column == 2 * moves) {
        return;
      }
      int row = -1;
      for (int i = 0; i < moves; i++) {
        if (table[i][column].signum() > 0) {
          int order =
              row < 0
                  ? -1
                  : table[i][2 * moves]
                      .multiply(table[row][column])
                      .compareTo(table[row][2 * moves].multiply(table[i][column]));
          if (order < 0 || (order == 0 && basis[i] < basis[row])) {
            row = i;
          }
        }
      }
      if (row < 0) {
        throw new IllegalStateException("a game has no bound");
      }
      pivot(row, column);
    }
  }

  private void pivot(int row, int column) {
    BigInteger by = table[row][column];
    for (int i = 0; i <= moves; i++) {
      if (i != row) {
        BigInteger factor = table[i][column];
        for (int j = 0; j <= 2 * moves; j++) {
          table[i][j] =
              table[i][j].multiply(by).subtract(factor.multiply(table[row][j])).divide(unit);
        }
      }
    }
    unit = by;
    basis[row] = column;
  }
}

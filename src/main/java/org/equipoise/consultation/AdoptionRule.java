package org.equipoise.consultation;

import java.math.BigDecimal;

/**
 * When a statement is adopted: in every group enough people voted on it, and more than a share of
 * them agrees.
 *
 * @param quorum the least number of votes in a group, passes included; at least 1
 * @param majority the share of all votes in a group that the agreeing ones must exceed, in [0, 1),
 *     with at most six decimals
 */
public record AdoptionRule(int quorum, BigDecimal majority) {
  private static final int DECIMALS = 6;
  private static final long MILLION = 1_000_000;

  /** Five votes, and more than six in ten. */
  public static final AdoptionRule DEFAULT = new AdoptionRule(5, new BigDecimal("0.6"));

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public AdoptionRule {
    if (quorum < 1) {
      throw new IllegalArgumentException("a quorum of " + quorum + " is less than 1");
    }
    if (majority.signum() < 0 || majority.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException("a majority of " + majority + " is not in [0, 1)");
    }
    if (majority.stripTrailingZeros().scale() > DECIMALS) {
      throw new IllegalArgumentException("a majority of " + majority + " has over six decimals");
    }
  }

  /** Returns whether enough people of a group voted. */
  public boolean isQuorum(Tally tally) {
    return tally.votes() >= quorum;
  }

  /** Returns whether more than the majority of those who voted agrees. */
  public boolean isMajority(Tally tally) {
    return exceeds(tally.agrees(), tally.votes());
  }

  /** Whether a part is more than the majority of a whole. */
  boolean exceeds(long part, long whole) {
    return part * MILLION > millionths() * whole;
  }

  /** The majority in millionths. */
  long millionths() {
    return majority.movePointRight(DECIMALS).longValueExact();
  }
}

package org.equipoise.consultation;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** A way to say that all groups agree with a statement on which enough people of each voted. */
public enum Formula {
  /** More than the majority of each group's votes agree. */
  MAJORITY {
    @Override
    boolean holds(List<Tally> groups, double bridging, AdoptionRule rule) {
      return groups.stream().allMatch(rule::isMajority);
    }
  },
  /** Each group's {@linkplain Tally#agreement estimated agreement} exceeds the majority. */
  AGREEMENT {
    @Override
    boolean holds(List<Tally> groups, double bridging, AdoptionRule rule) {
      return groups.stream().allMatch(it -> rule.exceeds(it.agrees() + 1L, it.votes() + 2L));
    }
  },
  /** The geometric mean of the groups' estimated agreement exceeds the majority. */
  CONSENSUS {
    @Override
    boolean holds(List<Tally> groups, double bridging, AdoptionRule rule) {
      double ratio = 1;
      for (Tally group : groups) {
        ratio *= (group.agrees() + 1) * MILLION / ((group.votes() + 2.0) * rule.millionths());
      }
      if (Math.abs(ratio - 1) > CLOSE) {
        return ratio > 1;
      }
      BigInteger product = BigInteger.ONE;
      BigInteger needed = BigInteger.ONE;
      for (Tally group : groups) {
        product = product.multiply(BigInteger.valueOf((group.agrees() + 1) * (long) MILLION));
        needed = needed.multiply(BigInteger.valueOf((group.votes() + 2) * rule.millionths()));
      }
      return product.compareTo(needed) > 0;
    }
  },
  /**
   * In each group more agree than not, beyond chance: the one-sided test of a proportion against a
   * half, at 90 %, by which Polis finds what is representative.
   */
  SIGNIFICANT {
    @Override
    boolean holds(List<Tally> groups, double bridging, AdoptionRule rule) {
      return groups.stream().allMatch(it -> significance(it) > CRITICAL);
    }
  },
  /**
   * The support from people of whatever viewpoint exceeds the majority, as the model of Community
   * Notes finds it by matrix factorisation.
   */
  BRIDGING {
    @Override
    boolean holds(List<Tally> groups, double bridging, AdoptionRule rule) {
      return bridging > rule.majority().doubleValue();
    }
  };

  private static final double CRITICAL = 1.2816;
  private static final double MILLION = 1_000_000;

  /** Nearer than this, numbers are compared exactly. */
  private static final double CLOSE = 1e-9;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON uses. */
  public String word() {
    return word;
  }

  /**
   * Returns whether a statement is in the list; without a quorum in every group it is not.
   *
   * @param bridging its support from people of whatever viewpoint
   */
  boolean lists(List<Tally> groups, double bridging, AdoptionRule rule) {
    return !groups.isEmpty()
        && groups.stream().allMatch(rule::isQuorum)
        && holds(groups, bridging, rule);
  }

  abstract boolean holds(List<Tally> groups, double bridging, AdoptionRule rule);

  /** How many standard deviations the agreeing votes are above a half. */
  static double significance(Tally tally) {
    double votes = tally.votes() + 1.0;
    return 2 * Math.sqrt(votes) * ((tally.agrees() + 1) / votes - 0.5);
  }
}

package org.equipoise.consultation;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import org.equipoise.equilibrium.Fraction;

/**
 * What people and their groups hold of a statement. Immutable.
 *
 * @param statement its id
 * @param all the votes of all participants, also of those in no group
 * @param byGroup the votes of each group, in the order of the groups
 * @param isQuorum whether enough people voted in every group
 * @param isAdopted whether it is adopted
 * @param isModerated whether moderators took it out; then it is never adopted
 */
public record StatementResult(
    String statement,
    Tally all,
    List<Tally> byGroup,
    boolean isQuorum,
    boolean isAdopted,
    boolean isModerated) {
  public StatementResult {
    byGroup = List.copyOf(byGroup);
  }

  /**
   * Returns the group-informed consensus: the product of the groups' {@linkplain Tally#agreement
   * agreement}. (C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw, C. Megill: Polis: scaling
   * deliberation by mapping high dimensional opinion spaces, Recerca 26, 2021.)
   */
  public Fraction groupInformedConsensus() {
    BigInteger numerator = BigInteger.ONE;
    BigInteger denominator = BigInteger.ONE;
    for (Tally group : byGroup) {
      numerator = numerator.multiply(group.agreement().numerator());
      denominator = denominator.multiply(group.agreement().denominator());
    }
    return new Fraction(numerator, denominator);
  }

  /** Returns the least of the groups' agreement; of all participants' if there are no groups. */
  public Fraction worstGroup() {
    return byGroup.stream()
        .map(Tally::agreement)
        .min(Comparator.naturalOrder())
        .orElseGet(all::agreement);
  }
}

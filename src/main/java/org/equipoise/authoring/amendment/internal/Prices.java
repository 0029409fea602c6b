package org.equipoise.authoring.amendment.internal;

import org.equipoise.revision.Cost;

/**
 * What changes cost.
 *
 * @param perTest ε: what a test of an exception adds, as a share of the rule's weight
 * @param spoiling λ: what an application costs that falls silent or clashes for no reason, as a
 *     share of the rule's weight
 * @param account α: what a judgment costs for which no principle speaks, as a share of its weight
 * @param newPrinciple v: the weight of a new principle
 * @param suspension κ: how many overrides a suspension is worth; infinite for none
 */
public record Prices(
    double perTest, double spoiling, double account, double newPrinciple, double suspension) {

  /** A share of a weight, in billionths. */
  static long share(long weight, double of) {
    return new Cost(weight).times(of).billionths();
  }
}

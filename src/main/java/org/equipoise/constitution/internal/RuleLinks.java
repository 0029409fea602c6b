package org.equipoise.constitution.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules say besides claims, as far as it can be told before they run. Immutable.
 *
 * @param guides whether some rule says more of outputs than claims
 * @param lifts by rule, those whose claims it may lift
 * @param degreesFrom by rule that gives a part of its weight to a claim, the attributes it reads
 */
public record RuleLinks(
    boolean guides, Map<String, Set<String>> lifts, Map<String, List<String>> degreesFrom) {
  public RuleLinks {
    lifts = Map.copyOf(lifts);
    degreesFrom = Map.copyOf(degreesFrom);
  }
}

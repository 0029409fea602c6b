package org.equipoise.constitution.internal;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules say besides claims, as far as it can be told before they run. Immutable.
 *
 * @param guides whether some rule says more of outputs than claims
 * @param lifts by rule, those whose claims it may lift
 * @param favours by rule, the defaults that its claims in favour of an output lift there
 * @param favoursOf by stakeholder, which may be null, those that a judgment in favour lifts
 * @param degreesFrom by rule that gives a part of its weight to a claim, the attributes it reads
 */
public record RuleLinks(
    boolean guides,
    Map<String, Set<String>> lifts,
    Map<String, Set<String>> favours,
    Function<@Nullable String, Set<String>> favoursOf,
    Map<String, List<String>> degreesFrom) {
  public RuleLinks {
    lifts = Map.copyOf(lifts);
    favours = Map.copyOf(favours);
    degreesFrom = Map.copyOf(degreesFrom);
  }

  /** Returns the same of rules of which one is no default. */
  public RuleLinks withoutDefault(String rule) {
    return new RuleLinks(
        guides,
        lifts,
        Maps.transformValues(favours, it -> without(it, rule)),
        holder -> without(favoursOf.apply(holder), rule),
        degreesFrom);
  }

  private static Set<String> without(Set<String> all, String one) {
    return Sets.difference(all, Set.of(one)).immutableCopy();
  }
}

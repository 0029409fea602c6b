package org.equipoise.decision;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;

/**
 * What rules say of outputs besides claims, as far as decisions go by it: which of them a person
 * must look at, and how those that cost the same to allow rank.
 *
 * <p>A rank weighs what its rule weighs, and a pull that weight times its strength; of one rule,
 * the strongest pull in each direction counts. Sums are exact.
 */
final class Preferences {
  /** Nothing is said besides claims. */
  static final Preferences NONE = new Preferences();

  private final Set<String> escalated = new HashSet<>();
  private final Map<String, Cost> pulls = new HashMap<>();

  /** By two outputs: how much more says that the first comes before the second. */
  private final Map<List<String>, Cost> ranks = new HashMap<>();

  private Preferences() {}

  static Preferences of(List<FoundGuidance> guidance, CaseWeights weights) {
    if (guidance.isEmpty()) {
      return NONE;
    }
    Preferences preferences = new Preferences();
    Map<List<Object>, Double> strongest = new HashMap<>();
    for (FoundGuidance found : guidance) {
      Element by = found.guidance().by();
      if (found.guidance() instanceof Guidance.Escalate) {
        preferences.escalated.add(found.output());
      } else if (found.guidance() instanceof Guidance.Pull pull) {
        strongest.merge(
            List.of(by, pull.output(), pull.word()),
            pull.strength(),
            (a, b) -> Math.abs(a) >= Math.abs(b) ? a : b);
      } else if (found.guidance() instanceof Guidance.Rank rank) {
        Cost weight = weights.asserted(by);
        Cost against = Cost.ZERO.minus(weight);
        preferences.ranks.merge(List.of(rank.output(), rank.over()), weight, Cost::plus);
        preferences.ranks.merge(List.of(rank.over(), rank.output()), against, Cost::plus);
      }
    }
    strongest.forEach(
        (pull, strength) -> {
          Cost weight = weights.asserted((Element) pull.get(0)).times(Math.abs(strength));
          preferences.pulls.merge(
              (String) pull.get(1), strength > 0 ? weight : Cost.ZERO.minus(weight), Cost::plus);
        });
    return preferences;
  }

  /** Whether a person must look at an output. */
  boolean escalates(String output) {
    return !escalated.isEmpty() && escalated.contains(output);
  }

  /**
   * Those of some that come first: that nothing ranks behind another of them, or all, if there is
   * none; and of these, those with the greatest pull.
   *
   * @param id yields the id of the output
   */
  <T> List<T> foremost(List<T> some, Function<T, String> id) {
    if (some.size() < 2 || orderNothing()) {
      return some;
    }
    List<T> unranked =
        some.stream()
            .filter(
                it ->
                    some.stream()
                        .allMatch(
                            other -> rank(id.apply(other), id.apply(it)).compareTo(Cost.ZERO) <= 0))
            .toList();
    List<T> left = unranked.isEmpty() ? some : unranked;
    Cost greatest =
        left.stream()
            .map(it -> pull(id.apply(it)))
            .max(Comparator.naturalOrder())
            .orElse(Cost.ZERO);
    return left.stream().filter(it -> pull(id.apply(it)).compareTo(greatest) == 0).toList();
  }

  /** Whether no rule says anything of the order of outputs. */
  boolean orderNothing() {
    return pulls.isEmpty() && ranks.isEmpty();
  }

  /** By how much an output comes before another: by its rank, or else by its pull. */
  Cost ahead(String output, String other) {
    Cost rank = rank(output, other);
    return rank.compareTo(Cost.ZERO) > 0 ? rank : pull(output).minus(pull(other));
  }

  private Cost rank(String output, String other) {
    return ranks.getOrDefault(List.of(output, other), Cost.ZERO);
  }

  private Cost pull(String output) {
    return pulls.getOrDefault(output, Cost.ZERO);
  }
}

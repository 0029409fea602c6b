package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.constitution.metering.Meter;
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

  /** By output: those that it ranks before. */
  private final Map<String, List<String>> after = new HashMap<>();

  private Preferences() {}

  static Preferences of(List<FoundGuidance> guidance, CaseWeights weights) {
    if (guidance.isEmpty()) {
      return NONE;
    }
    Preferences preferences = new Preferences();
    Map<List<Object>, Double> strongest = new HashMap<>();
    for (FoundGuidance found : guidance) {
      Meter.step();
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
          Meter.step();
          Cost weight = weights.asserted((Element) pull.get(0)).times(Math.abs(strength));
          preferences.pulls.merge(
              (String) pull.get(1), strength > 0 ? weight : Cost.ZERO.minus(weight), Cost::plus);
        });
    preferences.ranks.forEach(
        (pair, more) -> {
          Meter.step();
          if (more.compareTo(Cost.ZERO) > 0) {
            preferences
                .after
                .computeIfAbsent(pair.get(0), it -> new ArrayList<>())
                .add(pair.get(1));
          }
        });
    return preferences;
  }

  /** Whether a person must look at an output. */
  boolean escalates(String output) {
    return !escalated.isEmpty() && escalated.contains(output);
  }

  /**
   * The places of some outputs, from 0. At the first place are those that nothing ranks behind
   * another of them, or all, if there is none; and of these, only those with the greatest pull. The
   * others have the places after it, by the same rule.
   */
  Map<String, Integer> places(Collection<String> some) {
    Map<String, Integer> ahead = new HashMap<>(); // how many of those left rank before an output
    for (String output : some) {
      Meter.step();
      ahead.put(output, 0);
    }
    for (String output : some) {
      for (String other : after(output)) {
        Meter.step();
        ahead.computeIfPresent(other, (it, number) -> number + 1);
      }
    }
    TreeMap<Cost, Set<String>> left = new TreeMap<>();
    TreeMap<Cost, Set<String>> unranked = new TreeMap<>();
    ahead.forEach(
        (output, number) -> {
          add(output, left);
          if (number == 0) {
            add(output, unranked);
          }
        });
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; !left.isEmpty(); place++) {
      List<String> first =
          List.copyOf((unranked.isEmpty() ? left : unranked).lastEntry().getValue());
      for (String output : first) {
        places.put(output, place);
        remove(output, left);
        remove(output, unranked);
      }
      for (String output : first) {
        for (String other : after(output)) {
          Meter.step();
          Integer number = ahead.computeIfPresent(other, (it, before) -> before - 1);
          if (number != null && number == 0 && !places.containsKey(other)) {
            add(other, unranked);
          }
        }
      }
    }
    return places;
  }

  private void add(String output, Map<Cost, Set<String>> byPull) {
    Meter.step();
    byPull.computeIfAbsent(pull(output), it -> new HashSet<>()).add(output);
  }

  private void remove(String output, Map<Cost, Set<String>> byPull) {
    Meter.step();
    byPull.computeIfPresent(
        pull(output),
        (pull, outputs) -> {
          outputs.remove(output);
          return outputs.isEmpty() ? null : outputs;
        });
  }

  /** The outputs that an output ranks before. */
  private List<String> after(String output) {
    return after.getOrDefault(output, List.of());
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

package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * The choice among several outputs: the least cost to allow among those that are not blocked, or
 * among all if all are blocked; of those that cost the same, the one that rules prefer, unless it
 * is blocked; then the greatest cost to block.
 *
 * @param state what becomes of the case
 * @param output the id of the chosen output; null if none is chosen
 * @param margin the distance to the second-best output; null if none is chosen, or if the second
 *     best is blocked and costs less to allow
 */
record Choice(DecisionState state, @Nullable String output, @Nullable Cost margin) {

  /** An output that may be chosen. */
  record Candidate(String id, Cost allowing, Cost blocking, boolean isBlocked) {}

  /** Which outputs a choice is made from. */
  enum Among {
    /** Those that are not blocked; all, if all are blocked. */
    NOT_BLOCKED,
    /** All, as under the semantics versions 1 and 2. */
    ALL
  }

  /** No output is chosen. */
  static Choice none(DecisionState state) {
    return new Choice(state, null, null);
  }

  /** The best first. */
  private static Comparator<Candidate> order(
      List<Candidate> candidates, Preferences preferences, Among among) {
    Comparator<Candidate> cheapest =
        among == Among.ALL
            ? Comparator.comparing(Candidate::allowing)
            : Comparator.comparing(Candidate::isBlocked).thenComparing(Candidate::allowing);
    return preferred(cheapest, candidates, preferences)
        .thenComparing(Candidate::blocking, Comparator.reverseOrder());
  }

  private static Comparator<Candidate> preferred(
      Comparator<Candidate> cheapest, List<Candidate> candidates, Preferences preferences) {
    if (preferences.orderNothing()) {
      return cheapest;
    }
    Map<String, Integer> places = places(candidates, preferences);
    return cheapest.thenComparing(it -> places.get(it.id()));
  }

  /**
   * The places of candidates, by id, each among those that are not blocked and cost the same to
   * allow; 0 for those that are blocked.
   */
  private static Map<String, Integer> places(List<Candidate> candidates, Preferences preferences) {
    Map<String, Integer> places = new HashMap<>();
    Map<Cost, List<String>> byCost = new HashMap<>();
    for (Candidate each : candidates) {
      Meter.step();
      if (each.isBlocked()) {
        places.put(each.id(), 0);
      } else {
        byCost.computeIfAbsent(each.allowing(), it -> new ArrayList<>()).add(each.id());
      }
    }
    byCost.values().forEach(it -> places.putAll(preferences.places(it)));
    return places;
  }

  /**
   * Chooses.
   *
   * @param candidates two or more
   * @param preferences what rules say of their order
   * @param noneIsFine whether blocking all of them is an answer
   */
  static Choice of(
      List<Candidate> candidates, Preferences preferences, Among among, boolean noneIsFine) {
    Comparator<Candidate> order = order(candidates, preferences, among);
    List<Candidate> ranked = candidates.stream().sorted(Meter.counting(order)).toList();
    Candidate best = ranked.get(0);
    boolean areAllBlocked = among == Among.NOT_BLOCKED && best.isBlocked();
    if (areAllBlocked && noneIsFine) {
      return none(DecisionState.DECIDED);
    }
    if (candidates.stream().allMatch(it -> it.allowing().isInfinite())) {
      return none(DecisionState.DILEMMA);
    }
    boolean isTied = order.compare(best, ranked.get(1)) == 0;
    DecisionState state = areAllBlocked ? DecisionState.ALL_BLOCKED : DecisionState.DECIDED;
    if (isTied || best.allowing().isInfinite()) {
      return none(areAllBlocked ? state : DecisionState.UNDECIDED);
    }
    return new Choice(state, best.id(), margin(best, ranked.get(1), preferences));
  }

  /**
   * The distance in what it costs to allow; where that is the same, in what ranks or pulls, or else
   * in what it costs to block.
   */
  private static @Nullable Cost margin(Candidate best, Candidate second, Preferences preferences) {
    int order = second.allowing().compareTo(best.allowing());
    if (order < 0) {
      return null;
    }
    if (order > 0) {
      return second.allowing().minus(best.allowing());
    }
    Cost ahead =
        best.isBlocked() || second.isBlocked()
            ? Cost.ZERO
            : preferences.ahead(best.id(), second.id());
    return ahead.compareTo(Cost.ZERO) > 0 ? ahead : best.blocking().minus(second.blocking());
  }
}

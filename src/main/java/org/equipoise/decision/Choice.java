package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    Comparator<Candidate> preferred =
        preferences.orderNothing()
            ? cheapest
            : cheapest.thenComparing(places(candidates, preferences)::get);
    return preferred.thenComparing(Candidate::blocking, Comparator.reverseOrder());
  }

  /** The place of each candidate among those that are not blocked and cost the same to allow. */
  private static Map<Candidate, Integer> places(
      List<Candidate> candidates, Preferences preferences) {
    Map<Candidate, Integer> places = new HashMap<>();
    for (Candidate candidate : candidates) {
      List<Candidate> left =
          candidates.stream()
              .filter(it -> !it.isBlocked() && it.allowing().equals(candidate.allowing()))
              .collect(Collectors.toCollection(ArrayList::new));
      for (int place = 0; !places.containsKey(candidate); place++) {
        List<Candidate> first =
            candidate.isBlocked()
                ? List.of(candidate)
                : preferences.foremost(List.copyOf(left), Candidate::id);
        for (Candidate each : first) {
          places.put(each, place);
        }
        left.removeAll(first);
      }
    }
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

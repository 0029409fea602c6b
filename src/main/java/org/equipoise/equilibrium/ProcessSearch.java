package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.equilibrium.Losses.Loss;

/** Follows all branches of a process. */
final class ProcessSearch {
  private final DialecticalStructure structure;
  private final Losses losses;
  private final boolean local;
  private final int maxStates;
  private final Commitments commitments;
  private final Map<Position, List<Position>> theories = new HashMap<>();
  private final Map<State, List<State>> successors = new LinkedHashMap<>();
  private final Map<Position, Optional<Position>> closures = new HashMap<>();
  private final Set<State> withoutEnd = new HashSet<>();
  private boolean cut;

  ProcessSearch(DialecticalStructure structure, Losses losses, boolean local, int maxStates) {
    this.structure = structure;
    this.losses = losses;
    this.local = local;
    this.maxStates = maxStates;
    this.commitments = new Commitments(losses);
  }

  List<Position> firstTheories() {
    return local ? bestNearby(losses.initial(), Position.EMPTY) : bestTheories(losses.initial());
  }

  boolean isCut() {
    return cut;
  }

  /** The fixed points with the number of branches that end in each. */
  Map<State, BigInteger> ends() {
    List<State> starts = starts();
    Deque<State> open = new ArrayDeque<>(starts);
    while (!open.isEmpty()) {
      State state = open.removeFirst();
      if (!successors.containsKey(state)) {
        if (successors.size() >= maxStates) {
          cut = true;
          break;
        }
        List<State> next = next(state);
        successors.put(state, next);
        next.stream().filter(it -> !successors.containsKey(it)).forEach(open::addLast);
      }
    }
    return count(starts);
  }

  private List<State> starts() {
    return firstTheories().stream().map(it -> new State(it, losses.initial())).toList();
  }

  /** Counts the paths to each fixed point: the states form no cycle but for the fixed points. */
  private Map<State, BigInteger> count(List<State> starts) {
    Map<State, Integer> waiting = new HashMap<>();
    Map<State, BigInteger> ways = new HashMap<>();
    successors.forEach(
        (state, next) ->
            next.stream()
                .filter(it -> !it.equals(state))
                .forEach(it -> waiting.merge(it, 1, Integer::sum)));
    Deque<State> ready = new ArrayDeque<>();
    for (State start : starts) {
      ways.put(start, BigInteger.ONE);
      if (!waiting.containsKey(start)) {
        ready.add(start);
      }
    }
    Map<State, BigInteger> result = new TreeMap<>();
    while (!ready.isEmpty()) {
      State state = ready.removeFirst();
      BigInteger own = ways.getOrDefault(state, BigInteger.ZERO);
      for (State next : successors.getOrDefault(state, List.of())) {
        if (next.equals(state)) {
          result.merge(state, own, BigInteger::add);
        } else {
          ways.merge(next, own, BigInteger::add);
          if (waiting.merge(next, -1, Integer::sum) == 0) {
            ready.addLast(next);
          }
        }
      }
    }
    return result;
  }

  /** The first branches, at most so many. */
  List<List<Position>> paths(int limit) {
    List<List<Position>> result = new ArrayList<>();
    for (State start : starts()) {
      List<Position> path = new ArrayList<>(List.of(start.commitments(), start.theory()));
      follow(start, path, limit, result);
    }
    return result;
  }

  /** States from which no end is known, because of the limit of states, are tried once only. */
  private void follow(State state, List<Position> path, int limit, List<List<Position>> result) {
    if (withoutEnd.contains(state)) {
      return;
    }
    int before = result.size();
    for (State next : successors.getOrDefault(state, List.of())) {
      if (result.size() >= limit) {
        return;
      }
      path.add(next.commitments());
      path.add(next.theory());
      if (next.equals(state)) {
        result.add(List.copyOf(path));
      } else {
        follow(next, path, limit, result);
      }
      path.subList(path.size() - 2, path.size()).clear();
    }
    if (result.size() == before) {
      withoutEnd.add(state);
    }
  }

  private Optional<Position> closure(Position theory) {
    return closures.computeIfAbsent(theory, structure::closure);
  }

  private List<State> next(State state) {
    List<State> result = new ArrayList<>();
    for (Position next : nextCommitments(state)) {
      for (Position theory : nextTheories(next, state.theory())) {
        result.add(new State(theory, next));
      }
    }
    result.sort(null);
    return result;
  }

  private List<Position> nextCommitments(State state) {
    Position closure = closure(state.theory()).orElseThrow();
    Position old = state.commitments();
    if (local) {
      List<Position> best = new ArrayList<>();
      long least = Long.MAX_VALUE;
      for (Position candidate : old.neighbours(structure.sentences())) {
        long loss = losses.ofCommitments(candidate, closure);
        if (loss < least) {
          best.clear();
          least = loss;
        }
        if (loss == least) {
          best.add(candidate);
        }
      }
      return best.contains(old) ? List.of(old) : best;
    }
    List<Position> one = commitments.best(closure, 1);
    if (old.size() > 0
        && losses.ofCommitments(one.get(0), closure) == losses.ofCommitments(old, closure)) {
      return List.of(old);
    }
    List<Position> best = commitments.best(closure, maxStates);
    if (best.size() == maxStates) {
      cut = true;
    }
    return best;
  }

  private List<Position> nextTheories(Position next, Position old) {
    List<Position> best = local ? bestNearby(next, old) : bestTheories(next);
    return best.contains(old) ? List.of(old) : best;
  }

  private List<Position> bestTheories(Position it) {
    return theories.computeIfAbsent(it, key -> TheorySearch.forCommitments(structure, losses, key));
  }

  private List<Position> bestNearby(Position it, Position old) {
    List<Position> best = new ArrayList<>();
    Loss least = new Loss(Long.MAX_VALUE, 0);
    for (Position candidate : old.neighbours(structure.sentences())) {
      Position closure = closure(candidate).orElse(null);
      if (closure != null) {
        Loss loss =
            losses.of(
                candidate.size(),
                closure.size(),
                losses.account(losses.accountDistance(it, closure)));
        int order = best.isEmpty() ? -1 : loss.compareTo(least);
        if (order < 0) {
          best.clear();
          least = loss;
        }
        if (order <= 0) {
          best.add(candidate);
        }
      }
    }
    best.sort(null);
    return best;
  }
}

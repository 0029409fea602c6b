package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.equilibrium.Losses.Loss;

/**
 * Follows all branches of a process.
 *
 * <p>Each state is visited once, and branches are counted, not listed. The search ends early once
 * it has visited so many states or done so much work; what it found until then is right, but not
 * all.
 */
final class ProcessSearch {
  private final DialecticalStructure structure;
  private final Losses losses;
  private final boolean local;
  private final int maxStates;
  private final Work work;
  private final Commitments commitments;
  private final Neighbours neighbours;
  private final Map<Position, Optional<List<Position>>> theories = new HashMap<>();
  private final Set<Position> known = new LinkedHashSet<>();
  private final Map<State, List<State>> successors = new LinkedHashMap<>();
  private final Map<Position, Position> closures = new HashMap<>();
  private final Set<State> withoutEnd = new HashSet<>();
  private boolean cut;

  ProcessSearch(
      DialecticalStructure structure, Losses losses, boolean local, int maxStates, Work work) {
    this.structure = structure;
    this.losses = losses;
    this.local = local;
    this.maxStates = maxStates;
    this.work = work;
    this.commitments = new Commitments(losses);
    this.neighbours = new Neighbours(structure, work);
  }

  List<Position> firstTheories() {
    return local
        ? bestNearby(losses.initial(), Position.EMPTY)
        : bestTheories(losses.initial()).orElse(List.of());
  }

  boolean isCut() {
    return cut;
  }

  /** The fixed points with the number of branches that end in each. */
  Map<State, BigInteger> ends() {
    List<State> starts = starts();
    for (State start : starts) {
      visit(start);
    }
    return count(starts);
  }

  /** A state on the way, with the commitments that may follow and the states that do. */
  private static final class Visit {
    private final State state;
    private final List<Position> commitments;
    private final List<State> next = new ArrayList<>();
    private int begun;
    private int seen;

    Visit(State state, List<Position> commitments) {
      this.state = state;
      this.commitments = commitments;
    }
  }

  /** Goes to an end first, so that ends are known when a limit is met. */
  private void visit(State start) {
    Deque<Visit> way = new ArrayDeque<>();
    enter(start, way);
    while (!way.isEmpty()) {
      Visit last = way.getLast();
      if (last.seen < last.next.size()) {
        enter(last.next.get(last.seen++), way);
      } else if (last.begun < last.commitments.size() && !work.isSpent()) {
        Position commitments = last.commitments.get(last.begun++);
        for (Position theory : nextTheories(commitments, last.state.theory())) {
          last.next.add(new State(theory, commitments));
        }
      } else {
        cut |= last.begun < last.commitments.size();
        last.next.sort(null);
        way.removeLast();
      }
    }
  }

  private void enter(State state, Deque<Visit> way) {
    if (successors.containsKey(state)) {
      return;
    }
    if (successors.size() >= maxStates || work.isSpent()) {
      cut = true;
      return;
    }
    Visit visit = new Visit(state, nextCommitments(state));
    successors.put(state, visit.next);
    way.addLast(visit);
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

  /** States from which no end is known, because a limit was met, are tried once only. */
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

  private Position closure(Position theory) {
    return closures.computeIfAbsent(theory, it -> structure.closure(it).orElseThrow());
  }

  private List<Position> nextCommitments(State state) {
    Position closure = closure(state.theory());
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
    List<Position> best = local ? bestNearby(next, old) : bestTheories(next).orElse(List.of());
    return best.contains(old) ? List.of(old) : best;
  }

  /** Empty if a limit was met before all were found. */
  private Optional<List<Position>> bestTheories(Position it) {
    Optional<List<Position>> earlier = theories.get(it);
    if (earlier != null) {
      return earlier;
    }
    BestTheories best = TheorySearch.forCommitments(structure, losses, it, known, work);
    Optional<List<Position>> result = Optional.empty();
    if (best.isComplete()) {
      result = Optional.of(best.first(maxStates + 1));
      known.addAll(best.first(1));
    }
    if (result.isEmpty() || result.get().size() > maxStates) {
      cut = true;
    }
    theories.put(it, result);
    return result;
  }

  private List<Position> bestNearby(Position it, Position old) {
    List<Position> best = new ArrayList<>();
    Loss least = null;
    work.spend(10L * structure.sentences());
    for (Neighbours.Neighbour candidate : neighbours.of(old)) {
      Position closure = candidate.closure();
      Loss loss =
          losses.of(
              candidate.theory().size(),
              closure.size(),
              losses.account(losses.accountDistance(it, closure)));
      int order = least == null ? -1 : losses.compare(loss, least);
      if (order < 0) {
        best.clear();
        least = loss;
      }
      if (order <= 0) {
        best.add(candidate.theory());
      }
    }
    best.sort(null);
    return best;
  }
}

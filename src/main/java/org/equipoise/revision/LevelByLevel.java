package org.equipoise.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.revision.HittingProgram.Exchange;
import org.equipoise.revision.HittingProgram.Hit;
import org.equipoise.revision.HittingProgram.Ranking;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.RuleReach;
import org.jspecify.annotations.Nullable;

/**
 * A part of a program whose costs are no numbers that the solver takes: solved on its highest level
 * first. Of that level only sets without a lower element need anything. Whatever hits these at the
 * least cost is a beginning, nothing more of the level is chosen, and the sets that are left are a
 * program of lower levels. Since all beginnings of equal cost are gone through, the result is
 * exact.
 */
final class LevelByLevel implements HittingPart {
  /** The most beginnings of equal cost that are gone through. */
  private static final int MAX_BEGINNINGS = 4_096;

  private static final int FEW = 64;

  private final Cost[] costs;
  private final RuleReach[] reaches;
  private final int[][] sets;
  private final Hit best;
  private final Cost lowerBound;
  private final boolean isFirst;

  /**
   * @param costs of the program; of the elements of sets none is infinite
   * @param sets those of the part
   */
  LevelByLevel(Cost[] costs, RuleReach[] reaches, int[][] sets, SolveLimits limits) {
    this.costs = costs;
    this.reaches = reaches;
    this.sets = sets;
    int highest =
        Arrays.stream(sets)
            .flatMapToInt(Arrays::stream)
            .map(e -> costs[e].rank())
            .min()
            .orElseThrow();
    Cost[] lower = costs.clone();
    Arrays.setAll(lower, e -> isOn(highest, e) ? Cost.INFINITE : costs[e]);
    int[][] own =
        Arrays.stream(sets)
            .filter(set -> Arrays.stream(set).allMatch(e -> isOn(highest, e)))
            .toArray(int[][]::new);
    HittingProgram top = new HittingProgram(costs, reaches, own, limits);
    Ranking beginnings = beginnings(top, limits);
    Comparator<Hit> order = HittingProgram.order(reaches);
    Hit found = null;
    Cost bound = null;
    boolean isExact = beginnings.complete();
    for (Hit beginning : beginnings.hits()) {
      HittingProgram rest = new HittingProgram(lower, reaches, unhit(beginning), limits);
      Hit whole = HittingProgram.union(List.of(beginning, rest.best()));
      found = found == null || order.compare(whole, found) < 0 ? whole : found;
      Cost least = beginning.cost().plus(rest.lowerBound());
      bound = bound == null || least.compareTo(bound) < 0 ? least : bound;
      isExact &= rest.isFirst();
    }
    this.best = Objects.requireNonNull(found);
    this.lowerBound = beginnings.complete() ? Objects.requireNonNull(bound) : top.lowerBound();
    this.isFirst = isExact;
  }

  private boolean isOn(int rank, int element) {
    return !costs[element].isInfinite() && costs[element].rank() == rank;
  }

  /** All that hits the sets of the highest level at the least cost, as far as it is complete. */
  private static Ranking beginnings(HittingProgram top, SolveLimits limits) {
    for (int wanted = FEW; ; wanted *= 4) {
      Ranking ranking = top.first(wanted, limits);
      List<Hit> cheapest =
          ranking.hits().stream().filter(it -> it.cost().equals(top.best().cost())).toList();
      boolean areAll = cheapest.size() < ranking.hits().size() || ranking.hits().size() < wanted;
      if (areAll || !ranking.complete() || wanted >= MAX_BEGINNINGS) {
        return new Ranking(cheapest, areAll && ranking.complete() && top.isFirst());
      }
    }
  }

  private int[][] unhit(Hit hit) {
    return Arrays.stream(sets)
        .filter(set -> Arrays.stream(set).noneMatch(hit.elements()::contains))
        .toArray(int[][]::new);
  }

  @Override
  public boolean isHittable() {
    return true;
  }

  @Override
  public Hit best() {
    return best;
  }

  @Override
  public Cost lowerBound() {
    return lowerBound;
  }

  @Override
  public boolean isFirst() {
    return isFirst;
  }

  /** A hitting set with those elements that it must do without. */
  private record Candidate(Hit hit, Set<Integer> without) {}

  /** Each next one does without something of every one before it (Murty 1968). */
  @Override
  public Ranking first(int wanted, SolveLimits limits) {
    List<Hit> found = new ArrayList<>(List.of(best));
    boolean isComplete = isFirst;
    Comparator<Hit> order = HittingProgram.order(reaches);
    PriorityQueue<Candidate> open = new PriorityQueue<>((a, b) -> order.compare(a.hit(), b.hit()));
    Set<Set<Integer>> tried = new HashSet<>();
    Candidate last = new Candidate(best, Set.of());
    while (last != null && found.size() < wanted && isComplete) {
      for (Integer each : last.hit().elements()) {
        Set<Integer> without = new TreeSet<>(last.without());
        without.add(each);
        HittingProgram next = tried.add(without) ? without(without, limits) : null;
        if (next != null) {
          isComplete &= next.isFirst();
          open.add(new Candidate(next.best(), without));
        }
      }
      last = open.poll();
      if (last != null) {
        Set<Integer> chosen = new HashSet<>(last.hit().elements());
        if (found.stream().noneMatch(it -> chosen.containsAll(it.elements()))) {
          found.add(last.hit());
        }
      }
    }
    return isComplete ? new Ranking(found, true) : new Ranking(List.of(best), false);
  }

  /** The part without some elements; null if not every set can be hit then. */
  private @Nullable HittingProgram without(Set<Integer> some, SolveLimits limits) {
    Cost[] fewer = costs.clone();
    some.forEach(e -> fewer[e] = Cost.INFINITE);
    HittingProgram program = new HittingProgram(fewer, reaches, sets, limits);
    return program.isHittable() ? program : null;
  }

  @Override
  public List<Exchange> exchanges(List<int[]> groups, SolveLimits limits) {
    return groups.stream().map(it -> exchange(it, limits)).toList();
  }

  private Exchange exchange(int[] group, SolveLimits limits) {
    if (Arrays.stream(group).noneMatch(best.elements()::contains)) {
      return Exchange.NONE;
    }
    Set<Integer> kept = new TreeSet<>(Arrays.stream(group).boxed().toList());
    HittingProgram other = without(kept, limits);
    if (other == null) {
      return Exchange.IMPOSSIBLE;
    }
    Hit next = other.best();
    return new Exchange(
        other.isFirst() ? Optional.of(next.cost().minus(best.cost())) : Optional.empty(),
        null,
        without(best.elements(), next.elements()),
        without(next.elements(), best.elements()));
  }

  private static List<Integer> without(List<Integer> some, List<Integer> others) {
    return some.stream().filter(it -> !others.contains(it)).toList();
  }
}

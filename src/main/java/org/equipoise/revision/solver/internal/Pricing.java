package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to price elements of one component, made once. Where a group has an element that
 * reaches into a rule everywhere, as many groups have the same, the best without that is found
 * first, once for all of them.
 */
final class Pricing {
  private static final Exchange NONE_LEFT =
      new Exchange(
          new Price(0, HittingSetProblem.NEVER, HittingSetProblem.NEVER), List.of(), List.of());

  private final Component component;
  private final Cover cover;
  private final boolean[] best;
  private final long weight;
  private final BooleanSupplier stop;
  private final Bounder bounder;
  private final Repair repair;
  private final Map<List<Integer>, Searched> withoutWide = new HashMap<>();
  private final Map<List<Integer>, Start> starts = new HashMap<>();

  /**
   * The best without some elements.
   *
   * @param isKnown whether no limit was reached
   * @param chosen it; null if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // never written to, never compared
  private record Searched(
      Exchange exchange, boolean isKnown, boolean @Nullable [] chosen, Dual dual) {}

  /** A best cover, the exchange that leads to it, or null, and what is near it. */
  @SuppressWarnings("ArrayRecordComponent") // never written to, never compared
  private record Start(@Nullable Exchange exchange, boolean[] chosen, Neighbourhood near) {}

  /** Of a component with its best cover, and good multipliers for its sets. */
  Pricing(Component component, boolean[] best, Dual start, BooleanSupplier stop) {
    this.component = component;
    this.cover = component.cover();
    this.best = best;
    this.weight = cover.weightOf(best);
    this.stop = stop;
    this.repair = new Repair(cover, best);
    this.bounder = bounder(start);
    if (cover.n > CoverSolver.SMALL) {
      Dual dual = bounder.bound(new byte[cover.n], weight);
      Neighbourhood near = new Neighbourhood(cover, best, List.of(), dual, stop);
      starts.put(List.of(), new Start(null, best, near));
    }
  }

  private Bounder bounder(Dual start) {
    if (cover.n <= CoverSolver.SMALL) {
      return new DualAscent(cover);
    }
    Dual from = Lagrangian.run(cover, best, start, stop).dual();
    SearchGoal goal = new SearchGoal(1, false, false, weight);
    Relaxations relaxations = new Relaxations(cover, goal, null, from, stop);
    relaxations.strengthen(new byte[cover.n], best);
    return relaxations;
  }

  /** What is cheapest without some elements, named by their numbers in the component. */
  Exchange without(List<Integer> kept) {
    if (cover.n <= CoverSolver.SMALL) {
      return searched(kept).exchange();
    }
    List<Integer> wide =
        kept.stream()
            .filter(e -> best[e] && component.reaches()[e] == RuleReach.EVERYWHERE)
            .toList();
    if (!wide.isEmpty()) {
      Searched first = withoutWide.computeIfAbsent(wide, this::searched);
      boolean[] chosen = first.chosen();
      if (!first.isKnown()) {
        return searched(kept).exchange();
      }
      if (chosen == null || kept.stream().noneMatch(e -> chosen[e])) {
        return first.exchange();
      }
      starts.computeIfAbsent(
          wide,
          it ->
              new Start(
                  first.exchange(),
                  chosen,
                  new Neighbourhood(cover, chosen, it, first.dual(), stop)));
    }
    Start start = Objects.requireNonNull(starts.get(wide));
    List<Integer> rest = kept.stream().filter(e -> !wide.contains(e)).toList();
    Neighbourhood.Nearest nearest = start.near().without(rest);
    return nearest == null ? searched(kept).exchange() : exchange(start, nearest);
  }

  private Exchange exchange(Start start, Neighbourhood.Nearest nearest) {
    if (nearest.lower() == Long.MAX_VALUE) {
      return NONE_LEFT;
    }
    long first = start.exchange() == null ? 0 : start.exchange().price().lower();
    Price price =
        new Price(
            0,
            first + nearest.lower() * component.divisor(),
            first + nearest.upper() * component.divisor());
    return new Exchange(
        price,
        start.exchange(),
        named(nearest.changed().stream().filter(e -> start.chosen()[e]).toList()),
        named(nearest.changed().stream().filter(e -> !start.chosen()[e]).toList()));
  }

  private List<Integer> named(Collection<Integer> elements) {
    TreeSet<Integer> named = new TreeSet<>();
    elements.forEach(e -> named.add(component.elements()[e]));
    return List.copyOf(named);
  }

  /** The same by a search of the whole component. */
  private Searched searched(List<Integer> kept) {
    boolean[] repaired = new boolean[cover.n];
    if (repair.without(kept, repaired) == Long.MAX_VALUE) {
      return new Searched(NONE_LEFT, true, null, Dual.NONE);
    }
    if (bounder instanceof Relaxations relaxations) {
      relaxations.reopen();
    }
    SearchGoal goal = new SearchGoal(1, false, false, Long.MAX_VALUE);
    Search search = new Search(cover, goal, bounder, cover.n > CoverSolver.SMALL, stop);
    kept.forEach(search::without);
    SearchResult answer = search.run(repaired);
    boolean[] chosen = answer.found().get(0).chosen();
    Price price =
        new Price(
            0,
            Math.max(0, answer.bound() - weight) * component.divisor(),
            (answer.found().get(0).weight() - weight) * component.divisor());
    List<Integer> dropped = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    for (int e = 0; e < cover.n; e++) {
      if (best[e] != chosen[e]) {
        (best[e] ? dropped : added).add(component.elements()[e]);
      }
    }
    Exchange exchange = new Exchange(price, List.copyOf(dropped), List.copyOf(added));
    return new Searched(exchange, answer.complete(), chosen, answer.root());
  }
}

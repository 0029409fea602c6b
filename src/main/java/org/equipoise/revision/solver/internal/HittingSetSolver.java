package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.equipoise.revision.solver.SolveLimits;

/**
 * Finds the first of the cheapest hitting sets, and proves it.
 *
 * <p>Hitting sets are ordered by cost, then number of elements, then how many of them touch a rule,
 * then how many touch one everywhere, then as lists of ascending elements; so the result depends
 * neither on the order of the sets nor on the number of threads. Only where a limit was reached may
 * it depend on the machine.
 */
public final class HittingSetSolver {
  private static final long STACK = 1L << 29;

  private HittingSetSolver() {}

  /** Solves a problem, or gives the best found and the bound proven when a limit is reached. */
  public static HittingSetSolution solve(HittingSetProblem problem, SolveLimits limits) {
    Reduction reduction = Reduction.of(problem, limits::reached);
    List<Component> components = Component.of(problem, reduction);
    List<ComponentSolver.Outcome> outcomes =
        solveAll(components, limits::reached, limits.threads());

    List<Integer> chosen = new ArrayList<>(reduction.forced());
    List<Certificate.Component> proven = new ArrayList<>();
    long bound = 0;
    for (int e : chosen) {
      bound += problem.cost(e);
    }
    boolean canonical = true;
    for (int c = 0; c < components.size(); c++) {
      Component component = components.get(c);
      ComponentSolver.Outcome outcome = outcomes.get(c);
      bound += outcome.bound() * component.divisor();
      canonical &= outcome.canonical();
      for (int i = 0; i < component.elements().length; i++) {
        if (outcome.best().chosen()[i]) {
          chosen.add(component.elements()[i]);
        }
      }
      if (outcome.proof() != null) {
        proven.add(
            new Certificate.Component(
                component.elements(),
                component.sets(),
                component.divisor(),
                outcome.bound(),
                outcome.proof()));
      }
    }
    chosen.sort(null);
    long cost = chosen.stream().mapToLong(problem::cost).sum();
    return new HittingSetSolution(
        new HittingSet(chosen, cost),
        bound,
        canonical,
        reduction.irreconcilable(),
        proven.size() == components.size()
            ? Optional.of(new Certificate(reduction.steps(), proven))
            : Optional.empty());
  }

  /**
   * The first so many minimal hitting sets, beginning with the best, which a solution of the same
   * problem gives. Without a certified and canonical solution only its best is returned.
   */
  public static Ranking first(
      int wanted, HittingSetProblem problem, HittingSetSolution solution, SolveLimits limits) {
    if (wanted <= 1 || !solution.certified() || !solution.canonical()) {
      return new Ranking(List.of(solution.best()), solution.certified() && solution.canonical());
    }
    return aside(
        () -> {
          Alternatives alternatives = new Alternatives(problem, solution, limits::reached);
          return new Ranking(alternatives.first(wanted), alternatives.complete());
        });
  }

  /**
   * The price of keeping each element of each set that can be hit, in order of elements. Elements
   * that a solution of the same problem does without cost nothing to keep.
   *
   * @throws IllegalArgumentException if the solution is not certified
   */
  public static List<Price> prices(
      HittingSetProblem problem, HittingSetSolution solution, SolveLimits limits) {
    boolean[] inSet = new boolean[problem.elements()];
    for (int s = 0; s < problem.sets(); s++) {
      for (int e : problem.rawSet(s)) {
        inSet[e] = problem.cost(e) != HittingSetProblem.NEVER;
      }
    }
    List<Integer> elements =
        IntStream.range(0, inSet.length).filter(e -> inSet[e]).boxed().toList();
    List<int[]> alone = elements.stream().map(e -> new int[] {e}).toList();
    return exchanges(alone, problem, solution, limits).stream()
        .map(Exchange::price)
        .map(it -> new Price(elements.get(it.kept()), it.lower(), it.upper()))
        .toList();
  }

  /**
   * For each of some groups of elements, in their order, what is cheapest if none of the group is
   * chosen.
   *
   * @throws IllegalArgumentException if the solution is not certified
   */
  public static List<Exchange> exchanges(
      List<int[]> groups,
      HittingSetProblem problem,
      HittingSetSolution solution,
      SolveLimits limits) {
    return exchanger(problem, solution, limits).apply(groups);
  }

  /**
   * Finds exchanges as {@link #exchanges} does, time and again, and keeps what serves all of them.
   * For one thread at a time.
   *
   * @throws IllegalArgumentException if the solution is not certified
   */
  public static Function<List<int[]>, List<Exchange>> exchanger(
      HittingSetProblem problem, HittingSetSolution solution, SolveLimits limits) {
    if (!solution.certified()) {
      throw new IllegalArgumentException("prices are relative to a certified solution");
    }
    Alternatives alternatives = aside(() -> new Alternatives(problem, solution, limits::reached));
    return groups -> aside(() -> alternatives.exchanges(groups));
  }

  /**
   * What is quickly known of the hitting sets that cost so much more than the best, or less.
   *
   * @throws IllegalArgumentException if the solution is not certified
   */
  public static Settled settled(
      long dearer, HittingSetProblem problem, HittingSetSolution solution) {
    if (!solution.certified()) {
      throw new IllegalArgumentException("nothing is settled without a certified solution");
    }
    return new Alternatives(problem, solution, () -> false).settled(dearer);
  }

  private static List<ComponentSolver.Outcome> solveAll(
      List<Component> components, BooleanSupplier stop, int threads) {
    ExecutorService pool = pool(threads);
    try {
      List<Future<ComponentSolver.Outcome>> running =
          components.stream()
              .map(it -> pool.submit(() -> ComponentSolver.solve(it, stop)))
              .toList();
      List<ComponentSolver.Outcome> outcomes = new ArrayList<>();
      for (Future<ComponentSolver.Outcome> each : running) {
        outcomes.add(get(each));
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> T aside(Callable<T> task) {
    ExecutorService pool = pool(1);
    try {
      return get(pool.submit(task));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Threads with room for a search that branches thousands of levels deep. */
  private static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(
        Math.max(1, threads),
        task -> {
          Thread thread = new Thread(null, task, "equipoise-hitting-set", STACK);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while solving", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a component could not be solved", e.getCause());
    }
  }
}

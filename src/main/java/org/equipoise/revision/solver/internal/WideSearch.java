package org.equipoise.revision.solver.internal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first minimal hitting sets in the order of {@link HittingSetSolver}, where costs are
 * too large for its numbers. Depth-first branch and bound: an element of the smallest set that is
 * not hit is chosen, and those tried before it are left out; the bound is a dual ascent. All of it
 * is exact.
 *
 * <p>The whole order is one number for each element: its cost, then 1 for its count, then how far
 * it reaches into the rules, then its place; each part is worth more than all later ones together.
 */
public final class WideSearch {
  /** A search that takes up more parts than this returns what it has; on any machine the same. */
  private static final int MAX_PARTS = 300_000;

  private final int elements;
  private final int[][] sets;
  private final BigInteger[] costs;
  private final BigInteger[] numbers;
  private final BigInteger reachWorth;

  /**
   * @param costs positive; of the elements that may be chosen
   * @param sets not empty, of the elements 0 to n-1
   */
  public WideSearch(BigInteger[] costs, RuleReach[] reaches, int[][] sets) {
    this.elements = costs.length;
    this.costs = costs.clone();
    this.sets = sets.clone();
    Arrays.sort(this.sets, Comparator.comparingInt(it -> it.length));
    BigInteger count = BigInteger.valueOf(elements + 1L);
    this.reachWorth = count.pow(3);
    this.numbers = new BigInteger[elements];
    for (int e = 0; e < elements; e++) {
      BigInteger ties = count.pow(2);
      ties = ties.add(reaches[e] == RuleReach.NO_RULE ? BigInteger.ZERO : count);
      ties = ties.add(reaches[e] == RuleReach.EVERYWHERE ? BigInteger.ONE : BigInteger.ZERO);
      BigInteger place = BigInteger.ONE.shiftLeft(elements - 1 - e);
      numbers[e] = costs[e].multiply(reachWorth).add(ties).shiftLeft(elements).subtract(place);
    }
  }

  /**
   * What was found.
   *
   * @param found the first minimal hitting sets, each ascending, in order
   * @param bound no hitting set that is missing here costs less
   * @param complete whether no limit was reached; then the found are the first
   */
  public record Result(List<List<Integer>> found, BigInteger bound, boolean complete) {}

  /**
   * The first so many minimal hitting sets; fewer if there are no more.
   *
   * @param without elements that are not chosen
   */
  public Result first(int wanted, int[] without, BooleanSupplier stop) {
    Run run = new Run(wanted, stop);
    boolean[] allowed = new boolean[elements];
    Arrays.fill(allowed, true);
    for (int e : without) {
      allowed[e] = false;
    }
    run.offerCheapest(allowed);
    run.explore(new ArrayList<>(), BigInteger.ZERO, allowed);
    List<List<Integer>> found = run.found.stream().map(Hit::elements).toList();
    BigInteger bound = run.open;
    if (bound == null || (!run.found.isEmpty() && run.found.get(0).number.compareTo(bound) < 0)) {
      bound = run.found.isEmpty() ? BigInteger.ZERO : run.found.get(0).number;
    }
    return new Result(found, costOf(bound), run.open == null);
  }

  /** The cost that a number begins with. */
  private BigInteger costOf(BigInteger number) {
    BigInteger whole = number.add(BigInteger.ONE.shiftLeft(elements).subtract(BigInteger.ONE));
    return whole.shiftRight(elements).divide(reachWorth);
  }

  /** The sum of the costs of elements. */
  public BigInteger costOf(List<Integer> chosen) {
    return chosen.stream().map(e -> costs[e]).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private record Hit(List<Integer> elements, BigInteger number) {}

  private final class Run {
    private final int wanted;
    private final BooleanSupplier stop;
    private final List<Hit> found = new ArrayList<>();
    private int parts;

    /** The least bound of a part that was left open; null if there is none. */
    private @Nullable BigInteger open;

    Run(int wanted, BooleanSupplier stop) {
      this.wanted = wanted;
      this.stop = stop;
    }

    /**
     * Explores the hitting sets that contain what is chosen and otherwise only what is allowed.
     *
     * @param above a bound of all of them
     */
    void explore(List<Integer> chosen, BigInteger above, boolean[] allowed) {
      if (open != null || ++parts > MAX_PARTS || stop.getAsBoolean()) {
        open = open == null ? above : open.min(above);
        return;
      }
      int[] unhit = unhit(chosen);
      BigInteger sum = sum(chosen);
      if (unhit.length == 0) {
        offer(chosen, sum);
        return;
      }
      BigInteger[] slack = numbers.clone();
      BigInteger bound = sum;
      int[] smallest = null;
      for (int s : unhit) {
        int[] rest = Arrays.stream(sets[s]).filter(e -> allowed[e]).toArray();
        if (rest.length == 0) {
          return;
        }
        BigInteger least =
            Arrays.stream(rest).mapToObj(e -> slack[e]).min(BigInteger::compareTo).orElseThrow();
        for (int e : rest) {
          slack[e] = slack[e].subtract(least);
        }
        bound = bound.add(least);
        smallest = smallest == null || rest.length < smallest.length ? rest : smallest;
      }
      if (isTooMuch(bound)) {
        return;
      }
      boolean[] left = allowed.clone();
      for (int e = 0; e < elements; e++) {
        left[e] &= !isTooMuch(bound.add(slack[e]));
      }
      for (int e : cheapestFirst(smallest)) {
        if (left[e]) {
          left[e] = false;
          chosen.add(e);
          explore(chosen, bound, left);
          chosen.remove(chosen.size() - 1);
        }
      }
    }

    /** Offers the cheapest element of each set that is not hit, as far as it is needed. */
    void offerCheapest(boolean[] allowed) {
      List<Integer> chosen = new ArrayList<>();
      for (int[] set : sets) {
        if (Arrays.stream(set).noneMatch(chosen::contains)) {
          int[] rest = Arrays.stream(cheapestFirst(set)).filter(e -> allowed[e]).toArray();
          if (rest.length == 0) {
            return;
          }
          chosen.add(rest[0]);
        }
      }
      for (Integer e : List.copyOf(chosen)) {
        List<Integer> others = chosen.stream().filter(it -> !it.equals(e)).toList();
        if (unhit(others).length == 0) {
          chosen.remove(e);
        }
      }
      offer(chosen, sum(chosen));
    }

    private int[] cheapestFirst(int[] set) {
      return Arrays.stream(set)
          .boxed()
          .sorted((a, b) -> numbers[a].compareTo(numbers[b]))
          .mapToInt(e -> e)
          .toArray();
    }

    /** Whether what costs so much comes after all that are wanted; no two cost the same. */
    private boolean isTooMuch(BigInteger number) {
      return found.size() == wanted && number.compareTo(found.get(wanted - 1).number) >= 0;
    }

    private void offer(List<Integer> chosen, BigInteger number) {
      if (isTooMuch(number) || !isMinimal(chosen)) {
        return;
      }
      int at = 0;
      while (at < found.size() && found.get(at).number.compareTo(number) < 0) {
        at++;
      }
      if (at < found.size() && found.get(at).number.equals(number)) {
        return;
      }
      found.add(at, new Hit(chosen.stream().sorted().toList(), number));
      if (found.size() > wanted) {
        found.remove(wanted);
      }
    }

    private boolean isMinimal(List<Integer> chosen) {
      return chosen.stream()
          .allMatch(e -> unhit(chosen.stream().filter(it -> !it.equals(e)).toList()).length > 0);
    }
  }

  private BigInteger sum(List<Integer> chosen) {
    return chosen.stream().map(e -> numbers[e]).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private int[] unhit(List<Integer> chosen) {
    boolean[] in = new boolean[elements];
    chosen.forEach(e -> in[e] = true);
    List<Integer> unhit = new ArrayList<>();
    for (int s = 0; s < sets.length; s++) {
      if (Arrays.stream(sets[s]).noneMatch(e -> in[e])) {
        unhit.add(s);
      }
    }
    return unhit.stream().mapToInt(s -> s).toArray();
  }
}

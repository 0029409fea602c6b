package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What else could be chosen, component by component. The components here are those of all elements
 * and all sets but the redundant ones, because an element that the best hitting set can do without
 * may be in the next best.
 */
final class Alternatives {
  /** An exchange that was not looked for, since a limit was reached. */
  private static final Exchange UNKNOWN =
      new Exchange(new Price(0, 0, HittingSetProblem.NEVER), List.of(), List.of());

  private final HittingSetProblem problem;
  private final BooleanSupplier stop;
  private final List<Component> components;
  private final List<boolean[]> best = new ArrayList<>();
  private final Patience patience;
  private final @Nullable Pricing[] pricings;
  private boolean complete = true;

  /** A good multiplier for each set, in units of cost. */
  private final double[] multipliers;

  /**
   * Alternatives to a certified solution. The certificate's multipliers hold for the whole problem,
   * because an element that another replaces is in no other set and costs no less.
   */
  Alternatives(HittingSetProblem problem, HittingSetSolution solution, BooleanSupplier stop) {
    this.problem = problem;
    this.stop = stop;
    this.patience = new Patience(stop);
    this.multipliers = new double[problem.sets()];
    solution.certificate().ifPresent(this::collect);
    this.components = Component.of(problem, Reduction.ofSetsOnly(problem, () -> false));
    this.pricings = new Pricing[components.size()];
    boolean[] chosen = new boolean[problem.elements()];
    solution.best().elements().forEach(e -> chosen[e] = true);
    for (Component component : components) {
      boolean[] own = new boolean[component.elements().length];
      for (int i = 0; i < own.length; i++) {
        own[i] = chosen[component.elements()[i]];
      }
      best.add(own);
    }
  }

  /** Whether no limit has been reached and every tie could be settled. */
  boolean complete() {
    return complete;
  }

  /** The first minimal hitting sets. */
  List<HittingSet> first(int wanted) {
    long spare = spare(wanted);
    boolean[] chosen = new boolean[problem.elements()];
    List<Ranked> combined = List.of(new Ranked(chosen, 0, 0, 0, 0));
    for (int c = 0; c < components.size(); c++) {
      Component component = components.get(c);
      Cover cover = component.cover();
      long[] cost = Arrays.stream(component.elements()).mapToLong(problem::cost).toArray();
      List<Ranked> own = new ArrayList<>();
      if (cover.n == 1) {
        own.add(Ranked.of(best.get(c), cost, component.reaches()));
      } else {
        long weight = cover.weightOf(best.get(c));
        long limit = spare == Long.MAX_VALUE ? spare : weight + spare / component.divisor();
        for (Ranked each : rank(component, best.get(c), wanted, limit)) {
          own.add(Ranked.of(each.chosen(), cost, component.reaches()));
        }
      }
      combined = Ranked.combine(combined, component.elements(), own, wanted);
    }
    List<HittingSet> sets = new ArrayList<>();
    for (Ranked each : combined) {
      List<Integer> elements = new ArrayList<>();
      for (int e = 0; e < each.chosen().length; e++) {
        if (each.chosen()[e]) {
          elements.add(e);
        }
      }
      sets.add(new HittingSet(elements, each.weight()));
    }
    return sets;
  }

  /**
   * The elements that every hitting set has which costs so much more than the best, or less, or
   * that none has, as far as multipliers alone show it.
   */
  Settled settled(long dearer) {
    List<Integer> inAll = new ArrayList<>();
    List<Integer> inNone = new ArrayList<>();
    for (int c = 0; c < components.size(); c++) {
      Component component = components.get(c);
      long limit = component.cover().weightOf(best.get(c)) + dearer / component.divisor();
      byte[] fixed = start(component).fixedUpTo(limit, component.cover());
      for (int e = 0; e < fixed.length; e++) {
        if (fixed[e] != Fixing.FREE) {
          (fixed[e] == Fixing.IN ? inAll : inNone).add(component.elements()[e]);
        }
      }
    }
    return new Settled(inAll, inNone);
  }

  /** How much dearer than the best the last of so many, two or more, is at most. */
  private long spare(int wanted) {
    PriorityQueue<Long> dearestFirst = new PriorityQueue<>((a, b) -> Long.compare(b, a));
    for (int c = 0; c < components.size(); c++) {
      Component component = components.get(c);
      Cover cover = component.cover();
      Repair repair = new Repair(cover, best.get(c));
      boolean[] other = new boolean[cover.n];
      Set<List<Integer>> seen = new HashSet<>();
      for (int e = 0; e < cover.n && !stop.getAsBoolean(); e++) {
        long units = best.get(c)[e] ? repair.without(List.of(e), null) : Long.MAX_VALUE;
        if (units == Long.MAX_VALUE) {
          continue;
        }
        long dearer = units * component.divisor();
        if (dearestFirst.size() == wanted - 1 && dearer >= dearestFirst.element()) {
          continue;
        }
        repair.without(List.of(e), other);
        if (seen.add(members(other))) {
          dearestFirst.add(dearer);
          if (dearestFirst.size() == wanted) {
            dearestFirst.remove();
          }
        }
      }
    }
    return dearestFirst.size() < wanted - 1 ? Long.MAX_VALUE : dearestFirst.element();
  }

  private void collect(Certificate certificate) {
    for (Certificate.Step step : certificate.steps()) {
      if (step instanceof Certificate.Step.ForcedElement it) {
        multipliers[it.set()] = problem.cost(it.element());
      }
    }
    for (Certificate.Component each : certificate.components()) {
      collect(each.proof(), each, List.of());
    }
  }

  /** Adds the multipliers nearest to a proof's root. */
  private void collect(Proof proof, Certificate.Component of, List<Proof.Lemma> lemmas) {
    if (proof instanceof Proof.Leaf it) {
      collect(it.multipliers(), of, lemmas);
    } else if (proof instanceof Proof.Fix it) {
      collect(it.multipliers(), of, lemmas);
    } else if (proof instanceof Proof.Lemmas it) {
      List<Proof.Lemma> more = new ArrayList<>(lemmas);
      more.addAll(it.lemmas());
      collect(it.rest(), of, more);
    } else if (proof instanceof Proof.Branch it) {
      collect(it.in(), of, lemmas);
    } else if (proof instanceof Proof.Split it) {
      it.parts().forEach(part -> collect(part.proof(), of, lemmas));
    }
  }

  /** Those of lemmas go to the sets that they were derived from. */
  private void collect(
      Proof.Multipliers proven, Certificate.Component of, List<Proof.Lemma> lemmas) {
    int sets = of.sets().length;
    double[] y = new double[sets + lemmas.size()];
    add(proven, 1, y);
    for (int i = lemmas.size() - 1; i >= 0; i--) {
      if (lemmas.get(i).proof() instanceof Proof.Leaf it) {
        add(it.multipliers(), y[sets + i], y);
      }
    }
    for (int s = 0; s < sets; s++) {
      if (y[s] > 0) {
        multipliers[of.sets()[s]] = y[s] * of.divisor();
      }
    }
  }

  private static void add(Proof.Multipliers more, double times, double[] y) {
    for (int i = 0; i < more.rows().length; i++) {
      y[more.rows()[i]] += times * more.values()[i] / more.scale();
    }
  }

  private Dual start(Component component) {
    double[] y = new double[component.sets().length];
    for (int s = 0; s < y.length; s++) {
      y[s] = multipliers[component.sets()[s]] / component.divisor();
    }
    return Dual.rounded(component.cover(), y);
  }

  private static List<Integer> members(boolean[] chosen) {
    List<Integer> members = new ArrayList<>();
    for (int e = 0; e < chosen.length; e++) {
      if (chosen[e]) {
        members.add(e);
      }
    }
    return members;
  }

  private List<Ranked> rank(Component component, boolean[] best, int wanted, long limit) {
    Cover cover = component.cover();
    if (cover.n <= CoverSolver.SMALL || limit == Long.MAX_VALUE) {
      return rankPacked(cover, component.reaches(), best, wanted, limit, Dual.NONE);
    }
    Dual dual = Lagrangian.run(cover, best, start(component), stop).dual();
    byte[] fixed = dual.fixedUpTo(limit, cover);
    return rankParts(cover, component.reaches(), best, wanted, limit, dual, fixed, false);
  }

  /** Ranks the parts that fixings leave; they hold for all covers up to the limit. */
  private List<Ranked> rankParts(
      Cover cover,
      RuleReach[] reaches,
      boolean[] best,
      int wanted,
      long limit,
      Dual dual,
      byte[] fixed,
      boolean probed) {
    boolean[] in = new boolean[cover.n];
    for (int e = 0; e < cover.n; e++) {
      in[e] = fixed[e] == Fixing.IN;
    }
    long spare = limit - cover.weightOf(best);
    List<Ranked> combined = List.of(Ranked.of(in, cover.weight, reaches));
    for (Residual part : Residual.of(cover, fixed)) {
      Cover own = part.cover();
      RuleReach[] ownReaches = part.pick(reaches);
      boolean[] ownBest = part.pick(best);
      long ownLimit = own.weightOf(ownBest) + spare;
      Dual ownDual = part.restrict(dual);
      List<Ranked> ranked;
      if (probed || own.n <= CoverSolver.SMALL) {
        ranked = rankPacked(own, ownReaches, ownBest, wanted, ownLimit, ownDual);
      } else {
        SearchGoal goal = new SearchGoal(1, true, false, ownLimit);
        Relaxations relaxations = new Relaxations(own, goal, null, ownDual, stop);
        byte[] ownFixed = probe(own, ownBest, ownLimit, relaxations);
        Dual better = relaxations.bound(new byte[own.n], ownLimit);
        ranked = rankParts(own, ownReaches, ownBest, wanted, ownLimit, better, ownFixed, true);
      }
      combined = Ranked.combine(combined, part.elements(), ranked, wanted);
    }
    return combined;
  }

  /** Fixes each element of the best cover without which the relaxation exceeds the limit. */
  private byte[] probe(Cover cover, boolean[] best, long limit, Relaxations relaxations) {
    byte[] fixed = relaxations.bound(new byte[cover.n], limit).fixedUpTo(limit, cover);
    long[] slack = new long[cover.n];
    for (int e = 0; e < cover.n && !stop.getAsBoolean(); e++) {
      if (best[e] && fixed[e] == Fixing.FREE) {
        fixed[e] = Fixing.OUT;
        Dual without = relaxations.bound(fixed, limit);
        long scaled = without.scaledBound(cover, fixed, slack);
        boolean refuted = Dual.ceilDiv(scaled, without.scale()) > limit;
        fixed[e] = refuted ? Fixing.IN : Fixing.FREE;
      }
    }
    return fixed;
  }

  private List<Ranked> rankPacked(
      Cover cover, RuleReach[] reaches, boolean[] best, int wanted, long limit, Dual from) {
    Packing packing = Packing.of(cover, reaches);
    long ceiling = limit == Long.MAX_VALUE ? limit : packing.ceiling(limit);
    Cover packed = cover.weighing(packing.weight());
    SearchResult answer =
        CoverSolver.solve(packed, SearchGoal.first(wanted, ceiling), best, from, stop);
    complete &= answer.complete() && packing.complete();
    return answer.found().stream()
        .map(it -> Ranked.of(it.chosen(), cover.weight, reaches))
        .toList();
  }

  /**
   * What is cheapest if none of a group is chosen, for each group. A group whose search takes very
   * long has no exact price.
   */
  List<Exchange> exchanges(List<int[]> groups) {
    int[] componentOf = new int[problem.elements()];
    int[] localOf = new int[problem.elements()];
    Arrays.fill(componentOf, -1);
    for (int c = 0; c < components.size(); c++) {
      int[] elements = components.get(c).elements();
      for (int i = 0; i < elements.length; i++) {
        componentOf[elements[i]] = c;
        localOf[elements[i]] = i;
      }
    }
    patience.renewFor(groups.size());
    List<Exchange> exchanges = new ArrayList<>();
    for (int[] group : groups) {
      patience.renew();
      Map<Integer, List<Integer>> kept = new TreeMap<>();
      for (int e : group) {
        if (componentOf[e] >= 0) {
          kept.computeIfAbsent(componentOf[e], it -> new ArrayList<>()).add(localOf[e]);
        }
      }
      Exchange sum = new Exchange(new Price(exchanges.size(), 0, 0), List.of(), List.of());
      for (Map.Entry<Integer, List<Integer>> part : kept.entrySet()) {
        int c = part.getKey();
        if (part.getValue().stream().anyMatch(e -> best.get(c)[e])) {
          if (pricings[c] == null && !patience.getAsBoolean()) {
            pricings[c] =
                new Pricing(components.get(c), best.get(c), start(components.get(c)), patience);
          }
          sum =
              sum.plus(
                  pricings[c] == null || patience.getAsBoolean()
                      ? UNKNOWN
                      : pricings[c].without(part.getValue()));
        }
      }
      exchanges.add(sum);
    }
    return exchanges;
  }
}

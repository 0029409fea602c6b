package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.solver.internal.SetDuals;

/**
 * Multipliers of needs from the linear relaxation over some candidates. Needs that the same
 * candidates meet, and whose local options meet nothing else, count as one; its multiplier is
 * divided among them by what each costs to meet alone.
 */
final class Relaxed {
  private Relaxed() {}

  static double[] of(
      List<Needs.Need> needs, Collection<Candidate> pool, Map<Candidate, BitSet> met) {
    List<Candidate> candidates = List.copyOf(pool);
    List<List<Integer>> meeting = new ArrayList<>();
    needs.forEach(it -> meeting.add(new ArrayList<>()));
    for (int c = 0; c < candidates.size(); c++) {
      int number = c;
      Objects.requireNonNull(met.get(candidates.get(c))).stream()
          .forEach(n -> meeting.get(n).add(number));
    }
    Map<Option, Integer> uses = new HashMap<>();
    needs.forEach(need -> need.locals().forEach(it -> uses.merge(it, 1, Integer::sum)));

    List<Long> costs = new ArrayList<>();
    candidates.forEach(it -> costs.add(Math.max(1, it.price())));
    List<List<Integer>> sets = new ArrayList<>();
    Map<Option, Integer> shared = new HashMap<>();
    Map<List<Integer>, Integer> groups = new LinkedHashMap<>();
    int[] setOf = new int[needs.size()];
    double[] share = new double[needs.size()];
    double[] whole = new double[needs.size()];
    for (int n = 0; n < needs.size(); n++) {
      Meter.step();
      List<Option> locals = needs.get(n).locals();
      boolean isAlone =
          !locals.isEmpty()
              && locals.stream().allMatch(it -> Objects.requireNonNull(uses.get(it)) == 1);
      if (!isAlone) {
        List<Integer> set = new ArrayList<>(meeting.get(n));
        for (Option local : locals) {
          set.add(
              shared.computeIfAbsent(
                  local,
                  it -> {
                    costs.add(Math.max(1, it.price()));
                    return costs.size() - 1;
                  }));
        }
        setOf[n] = sets.size();
        share[n] = 1;
        whole[sets.size()] = 1;
        sets.add(set);
        continue;
      }
      long own = Math.max(1, locals.stream().mapToLong(Option::price).min().orElse(1));
      Integer group = groups.get(meeting.get(n));
      if (group == null) {
        group = sets.size();
        groups.put(meeting.get(n), group);
        List<Integer> set = new ArrayList<>(meeting.get(n));
        set.add(costs.size());
        costs.add(0L);
        sets.add(set);
      }
      List<Integer> set = sets.get(group);
      int last = set.get(set.size() - 1);
      costs.set(last, costs.get(last) + own);
      setOf[n] = group;
      share[n] = own;
      whole[group] += own;
    }
    double[] duals =
        SetDuals.of(
            costs.stream().mapToLong(it -> it).toArray(),
            sets.stream().map(it -> it.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new));
    double[] all = new double[needs.size()];
    for (int n = 0; n < all.length; n++) {
      all[n] = duals[setOf[n]] * share[n] / whole[setOf[n]];
    }
    return all;
  }

  /** Whole multipliers under which nothing known is worth more than its price. */
  static long[] rounded(
      List<Needs.Need> needs,
      Collection<Candidate> pool,
      Map<Candidate, BitSet> met,
      double[] duals) {
    long[] rounded = new long[duals.length];
    for (int n = 0; n < rounded.length; n++) {
      rounded[n] = Math.max(0, (long) Math.floor(duals[n]));
    }
    Map<Option, List<Integer>> uses = new LinkedHashMap<>();
    for (int n = 0; n < rounded.length; n++) {
      for (Option local : needs.get(n).locals()) {
        uses.computeIfAbsent(local, it -> new ArrayList<>()).add(n);
      }
    }
    uses.forEach((local, of) -> cut(rounded, of, local.price()));
    for (Candidate candidate : pool) {
      Meter.step();
      BitSet meets = Objects.requireNonNull(met.get(candidate));
      cut(rounded, meets.stream().boxed().toList(), candidate.price());
    }
    return rounded;
  }

  /** Lowers some multipliers, evenly, until they add up to no more than a price. */
  private static void cut(long[] multipliers, List<Integer> some, long price) {
    long sum = 0;
    for (int n : some) {
      sum += multipliers[n];
    }
    if (sum > price) {
      for (int n : some) {
        multipliers[n] = (long) Math.floor(multipliers[n] * ((double) price / sum) * (1 - 1e-12));
      }
    }
  }
}

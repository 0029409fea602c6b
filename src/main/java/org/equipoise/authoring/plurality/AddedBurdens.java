package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.equipoise.authoring.plurality.BestAgreements.Agreement;
import org.equipoise.authoring.plurality.BridgeProblem.Choice;
import org.equipoise.authoring.plurality.BridgeProblem.Group;
import org.equipoise.authoring.plurality.BridgeProblem.Option;
import org.jspecify.annotations.Nullable;

/**
 * The agreements where all suspensions are settled: burdens are added up case by case, the dearest
 * case first, and those sums are dropped that cost no party less than another does, or that can be
 * no better than what is known.
 *
 * <p>The greatest burden is bounded by a weighted mean of the burdens, with weights that make the
 * bound great (Lagrangian relaxation). What is cheapest by such a mean is an agreement too, and a
 * good one to begin with.
 */
final class AddedBurdens {
  private static final int MAX_SUMS = 4_000;
  private static final int ROUNDS = 80;
  private static final int MAX_TABLE = 4_000_000;

  private final BridgeProblem problem;
  private final List<Choice> choices;
  private final BestAgreements best;
  private final long[] suspended;
  private final List<List<Option>> options = new ArrayList<>();
  private final List<Integer> items = new ArrayList<>();
  private boolean isPossible = true;
  private boolean isWhole = true;
  private long compared;

  /**
   * @param suspended by party, the prices of what is suspended
   */
  AddedBurdens(BridgeProblem problem, List<Choice> choices, long[] suspended, BestAgreements best) {
    this.problem = problem;
    this.choices = List.copyOf(choices);
    this.suspended = suspended;
    this.best = best;
    long[] even = new long[problem.parties()];
    Arrays.fill(even, 1);
    for (int g = 0; g < problem.groups().size(); g++) {
      Group group = problem.groups().get(g);
      List<Option> own = new ArrayList<>(group.options(this.choices));
      boolean isFree = own.size() == 1 && own.get(0).sum() == 0;
      if (problem.mayLeave() > 0 && !isFree) {
        own.add(new Option(-1, Collections.nCopies(problem.parties(), 0L)));
      }
      isPossible &= !own.isEmpty();
      options.add(own);
      items.addAll(isFree ? List.of() : Collections.nCopies(group.cases().size(), g));
    }
    items.sort(Comparator.comparingLong((Integer g) -> -price(g, even)));
  }

  /** The least weighted mean of an agreement, times the sum of the weights; NEVER without one. */
  private long price(int group, long[] weights) {
    return options.get(group).stream()
        .filter(it -> it.answer() >= 0)
        .mapToLong(it -> weighted(it.burdens(), weights))
        .min()
        .orElse(BridgeProblem.NEVER);
  }

  private static long weighted(List<Long> burdens, long[] weights) {
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += burdens.get(i) * weights[i];
    }
    return sum;
  }

  /**
   * Adds up, and keeps the best; whether all was looked at.
   *
   * @param mayCompare how often two sums may be compared
   */
  boolean run(long mayCompare, BooleanSupplier stop) {
    if (!isPossible) {
      return true;
    }
    long[] even = new long[problem.parties()];
    Arrays.fill(even, 1);
    if (cheapest(even) == null) {
      return true; // more cases cannot be agreed on than may be left
    }
    Rest sums = new Rest(even);
    Rest means = new Rest(fair());
    addUp(sums, means, mayCompare, stop);
    return isWhole;
  }

  /** How often two sums were compared. */
  long compared() {
    return compared;
  }

  /**
   * Weights that make the least weighted mean great. Each round keeps its agreement, and gives more
   * weight to those who pay more.
   */
  private long[] fair() {
    double[] weights = new double[problem.parties()];
    Arrays.fill(weights, 1.0 / weights.length);
    long[] fairest = rounded(weights);
    double greatest = -1;
    for (int round = 0; round < ROUNDS && weights.length > 1; round++) {
      long[] tried = rounded(weights);
      Sum found = cheapest(tried);
      if (found == null) {
        return fairest;
      }
      double mean =
          (double) weighted(Arrays.stream(found.burdens).boxed().toList(), tried)
              / Arrays.stream(tried).sum();
      if (mean > greatest) {
        greatest = mean;
        fairest = tried;
      }
      double most = Math.max(1, Arrays.stream(found.burdens).max().orElse(1));
      double all = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= Math.exp(found.burdens[i] / most * 2 / (2 + round));
        all += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Math.max(1e-4, weights[i] / all);
      }
    }
    return fairest;
  }

  private static long[] rounded(double[] weights) {
    return Arrays.stream(weights).mapToLong(it -> Math.max(1, Math.round(it * 1_000))).toArray();
  }

  /** The agreement of the least weighted sum, the dearest left; it is kept. Null if none is. */
  private @Nullable Sum cheapest(long[] weights) {
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < items.size(); k++) {
      places.add(k);
    }
    places.sort(Comparator.comparingLong((Integer k) -> -price(items.get(k), weights)));
    boolean[] isLeft = new boolean[items.size()];
    for (int n = 0; n < Math.min(problem.mayLeave(), places.size()); n++) {
      isLeft[places.get(n)] = true;
    }
    Sum sum = new Sum(suspended, 0, null, null);
    for (int k = 0; k < items.size(); k++) {
      boolean leaves = isLeft[k];
      Option next =
          options.get(items.get(k)).stream()
              .filter(it -> leaves == (it.answer() < 0))
              .min(Comparator.comparingLong(it -> weighted(it.burdens(), weights)))
              .orElse(null);
      if (next == null) {
        return null;
      }
      sum = sum.with(next);
    }
    keep(sum);
    return sum;
  }

  /** The burdens of agreements on the first cases; each names the one it goes on from. */
  private static final class Sum {
    private final long[] burdens;
    private final long all;
    private final int left;
    private final @Nullable Sum before;
    private final @Nullable Option option;

    Sum(long[] burdens, int left, @Nullable Sum before, @Nullable Option option) {
      this.burdens = burdens;
      this.all = Arrays.stream(burdens).sum();
      this.left = left;
      this.before = before;
      this.option = option;
    }

    Sum with(Option next) {
      long[] more = burdens.clone();
      for (int i = 0; i < more.length; i++) {
        more[i] += next.burdens().get(i);
      }
      return new Sum(more, left + (next.answer() < 0 ? 1 : 0), this, next);
    }

    boolean isAtLeast(Sum other) {
      if (left > other.left || all > other.all) {
        return false;
      }
      for (int i = 0; i < burdens.length; i++) {
        if (burdens[i] > other.burdens[i]) {
          return false;
        }
      }
      return true;
    }

    static int compare(Sum one, Sum other) {
      int order = Long.compare(one.all, other.all);
      order = order != 0 ? order : Integer.compare(one.left, other.left);
      return order != 0 ? order : Arrays.compare(one.burdens, other.burdens);
    }
  }

  /** By weights, what the cases from each on cost together at least, where some may be left. */
  private final class Rest {
    private final long[] weights;
    private final long divisor;

    /** By place, then by how many of the dearest are left out; without them where too many. */
    private final List<long[]> sums = new ArrayList<>();

    Rest(long[] weights) {
      this.weights = weights;
      this.divisor = Arrays.stream(weights).sum();
      int columns = problem.mayLeave() + 1;
      boolean fits = (long) columns * items.size() <= MAX_TABLE;
      List<Long> dearest = new ArrayList<>();
      long all = 0;
      sums.add(new long[columns]);
      for (int k = items.size() - 1; k >= 0; k--) {
        long price = price(items.get(k), weights);
        long own = price >= BridgeProblem.NEVER ? 0 : price;
        all += own;
        int at = Collections.binarySearch(dearest, own, Comparator.reverseOrder());
        dearest.add(at < 0 ? -at - 1 : at, own);
        long[] row = fits ? new long[columns] : new long[1];
        long less = all;
        for (int d = 0; d < row.length; d++) {
          row[d] = fits ? Math.max(0, less) : 0;
          less -= d < dearest.size() ? dearest.get(d) : 0;
        }
        sums.add(row);
      }
      Collections.reverse(sums);
    }

    /** What an agreement that begins so costs at least. */
    long bound(Sum begun, int place) {
      long[] row = sums.get(place);
      long rest = row[Math.min(row.length - 1, problem.mayLeave() - begun.left)];
      for (int i = 0; i < weights.length; i++) {
        rest += begun.burdens[i] * weights[i];
      }
      return rest;
    }

    /** The weighted mean of its burdens is at least that, rounded up. */
    long mean(Sum begun, int place) {
      return (bound(begun, place) + divisor - 1) / divisor;
    }
  }

  private void addUp(Rest even, Rest fair, long mayCompare, BooleanSupplier stop) {
    List<Sum> sums = List.of(new Sum(suspended, 0, null, null));
    for (int k = 0; k < items.size(); k++) {
      List<Sum> next = new ArrayList<>();
      for (Sum sum : sums) {
        for (Option option : options.get(items.get(k))) {
          Sum more = sum.with(option);
          if (more.left <= problem.mayLeave() && !isBeaten(more, k + 1, even, fair)) {
            next.add(more);
          }
        }
      }
      next.sort(Sum::compare);
      sums = new ArrayList<>();
      for (Sum each : next) {
        boolean isWorse = false;
        for (int i = 0; i < sums.size() && !isWorse; i++) {
          isWorse = sums.get(i).isAtLeast(each);
          compared++;
        }
        if (!isWorse) {
          sums.add(each);
        }
        if (sums.size() >= MAX_SUMS || compared > mayCompare || stop.getAsBoolean()) {
          isWhole = false;
          return;
        }
      }
    }
    sums.forEach(this::keep);
  }

  private boolean isBeaten(Sum begun, int place, Rest even, Rest fair) {
    long most = Arrays.stream(begun.burdens).max().orElseThrow();
    long greatest = Math.max(most, Math.max(even.mean(begun, place), fair.mean(begun, place)));
    return best.beat(even.bound(begun, place), greatest, begun.burdens);
  }

  private void keep(Sum last) {
    long greatest = Arrays.stream(last.burdens).max().orElseThrow();
    if (!best.beat(last.all, greatest, last.burdens)) {
      best.keep(agreement(last));
    }
  }

  private Agreement agreement(Sum last) {
    List<List<Option>> chosen = new ArrayList<>();
    for (int g = 0; g < options.size(); g++) {
      chosen.add(new ArrayList<>());
    }
    Sum at = last;
    for (int k = items.size() - 1; k >= 0 && at != null && at.option != null; k--) {
      chosen.get(items.get(k)).add(at.option);
      at = at.before;
    }
    for (int g = 0; g < chosen.size(); g++) {
      int cases = problem.groups().get(g).cases().size();
      if (chosen.get(g).isEmpty()) {
        chosen.set(g, Collections.nCopies(cases, options.get(g).get(0)));
      } else {
        chosen.get(g).sort(Comparator.comparingInt(Option::answer).reversed());
      }
    }
    return new Agreement(choices, Arrays.stream(last.burdens).boxed().toList(), chosen);
  }
}

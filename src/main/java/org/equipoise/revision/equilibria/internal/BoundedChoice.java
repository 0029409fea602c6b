package org.equipoise.revision.equilibria.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * The greatest sum of values where one option of each group is taken, and two sums of surpluses
 * must not exceed a bound. Options that another one beats in all respects are dropped as the groups
 * are gone through. Stateless; each combination is a step of the work that is metered.
 *
 * @param <V> a value
 */
public final class BoundedChoice<V> {
  /** How many combinations are kept at most. */
  private static final int MAX = 4_000;

  private final Comparator<V> order;
  private final BinaryOperator<V> plus;
  private final Cost bound;

  /**
   * @param order of values
   * @param bound of each sum of surpluses
   */
  public BoundedChoice(Comparator<V> order, BinaryOperator<V> plus, Cost bound) {
    this.order = order;
    this.plus = plus;
    this.bound = bound;
  }

  /**
   * An option.
   *
   * @param one its first surplus
   * @param other its second surplus
   * @param first what it is of its group
   * @param second what else it is
   */
  public record Option<V>(Cost one, Cost other, V value, int first, int second) {}

  /**
   * The options taken.
   *
   * @param picks one of each group, in order
   * @param isExact whether there is no greater sum for sure
   */
  public record Best<V>(V value, List<Option<V>> picks, boolean isExact) {
    public Best {
      picks = List.copyOf(picks);
    }
  }

  private record Sum<V>(
      Cost one, Cost other, V value, @Nullable Sum<V> before, @Nullable Option<V> pick) {}

  /**
   * The best options; of equal ones the first.
   *
   * @param groups each with an option without surplus
   */
  public Best<V> best(V zero, List<List<Option<V>>> groups) {
    List<Sum<V>> sums = List.of(new Sum<>(Cost.ZERO, Cost.ZERO, zero, null, null));
    boolean isExact = true;
    for (List<Option<V>> group : groups) {
      List<Sum<V>> options = new ArrayList<>();
      for (Option<V> each : group) {
        options.add(new Sum<>(each.one(), each.other(), each.value(), null, each));
      }
      List<Sum<V>> useful = useful(options);
      List<Sum<V>> more = new ArrayList<>();
      for (Sum<V> sum : sums) {
        Meter.turns(useful.size());
        for (Sum<V> option : useful) {
          Cost one = sum.one().plus(option.one());
          Cost other = sum.other().plus(option.other());
          if (one.compareTo(bound) <= 0 && other.compareTo(bound) <= 0) {
            V value = plus.apply(sum.value(), option.value());
            more.add(new Sum<>(one, other, value, sum, option.pick()));
          }
        }
      }
      sums = useful(more);
      if (sums.size() > MAX) {
        sums = List.copyOf(sums.subList(0, MAX));
        isExact = false;
      }
    }
    Sum<V> best = sums.get(0);
    for (Sum<V> each : sums) {
      best = order.compare(each.value(), best.value()) > 0 ? each : best;
    }
    List<Option<V>> picks = new ArrayList<>();
    for (Sum<V> at = best; at != null && at.pick() != null; at = at.before()) {
      picks.add(at.pick());
    }
    Collections.reverse(picks);
    return new Best<>(best.value(), picks, isExact);
  }

  /** Those that no other one matches with less surplus, by surplus. */
  private List<Sum<V>> useful(List<Sum<V>> all) {
    List<Sum<V>> sorted = new ArrayList<>(all);
    sorted.sort(
        Meter.counting(
            Comparator.comparing((Sum<V> it) -> it.one())
                .thenComparing(it -> it.other())
                .thenComparing(it -> it.value(), order.reversed())));
    TreeMap<Cost, V> greatest = new TreeMap<>();
    List<Sum<V>> useful = new ArrayList<>();
    for (Sum<V> each : sorted) {
      Map.Entry<Cost, V> before = greatest.floorEntry(each.other());
      if (before == null || order.compare(each.value(), before.getValue()) > 0) {
        useful.add(each);
        greatest.put(each.other(), each.value());
        Map.Entry<Cost, V> after = greatest.higherEntry(each.other());
        while (after != null && order.compare(after.getValue(), each.value()) <= 0) {
          greatest.remove(after.getKey());
          after = greatest.higherEntry(each.other());
        }
      }
    }
    return useful;
  }
}

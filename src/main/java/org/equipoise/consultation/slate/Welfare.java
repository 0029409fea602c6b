package org.equipoise.consultation.slate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.equipoise.equilibrium.Fraction;

/**
 * How good slates can be for every group at once. A slate is worth to a group the sum of what its
 * statements are worth to it. Immutable.
 *
 * @param front the slates that no other beats: none is worth as much to every group and more to
 *     one; from the one that is worth most to the first group on
 * @param isComplete whether the whole front was found; else it is empty, and so are the others
 * @param utilitarian the slates with the greatest sum over people: over the groups, times their
 *     sizes
 * @param nash the slates with the greatest product over the groups
 * @param leximin the slates that are best for the group that has least, then for the next, and so
 *     on
 */
public record Welfare(
    List<Outcome> front,
    boolean isComplete,
    List<Outcome> utilitarian,
    List<Outcome> nash,
    List<Outcome> leximin) {
  private static final long MOST_COMPARISONS = 20_000_000;

  public Welfare {
    front = List.copyOf(front);
    utilitarian = List.copyOf(utilitarian);
    nash = List.copyOf(nash);
    leximin = List.copyOf(leximin);
  }

  /**
   * A slate and what it is worth.
   *
   * @param slate the ids of its statements, in the order in which they were given
   * @param worth to each group, in order
   */
  public record Outcome(List<String> slate, List<Fraction> worth) {
    public Outcome {
      slate = List.copyOf(slate);
      worth = List.copyOf(worth);
    }
  }

  /**
   * A statement and what it is worth.
   *
   * @param worth to each group, in order; at least 0
   */
  public record Candidate(String statement, List<Fraction> worth) {
    public Candidate {
      worth = List.copyOf(worth);
    }
  }

  /**
   * Finds the front. The result depends on the arguments alone.
   *
   * @param candidates with as many values as there are groups
   * @param sizes how many people each group has
   * @param seats how many statements a slate has; all, if there are fewer
   */
  public static Welfare of(List<Candidate> candidates, List<Integer> sizes, int seats) {
    Front search = new Front(candidates, sizes.size());
    List<Outcome> front = search.slates(Math.min(seats, candidates.size()));
    if (front.isEmpty()) {
      return new Welfare(List.of(), false, List.of(), List.of(), List.of());
    }
    List<Fraction> weights = sizes.stream().map(it -> Fraction.of(it, 1)).toList();
    return new Welfare(
        front,
        true,
        best(front, it -> List.of(sum(it, weights))),
        best(front, it -> List.of(folded(it, Welfare::times))),
        best(front, it -> it.stream().sorted().toList()));
  }

  private interface Measure {
    List<Fraction> of(List<Fraction> worth);
  }

  private static List<Outcome> best(List<Outcome> front, Measure measure) {
    List<Outcome> best = new ArrayList<>();
    for (Outcome each : front) {
      int order = best.isEmpty() ? 0 : compare(measure, each, best.get(0));
      if (order > 0) {
        best.clear();
      }
      if (order >= 0) {
        best.add(each);
      }
    }
    return best;
  }

  private static int compare(Measure measure, Outcome one, Outcome other) {
    List<Fraction> a = measure.of(one.worth());
    List<Fraction> b = measure.of(other.worth());
    for (int i = 0; i < a.size(); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Fraction sum(List<Fraction> worth, List<Fraction> weights) {
    List<Fraction> parts = new ArrayList<>();
    for (int i = 0; i < worth.size(); i++) {
      parts.add(times(worth.get(i), weights.get(i)));
    }
    return folded(parts, Welfare::plus);
  }

  private static Fraction folded(List<Fraction> all, BinaryOperator<Fraction> by) {
    return all.stream().reduce(by).orElse(Fraction.of(0, 1));
  }

  private static Fraction times(Fraction a, Fraction b) {
    return new Fraction(
        a.numerator().multiply(b.numerator()), a.denominator().multiply(b.denominator()));
  }

  private static Fraction plus(Fraction a, Fraction b) {
    return new Fraction(
        a.numerator().multiply(b.denominator()).add(b.numerator().multiply(a.denominator())),
        a.denominator().multiply(b.denominator()));
  }

  /** The search for the front, in whole numbers. */
  private static final class Front {
    /** Where numbers differ by more than this share, their nearest doubles differ alike. */
    private static final double APART = 1e-12;

    /** Whole numbers that are longer do not fit into a double. */
    private static final int MOST_BITS = 900;

    private final List<Candidate> candidates;
    private final int groups;
    private long comparisons;

    /** A part of a slate, with its worth in whole numbers, and nearly. */
    private record Part(List<Integer> chosen, List<BigInteger> worth, List<Double> near) {}

    Front(List<Candidate> candidates, int groups) {
      this.candidates = candidates;
      this.groups = groups;
    }

    /** Returns the front; empty if it was not found within the limit. */
    List<Outcome> slates(int seats) {
      List<BigInteger> units = new ArrayList<>();
      for (int g = 0; g < groups; g++) {
        BigInteger unit = BigInteger.ONE;
        for (Candidate each : candidates) {
          BigInteger next = each.worth().get(g).denominator();
          unit = unit.multiply(next).divide(unit.gcd(next));
        }
        units.add(unit);
      }
      List<Part> single = new ArrayList<>();
      for (int c = 0; c < candidates.size(); c++) {
        single.add(part(List.of(c), whole(candidates.get(c), units), units));
      }
      List<List<Part>> layers = new ArrayList<>();
      layers.add(List.of(part(List.of(), Collections.nCopies(groups, BigInteger.ZERO), units)));
      for (int i = 1; i <= seats; i++) {
        layers.add(List.of());
      }
      for (Part each : single) {
        // What as many others beat as there are seats is in no slate of the front.
        int beaten = 0;
        for (Part other : single) {
          beaten += beats(other, each) ? 1 : 0;
        }
        for (int i = seats; i > 0 && beaten < seats; i--) {
          List<Part> more = new ArrayList<>();
          for (Part it : layers.get(i - 1)) {
            more.add(plus(it, each, units));
          }
          layers.set(i, unbeaten(layers.get(i), more));
          if (comparisons > MOST_COMPARISONS) {
            return List.of();
          }
        }
      }
      return outcomes(layers.get(seats), units);
    }

    private static List<BigInteger> whole(Candidate candidate, List<BigInteger> units) {
      List<BigInteger> worth = new ArrayList<>();
      for (int g = 0; g < units.size(); g++) {
        Fraction each = candidate.worth().get(g);
        worth.add(each.numerator().multiply(units.get(g).divide(each.denominator())));
      }
      return worth;
    }

    private static Part part(List<Integer> chosen, List<BigInteger> worth, List<BigInteger> units) {
      List<Double> near = new ArrayList<>();
      for (int g = 0; g < worth.size(); g++) {
        int shift = Math.max(0, units.get(g).bitLength() - MOST_BITS);
        near.add(
            worth.get(g).shiftRight(shift).doubleValue()
                / units.get(g).shiftRight(shift).doubleValue());
      }
      return new Part(chosen, worth, near);
    }

    private static Part plus(Part some, Part one, List<BigInteger> units) {
      List<Integer> chosen = new ArrayList<>(some.chosen());
      chosen.addAll(one.chosen());
      List<BigInteger> worth = new ArrayList<>();
      for (int g = 0; g < units.size(); g++) {
        worth.add(some.worth().get(g).add(one.worth().get(g)));
      }
      return part(chosen, worth, units);
    }

    private List<Part> unbeaten(List<Part> some, List<Part> more) {
      List<Part> left = new ArrayList<>();
      for (Part each : some) {
        if (more.stream().noneMatch(it -> beats(it, each))) {
          left.add(each);
        }
      }
      for (Part each : more) {
        if (some.stream().noneMatch(it -> beats(it, each))) {
          left.add(each);
        }
      }
      return left;
    }

    /** Whether one is worth as much to every group, and more to some. */
    private boolean beats(Part one, Part other) {
      comparisons++;
      boolean isMore = false;
      for (int g = 0; g < groups; g++) {
        double a = one.near().get(g);
        double b = other.near().get(g);
        int order =
            Math.abs(a - b) > APART * (a + b)
                ? Double.compare(a, b)
                : one.worth().get(g).compareTo(other.worth().get(g));
        if (order < 0) {
          return false;
        }
        isMore |= order > 0;
      }
      return isMore;
    }

    private List<Outcome> outcomes(List<Part> parts, List<BigInteger> units) {
      List<Part> sorted = new ArrayList<>(parts);
      Comparator<Part> order =
          (a, b) -> {
            for (int g = 0; g < groups; g++) {
              int each = b.worth().get(g).compareTo(a.worth().get(g));
              if (each != 0) {
                return each;
              }
            }
            return 0;
          };
      sorted.sort(order); // stable: equals stay in the order of their statements
      List<Outcome> outcomes = new ArrayList<>();
      for (Part each : sorted) {
        List<Fraction> worth = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
          worth.add(new Fraction(each.worth().get(g), units.get(g)));
        }
        outcomes.add(
            new Outcome(
                each.chosen().stream().map(it -> candidates.get(it).statement()).toList(), worth));
      }
      return outcomes;
    }
  }
}

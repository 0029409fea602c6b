package org.equipoise.consultation.slate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.equipoise.equilibrium.Fraction;

/**
 * The slates with the greatest score by proportional approval voting: a voter who approves of j
 * statements of the slate counts 1 + 1/2 + … + 1/j (T. N. Thiele 1895). Found by branch and bound,
 * in whole numbers. Immutable.
 *
 * @param score of the slates
 * @param atMost no slate has a greater score; it is the score unless the search met its limit
 * @param best the slates found with that score
 */
public record ProportionalApproval(Fraction score, Fraction atMost, Slates best) {
  /** Returns whether it is proven that no slate is better. */
  public boolean isProven() {
    return score.equals(atMost);
  }

  /**
   * Finds the slates. The result depends on the votes alone, also where the limit is met.
   *
   * @param steps how many approvals are counted at most, over all steps of the search
   */
  public static ProportionalApproval of(Election election, long steps) {
    Search search = new Search(election, steps);
    search.extend(
        0, IntStream.range(0, election.statements().size()).boxed().toList(), election.seats());
    List<List<String>> slates =
        search.found.values().stream().map(it -> election.named(it)).toList();
    return new ProportionalApproval(
        search.fraction(search.best),
        search.fraction(Math.max(search.best, search.open)),
        new Slates(slates, search.areAll && search.open <= search.best));
  }

  /** The search, in units of one over the least common multiple of 1 to the seats. */
  private static final class Search {
    private static final int MOST_SLATES = 1_000;

    private final Election election;
    private final long unit;
    private final int[] approved;
    private final List<Integer> slate = new ArrayList<>();
    private final SortedMap<List<Integer>, List<Integer>> found =
        new TreeMap<>(
            (a, b) ->
                IntStream.range(0, a.size())
                    .map(i -> Integer.compare(a.get(i), b.get(i)))
                    .filter(it -> it != 0)
                    .findFirst()
                    .orElse(0));
    private long steps;
    private long best = -1;
    private long open = -1;
    private boolean areAll = true;

    Search(Election election, long steps) {
      this.election = election;
      this.steps = steps;
      this.approved = new int[election.voters()];
      BigInteger multiple = BigInteger.ONE;
      for (int i = 2; i <= election.seats(); i++) {
        BigInteger next = BigInteger.valueOf(i);
        multiple = multiple.multiply(next).divide(multiple.gcd(next));
      }
      this.unit = multiple.longValueExact();
    }

    Fraction fraction(long score) {
      return Fraction.of(score, unit);
    }

    /** Tries all ways to add so many more of some statements to the slate. */
    void extend(long score, List<Integer> left, int more) {
      if (more == 0) {
        keep(score);
        return;
      }
      long[] gains = new long[election.statements().size()];
      for (int statement : left) {
        for (int voter : election.approvers(statement)) {
          gains[statement] += unit / (approved[voter] + 1);
        }
        steps -= election.approvers(statement).length;
      }
      List<Integer> order = new ArrayList<>(left);
      order.sort(
          Comparator.<Integer>comparingLong(it -> gains[it]).reversed().thenComparing(it -> it));
      for (int at = 0; at + more <= order.size(); at++) {
        long bound = score;
        for (int i = at; i < at + more; i++) {
          bound += gains[order.get(i)]; // each adds at most what it adds now
        }
        if (bound < best || (bound == best && !areAll)) {
          return;
        }
        if (steps < 0 && best >= 0) {
          open = Math.max(open, bound);
          areAll = false;
          return;
        }
        int next = order.get(at);
        slate.add(next);
        for (int voter : election.approvers(next)) {
          approved[voter]++;
        }
        extend(score + gains[next], order.subList(at + 1, order.size()), more - 1);
        for (int voter : election.approvers(next)) {
          approved[voter]--;
        }
        slate.remove(slate.size() - 1);
      }
    }

    private void keep(long score) {
      if (score > best) {
        best = score;
        found.clear();
        areAll = true;
      }
      if (found.size() < MOST_SLATES) {
        List<Integer> sorted = slate.stream().sorted().toList();
        found.put(sorted, sorted);
      } else {
        areAll = false;
      }
    }
  }
}

package org.equipoise.consultation.winner;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.equilibrium.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * The maximal lotteries (G. Kreweras 1965; P. Fishburn 1984): chances of the items such that
 * against no other item more people are expected to prefer that item than the one drawn. They are
 * the best strategies in a game for two, exact. Immutable.
 *
 * @param shares of the items that have a chance in some maximal lottery, in the order of items
 * @param isOnly whether there is only one maximal lottery
 */
public record MaximalLottery(List<Share> shares, boolean isOnly) {
  private static final int MOST_ITEMS = 60;

  public MaximalLottery {
    shares = List.copyOf(shares);
  }

  /**
   * The chance of an item.
   *
   * @param least the least in a maximal lottery
   * @param greatest the greatest in one; the same if there is only one lottery
   */
  public record Share(String item, Fraction least, Fraction greatest) {}

  /**
   * Finds the lotteries.
   *
   * @return null if over 60 items are in a cycle of majorities that beats all others, which is more
   *     than is tried
   */
  public static @Nullable MaximalLottery of(Comparisons comparisons) {
    List<Integer> items = dominant(comparisons);
    if (items.size() > MOST_ITEMS) {
      return null;
    }
    List<Share> shares = new ArrayList<>();
    if (items.isEmpty()) {
      return new MaximalLottery(shares, true);
    }
    BigInteger[][] margins = new BigInteger[items.size()][items.size()];
    for (int i = 0; i < items.size(); i++) {
      for (int j = 0; j < items.size(); j++) {
        margins[i][j] = BigInteger.valueOf(margin(comparisons, items.get(i), items.get(j)));
      }
    }
    boolean isOnly = true;
    SymmetricGame game = new SymmetricGame(margins);
    for (int i = 0; i < items.size(); i++) {
      Fraction greatest = game.greatest(i);
      if (greatest.numerator().signum() > 0) {
        Fraction least = game.least(i);
        isOnly &= least.equals(greatest);
        shares.add(new Share(comparisons.items().get(items.get(i)), least, greatest));
      }
    }
    return new MaximalLottery(shares, isOnly);
  }

  private static long margin(Comparisons comparisons, int one, int other) {
    return comparisons.wins(one, other) - comparisons.wins(other, one);
  }

  /**
   * The least set of items of which each has a majority over each outside it (J. Smith 1973);
   * others have no chance.
   */
  private static List<Integer> dominant(Comparisons comparisons) {
    int items = comparisons.items().size();
    List<Integer> best = List.of();
    for (int from = 0; from < items; from++) {
      // What does not lose to one of the set belongs to it.
      List<Integer> set = new ArrayList<>(List.of(from));
      for (int at = 0; at < set.size(); at++) {
        for (int other = 0; other < items; other++) {
          if (!set.contains(other) && margin(comparisons, other, set.get(at)) >= 0) {
            set.add(other);
          }
        }
      }
      if (best.isEmpty() || set.size() < best.size()) {
        best = set;
      }
    }
    return best.stream().sorted().toList();
  }
}

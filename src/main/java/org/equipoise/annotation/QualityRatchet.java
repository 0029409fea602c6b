package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Whether the agreement of annotators with what is settled rises from generation to generation, on
 * the same items. Each generation is compared with the one before by a bet on the difference, item
 * by item; what a fair bet has won is evidence that holds however often one looks (I. Waudby-Smith,
 * A. Ramdas: Estimating means of bounded random variables by betting, 2024). Immutable.
 *
 * @param steps from the second generation on
 */
public record QualityRatchet(List<Step> steps) {
  private static final double MOST_BET = 0.5;

  /** What came of one generation. */
  public enum Trend {
    /** Agreement rose. */
    RISE,
    /** Agreement fell, which is an alarm. */
    FALL,
    /** The labels do not tell. */
    OPEN
  }

  /**
   * A generation beside the one before.
   *
   * @param generation its number, from 2
   * @param items how many settled items both labelled
   * @param before the mean share of the earlier generation's labels that are as settled
   * @param after the same of this generation
   * @param rise the most that a bet on a rise had won, as a multiple of its stake
   * @param fall the same of a bet on a fall
   * @param needed what a bet must have won to tell
   */
  public record Step(
      int generation,
      int items,
      double before,
      double after,
      double rise,
      double fall,
      double needed) {

    /** Returns what came of it: a fall, if bets on both have won enough. */
    public Trend trend() {
      if (fall >= needed) {
        return Trend.FALL;
      }
      return rise >= needed ? Trend.RISE : Trend.OPEN;
    }
  }

  public QualityRatchet {
    steps = List.copyOf(steps);
  }

  /**
   * Compares generations, the earliest first.
   *
   * @param settled the settled label of items
   * @param alpha the probability that any fall, or any rise, is told where there is none, over all
   *     generations that may ever follow; in (0, 1)
   */
  public static QualityRatchet of(
      List<Panel> generations, Map<String, String> settled, double alpha) {
    List<Step> steps = new ArrayList<>();
    for (int g = 1; g < generations.size(); g++) {
      // The shares 1 / (g (g + 1)) of alpha add up to at most alpha.
      double needed = g * (g + 1.0) / alpha;
      steps.add(step(g + 1, generations.get(g - 1), generations.get(g), settled, needed));
    }
    return new QualityRatchet(steps);
  }

  private static Step step(
      int generation, Panel before, Panel after, Map<String, String> settled, double needed) {
    Bet rise = new Bet();
    Bet fall = new Bet();
    double sumBefore = 0;
    double sumAfter = 0;
    int items = 0;
    for (String item : after.items()) {
      String label = settled.get(item);
      OptionalDouble was = label == null ? OptionalDouble.empty() : share(before, item, label);
      if (label != null && was.isPresent()) {
        double is = share(after, item, label).orElse(0);
        sumBefore += was.getAsDouble();
        sumAfter += is;
        items++;
        rise.on(is - was.getAsDouble());
        fall.on(was.getAsDouble() - is);
      }
    }
    return new Step(
        generation,
        items,
        items == 0 ? 0 : sumBefore / items,
        items == 0 ? 0 : sumAfter / items,
        rise.most,
        fall.most,
        needed);
  }

  /** The share of the labels of an item that are a given one; empty if it has none. */
  private static OptionalDouble share(Panel panel, String item, String label) {
    int number = panel.items().indexOf(item);
    if (number < 0) {
      return OptionalDouble.empty();
    }
    int code = panel.labels().indexOf(label);
    double given = 0;
    double same = 0;
    for (int count : panel.counts(number)) {
      given += count;
    }
    if (code >= 0) {
      same = panel.counts(number)[code];
    }
    return given == 0 ? OptionalDouble.empty() : OptionalDouble.of(same / given);
  }

  /** A bet that the mean of numbers in [−1, 1] is above 0; each stake depends on the past alone. */
  private static final class Bet {
    private double wealth = 1;
    private double most = 1;
    private double sum;
    private double squares = 1;
    private int numbers = 1;

    void on(double number) {
      double mean = sum / numbers;
      double stake = Math.max(0, Math.min(MOST_BET, mean / (squares / numbers)));
      wealth *= 1 + stake * number;
      most = Math.max(most, wealth);
      sum += number;
      squares += number * number;
      numbers++;
    }
  }
}

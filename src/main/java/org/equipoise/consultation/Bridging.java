package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How much support a statement has from people of whatever viewpoint: a vote is explained as μ +
 * i<sub>u</sub> + i<sub>n</sub> + f<sub>u</sub>·f<sub>n</sub>, where μ is common, i and f belong to
 * the participant u and the statement n, and what f explains is taken to be viewpoint. The support
 * is μ + i<sub>n</sub>, what a participant in the middle is expected to say: 1 agrees, 0 disagrees,
 * and a half passes. (S. Wojcik and others: Birdwatch, 2022, with one factor and their penalties:
 * 0.15 for squares of intercepts, 0.03 for squares of factors.)
 *
 * <p>The least squares are found by turns, from a fixed beginning, to about four decimals. The
 * result depends on the votes alone. Immutable and safe to share between threads.
 */
final class Bridging {
  private static final double OF_INTERCEPTS = 0.15;
  private static final double OF_FACTORS = 0.03;
  private static final int MOST_TURNS = 500;
  private static final double CLOSE = 1e-5;

  /** For each statement who voted on it, and how: 1, a half or 0. */
  private final List<int[]> voters = new ArrayList<>();

  private final List<double[]> ratings = new ArrayList<>();

  /** Which statement each of them is, of all; and how many participants there are. */
  private final List<Integer> statements = new ArrayList<>();

  private final int participants;
  private final int all;

  /** Reads the votes on statements that moderators left in. */
  Bridging(Votes votes, Set<String> moderated) {
    participants = votes.participants().size();
    all = votes.statements().size();
    for (int s = 0; s < all; s++) {
      if (moderated.contains(votes.statements().get(s))) {
        continue;
      }
      int[] own = votes.voters(s);
      double[] rating = new double[own.length];
      for (int i = 0; i < own.length; i++) {
        Vote vote = votes.vote(own[i], s);
        rating[i] = vote == Vote.AGREE ? 1 : vote == Vote.PASS ? 0.5 : 0;
      }
      voters.add(own);
      ratings.add(rating);
      statements.add(s);
    }
  }

  /**
   * Returns the support of every statement, once as the participants are and once for each sample;
   * 0 for a statement that moderators took out.
   *
   * @param samples how often each participant counts
   */
  List<double[]> support(List<int[]> samples) {
    Fit base = new Fit();
    List<double[]> support = new ArrayList<>();
    support.add(fitted(base));
    support.addAll(samples.stream().parallel().map(times -> fitted(new Fit(base, times))).toList());
    return support;
  }

  private double[] fitted(Fit fit) {
    double[] before = fit.support();
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      fit.turn();
      double[] after = fit.support();
      double change = 0;
      for (int s = 0; s < all; s++) {
        change = Math.max(change, Math.abs(after[s] - before[s]));
      }
      before = after;
      if (change < CLOSE) {
        break;
      }
    }
    return before;
  }

  /** One fit; changed by each turn. */
  private final class Fit {
    private final double[] weight = new double[participants];
    private final double[] personal = new double[participants];
    private final double[] view = new double[participants];
    private final double[] own = new double[statements.size()];
    private final double[] side = new double[statements.size()];
    private double mean;

    Fit() {
      double sum = 0;
      double votes = 0;
      SplittableRandom random = new SplittableRandom(1);
      for (int n = 0; n < own.length; n++) {
        side[n] = random.nextDouble() - 0.5;
        for (int i = 0; i < voters.get(n).length; i++) {
          weight[voters.get(n)[i]] = 1;
          sum += ratings.get(n)[i];
          votes++;
        }
      }
      mean = votes == 0 ? 0 : sum / votes;
    }

    /** Begins where another fit ended. */
    Fit(Fit other, int[] times) {
      for (int p = 0; p < participants; p++) {
        weight[p] = other.weight[p] * times[p];
      }
      System.arraycopy(other.own, 0, own, 0, own.length);
      System.arraycopy(other.side, 0, side, 0, side.length);
      mean = other.mean;
    }

    double[] support() {
      double[] support = new double[all];
      for (int n = 0; n < own.length; n++) {
        support[statements.get(n)] = mean + own[n];
      }
      return support;
    }

    void turn() {
      fitParticipants();
      fitStatements();
      recentre();
      shiftViews();
      recentre();
      balance();
    }

    /** The least squares over each participant's intercept and factor. */
    private void fitParticipants() {
      double[] sums = new double[participants * 5];
      for (int n = 0; n < own.length; n++) {
        int[] who = voters.get(n);
        double[] rating = ratings.get(n);
        for (int i = 0; i < who.length; i++) {
          add(sums, who[i] * 5, 1, side[n], rating[i] - mean - own[n]);
        }
      }
      for (int p = 0; p < participants; p++) {
        double[] solved = solved(sums, p * 5);
        personal[p] = solved[0];
        view[p] = solved[1];
      }
    }

    private void fitStatements() {
      for (int n = 0; n < own.length; n++) {
        double[] sums = new double[5];
        int[] who = voters.get(n);
        double[] rating = ratings.get(n);
        for (int i = 0; i < who.length; i++) {
          int p = who[i];
          if (weight[p] > 0) {
            add(sums, 0, weight[p], view[p], rating[i] - mean - personal[p]);
          }
        }
        double[] solved = solved(sums, 0);
        own[n] = solved[0];
        side[n] = solved[1];
      }
    }

    private static void add(double[] sums, int at, double weight, double factor, double rest) {
      sums[at] += weight;
      sums[at + 1] += weight * factor;
      sums[at + 2] += weight * factor * factor;
      sums[at + 3] += weight * rest;
      sums[at + 4] += weight * factor * rest;
    }

    private static double[] solved(double[] sums, int at) {
      double a = sums[at] + OF_INTERCEPTS;
      double b = sums[at + 1];
      double c = sums[at + 2] + OF_FACTORS;
      double determinant = a * c - b * b;
      return new double[] {
        (sums[at + 3] * c - sums[at + 4] * b) / determinant,
        (sums[at + 4] * a - sums[at + 3] * b) / determinant
      };
    }

    /** Moves what is common to all intercepts into μ, as far as the penalties want it. */
    private void recentre() {
      double people = 0;
      double sum = 0;
      for (int p = 0; p < participants; p++) {
        people += weight[p];
        sum += weight[p] * personal[p];
      }
      double ownSum = 0;
      for (double each : own) {
        ownSum += each;
      }
      if (people == 0 || own.length == 0) {
        return;
      }
      // Each sum of intercepts is to equal the new μ: sum - people·a = μ + a + b, and so on.
      double above = sum / people + ownSum / own.length + mean;
      double common = above / (1 + 1 / people + 1.0 / own.length);
      double ofPeople = (sum - common) / people;
      double ofStatements = (ownSum - common) / own.length;
      for (int p = 0; p < participants; p++) {
        personal[p] -= ofPeople;
      }
      for (int n = 0; n < own.length; n++) {
        own[n] -= ofStatements;
      }
      mean = common;
    }

    /** Moves what is common to all views into the statements' intercepts, and likewise back. */
    private void shiftViews() {
      double people = 0;
      double views = 0;
      double cross = 0;
      double squares = 0;
      for (int p = 0; p < participants; p++) {
        people += weight[p];
        views += weight[p] * view[p];
        cross += weight[p] * personal[p] * view[p];
        squares += weight[p] * view[p] * view[p];
      }
      double sides = 0;
      double ownCross = 0;
      double ownSquares = 0;
      for (int n = 0; n < own.length; n++) {
        sides += side[n];
        ownCross += own[n] * side[n];
        ownSquares += side[n] * side[n];
      }
      double ofViews =
          (OF_INTERCEPTS * ownCross - OF_FACTORS * views)
              / (OF_FACTORS * people + OF_INTERCEPTS * ownSquares + Double.MIN_NORMAL);
      for (int n = 0; n < own.length; n++) {
        own[n] -= ofViews * side[n];
      }
      for (int p = 0; p < participants; p++) {
        view[p] += ofViews;
      }
      squares += 2 * ofViews * views + people * ofViews * ofViews;
      cross += ofViews * weighted(personal);
      double ofSides =
          (OF_INTERCEPTS * cross - OF_FACTORS * sides)
              / (OF_FACTORS * own.length + OF_INTERCEPTS * squares + Double.MIN_NORMAL);
      for (int p = 0; p < participants; p++) {
        personal[p] -= ofSides * view[p];
      }
      for (int n = 0; n < own.length; n++) {
        side[n] += ofSides;
      }
    }

    /** Scales views against sides, which leaves their products, to the least penalty. */
    private void balance() {
      double views = 0;
      for (int p = 0; p < participants; p++) {
        views += weight[p] * view[p] * view[p];
      }
      double sides = 0;
      for (double each : side) {
        sides += each * each;
      }
      if (views == 0 || sides == 0) {
        return;
      }
      double scale = Math.sqrt(Math.sqrt(sides / views));
      for (int p = 0; p < participants; p++) {
        view[p] *= scale;
      }
      for (int n = 0; n < side.length; n++) {
        side[n] /= scale;
      }
    }

    private double weighted(double[] values) {
      double sum = 0;
      for (int p = 0; p < participants; p++) {
        sum += weight[p] * values[p];
      }
      return sum;
    }
  }
}

package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.equipoise.problem.internal.OptionalLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Finds groups of participants who vote alike, as Polis does: the two principal components of the
 * votes, with the mean of a statement in the place of a vote that was not cast, and k-means on
 * them. (C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw, C. Megill: Polis: scaling deliberation by
 * mapping high dimensional opinion spaces, Recerca 26, 2021.) Participants with few votes are in no
 * group. The result depends on the votes, the number of groups and the seed alone. Immutable and
 * safe to share between threads. Needs the library {@code org.ejml:ejml-ddense}.
 */
public final class GroupFinder {
  private static final int LEAST_VOTES = 7;
  private static final int COMPONENTS = 2;
  private static final int MAX_ROUNDS = 100;

  /** Who is placed, by number; and where, a row each. */
  private final List<Integer> placed;

  private final double[][] points;
  private final int participants;

  private GroupFinder(List<Integer> placed, double[][] points, int participants) {
    this.placed = placed;
    this.points = points;
    this.participants = participants;
  }

  /**
   * Places the participants.
   *
   * @param moderated the statements that do not count
   * @throws IllegalStateException if the library is absent
   */
  public static GroupFinder of(Votes votes, Set<String> moderated) {
    List<Integer> statements = new ArrayList<>();
    for (int s = 0; s < votes.statements().size(); s++) {
      if (!moderated.contains(votes.statements().get(s))) {
        statements.add(s);
      }
    }
    int least = Math.min(LEAST_VOTES, statements.size());
    List<Integer> placed = new ArrayList<>();
    int[] counts = new int[votes.participants().size()];
    for (int p = 0; p < counts.length; p++) {
      for (int s : statements) {
        counts[p] += votes.vote(p, s) == null ? 0 : 1;
      }
      if (counts[p] >= least && counts[p] > 0) {
        placed.add(p);
      }
    }
    double[][] centred = new double[placed.size()][statements.size()];
    for (int column = 0; column < statements.size(); column++) {
      centre(votes, placed, statements.get(column), centred, column);
    }
    double[][] points = new double[placed.size()][COMPONENTS];
    if (!placed.isEmpty()) {
      OptionalLibrary.require(
          "org.ejml.data.DMatrixRMaj", "org.ejml:ejml-ddense", "groups that are to be found");
      PrincipalComponents.project(centred, points);
    }
    for (int i = 0; i < points.length; i++) {
      double scale = Math.sqrt((double) statements.size() / counts[placed.get(i)]);
      points[i] = Arrays.stream(points[i]).map(it -> it * scale).toArray();
    }
    return new GroupFinder(List.copyOf(placed), points, counts.length);
  }

  private static double number(@Nullable Vote vote) {
    return vote == Vote.AGREE ? 1 : vote == Vote.DISAGREE ? -1 : 0;
  }

  /** Fills a column with votes less their mean; 0 where there is no vote. */
  private static void centre(
      Votes votes, List<Integer> placed, int statement, double[][] centred, int column) {
    double sum = 0;
    int cast = 0;
    for (int p : placed) {
      Vote vote = votes.vote(p, statement);
      sum += number(vote);
      cast += vote == null ? 0 : 1;
    }
    for (int row = 0; row < placed.size(); row++) {
      Vote vote = votes.vote(placed.get(row), statement);
      centred[row][column] = vote == null ? 0 : number(vote) - sum / cast;
    }
  }

  /**
   * The place of a participant; who vote alike are near each other.
   *
   * @param participant by number
   */
  public record Position(int participant, double x, double y) {}

  /** Returns the places of those who have one, in the order of participants. */
  public List<Position> positions() {
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      positions.add(new Position(placed.get(i), points[i][0], points[i][1]));
    }
    return positions;
  }

  /** Returns how many participants have a place. */
  public int placed() {
    return placed.size();
  }

  /**
   * Returns at most so many groups, none of them empty. They are named from 1, in the order of
   * their first participants.
   *
   * @param k how many groups, at least 1
   */
  public Grouping groups(int k, long seed) {
    if (k < 1) {
      throw new IllegalArgumentException(k + " groups are less than 1");
    }
    int[] nearest = clusters(Math.min(k, points.length), new SplittableRandom(seed));
    Map<Integer, Integer> numbers = new HashMap<>();
    Integer[] groupOf = new Integer[participants];
    Arrays.fill(groupOf, -1);
    for (int i = 0; i < nearest.length; i++) {
      Integer number = numbers.get(nearest[i]);
      if (number == null) {
        number = numbers.size();
        numbers.put(nearest[i], number);
      }
      groupOf[placed.get(i)] = number;
    }
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= numbers.size(); i++) {
      names.add(String.valueOf(i));
    }
    return new Grouping(names, List.of(groupOf));
  }

  private int[] clusters(int k, SplittableRandom random) {
    int[] nearest = new int[points.length];
    if (k == 0) {
      return nearest;
    }
    List<double[]> centres = centres(k, random);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      boolean isSame = round > 0;
      for (int i = 0; i < points.length; i++) {
        int best = 0;
        for (int c = 1; c < centres.size(); c++) {
          if (distance(points[i], centres.get(c)) < distance(points[i], centres.get(best))) {
            best = c;
          }
        }
        isSame &= nearest[i] == best;
        nearest[i] = best;
      }
      if (isSame) {
        break;
      }
      for (int c = 0; c < centres.size(); c++) {
        centres.set(c, mean(nearest, c, centres.get(c)));
      }
    }
    return nearest;
  }

  /** Centres to begin with (k-means++, D. Arthur and S. Vassilvitskii 2007). */
  private List<double[]> centres(int k, SplittableRandom random) {
    List<double[]> centres = new ArrayList<>();
    centres.add(points[random.nextInt(points.length)]);
    while (centres.size() < k) {
      double[] least = new double[points.length];
      double sum = 0;
      for (int i = 0; i < points.length; i++) {
        double[] point = points[i];
        least[i] = Collections.min(centres.stream().map(it -> distance(point, it)).toList());
        sum += least[i];
      }
      if (sum == 0) {
        break; // no more different places
      }
      double at = random.nextDouble() * sum;
      int chosen = 0;
      while (chosen < points.length - 1 && (at -= least[chosen]) >= 0) {
        chosen++;
      }
      centres.add(points[chosen]);
    }
    return centres;
  }

  private double[] mean(int[] nearest, int cluster, double[] empty) {
    double[] sum = new double[COMPONENTS];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      if (nearest[i] == cluster) {
        count++;
        for (int c = 0; c < COMPONENTS; c++) {
          sum[c] += points[i][c];
        }
      }
    }
    int all = count;
    return count == 0 ? empty : Arrays.stream(sum).map(it -> it / all).toArray();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < COMPONENTS; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }

  /**
   * Returns how well groups are apart, from -1 to 1: the mean silhouette of their participants (P.
   * Rousseeuw 1987); 0 for fewer than two groups.
   */
  public double silhouette(Grouping grouping) {
    int groups = grouping.names().size();
    if (groups < 2) {
      return 0;
    }
    double total = 0;
    for (int i = 0; i < points.length; i++) {
      double[] sums = new double[groups];
      int[] counts = new int[groups];
      for (int j = 0; j < points.length; j++) {
        if (i != j) {
          int group = grouping.groupOf().get(placed.get(j));
          sums[group] += Math.sqrt(distance(points[i], points[j]));
          counts[group]++;
        }
      }
      int own = grouping.groupOf().get(placed.get(i));
      double other = Double.POSITIVE_INFINITY;
      for (int g = 0; g < groups; g++) {
        if (g != own && counts[g] > 0) {
          other = Math.min(other, sums[g] / counts[g]);
        }
      }
      double within = counts[own] == 0 ? 0 : sums[own] / counts[own];
      double most = Math.max(within, other);
      total += counts[own] == 0 || most == 0 ? 0 : (other - within) / most;
    }
    return total / points.length;
  }
}

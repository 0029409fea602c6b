package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A published covering problem in which every element costs the same, made by its definition.
 *
 * @param least the published least number of elements, or that of the best cover known
 * @param known whether that number is proven to be the least
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Covering(String name, int elements, int[][] sets, int least, boolean known) {
  /** What an element costs in the solver's whole numbers, as a rule of weight 1 does. */
  public static final long UNIT = 1_000_000_000L;

  /**
   * Steiner triple systems (Fulkerson, Nemhauser and Trotter 1974), where every triple must be hit.
   */
  public static List<Covering> steiner() {
    int[][] three = {{0, 1, 2}};
    int[][] nine = tripled(3, three);
    int[][] fifteen = bose(5);
    int[][] twentySeven = tripled(9, nine);
    return List.of(
        new Covering("stn9", 9, nine, 5, true),
        new Covering("stn15", 15, fifteen, 9, true),
        new Covering("stn27", 27, twentySeven, 18, true),
        new Covering("stn45", 45, tripled(15, fifteen), 30, true),
        new Covering("stn81", 81, tripled(27, twentySeven), 61, true));
  }

  /** The systems of Grossman and Wool (1997) that are small enough to be tried. */
  public static List<Covering> grossmanAndWool() {
    return List.of(
        colourings(10, 25), colourings(11, 23), cycles(6, 60, true), cycles(7, 144, false));
  }

  /** The problem as the solver takes it. */
  public HittingSetProblem problem() {
    long[] costs = new long[elements];
    Arrays.fill(costs, UNIT);
    return HittingSetProblem.of(costs, sets);
  }

  /** The triple system of {@code 3 n} points, for odd n, over pairs of a row and a number mod n. */
  private static int[][] bose(int n) {
    List<int[]> triples = new ArrayList<>();
    for (int x = 0; x < n; x++) {
      triples.add(new int[] {x, n + x, 2 * n + x});
      for (int y = x + 1; y < n; y++) {
        int half = (x + y) * (n + 1) / 2 % n;
        for (int row = 0; row < 3; row++) {
          triples.add(new int[] {row * n + x, row * n + y, (row + 1) % 3 * n + half});
        }
      }
    }
    return triples.toArray(int[][]::new);
  }

  /** The product of a triple system with the one of three points. */
  private static int[][] tripled(int points, int[][] triples) {
    List<int[]> all = new ArrayList<>();
    for (int p = 0; p < points; p++) {
      all.add(new int[] {p, points + p, 2 * points + p});
    }
    for (int[] it : triples) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          // The third row is the same as the two others, or the one that neither is.
          int k = (6 - i - j) % 3;
          all.add(new int[] {i * points + it[0], j * points + it[1], k * points + it[2]});
        }
      }
    }
    return all.toArray(int[][]::new);
  }

  /**
   * Sets of four out of so many points, so that however the points are coloured in two colours, one
   * of the sets has one colour only.
   */
  private static Covering colourings(int points, int least) {
    List<Integer> fours = new ArrayList<>();
    for (int mask = 0; mask < 1 << points; mask++) {
      if (Integer.bitCount(mask) == 4) {
        fours.add(mask);
      }
    }
    List<int[]> sets = new ArrayList<>();
    for (int colour = 1; colour < 1 << (points - 1); colour++) {
      int coloured = colour;
      List<Integer> hitting = new ArrayList<>();
      for (int e = 0; e < fours.size(); e++) {
        int inColour = fours.get(e) & coloured;
        if (inColour == 0 || inColour == fours.get(e)) {
          hitting.add(e);
        }
      }
      sets.add(hitting.stream().mapToInt(e -> e).toArray());
    }
    return new Covering("CLR" + points, fours.size(), sets.toArray(int[][]::new), least, true);
  }

  /** Edges of a cube of so many dimensions, so that every cycle of four edges has one of them. */
  private static Covering cycles(int dimensions, int least, boolean known) {
    int corners = 1 << dimensions;
    int[][] edge = new int[corners][dimensions];
    int edges = 0;
    for (int corner = 0; corner < corners; corner++) {
      for (int d = 0; d < dimensions; d++) {
        boolean upper = (corner >> d & 1) == 1;
        edge[corner][d] = upper ? edge[corner - (1 << d)][d] : edges++;
      }
    }
    List<int[]> sets = new ArrayList<>();
    for (int corner = 0; corner < corners; corner++) {
      for (int a = 0; a < dimensions; a++) {
        for (int b = a + 1; b < dimensions; b++) {
          if ((corner >> a & 1) == 0 && (corner >> b & 1) == 0) {
            int right = corner + (1 << a);
            int above = corner + (1 << b);
            sets.add(new int[] {edge[corner][a], edge[corner][b], edge[above][a], edge[right][b]});
          }
        }
      }
    }
    return new Covering("CYC" + dimensions, edges, sets.toArray(int[][]::new), least, known);
  }
}

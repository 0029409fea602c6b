package org.equipoise.page;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The positions of the nodes of a graph. Joined nodes are near each other, and no two overlap
 * (after Fruchterman and Reingold 1991). The same graph gives the same layout on every machine. The
 * time is bounded: larger graphs get fewer steps.
 */
final class GraphLayout {
  private static final double WIDTH = 1000;
  private static final double HEIGHT = 620;
  private static final int ROOMY = 40;
  private static final int MAX_STEPS = 400;
  private static final double MAX_WORK = 1e8;
  private static final double GOLDEN_ANGLE = StrictMath.PI * (3 - StrictMath.sqrt(5));
  private static final double APART = 16;

  private final double width;
  private final double height;
  private final double[] x;
  private final double[] y;

  /** An edge. */
  record Join(int a, int b) {}

  private GraphLayout(double width, double height, int nodes) {
    this.width = width;
    this.height = height;
    this.x = new double[nodes];
    this.y = new double[nodes];
  }

  /** Returns the width of the drawing. */
  double width() {
    return width;
  }

  /** Returns the height of the drawing. */
  double height() {
    return height;
  }

  /** Returns the distance of a node from the left. */
  double x(int node) {
    return x[node];
  }

  /** Returns the distance of a node from the top. */
  double y(int node) {
    return y[node];
  }

  /**
   * Computes the layout.
   *
   * @param radius the radius of each node
   */
  static GraphLayout of(double[] radius, List<Join> joins) {
    int n = radius.length;
    double scale = Math.max(1, Math.sqrt((double) n / ROOMY));
    GraphLayout spread = new GraphLayout(WIDTH * scale, HEIGHT * scale, n);
    spread.sow();
    int steps = (int) Math.max(1, Math.min(MAX_STEPS, MAX_WORK / Math.max(1, (double) n * n)));
    spread.settle(joins, steps);
    spread.frame();
    spread.part(radius, Math.min(60, steps));
    return spread;
  }

  /** Places nodes evenly on a spiral, no two at one point. */
  private void sow() {
    int n = x.length;
    for (int i = 0; i < n; i++) {
      double out = Math.sqrt((i + 0.5) / n) * 0.4;
      x[i] = width * (0.5 + out * StrictMath.cos(i * GOLDEN_ANGLE));
      y[i] = height * (0.5 + out * StrictMath.sin(i * GOLDEN_ANGLE));
    }
  }

  private void settle(List<Join> joins, int steps) {
    int n = x.length;
    double ideal = 0.75 * Math.sqrt(width * height / Math.max(1, n));
    double[] dx = new double[n];
    double[] dy = new double[n];
    for (int step = 0; step < steps; step++) {
      Arrays.fill(dx, 0);
      Arrays.fill(dy, 0);
      repel(ideal, dx, dy);
      for (Join join : joins) {
        double across = x[join.a()] - x[join.b()];
        double down = y[join.a()] - y[join.b()];
        double pull = Math.sqrt(across * across + down * down) / ideal;
        dx[join.a()] -= across * pull;
        dy[join.a()] -= down * pull;
        dx[join.b()] += across * pull;
        dy[join.b()] += down * pull;
      }
      double heat = width * 0.08 * (1 - (double) step / steps);
      for (int i = 0; i < n; i++) {
        dx[i] -= (x[i] - width / 2) * 0.6;
        dy[i] -= (y[i] - height / 2) * 0.6 * width / height;
        double length = Math.sqrt(dx[i] * dx[i] + dy[i] * dy[i]);
        double move = length == 0 ? 0 : Math.min(length, heat) / length;
        x[i] += dx[i] * move;
        y[i] += dy[i] * move;
      }
    }
  }

  private void repel(double ideal, double[] dx, double[] dy) {
    double square = ideal * ideal;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        double across = x[i] - x[j];
        double down = y[i] - y[j];
        double push = square / Math.max(1, across * across + down * down);
        dx[i] += across * push;
        dy[i] += down * push;
        dx[j] -= across * push;
        dy[j] -= down * push;
      }
    }
  }

  /** Scales the layout to the whole drawing, but keeps few nodes together. */
  private void frame() {
    level(x);
    level(y);
    stretch(x, width, 80);
    stretch(y, height, 34);
  }

  /** Moves crowded nodes halfway towards even spacing. */
  private static void level(double[] at) {
    Integer[] order = new Integer[at.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> at[i]));
    double least = Arrays.stream(at).min().orElse(0);
    double most = Arrays.stream(at).max().orElse(0);
    for (int rank = 0; rank < order.length; rank++) {
      double even = least + (most - least) * (rank + 0.5) / order.length;
      at[order[rank]] = (at[order[rank]] + even) / 2;
    }
  }

  private static void stretch(double[] at, double size, double margin) {
    double least = Arrays.stream(at).min().orElse(0);
    double most = Arrays.stream(at).max().orElse(0);
    double factor = Math.min(3, (size - 2 * margin) / Math.max(1, most - least));
    for (int i = 0; i < at.length; i++) {
      at[i] = size / 2 + (at[i] - (least + most) / 2) * factor;
    }
  }

  private void part(double[] radius, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < i; j++) {
          double across = x[i] - x[j];
          double down = y[i] - y[j];
          double distance = Math.sqrt(across * across + down * down);
          double lacking = radius[i] + radius[j] + APART - distance;
          if (lacking > 0) {
            double rightwards = distance == 0 ? 1 : across / distance;
            double downwards = distance == 0 ? 0 : down / distance;
            x[i] += rightwards * lacking / 2;
            y[i] += downwards * lacking / 2;
            x[j] -= rightwards * lacking / 2;
            y[j] -= downwards * lacking / 2;
          }
        }
      }
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.max(radius[i] + 4, Math.min(width - radius[i] - 4, x[i]));
        y[i] = Math.max(radius[i] + 4, Math.min(height - radius[i] - 22, y[i]));
      }
    }
  }
}

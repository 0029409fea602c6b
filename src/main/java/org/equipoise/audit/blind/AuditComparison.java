package org.equipoise.audit.blind;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.audit.blind.AuditReport.Result;
import org.jspecify.annotations.Nullable;

/**
 * Compares the labels of an annotator with those of others, where it was looked at and elsewhere.
 */
final class AuditComparison {
  private AuditComparison() {}

  /**
   * Compares.
   *
   * @param labels of each annotator, by item
   */
  static Result of(
      Map<String, Map<String, String>> labels,
      String annotator,
      List<String> sampled,
      Map<String, String> gold) {
    Set<String> drawn = new HashSet<>(sampled);
    int looked = 0;
    int wrong = 0;
    int[] agrees = new int[2];
    int[] compared = new int[2];
    for (Map.Entry<String, String> each : labels.getOrDefault(annotator, Map.of()).entrySet()) {
      boolean isDrawn = drawn.contains(each.getKey());
      String right = gold.get(each.getKey());
      if (isDrawn && right != null) {
        looked++;
        wrong += right.equals(each.getValue()) ? 0 : 1;
      }
      String others = ofOthers(labels, annotator, each.getKey());
      if (others != null) {
        compared[isDrawn ? 0 : 1]++;
        agrees[isDrawn ? 0 : 1] += others.equals(each.getValue()) ? 1 : 0;
      }
    }
    return new Result(
        annotator,
        looked,
        wrong,
        agrees[0],
        compared[0],
        agrees[1],
        compared[1],
        compared[0] == 0 || compared[1] == 0
            ? null
            : (Double) fisher(agrees[0], compared[0], agrees[1], compared[1]));
  }

  /** The label that most of the others gave an item; null if several are even. */
  private static @Nullable String ofOthers(
      Map<String, Map<String, String>> labels, String annotator, String item) {
    Map<String, Integer> counts = new TreeMap<>();
    labels.forEach(
        (by, own) -> {
          String label = own.get(item);
          if (label != null && !by.equals(annotator)) {
            counts.merge(label, 1, Integer::sum);
          }
        });
    int most = counts.values().stream().mapToInt(it -> it).max().orElse(0);
    List<String> first =
        counts.entrySet().stream()
            .filter(it -> it.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return first.size() == 1 ? first.get(0) : null;
  }

  /** Fisher's exact test of two shares: the probability of all tables that are no likelier. */
  static double fisher(int hits, int of, int otherHits, int otherOf) {
    int allHits = hits + otherHits;
    double own = table(hits, of, allHits, otherOf);
    double sum = 0;
    for (int h = Math.max(0, allHits - otherOf); h <= Math.min(of, allHits); h++) {
      double each = table(h, of, allHits, otherOf);
      sum += each <= own + 1e-9 ? Math.exp(each) : 0;
    }
    return Math.min(1, sum);
  }

  private static double table(int hits, int of, int allHits, int otherOf) {
    return choose(of, hits) + choose(otherOf, allHits - hits) - choose(of + otherOf, allHits);
  }

  private static double choose(int of, int some) {
    double log = 0;
    for (int i = 1; i <= some; i++) {
      log += Math.log((double) (of - some + i) / i);
    }
    return log;
  }
}

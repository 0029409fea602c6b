package org.equipoise.audit.monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How often an attribute has each value. Numbers are compared in ten parts that are equally
 * frequent at first; that the attribute is missing counts as a value.
 */
final class Distribution {
  /** An attribute with more values is a name or a text. */
  private static final int MAX_VALUES = 20;

  /** With more values than this, no more are told apart. */
  private static final int MAX_KEPT = 10_000;

  private static final int PARTS = 10;
  private static final String MISSING = "";

  private final SortedMap<String, Long> counts = new TreeMap<>();
  private long present;

  void add(String value) {
    present++;
    if (counts.size() < MAX_KEPT || counts.containsKey(value)) {
      counts.merge(value, 1L, Long::sum);
    }
  }

  /** Returns how many different values there are. */
  int values() {
    return counts.size();
  }

  /** Returns the only value among so many; null if there are several. */
  @Nullable String only(long of) {
    return counts.size() == 1 && present == of ? counts.firstKey() : null;
  }

  /** Returns the share of so many that have a value. */
  double present(long of) {
    return Rates.share(present, of);
  }

  /** Returns the share of a value among so many. */
  double share(String value, long of) {
    return Rates.share(counts.getOrDefault(value, 0L), of);
  }

  /**
   * Returns how often each part of the values occurs here and in a later distribution; empty if the
   * attribute is a text.
   *
   * @param of how often the attribute could have occurred here
   * @param ofLater likewise later
   */
  List<long[]> cells(long of, Distribution later, long ofLater) {
    Map<String, String> parts = parts(later);
    if (parts.isEmpty()) {
      return List.of();
    }
    SortedMap<String, long[]> cells = new TreeMap<>();
    count(cells, parts, 0, of);
    later.count(cells, parts, 1, ofLater);
    return List.copyOf(cells.values());
  }

  private void count(
      SortedMap<String, long[]> cells, Map<String, String> parts, int column, long of) {
    counts.forEach(
        (value, count) ->
            cells.computeIfAbsent(parts.getOrDefault(value, value), it -> new long[2])[column] +=
                count);
    if (of > present) {
      cells.computeIfAbsent(MISSING, it -> new long[2])[column] += of - present;
    }
  }

  /** The part that each value of both belongs to. */
  private Map<String, String> parts(Distribution later) {
    Set<String> all = new TreeSet<>(counts.keySet());
    all.addAll(later.counts.keySet());
    Map<String, String> parts = new TreeMap<>();
    if (all.stream().allMatch(it -> number(it) != null) && all.size() > PARTS) {
      List<Double> bounds = bounds();
      for (String value : all) {
        int found = Collections.binarySearch(bounds, Objects.requireNonNull(number(value)));
        parts.put(value, "part " + (found < 0 ? -found - 1 : found));
      }
    } else if (all.size() <= MAX_VALUES) {
      all.forEach(it -> parts.put(it, "value " + it));
    }
    return parts;
  }

  /** The greatest number of each part but the last. */
  private List<Double> bounds() {
    SortedMap<Double, Long> sorted = new TreeMap<>();
    counts.forEach(
        (value, count) -> sorted.merge(Objects.requireNonNull(number(value)), count, Long::sum));
    List<Double> bounds = new ArrayList<>();
    long seen = 0;
    for (Map.Entry<Double, Long> each : sorted.entrySet()) {
      seen += each.getValue();
      if (bounds.size() < PARTS - 1 && seen >= present * (bounds.size() + 1.0) / PARTS) {
        bounds.add(each.getKey());
      }
    }
    return bounds;
  }

  private static @Nullable Double number(String value) {
    try {
      return Double.valueOf(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

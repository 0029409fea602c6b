package org.equipoise.audit.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts entries by the values in some columns. Not thread-safe. */
public final class LogCounts {
  private static final Comparator<List<@Nullable String>> ORDER = LogCounts::compare;

  private final List<LogColumn> columns;
  private final Map<List<@Nullable String>, Long> counts = new HashMap<>();

  /**
   * How many entries have the same values.
   *
   * @param values one for each column, in their order; null where entries have none
   */
  public record Count(List<@Nullable String> values, long count) {
    public Count {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** Starts to count by some columns. */
  public LogCounts(List<LogColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  public List<LogColumn> columns() {
    return columns;
  }

  /** Counts an entry: once for each combination of its values. */
  public void add(LogEntry entry) {
    add(entry, new ArrayList<>());
  }

  private void add(LogEntry entry, List<@Nullable String> before) {
    if (before.size() == columns.size()) {
      counts.merge(new ArrayList<>(before), 1L, Long::sum);
      return;
    }
    for (String value : columns.get(before.size()).values(entry)) {
      before.add(value);
      add(entry, before);
      before.remove(before.size() - 1);
    }
  }

  /** Returns the counts in the order of the values; null comes first. */
  public List<Count> rows() {
    return counts.entrySet().stream()
        .map(it -> new Count(it.getKey(), it.getValue()))
        .sorted(Comparator.comparing(Count::values, ORDER))
        .toList();
  }

  private static int compare(List<@Nullable String> one, List<@Nullable String> other) {
    for (int i = 0; i < one.size(); i++) {
      String a = one.get(i);
      String b = other.get(i);
      int order = a == null || b == null ? Boolean.compare(a != null, b != null) : a.compareTo(b);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}

package org.equipoise.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Trials side by side: a row for each family, a column for each solver. */
final class TrialTable {
  private final List<Trial> trials;

  TrialTable(List<Trial> trials) {
    this.trials = trials;
  }

  /** The trials that claim a cost to be optimal which another undercuts, or nothing hits all. */
  List<Trial> undercut() {
    Map<String, Long> least =
        trials.stream()
            .filter(it -> it.cost() >= 0)
            .collect(Collectors.toMap(Trial::instance, Trial::cost, Math::min));
    return trials.stream()
        .filter(it -> it.proven() && it.cost() != least.getOrDefault(it.instance(), -1L))
        .toList();
  }

  /**
   * Median and range of the CPU seconds to a proof; where not all seeds were proven, how many were,
   * and the median gap at each limit.
   */
  String markdown() {
    List<String> solvers = trials.stream().map(Trial::solver).distinct().toList();
    StringBuilder text = new StringBuilder("| | " + String.join(" | ", solvers) + " |\n|---|");
    text.append("---|".repeat(solvers.size())).append('\n');
    for (String family : trials.stream().map(Trial::family).distinct().toList()) {
      text.append("| ").append(family);
      for (String solver : solvers) {
        text.append(" | ")
            .append(cell(it -> it.solver().equals(solver) && it.family().equals(family)));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private String cell(Predicate<Trial> of) {
    List<Trial> own = trials.stream().filter(of).toList();
    if (own.isEmpty()) {
      return "";
    }
    List<Double> times = own.stream().filter(Trial::proven).map(Trial::cpu).toList();
    long seeds = own.stream().map(Trial::instance).distinct().count();
    String time = times.isEmpty() ? "none proven" : spread(times, "%.2f");
    if (times.size() == seeds) {
      return time;
    }
    Map<Double, List<Double>> gaps = new TreeMap<>(Comparator.naturalOrder());
    own.stream()
        .filter(it -> !it.proven() && it.gap() > 0)
        .forEach(it -> gaps.computeIfAbsent(it.limit(), l -> new ArrayList<>()).add(it.gap()));
    return (times.isEmpty() ? time : times.size() + " of " + seeds + ": " + time)
        + gaps.entrySet().stream()
            .map(
                it ->
                    String.format(Locale.ROOT, "; gap at %.0f s ", it.getKey())
                        + spread(it.getValue(), "%.2f")
                        + " %")
            .collect(Collectors.joining());
  }

  private static String spread(List<Double> figures, String format) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    DoubleSummaryStatistics range =
        sorted.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    String middle = String.format(Locale.ROOT, format, median);
    return sorted.size() == 1
        ? middle
        : middle
            + String.format(
                Locale.ROOT, " (" + format + "–" + format + ")", range.getMin(), range.getMax());
  }
}

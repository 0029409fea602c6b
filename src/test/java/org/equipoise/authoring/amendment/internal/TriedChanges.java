package org.equipoise.authoring.amendment.internal;

import static org.equipoise.authoring.amendment.internal.SmallCorpus.FOR;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.NEW;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.RULES;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.WEIGHTS;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.internal.EveryChange.Change;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Inference;

/** Every set of changes, tried by running the rules again. */
final class TriedChanges {
  private final SmallCorpus small;
  private final EveryChange changes;
  private final Map<String, Double> locals = new HashMap<>();

  TriedChanges(SmallCorpus small, EveryChange changes) {
    this.small = small;
    this.changes = changes;
  }

  /** The least cost, and whether a set of changes may be tried. */
  double least(Set<String> without, int most) {
    List<Change> allowed =
        changes.byName().values().stream().filter(it -> !without.contains(it.name())).toList();
    return least(allowed, 0, new ArrayList<>(), 0, most, Double.POSITIVE_INFINITY);
  }

  private double least(
      List<Change> allowed, int from, List<Change> chosen, double paid, int most, double best) {
    double least = Math.min(best, paid + local(chosen));
    if (most > 0) {
      for (int i = from; i < allowed.size(); i++) {
        Change change = allowed.get(i);
        double more = paid + change.cost() + change.charge();
        if (more < least) {
          chosen.add(change);
          least = least(allowed, i + 1, chosen, more, most - 1, least);
          chosen.remove(chosen.size() - 1);
        }
      }
    }
    return least;
  }

  /** The least that must be given up case by case under some changes. */
  private double local(List<Change> chosen) {
    for (Change one : chosen) {
      for (Change other : chosen) {
        boolean areMutual =
            one.yield() != null
                && other.yield() != null
                && one.yield().get(0).equals(other.yield().get(1))
                && one.yield().get(1).equals(other.yield().get(0));
        boolean isOfOneRule =
            !one.equals(other)
                && other.isWider()
                && (one.rule().equals(other.rule())
                    || (one.yield() != null && one.yield().get(1).equals(other.rule())));
        if (areMutual || isOfOneRule) {
          return Double.POSITIVE_INFINITY;
        }
      }
    }
    double sum = 0;
    for (int c = 0; c < small.corpus.size(); c++) {
      StringBuilder key = new StringBuilder(c + ":");
      List<Set<String>> off = small.none();
      List<Set<String>> on = small.none();
      List<List<String>> yields = new ArrayList<>();
      for (Change change : chosen) {
        for (int o = 0; o < small.outputs.size(); o++) {
          if (small.caseOf.get(o) == c) {
            if (change.yield() == null) {
              off.get(o).addAll(change.off().get(o));
            } else if (!change.off().get(o).isEmpty() && !yields.contains(change.yield())) {
              yields.add(change.yield());
            }
            on.get(o).addAll(change.on().get(o));
          }
        }
      }
      key.append(off).append(on).append(yields);
      int number = c;
      sum += locals.computeIfAbsent(key.toString(), it -> local(number, off, on, yields));
    }
    return sum;
  }

  /** Every set of elements given up in one case. */
  private double local(
      int c, List<Set<String>> off, List<Set<String>> on, List<List<String>> yields) {
    List<String> elements = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    WEIGHTS.forEach(
        (rule, weight) -> {
          double charge = 0;
          boolean speaks = false;
          for (int o = 0; o < small.outputs.size(); o++) {
            if (small.caseOf.get(o) == c && small.speaks(rule, o)) {
              speaks = true;
              charge += small.charge(rule, o);
            }
            speaks |= on.get(o).contains(rule); // where it is widened
          }
          if (speaks) {
            elements.add("principle:" + rule);
            costs.add(weight + charge);
          }
        });
    for (String status : List.of("permit", "forbid")) {
      if (on.stream().anyMatch(it -> it.contains(status))) {
        elements.add("principle:new-" + status);
        costs.add(NEW);
      }
    }
    for (Judgment judgment : small.corpus.get(c).judgments()) {
      elements.add("judgment:" + judgment.id());
      costs.add(judgment.confidence());
    }
    record Given(Set<String> relaxed, double cost) {}
    List<Given> all = new ArrayList<>();
    for (int set = 0; set < 1 << elements.size(); set++) {
      Set<String> relaxed = new TreeSet<>();
      double cost = 0;
      for (int i = 0; i < elements.size(); i++) {
        if ((set >> i & 1) == 1) {
          relaxed.add(elements.get(i));
          cost += costs.get(i);
        }
      }
      all.add(new Given(relaxed, cost));
    }
    all.sort(Comparator.comparing(Given::cost));
    double best = Double.POSITIVE_INFINITY;
    for (Given each : all) {
      if (each.cost() >= best) {
        break;
      }
      best = Math.min(best, each.cost() + tried(c, off, on, yields, each.relaxed()));
    }
    return best;
  }

  /** What the judgments cost for which no principle speaks; infinite where a conflict is left. */
  private double tried(
      int c,
      List<Set<String>> off,
      List<Set<String>> on,
      List<List<String>> yields,
      Set<String> relaxed) {
    List<Output> written = new ArrayList<>();
    double account = 0;
    for (int o = 0; o < small.outputs.size(); o++) {
      if (small.caseOf.get(o) != c) {
        continue;
      }
      Set<String> silent = new TreeSet<>(off.get(o));
      WEIGHTS.keySet().stream()
          .filter(it -> relaxed.contains("principle:" + it))
          .forEach(silent::add);
      for (int round = 0; round < 3; round++) {
        int output = o;
        Set<String> now = new TreeSet<>(off.get(o));
        WEIGHTS.keySet().stream()
            .filter(it -> relaxed.contains("principle:" + it))
            .forEach(now::add);
        for (List<String> yield : yields) {
          boolean isContrary =
              (small.forSides.get(output).contains(yield.get(0))
                      && small.againstSides.get(output).contains(yield.get(1)))
                  || (small.againstSides.get(output).contains(yield.get(0))
                      && small.forSides.get(output).contains(yield.get(1)));
          if (isContrary && !silent.contains(yield.get(1))) {
            now.add(yield.get(0));
          }
        }
        silent = now;
      }
      Map<String, Object> attributes = new TreeMap<>(small.outputs.get(o).attributes().asMap());
      Map<String, Object> hushed = new TreeMap<>();
      silent.forEach(it -> hushed.put(it, true));
      attributes.put("off", hushed);
      Map<String, Object> anew = new TreeMap<>();
      on.get(o).stream()
          .filter(it -> !relaxed.contains("principle:new-" + it))
          .forEach(it -> anew.put(it, true));
      attributes.put("on", anew);
      written.add(Output.of(small.outputs.get(o).id(), Attributes.of(attributes)));
      account += unaccounted(o, silent, on.get(o));
    }
    List<Judgment> left =
        small.corpus.get(c).judgments().stream()
            .filter(it -> !relaxed.contains("judgment:" + it.id()))
            .toList();
    Case given = Case.of("C" + c, written.toArray(Output[]::new));
    return Inference.infer(RULES, given, left).conflicts().isEmpty()
        ? account
        : Double.POSITIVE_INFINITY;
  }

  /** Judgments of gaps, and those that lose several principles at once. */
  private double unaccounted(int o, Set<String> silent, Set<String> on) {
    double sum = 0;
    for (boolean isFor : List.of(true, false)) {
      Set<String> side = isFor ? small.forSides.get(o) : small.againstSides.get(o);
      boolean isGained = on.stream().anyMatch(it -> isFor == FOR.contains(it));
      boolean isLost = side.size() >= 2 && silent.containsAll(side);
      if (!isGained && (small.isGap(o) || isLost)) {
        sum +=
            small.account
                * small
                    .judgments(o, isFor ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN)
                    .stream()
                    .mapToDouble(Judgment::confidence)
                    .sum();
      }
    }
    return sum;
  }
}

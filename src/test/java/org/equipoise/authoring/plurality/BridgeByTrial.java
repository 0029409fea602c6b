package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.CountedJudgments;

/**
 * Every set of concessions tried: each set of suspensions, and with it each set of overrides,
 * revised judgments and settled attributes in each case. Entrenched rules stay.
 */
final class BridgeByTrial {
  private final List<Constitution> constitutions;
  private final double factor;

  /** By set of burdens, one for each agreement that some concessions lead to. */
  private Set<List<Long>> agreements = new LinkedHashSet<>();

  private int irreconcilable;

  BridgeByTrial(
      List<Constitution> constitutions,
      List<Case> cases,
      Map<String, List<Judgment>> judgments,
      double factor,
      double share) {
    this.constitutions = constitutions;
    this.factor = factor;
    List<List<Room>> rooms = new ArrayList<>();
    for (Case each : cases) {
      List<Room> own = new ArrayList<>();
      for (int i = 0; i < constitutions.size(); i++) {
        own.add(new Room(i, each, judgments.getOrDefault(each.id(), List.of())));
      }
      if (options(own, Set.of()).isEmpty()) {
        irreconcilable++;
      } else {
        rooms.add(own);
      }
    }
    int required = (int) Math.ceil(share * cases.size() - 1e-9);
    int mayLeave = Math.max(0, cases.size() - required - irreconcilable);
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < constitutions.size(); i++) {
      for (var each : constitutions.get(i).rules().values()) {
        if (!each.rule().entrenched() && !Double.isInfinite(factor)) {
          rules.add(new Rule(i, each.rule().element()));
        }
      }
    }
    for (int set = 0; set < (1 << rules.size()); set++) {
      Set<Rule> suspended = new LinkedHashSet<>();
      for (int r = 0; r < rules.size(); r++) {
        if (((set >> r) & 1) == 1) {
          suspended.add(rules.get(r));
        }
      }
      add(suspended, rooms, mayLeave);
    }
  }

  /** A rule of a constitution. */
  private record Rule(int constitution, Element element) {}

  /** One constitution in one case. */
  private final class Room {
    private final int constitution;
    private final Findings findings;
    private final CaseWeights weights;
    private final Decider decider;
    private final List<Element> elements = new ArrayList<>();
    private final Map<List<Element>, Map<CaseAnswer, Long>> known = new HashMap<>();

    Room(int constitution, Case given, List<Judgment> judgments) {
      Constitution own = constitutions.get(constitution);
      this.constitution = constitution;
      this.findings = CountedJudgments.infer(own, given, judgments);
      this.weights = CaseWeights.of(own, findings);
      this.decider = new Decider(own);
      own.rules().values().forEach(it -> elements.add(it.rule().element()));
      judgments.forEach(it -> elements.add(Element.judgment(it.id())));
      elements.addAll(findings.disputes());
      elements.removeIf(it -> weights.cost(it).isInfinite());
    }

    /** What it costs at least to come to each answer, with some rules suspended. */
    Map<CaseAnswer, Long> answers(Set<Rule> suspended) {
      List<Element> gone =
          suspended.stream()
              .filter(it -> it.constitution() == constitution)
              .map(Rule::element)
              .toList();
      return known.computeIfAbsent(gone, this::tried);
    }

    private Map<CaseAnswer, Long> tried(List<Element> gone) {
      Map<CaseAnswer, Long> least = new HashMap<>();
      List<Element> open = elements.stream().filter(it -> !gone.contains(it)).toList();
      for (int set = 0; set < (1 << open.size()); set++) {
        List<Element> relaxed = new ArrayList<>(gone);
        long cost = 0;
        for (int e = 0; e < open.size(); e++) {
          if (((set >> e) & 1) == 1) {
            relaxed.add(open.get(e));
            cost += weights.cost(open.get(e)).billionths();
          }
        }
        least.merge(decider.answerWithout(findings, relaxed), cost, Math::min);
      }
      return least;
    }
  }

  private static List<List<Long>> options(List<Room> rooms, Set<Rule> suspended) {
    List<Map<CaseAnswer, Long>> answers = rooms.stream().map(it -> it.answers(suspended)).toList();
    List<List<Long>> options = new ArrayList<>();
    for (CaseAnswer answer : answers.get(0).keySet()) {
      List<Long> burdens = answers.stream().map(it -> it.get(answer)).toList();
      if (burdens.stream().allMatch(Objects::nonNull)) {
        options.add(burdens);
      }
    }
    return options;
  }

  private void add(Set<Rule> suspended, List<List<Room>> rooms, int mayLeave) {
    List<Long> paid = new ArrayList<>();
    for (int i = 0; i < constitutions.size(); i++) {
      long sum = 0;
      for (Rule each : suspended) {
        if (each.constitution() == i) {
          sum += suspension(each, rooms);
        }
      }
      paid.add(sum);
    }
    Map<Integer, Set<List<Long>>> byLeft = new TreeMap<>(Map.of(0, Set.of(paid)));
    for (List<Room> room : rooms) {
      List<List<Long>> options = options(room, suspended);
      Map<Integer, Set<List<Long>>> next = new TreeMap<>();
      byLeft.forEach(
          (left, sums) ->
              sums.forEach(
                  sum -> {
                    for (List<Long> option : options) {
                      next.computeIfAbsent(left, it -> new LinkedHashSet<>())
                          .add(plus(sum, option));
                    }
                    if (left < mayLeave) {
                      next.computeIfAbsent(left + 1, it -> new LinkedHashSet<>()).add(sum);
                    }
                  }));
      byLeft = next;
    }
    byLeft.values().forEach(agreements::addAll);
  }

  private long suspension(Rule rule, List<List<Room>> rooms) {
    return rooms.stream()
        .map(it -> it.get(rule.constitution()).weights.cost(rule.element()))
        .max(Comparator.naturalOrder())
        .map(it -> it.times(factor).billionths())
        .orElse(0L);
  }

  private static List<Long> plus(List<Long> one, List<Long> other) {
    List<Long> sum = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      sum.add(one.get(i) + other.get(i));
    }
    return sum;
  }

  int irreconcilable() {
    return irreconcilable;
  }

  /** The pairs of sum and greatest burden that nothing beats. */
  Set<List<Long>> front() {
    Set<List<Long>> pairs = new LinkedHashSet<>();
    for (List<Long> each : agreements) {
      pairs.add(List.of(each.stream().mapToLong(it -> it).sum(), falling(each).get(0)));
    }
    Set<List<Long>> front = new LinkedHashSet<>(pairs);
    front.removeIf(
        it ->
            pairs.stream()
                .anyMatch(p -> !p.equals(it) && p.get(0) <= it.get(0) && p.get(1) <= it.get(1)));
    return front;
  }

  /** The fairest burdens, the greatest first; empty if there is no agreement. */
  List<Long> fairest() {
    return agreements.stream()
        .map(BridgeByTrial::falling)
        .min(
            (a, b) -> {
              for (int i = 0; i < a.size(); i++) {
                int order = Long.compare(a.get(i), b.get(i));
                if (order != 0) {
                  return order;
                }
              }
              return 0;
            })
        .orElse(List.of());
  }

  static List<Long> falling(List<Long> burdens) {
    return burdens.stream().sorted(Comparator.reverseOrder()).toList();
  }
}

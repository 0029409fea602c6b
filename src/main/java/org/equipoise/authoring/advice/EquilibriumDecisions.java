package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.equipoise.authoring.advice.CaseWays.InCase;
import org.equipoise.authoring.advice.CaseWays.Local;
import org.equipoise.authoring.advice.CorpusEquilibria.Contested;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionSummary;
import org.equipoise.decision.Verdict;
import org.equipoise.revision.Cost;
import org.equipoise.revision.equilibria.RevisionSpace;
import org.equipoise.revision.equilibria.RevisionSpace.Selection;
import org.equipoise.revision.equilibria.internal.BoundedChoice;
import org.equipoise.revision.equilibria.internal.BoundedChoice.Best;
import org.equipoise.revision.equilibria.internal.BoundedChoice.Option;

/**
 * What the cases are decided as under each revision of a space. Only cases in which some revisions
 * relax something else than others can differ. Not safe for several threads.
 */
final class EquilibriumDecisions {
  /** How many combinations of ways are decided in one case, and in cases that parts tie. */
  private static final int MAX = 1_000;

  /** How many comparisons of two cases are made for what is tied. */
  private static final long MAX_COMPARED = 20_000_000;

  private final Decider decider;
  private final BooleanSupplier stop;
  private final RevisionSpace space;
  private final List<InCase> cases;
  private final List<Map<List<Integer>, DecisionSummary>> known = new ArrayList<>();
  private boolean isStopped;
  private boolean isEachTried = true;

  /**
   * @param stop when to decide no more cases
   */
  EquilibriumDecisions(Decider decider, RevisionSpace space, CaseWays ways, BooleanSupplier stop) {
    this.stop = stop;
    this.decider = decider;
    this.space = space;
    this.cases = ways.all().stream().filter(it -> !it.varying().isEmpty()).toList();
    cases.forEach(it -> known.add(new HashMap<>()));
  }

  /** Whether {@link #contested} decided every combination of ways that meet in a case. */
  boolean isComplete() {
    return !isStopped && isEachTried;
  }

  private DecisionSummary decided(int place, List<Integer> picks) {
    InCase in = cases.get(place);
    return known
        .get(place)
        .computeIfAbsent(
            picks,
            it -> {
              Meter.step();
              return decider.summaryWithout(in.advised().findings(), in.relaxed(it));
            });
  }

  /** The cases that are answered one way under some revisions and otherwise under others. */
  List<Contested> contested() {
    List<Contested> contested = new ArrayList<>();
    for (int c = 0; c < cases.size() && !isStopped; c++) {
      TreeSet<String> answers = new TreeSet<>();
      List<List<Integer>> combinations = cases.get(c).combinations(space.within(), MAX);
      isEachTried &= combinations.size() <= MAX;
      for (List<Integer> picks : combinations) {
        isStopped |= stop.getAsBoolean();
        if (isStopped) {
          break;
        }
        answers.add(decided(c, picks).answer().toString());
      }
      if (answers.size() > 1) {
        contested.add(new Contested(cases.get(c).advised().caseId(), List.copyOf(answers)));
      }
    }
    return contested;
  }

  /** How many outputs are decided otherwise under two revisions. */
  int distance(Selection one, Selection other) {
    int different = 0;
    for (int c = 0; c < cases.size(); c++) {
      different +=
          different(decided(c, picks(c, one)).verdicts(), decided(c, picks(c, other)).verdicts());
    }
    return different;
  }

  private List<Integer> picks(int place, Selection selection) {
    return cases.get(place).varying().stream()
        .map(it -> it.ofWays().get(selection.ways().get(it.part())))
        .toList();
  }

  private static int different(List<Verdict> one, List<Verdict> other) {
    int different = 0;
    for (int i = 0; i < one.size(); i++) {
      different += one.get(i) == other.get(i) ? 0 : 1;
    }
    return different;
  }

  // ---- diameter

  /** A number of outputs, and whether there is none greater for sure. */
  record Diameter(int outputs, boolean exact) {}

  /** How many outputs two revisions decide otherwise at most; asked after {@link #contested}. */
  Diameter diameter() {
    List<List<Option<Integer>>> groups = new ArrayList<>();
    boolean isExact = space.isComplete() && isComplete();
    for (List<Integer> tied : isStopped ? List.<List<Integer>>of() : tied()) {
      Tied group = new Tied(tied);
      isExact &= group.isComplete;
      groups.add(group.pairs());
      isExact &= group.isComplete;
    }
    Best<Integer> best =
        new BoundedChoice<Integer>(Comparator.naturalOrder(), Integer::sum, space.within())
            .best(0, groups);
    return new Diameter(best.value(), isExact && best.isExact());
  }

  /** The places of cases, those together that some part of which ways differ is in. */
  private Collection<List<Integer>> tied() {
    Map<Integer, Integer> leader = new HashMap<>();
    for (InCase each : cases) {
      int first = root(leader, each.varying().get(0).part());
      for (Local local : each.varying()) {
        int other = root(leader, local.part());
        leader.put(Math.max(first, other), Math.min(first, other));
        first = Math.min(first, other);
      }
    }
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int c = 0; c < cases.size(); c++) {
      int root = root(leader, cases.get(c).varying().get(0).part());
      groups.computeIfAbsent(root, it -> new ArrayList<>()).add(c);
    }
    return groups.values();
  }

  private static int root(Map<Integer, Integer> leader, int part) {
    int root = part;
    while (leader.getOrDefault(root, root) != root) {
      root = Objects.requireNonNull(leader.get(root));
    }
    return root;
  }

  /** Cases that parts tie together, and what they are decided as under combinations of ways. */
  private final class Tied {
    private final List<Integer> places;
    private final Map<List<List<Verdict>>, Cost> decisions = new LinkedHashMap<>();
    private boolean isComplete = true;

    Tied(List<Integer> places) {
      this.places = places;
      Map<Integer, Map<Integer, Local>> byPart = new TreeMap<>();
      for (int place : places) {
        for (Local local : cases.get(place).varying()) {
          byPart.computeIfAbsent(local.part(), it -> new TreeMap<>()).put(place, local);
        }
      }
      collect(List.copyOf(byPart.keySet()), byPart);
    }

    private record Taken(Map<Integer, Integer> ways, Cost left) {}

    private void collect(List<Integer> parts, Map<Integer, Map<Integer, Local>> byPart) {
      List<Taken> all = List.of(new Taken(Map.of(), space.within()));
      for (int part : parts) {
        Map<Integer, Cost> ways = different(part, Objects.requireNonNull(byPart.get(part)));
        List<Taken> more = new ArrayList<>();
        for (Taken taken : all) {
          Meter.turns(ways.size());
          ways.forEach(
              (way, surplus) -> {
                Cost left = taken.left().minus(surplus);
                if (left.compareTo(Cost.ZERO) >= 0 && more.size() <= MAX) {
                  Map<Integer, Integer> with = new HashMap<>(taken.ways());
                  with.put(part, way);
                  more.add(new Taken(with, left));
                }
              });
        }
        isComplete &= more.size() <= MAX;
        all = more;
      }
      for (Taken taken : all) {
        List<List<Verdict>> verdicts = new ArrayList<>();
        for (int place : places) {
          List<Integer> picks =
              cases.get(place).varying().stream()
                  .map(it -> it.ofWays().get(Objects.requireNonNull(taken.ways().get(it.part()))))
                  .toList();
          verdicts.add(decided(place, picks).verdicts());
        }
        Cost surplus = space.within().minus(taken.left());
        decisions.merge(verdicts, surplus, (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
    }

    /** The first way of each kind that cases tell apart, with the least surplus of its kind. */
    private Map<Integer, Cost> different(int part, Map<Integer, Local> here) {
      Map<List<Integer>, Integer> first = new HashMap<>();
      Map<Integer, Cost> surpluses = new TreeMap<>();
      var ways = space.parts().get(part).ways();
      for (int w = 0; w < ways.size(); w++) {
        Meter.turns(here.size());
        int way = w;
        List<Integer> kind = here.values().stream().map(it -> it.ofWays().get(way)).toList();
        int known = first.computeIfAbsent(kind, it -> way);
        surpluses.merge(known, ways.get(w).surplus(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
      return surpluses;
    }

    List<Option<Integer>> pairs() {
      List<Map.Entry<List<List<Verdict>>, Cost>> all = List.copyOf(decisions.entrySet());
      int most = (int) Math.sqrt((double) MAX_COMPARED / places.size());
      isComplete &= all.size() <= most;
      all = all.subList(0, Math.min(all.size(), Math.max(1, most)));
      List<Option<Integer>> pairs = new ArrayList<>();
      boolean isFlat = space.within().equals(Cost.ZERO);
      Option<Integer> farthest = new Option<>(Cost.ZERO, Cost.ZERO, 0, 0, 0);
      pairs.add(farthest);
      for (int i = 0; i < all.size(); i++) {
        for (int j = isFlat ? i + 1 : 0; j < all.size(); j++) {
          Meter.turns(places.size());
          int different = 0;
          for (int c = 0; c < places.size(); c++) {
            different +=
                EquilibriumDecisions.different(
                    all.get(i).getKey().get(c), all.get(j).getKey().get(c));
          }
          if (!isFlat || different > farthest.value()) {
            farthest = new Option<>(all.get(i).getValue(), all.get(j).getValue(), different, i, j);
            pairs.add(farthest);
          }
        }
      }
      return isFlat ? List.of(farthest) : pairs;
    }
  }
}

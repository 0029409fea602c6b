package org.equipoise.authoring.amendment.internal;

import static org.equipoise.authoring.amendment.internal.SmallCorpus.FOR;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.NEW;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.PER_TEST;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.SPOILING;
import static org.equipoise.authoring.amendment.internal.SmallCorpus.WEIGHTS;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.authoring.amendment.internal.Option.Dropped;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;

/** Every change of three rules, and what it costs. */
final class EveryChange {
  private static final List<Wider> WIDER =
      List.of(
          new Wider("no-a", List.of(new Dropped(0, "a")), it -> true),
          new Wider("no-b", List.of(new Dropped(0, "b")), it -> true),
          new Wider("yes-c", List.of(new Dropped(0, "c")), it -> !is(it, "x")),
          new Wider("yes-c", List.of(new Dropped(1, "x")), it -> is(it, "c")),
          new Wider("yes-c", List.of(new Dropped(0, "c"), new Dropped(1, "x")), it -> true));

  private static boolean is(Output output, String name) {
    return Boolean.TRUE.equals(output.attributes().get(name));
  }

  /** A rule without some conditions, and where it speaks. */
  private record Wider(String rule, List<Dropped> drops, Predicate<Output> where) {}

  /**
   * A change as brute force sees it.
   *
   * @param rule the rule that is changed; empty for a new principle
   * @param isWider whether the rule speaks more often
   * @param off for each output, the rules that fall silent there
   * @param on for each output, the statuses that are claimed anew, and the rules that speak anew
   * @param yield the two rules of a yield, or null
   */
  record Change(
      String name,
      String rule,
      boolean isWider,
      double cost,
      double charge,
      List<Set<String>> off,
      List<Set<String>> on,
      List<String> yield) {}

  private final SmallCorpus small;
  private final Map<String, Change> changes = new TreeMap<>();

  EveryChange(SmallCorpus small, double suspension) {
    this.small = small;
    candidates(suspension);
  }

  /** The changes, by what they are called. */
  Map<String, Change> byName() {
    return changes;
  }

  private List<Ground> grounds() {
    Set<Ground> all = new TreeSet<>();
    for (String name : List.of("a", "b", "c", "x", "y")) {
      all.add(new Ground(Ground.Of.OUTPUT, name, Ground.Test.IS, List.of(true)));
      all.add(new Ground(Ground.Of.OUTPUT, name, Ground.Test.IS, List.of(false)));
      all.add(new Ground(Ground.Of.OUTPUT, name, Ground.Test.MISSING, List.of()));
    }
    all.add(new Ground(Ground.Of.OUTPUT, "n", Ground.Test.MISSING, List.of()));
    for (int n = 0; n < 3; n++) {
      all.add(new Ground(Ground.Of.OUTPUT, "n", Ground.Test.AT_MOST, List.of(n)));
      all.add(new Ground(Ground.Of.OUTPUT, "n", Ground.Test.AT_LEAST, List.of(n)));
    }
    return List.copyOf(all);
  }

  private void candidates(double suspension) {
    List<List<Ground>> conjunctions = new ArrayList<>();
    List<Ground> grounds = grounds();
    for (int i = 0; i < grounds.size(); i++) {
      conjunctions.add(List.of(grounds.get(i)));
      for (int j = i + 1; j < grounds.size(); j++) {
        conjunctions.add(List.of(grounds.get(i), grounds.get(j)));
      }
    }
    boolean isGap = false;
    for (int o = 0; o < small.outputs.size(); o++) {
      isGap |= small.isGap(o) && !small.judgments(o, null).isEmpty() && small.account > 0;
    }
    for (List<Ground> where : conjunctions) {
      BitSet covered = new BitSet();
      for (int o = 0; o < small.outputs.size(); o++) {
        Case given = small.cases.get(o);
        Output output = small.outputs.get(o);
        covered.set(o, where.stream().allMatch(it -> it.holds(given, output)));
      }
      WEIGHTS.forEach((rule, weight) -> except(rule, weight, where, covered));
      if (isGap) {
        enact("permit", DeonticStatus.FORBIDDEN, where, covered);
        enact("forbid", DeonticStatus.PERMITTED, where, covered);
      }
    }
    wider().forEach(this::widen);
    WEIGHTS.forEach(
        (rule, weight) -> {
          BitSet all = new BitSet();
          double spoilt = 0;
          for (int o = 0; o < small.outputs.size(); o++) {
            all.set(o, small.speaks(rule, o));
            boolean isInVain = small.speaks(rule, o) && !small.inConflict.contains(rule + " " + o);
            spoilt += isInVain ? SPOILING * weight : 0;
          }
          add(
              "suspend " + rule,
              rule,
              false,
              suspension * weight + spoilt,
              silencing(rule, all),
              small.none(),
              null);
          for (String other : WEIGHTS.keySet()) {
            if (!rule.equals(other)) {
              give(rule, weight, other);
            }
          }
        });
  }

  private void except(String rule, double weight, List<Ground> where, BitSet covered) {
    BitSet silenced = new BitSet();
    double cost = weight * (1 + PER_TEST * where.size());
    for (int o = 0; o < small.outputs.size(); o++) {
      if (covered.get(o) && small.speaks(rule, o)) {
        silenced.set(o);
        cost += small.inConflict.contains(rule + " " + o) ? 0 : SPOILING * weight;
      }
    }
    if (!silenced.isEmpty()) {
      String name = "except " + rule + " " + silenced;
      add(name, rule, false, cost, silencing(rule, silenced), small.none(), null);
    }
  }

  private void enact(String name, DeonticStatus contrary, List<Ground> where, BitSet covered) {
    double cost = NEW * (1 + PER_TEST * where.size());
    List<Set<String>> on = small.none();
    for (int o = covered.nextSetBit(0); o >= 0; o = covered.nextSetBit(o + 1)) {
      on.get(o).add(name);
      Set<String> against =
          name.equals("permit") ? small.againstSides.get(o) : small.forSides.get(o);
      boolean isContrary = !against.isEmpty() || !small.judgments(o, contrary).isEmpty();
      cost += isContrary ? SPOILING * NEW : 0;
    }
    if (!covered.isEmpty()) {
      add("enact " + name + " " + covered, "", false, cost, small.none(), on, null);
    }
  }

  /** The ways to widen rules that would speak for a judgment for which none speaks. */
  private List<Wider> wider() {
    return WIDER.stream().filter(it -> small.account > 0 && reachesGap(it.rule())).toList();
  }

  private boolean reachesGap(String rule) {
    DeonticStatus status = FOR.contains(rule) ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN;
    for (int o = 0; o < small.outputs.size(); o++) {
      if (small.isGap(o) && !small.judgments(o, status).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private BitSet spokenAnew(Wider wider) {
    BitSet anew = new BitSet();
    for (int o = 0; o < small.outputs.size(); o++) {
      anew.set(o, !small.speaks(wider.rule(), o) && wider.where().test(small.outputs.get(o)));
    }
    return anew;
  }

  private void widen(Wider wider) {
    boolean isFor = FOR.contains(wider.rule());
    double weight = WEIGHTS.get(wider.rule());
    double cost = weight * PER_TEST * wider.drops().size();
    BitSet anew = spokenAnew(wider);
    List<Set<String>> on = small.none();
    for (int o = anew.nextSetBit(0); o >= 0; o = anew.nextSetBit(o + 1)) {
      on.get(o).add(wider.rule());
      DeonticStatus contrary = isFor ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED;
      Set<String> against = isFor ? small.againstSides.get(o) : small.forSides.get(o);
      boolean isContrary = !against.isEmpty() || !small.judgments(o, contrary).isEmpty();
      cost += isContrary ? SPOILING * weight : 0;
    }
    if (!anew.isEmpty()) {
      add("widen " + wider.rule() + " " + anew, wider.rule(), true, cost, small.none(), on, null);
    }
  }

  /** The same, as the engine is given them. */
  List<Widening> widenings() {
    Map<List<Object>, Widening> all = new LinkedHashMap<>();
    for (Wider each : wider()) {
      BitSet anew = spokenAnew(each);
      Map<String, Set<String>> speaks = new TreeMap<>();
      anew.stream()
          .forEach(
              o ->
                  speaks
                      .computeIfAbsent(small.cases.get(o).id(), it -> new TreeSet<>())
                      .add(small.outputs.get(o).id()));
      if (!speaks.isEmpty()) {
        DeonticStatus status =
            FOR.contains(each.rule()) ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN;
        all.putIfAbsent(
            List.of(each.rule(), anew),
            new Widening(Element.principle(each.rule()), each.drops(), status, speaks));
      }
    }
    return List.copyOf(all.values());
  }

  private void give(String rule, double weight, String other) {
    BitSet silenced = new BitSet();
    for (int o = 0; o < small.outputs.size(); o++) {
      boolean isContrary =
          (small.forSides.get(o).contains(rule) && small.againstSides.get(o).contains(other))
              || (small.againstSides.get(o).contains(rule)
                  && small.forSides.get(o).contains(other));
      silenced.set(o, isContrary);
    }
    if (!silenced.isEmpty()) {
      add(
          "yield " + rule + " " + other,
          rule,
          false,
          weight * (1 + PER_TEST),
          silencing(rule, silenced),
          small.none(),
          List.of(rule, other));
    }
  }

  private List<Set<String>> silencing(String rule, BitSet silenced) {
    List<Set<String>> off = small.none();
    silenced.stream().forEach(it -> off.get(it).add(rule));
    return off;
  }

  private void add(
      String name,
      String rule,
      boolean isWider,
      double cost,
      List<Set<String>> off,
      List<Set<String>> on,
      List<String> yield) {
    double charge = 0;
    for (int o = 0; o < small.outputs.size(); o++) {
      for (String silent : off.get(o)) {
        charge += small.charge(silent, o);
      }
    }
    Change known = changes.get(name);
    if (known == null || cost < known.cost()) {
      changes.put(name, new Change(name, rule, isWider, cost, charge, off, on, yield));
    }
  }
}

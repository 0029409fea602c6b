package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What follows in every world of a situation, and so every label, by its definition. */
final class Oracle {
  private final List<String> elements;
  private final List<Interpreter.Outcome> byWorld = new ArrayList<>();

  Oracle(Script script, List<List<String>> strata, Situation situation) {
    elements = new ArrayList<>(situation.elements());
    script.rules().forEach(it -> elements.add(it.element()));
    Collections.sort(elements);
    for (int world = 0; world < 1 << elements.size(); world++) {
      int standing = world;
      byWorld.add(
          Interpreter.outcome(
              script,
              strata,
              situation,
              it -> {
                int at = Collections.binarySearch(elements, it);
                return at < 0 || (standing & 1 << at) != 0;
              }));
    }
  }

  List<String> elements() {
    return elements;
  }

  /** What follows if just these elements stand. */
  Set<String> conclusions(int world) {
    return byWorld.get(world).conclusions();
  }

  /** By claim, the greatest part of its rule's weight in that world. */
  Map<String, Double> degrees(int world) {
    return byWorld.get(world).degrees();
  }

  int top() {
    return byWorld.size() - 1;
  }

  int worlds() {
    return byWorld.size();
  }

  /**
   * What follows while everything stands, with its label; of lifts, those that keep a claim from
   * being made, once for each output on which they do. What is raised has no label.
   */
  Map<String, List<List<String>>> labels() {
    Map<String, List<List<String>>> labels = new TreeMap<>();
    for (String conclusion : conclusions(top())) {
      if (conclusion.startsWith("lift ")) {
        byWorld
            .get(top())
            .lifted()
            .getOrDefault(conclusion, Set.of())
            .forEach(output -> labels.put(conclusion + " on " + output, label(conclusion)));
      } else if (!conclusion.startsWith("raised ")) {
        labels.put(conclusion, label(conclusion));
      }
    }
    return labels;
  }

  private List<List<String>> label(String conclusion) {
    BitSet holds = new BitSet();
    for (int world = 0; world < byWorld.size(); world++) {
      holds.set(world, conclusions(world).contains(conclusion));
    }
    return named(minimal(holds, elements.size()));
  }

  /** The minimal sets all of whose supersets are among the given; sets are numbers. */
  static List<Integer> minimal(BitSet holds, int size) {
    BitSet always = (BitSet) holds.clone();
    for (int bit = 0; bit < size; bit++) {
      for (int set = 0; set < 1 << size; set++) {
        if ((set & 1 << bit) == 0 && !always.get(set | 1 << bit)) {
          always.clear(set);
        }
      }
    }
    List<Integer> minimal = new ArrayList<>();
    for (int set = always.nextSetBit(0); set >= 0; set = always.nextSetBit(set + 1)) {
      boolean isMinimal = true;
      for (int bit = 0; bit < size; bit++) {
        isMinimal &= (set & 1 << bit) == 0 || !always.get(set & ~(1 << bit));
      }
      if (isMinimal) {
        minimal.add(set);
      }
    }
    return minimal;
  }

  private List<List<String>> named(List<Integer> sets) {
    List<List<String>> named = new ArrayList<>();
    for (int set : sets) {
      List<String> environment = new ArrayList<>();
      for (int bit = 0; bit < elements.size(); bit++) {
        if ((set & 1 << bit) != 0) {
          environment.add(elements.get(bit));
        }
      }
      named.add(environment);
    }
    named.sort(Comparator.comparing(Object::toString));
    return named;
  }
}

package org.equipoise.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Something that a run starts from or arrives at, with every way it was arrived at. */
final class Node {
  private final Object value;
  private final List<Derivation> derivations = new ArrayList<>(2);
  private final List<Node> uses = new ArrayList<>(2);
  private List<String> reasons = List.of();
  private Family family;
  private boolean queued;

  /**
   * One way to arrive at a conclusion.
   *
   * @param conclusion what is arrived at
   * @param antecedents what was matched
   * @param resting numbers of the elements it rests on besides: the rule itself, if it may be
   *     relaxed, and whatever the conclusion names
   */
  record Derivation(Node conclusion, List<Node> antecedents, List<Integer> resting, int speaker) {}

  Node(Object value, Family family) {
    this.value = value;
    this.family = family;
  }

  Object value() {
    return value;
  }

  List<Derivation> derivations() {
    return derivations;
  }

  /** Each reason that was given, once, sorted; immutable. */
  List<String> reasons() {
    return reasons;
  }

  Family family() {
    return family;
  }

  void arrive(Derivation derivation, @Nullable String why) {
    derivations.add(derivation);
    derivation.antecedents().forEach(it -> it.uses.add(this));
    if (why == null || reasons.contains(why)) {
      return;
    }
    if (reasons.isEmpty()) {
      reasons = List.of(why);
    } else {
      TreeSet<String> more = new TreeSet<>(reasons);
      more.add(why);
      reasons = List.copyOf(more);
    }
  }

  /** Takes every derivation into account; true if that changed what this rests on. */
  boolean update(int size) {
    Family before = family;
    if (derivations.size() == 1) {
      family = way(derivations.get(0), size);
    } else {
      List<Family> ways = new ArrayList<>(derivations.size());
      for (Derivation derivation : derivations) {
        ways.add(way(derivation, size));
      }
      family = Family.any(ways, size);
    }
    return !family.equals(before);
  }

  private static Family way(Derivation derivation, int size) {
    Family product = Family.TRUE;
    for (Node antecedent : derivation.antecedents()) {
      product = product.and(antecedent.family, size);
    }
    for (int element : derivation.resting()) {
      product = product.and(Family.of(element), size);
    }
    return product;
  }

  /** The conclusions that were arrived at by way of this. */
  List<Node> uses() {
    return uses;
  }

  /** Marks this as waiting, or as not; true if that is news. */
  boolean mark(boolean waiting) {
    boolean news = queued != waiting;
    queued = waiting;
    return news;
  }
}

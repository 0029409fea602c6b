package org.equipoise.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Something that a run starts from or arrives at, with every way it was arrived at. */
final class Node {
  private final Object value;
  private final List<Derivation> derivations = new ArrayList<>();
  private final List<Derivation> uses = new ArrayList<>();
  private final SortedSet<String> reasons = new TreeSet<>();
  private Family family;

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

  /** Each reason that was given, once, sorted. */
  SortedSet<String> reasons() {
    return reasons;
  }

  Family family() {
    return family;
  }

  void arrive(Derivation derivation, @Nullable String why) {
    derivations.add(derivation);
    derivation.antecedents().forEach(it -> it.uses.add(derivation));
    if (why != null) {
      reasons.add(why);
    }
  }

  /** Takes every derivation into account; true if that changed what this rests on. */
  boolean update(int size) {
    List<Family> ways = new ArrayList<>(derivations.size());
    for (Derivation derivation : derivations) {
      Family product = Family.TRUE;
      for (Node antecedent : derivation.antecedents()) {
        product = product.and(antecedent.family, size);
      }
      for (int element : derivation.resting()) {
        product = product.and(Family.of(element), size);
      }
      ways.add(product);
    }
    Family before = family;
    family = Family.any(ways, size);
    return !family.equals(before);
  }

  List<Derivation> uses() {
    return uses;
  }
}

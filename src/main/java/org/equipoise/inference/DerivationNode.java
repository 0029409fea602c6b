package org.equipoise.inference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.equipoise.constitution.internal.matching.CompiledRules;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.language.Claim;
import org.equipoise.language.Judgment;
import org.jspecify.annotations.Nullable;

/** Something that a run starts from or arrives at, with every way it was arrived at. */
final class DerivationNode {
  private final Object value;
  private final Object identity;
  private final int hash;
  private final List<Derivation> derivations;
  private List<DerivationNode> uses = List.of();
  private List<String> reasons = List.of();
  private EnvironmentSet family;
  private boolean queued;
  private double degree;
  private @Nullable Boolean lookedFor;

  /** One way to arrive at a conclusion. */
  static final class Derivation {
    private final DerivationNode[] antecedents;
    private final int[] resting;
    private final int speaker;

    /**
     * One way to arrive at a conclusion.
     *
     * @param antecedents what was matched
     * @param resting numbers of the elements it rests on besides: the rule itself, if it may be
     *     relaxed, and whatever the conclusion names
     * @param speaker the number of the rule, or -1 for a kernel rule
     */
    Derivation(DerivationNode[] antecedents, int[] resting, int speaker) {
      this.antecedents = antecedents;
      this.resting = resting;
      this.speaker = speaker;
    }

    DerivationNode[] antecedents() {
      return antecedents;
    }

    int[] resting() {
      return resting;
    }

    int speaker() {
      return speaker;
    }

    boolean restsOnTruncated() {
      for (DerivationNode antecedent : antecedents) {
        if (antecedent.family.truncated()) {
          return true;
        }
      }
      return false;
    }

    /** Whether this way is still there where some elements are relaxed. */
    boolean holdsWithout(BitSet relaxed) {
      for (int element : resting) {
        if (relaxed.get(element)) {
          return false;
        }
      }
      for (DerivationNode antecedent : antecedents) {
        if (!antecedent.family.holdsWithout(relaxed)) {
          return false;
        }
      }
      return true;
    }

    /** What this way rests on, as far as its antecedents are settled. */
    private EnvironmentSet family(int size) {
      if (antecedents.length + resting.length == 1) {
        return resting.length == 1 ? EnvironmentSet.of(resting[0]) : antecedents[0].family;
      }
      EnvironmentSet product = EnvironmentSet.TRUE;
      for (DerivationNode antecedent : antecedents) {
        product = product.and(antecedent.family, size);
      }
      for (int element : resting) {
        product = product.and(EnvironmentSet.of(element), size);
      }
      return product;
    }
  }

  private DerivationNode(
      Object value,
      Object identity,
      int hash,
      List<Derivation> derivations,
      EnvironmentSet family) {
    this.value = value;
    this.identity = identity;
    this.hash = hash;
    this.derivations = derivations;
    this.family = family;
  }

  /** What is given, and what it rests on. */
  static DerivationNode given(Object value, EnvironmentSet family) {
    return new DerivationNode(value, value, 0, List.of(), family);
  }

  /**
   * Something to be arrived at.
   *
   * @param identity what makes it the conclusion it is
   */
  static DerivationNode conclusion(Object value, Object identity) {
    return new DerivationNode(
        value, identity, identity.hashCode(), new ArrayList<>(1), EnvironmentSet.FALSE);
  }

  Object value() {
    return value;
  }

  Object identity() {
    return identity;
  }

  /**
   * Whether this conclusion is the one of an identity.
   *
   * @param hashOfOther its hash code, which differs more cheaply
   */
  boolean isOf(Object other, int hashOfOther) {
    return hash == hashOfOther && other.getClass() == identity.getClass() && identity.equals(other);
  }

  /** Empty for what is given. */
  List<Derivation> derivations() {
    return derivations;
  }

  /** Each reason that was given, once, sorted; immutable. */
  List<String> reasons() {
    return reasons;
  }

  EnvironmentSet family() {
    return family;
  }

  void arrive(Derivation derivation, @Nullable String why) {
    derivations.add(derivation);
    for (DerivationNode antecedent : derivation.antecedents()) {
      if (antecedent.uses.isEmpty()) {
        antecedent.uses = new ArrayList<>(2);
      }
      antecedent.uses.add(this);
    }
    if (why == null || reasons.contains(why)) {
      return;
    }
    Meter.turns(reasons.size() / 8);
    if (reasons.isEmpty()) {
      reasons = List.of(why);
    } else {
      TreeSet<String> more = new TreeSet<>(reasons);
      more.add(why);
      reasons = List.copyOf(more);
    }
  }

  /** Notes how much of its weight a rule gives to this conclusion, of all its ways the most. */
  void take(double factor) {
    degree = Math.max(degree, factor);
  }

  /** The part of the rule's weight that this conclusion has, in [0, 1]. */
  double degree() {
    return degree;
  }

  /** Takes every derivation into account; true if that changed what this rests on. */
  boolean update(int size) {
    EnvironmentSet before = family;
    if (derivations.size() == 1) {
      family = derivations.get(0).family(size);
    } else {
      EnvironmentSet[] ways = new EnvironmentSet[derivations.size()];
      for (int i = 0; i < ways.length; i++) {
        ways[i] = derivations.get(i).family(size);
      }
      family = EnvironmentSet.any(size, ways);
    }
    return !family.equals(before);
  }

  /**
   * Whether its presence may matter where no match shows it: of claims and judgments those that
   * come to a pattern under {@code not} and the like, with the tests it makes of them alone.
   */
  boolean isLookedFor(CompiledRules rules) {
    if (lookedFor == null) {
      lookedFor =
          !(value instanceof Claim || value instanceof Judgment) || rules.isLookedFor(value);
    }
    return lookedFor;
  }

  /** The conclusions that were arrived at by way of this. */
  List<DerivationNode> uses() {
    return uses;
  }

  /** Marks this as waiting, or as not; true if that is news. */
  boolean mark(boolean waiting) {
    boolean news = queued != waiting;
    queued = waiting;
    return news;
  }
}

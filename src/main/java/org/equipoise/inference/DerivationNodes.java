package org.equipoise.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run starts from and arrives at. Few nodes are gone through one by one, which costs less
 * than an index of them; many are looked up.
 */
final class DerivationNodes {
  private static final int FEW = 12;

  private final List<DerivationNode> given = new ArrayList<>(0);
  private final List<DerivationNode> concluded = new ArrayList<>(8);
  private @Nullable HashMap<Object, DerivationNode> byValue;
  private @Nullable IdentityHashMap<Object, DerivationNode> byFact;

  /** What the run starts from, as far as it may be relaxed. */
  List<DerivationNode> given() {
    return given;
  }

  /** What the run arrives at, in the order it did. */
  List<DerivationNode> concluded() {
    return concluded;
  }

  void addGiven(DerivationNode node) {
    given.add(node);
    if (byFact != null) {
      byFact.put(node.value(), node);
    }
  }

  void addConcluded(DerivationNode node) {
    concluded.add(node);
    if (byFact != null) {
      byFact.put(node.value(), node);
    }
    if (byValue != null) {
      byValue.put(node.identity(), node);
    }
  }

  /** The node of a conclusion, by what makes it the one it is; null if it was not arrived at. */
  @Nullable DerivationNode concluded(Object identity) {
    if (concluded.size() <= FEW) {
      int hash = identity.hashCode();
      for (int i = 0; i < concluded.size(); i++) {
        if (concluded.get(i).isOf(identity, hash)) {
          return concluded.get(i);
        }
      }
      return null;
    }
    if (byValue == null) {
      byValue = new HashMap<>();
      concluded.forEach(it -> byValue.put(it.identity(), it));
    }
    return byValue.get(identity);
  }

  /** The node that a matched fact stands for, or null if nothing that may be relaxed is behind. */
  @Nullable DerivationNode of(Object fact) {
    if (given.size() + concluded.size() <= FEW) {
      DerivationNode found = find(fact, concluded);
      return found == null ? find(fact, given) : found;
    }
    if (byFact == null) {
      byFact = new IdentityHashMap<>();
      given.forEach(it -> byFact.put(it.value(), it));
      concluded.forEach(it -> byFact.put(it.value(), it));
    }
    return byFact.get(fact);
  }

  private static @Nullable DerivationNode find(Object fact, List<DerivationNode> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).value() == fact) {
        return nodes.get(i);
      }
    }
    return null;
  }
}

package org.equipoise.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;

/**
 * Which part of its weight each rule gives to what it says in a case: on an output, the most that
 * it gives to any of its claims on it; where it makes none on it, the most that it gives to
 * anything. Immutable.
 */
public final class Degrees {
  /** Every rule gives all of its weight to whatever it says. */
  public static final Degrees FULL = new Degrees(Map.of());

  /** By rule and output; under the empty text, of anything. Rules that give all are left out. */
  private final Map<Element, Map<String, Double>> parts;

  private Degrees(Map<Element, Map<String, Double>> parts) {
    this.parts = parts;
  }

  static Degrees of(List<DerivationNode> held, CaseElements caseElements) {
    Map<Element, Map<String, Double>> parts = new HashMap<>();
    for (DerivationNode node : held) {
      if (node.value() instanceof Claim claim && claim.claimant().isRule()) {
        take(parts, claim.claimant(), claim.output(), node.degree());
      } else {
        for (DerivationNode.Derivation derivation : node.derivations()) {
          if (derivation.speaker() >= 0) {
            take(parts, caseElements.element(derivation.speaker()), "", 1);
          }
        }
      }
    }
    parts.values().removeIf(it -> it.values().stream().allMatch(part -> part >= 1));
    return parts.isEmpty() ? FULL : new Degrees(parts);
  }

  private static void take(
      Map<Element, Map<String, Double>> parts, Element rule, String output, double part) {
    Map<String, Double> own = parts.computeIfAbsent(rule, it -> new HashMap<>());
    own.merge(output, part, Math::max);
    own.merge("", part, Math::max);
  }

  /** Whether every rule gives all of its weight to whatever it says. */
  public boolean areFull() {
    return parts.isEmpty();
  }

  /**
   * The part of its weight that a rule gives, in (0, 1].
   *
   * @param output the id of an output; empty for the case
   */
  public double of(Element rule, String output) {
    Map<String, Double> own = parts.getOrDefault(rule, Map.of());
    return own.getOrDefault(output, own.getOrDefault("", 1.0));
  }
}

package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.equipoise.authoring.amendment.internal.Corpus.ConflictSet;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Output;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.language.Claim;
import org.jspecify.annotations.Nullable;

/**
 * The conflicts within a case in which every claim follows from the facts alone: each claim with
 * each that it cannot stand with, output by output. They are those that the rules in {@code
 * rules/kernel} find. The labels of these do not say on which output a rule speaks, so that an
 * exception for one output could not be told from one for another; hence they are found here again.
 */
final class PlainConflicts {
  /** The kinds of conflict that are read off the claims here. */
  static final Set<String> KINDS = Set.of("clash", "dilemma", "preference");

  /** With more combinations than this, a dilemma is left to the labels. */
  private static final int MAX_COMBINATIONS = 1_000;

  private final String caseId;
  private final List<Claim> claims;
  private final List<Output> outputs;
  private final Map<String, Map<String, Integer>> applications;
  private final boolean isChoiceDue;
  private final List<ConflictSet> sets = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  private PlainConflicts(
      Findings findings, Map<String, Map<String, Integer>> applications, boolean isChoiceDue) {
    this.caseId = findings.given().id();
    this.claims = findings.claims().stream().map(FoundClaim::claim).toList();
    this.outputs = findings.given().outputs();
    this.applications = applications;
    this.isChoiceDue = isChoiceDue;
  }

  /**
   * The conflict sets; null where there are too many.
   *
   * @param applications the number of a rule's application, by element and output
   * @param isChoiceDue whether it is a dilemma that every output is forbidden
   */
  static @Nullable List<ConflictSet> of(
      Findings findings, Map<String, Map<String, Integer>> applications, boolean isChoiceDue) {
    PlainConflicts conflicts = new PlainConflicts(findings, applications, isChoiceDue);
    return conflicts.find() ? conflicts.sets : null;
  }

  private List<Claim> claims(String output, Predicate<Claim> which) {
    return claims.stream().filter(it -> it.output().equals(output) && which.test(it)).toList();
  }

  private static boolean isAgainst(Claim claim) {
    return claim.deonticStatus() == DeonticStatus.FORBIDDEN;
  }

  private static boolean isObligation(Claim claim) {
    return claim.deonticStatus() == DeonticStatus.OBLIGATORY && claim.over() == null;
  }

  private boolean find() {
    for (Output output : outputs) {
      for (Claim against : claims(output.id(), PlainConflicts::isAgainst)) {
        for (Claim contrary : claims(output.id(), it -> !isAgainst(it))) {
          conflict(contrary.over() == null ? "clash" : "preference", List.of(against, contrary));
        }
      }
    }
    for (Claim preference : claims) {
      if (preference.over() != null) {
        claims(preference.over(), PlainConflicts::isObligation)
            .forEach(it -> conflict("preference", List.of(preference, it)));
      }
    }
    for (int a = 0; a < outputs.size(); a++) {
      for (int b = a + 1; b < outputs.size(); b++) {
        for (Claim one : claims(outputs.get(a).id(), PlainConflicts::isObligation)) {
          for (Claim other : claims(outputs.get(b).id(), PlainConflicts::isObligation)) {
            conflict("dilemma", List.of(one, other));
          }
        }
      }
    }
    return !isChoiceDue || cornered();
  }

  /** One claim against each output; false where there are too many combinations. */
  private boolean cornered() {
    List<List<Claim>> combinations = List.of(List.of());
    for (Output output : outputs) {
      List<List<Claim>> longer = new ArrayList<>();
      for (Claim against : claims(output.id(), PlainConflicts::isAgainst)) {
        for (List<Claim> each : combinations) {
          List<Claim> more = new ArrayList<>(each);
          more.add(against);
          longer.add(more);
        }
        if (longer.size() > MAX_COMBINATIONS) {
          return false;
        }
      }
      combinations = longer;
    }
    combinations.forEach(it -> conflict("dilemma", it));
    return true;
  }

  private void conflict(String kind, List<Claim> between) {
    Map<AppliedElement, List<Integer>> speaking = new TreeMap<>();
    for (Claim claim : between) {
      List<Integer> own =
          speaking.computeIfAbsent(
              new AppliedElement(claim.claimant(), caseId), it -> new ArrayList<>());
      Integer application =
          applications
              .getOrDefault(claim.claimant().toString(), new HashMap<>())
              .get(claim.output());
      if (application != null && !own.contains(application)) {
        own.add(application);
      }
    }
    if (known.add(kind + speaking)) {
      sets.add(new ConflictSet(kind, List.of(caseId), List.copyOf(speaking.keySet()), speaking));
    }
  }
}

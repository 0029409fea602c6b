package org.equipoise.authoring.advice;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.jspecify.annotations.Nullable;

/**
 * The conflicts of a corpus and its cheapest revisions. Immutable. Lists are sorted and do not
 * depend on the order of any input. No component is null.
 *
 * @param constitution the digest of the constitution
 * @param levels the levels of the constitution
 * @param cases the number of cases
 * @param judgments the number of judgments
 * @param conflicts all conflicts, within cases and across cases
 * @param revisions the cheapest revisions, the best first; empty if there is no revision; one
 *     revision without relaxations if none is needed
 * @param prices what it costs to keep each element of a conflict, highest first
 * @param weights the derivation of the weight of each element of a conflict
 * @param disequilibrium how far the corpus is from equilibrium
 * @param coverage the share of outputs about which a principle makes a claim, in [0, 1]
 * @param informativePrinciples the ids of the principles without which some case would have another
 *     answer
 * @param irreconcilable conflicts between entrenched elements only; no revision resolves them
 * @param explanations the reason for each relaxation of the best revision
 * @param changes the cases that would have another answer under the best revision
 * @param equals how many revisions cost as little as the best one; empty if there is none, or if
 *     they are not soon counted
 * @param notComputed what is missing or incomplete because of a time limit, by its name in JSON:
 *     {@code cases} if the advice is on a part of them, {@code changes}, {@code conflicts} if there
 *     may be more, {@code explanations}, {@code informative}, {@code prices}, or {@code revisions}
 *     if there may be more; sorted
 */
public record Advice(
    String constitution,
    Levels levels,
    int cases,
    int judgments,
    List<CorpusConflict> conflicts,
    List<Revision> revisions,
    List<Price> prices,
    SortedMap<AppliedElement, TheoreticalWeight> weights,
    Disequilibrium disequilibrium,
    double coverage,
    List<String> informativePrinciples,
    List<Irreconcilable> irreconcilable,
    List<Explanation> explanations,
    List<Change> changes,
    Optional<Equals> equals,
    List<String> notComputed) {

  public Advice {
    conflicts = List.copyOf(conflicts);
    revisions = List.copyOf(revisions);
    prices = List.copyOf(prices);
    informativePrinciples = List.copyOf(informativePrinciples);
    irreconcilable = List.copyOf(irreconcilable);
    explanations = List.copyOf(explanations);
    changes = List.copyOf(changes);
    notComputed = List.copyOf(notComputed);
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /**
   * A conflict of the corpus.
   *
   * @param cases those it is in; several if it is across cases
   * @param environments the sets that cannot all stand
   * @param truncated whether sets are missing because a limit was met
   */
  public record CorpusConflict(
      String kind,
      List<String> about,
      List<String> cases,
      List<String> reasons,
      List<List<AppliedElement>> environments,
      boolean truncated) {

    public CorpusConflict {
      about = List.copyOf(about);
      cases = List.copyOf(cases);
      reasons = List.copyOf(reasons);
      environments = List.copyOf(environments);
    }
  }

  /**
   * What it costs to keep an element.
   *
   * @param weight what it costs to relax
   * @param priceOfKeeping how much dearer the best revision becomes if it must stay; empty where a
   *     limit kept it from being known
   */
  public record Price(AppliedElement element, Cost weight, Optional<Cost> priceOfKeeping) {}

  /**
   * How far everything asserted is from hanging together.
   *
   * @param cost of the best revision, which breaks all but what is irreconcilable; infinite if
   *     there is none
   * @param asserted the weight of every rule's application and every judgment that speaks
   * @param isReconcilable whether any revision brings equilibrium
   * @param byElement the part of the cost borne by each principle, theory and attribute's output,
   *     and each stakeholder, dearest first
   */
  public record Disequilibrium(
      Cost cost, Cost asserted, boolean isReconcilable, List<Share> byElement) {

    public Disequilibrium {
      byElement = List.copyOf(byElement);
    }

    /**
     * Cost by asserted weight, in [0, 1], and 0 at equilibrium alone: 1 where no revision brings it
     * about, and where to settle disputed attributes, which assert nothing, costs more than all
     * that is asserted. With levels it is that of the highest level on which the cost is not 0.
     */
    public double index() {
      return isReconcilable ? index(cost.rank()) : 1;
    }

    /**
     * Cost by asserted weight on one level, likewise.
     *
     * @param rank the level's place among the levels, from 0, the highest; 0 without levels
     */
    public double index(int rank) {
      if (!isReconcilable || cost.billionths(rank) > asserted.billionths(rank)) {
        return 1;
      }
      return asserted.billionths(rank) == 0
          ? 0
          : (double) cost.billionths(rank) / asserted.billionths(rank);
    }
  }

  /**
   * A part of a cost.
   *
   * @param kind {@code principle}, {@code theory}, {@code stakeholder} or {@code attribute}
   * @param bearer the rule's id, the stakeholder, or the attribute's name
   */
  public record Share(String kind, String bearer, Cost cost) {}

  /** A set of entrenched elements that cannot all stand. */
  public record Irreconcilable(List<AppliedElement> elements) {

    public Irreconcilable {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Why a relaxation is advised.
   *
   * @param relaxation the relaxation
   * @param resolves the numbers of the conflicts it helps to break, from 0
   * @param against what could have been given up in its place, dearest price first
   * @param price how much dearer the best revision becomes without it; empty if not known
   * @param weight how its element came by its weight, or null for a suspension
   */
  public record Explanation(
      Relaxation relaxation,
      List<Integer> resolves,
      List<AppliedElement> against,
      Optional<Cost> price,
      @Nullable TheoreticalWeight weight) {

    public Explanation {
      resolves = List.copyOf(resolves);
      against = List.copyOf(against);
    }
  }

  /** A case that would be answered otherwise. */
  public record Change(String caseId, String before, String after) {}

  /**
   * The revisions of the least cost.
   *
   * @param count how many there are, the best one included
   * @param differ in how many cases they lead to different answers
   */
  public record Equals(BigInteger count, int differ) {}

  /** Whether nothing conflicts, and everything was looked at. */
  public boolean isEquilibrium() {
    return conflicts.isEmpty()
        && !notComputed.contains("cases")
        && !notComputed.contains("conflicts");
  }
}

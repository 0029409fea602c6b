package org.equipoise.authoring.amendment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * One change of a proposal. Immutable and safe to share between threads.
 *
 * @param kind what kind of change it is
 * @param element what is changed, such as {@code principle:no-deception}; of a new principle, the
 *     one that it would be
 * @param caseId the case of a change in one case; null for a change of the rules
 * @param yieldsTo the rule to which a rule yields; null for other kinds
 * @param status what a new principle claims; null for other kinds
 * @param where the conjunction of tests; empty for kinds that have none
 * @param drops the conditions that a rule is widened by dropping; empty for other kinds
 * @param inWords the change in a sentence's part, such as {@code except where the output's `urgent`
 *     is true}
 * @param cost its cost
 * @param price how much dearer the cheapest changes become without it; empty where it is not known
 * @param resolves the cases in which it resolves a conflict, or speaks for a judgment; sorted
 * @param elseChanged other cases that it touches and that the amended rules decide otherwise;
 *     sorted
 * @param trust how far to trust it; null for kinds without a conjunction, or where time ran out
 */
public record ProposedChange(
    Kind kind,
    String element,
    @Nullable String caseId,
    @Nullable String yieldsTo,
    @Nullable DeonticStatus status,
    List<Ground> where,
    List<String> drops,
    String inWords,
    Cost cost,
    Optional<Cost> price,
    List<String> resolves,
    List<String> elseChanged,
    @Nullable Trust trust) {

  /** What kinds of change there are. */
  public enum Kind {
    /** A rule does not speak where a conjunction holds. */
    EXCEPT,
    /** A rule does not speak on an output on which another rule speaks to the contrary. */
    YIELD,
    /** A condition of a rule is dropped. */
    WIDEN,
    /** There is a new principle. */
    ENACT,
    /** A rule is given up in all cases. */
    SUSPEND,
    /** A rule is given up in one case. */
    OVERRIDE,
    /** A judgment is given up. */
    REVISE,
    /** A disputed attribute is settled the other way. */
    SETTLE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the name that JSON uses. */
    public String word() {
      return word;
    }
  }

  /**
   * How far to trust a change that rests on a conjunction.
   *
   * @param cases judged outputs that it covers and on which its rule speaks
   * @param errors those of them of which the judgments say what the change takes back
   * @param bound an upper bound on its error, exact and one-sided at 95 % (Clopper and Pearson)
   * @param folds the error of what is mined from four fifths of the cases, on the last fifth, over
   *     all fifths; empty with too few cases, or where time ran out
   * @param heldOut its error on the held-out cases; empty where none were given or none is judged
   */
  public record Trust(
      int cases, int errors, double bound, Optional<Double> folds, Optional<Double> heldOut) {
    Trust withFolds(Optional<Double> found) {
      return new Trust(cases, errors, bound, found, heldOut);
    }
  }

  public ProposedChange {
    where = List.copyOf(where);
    drops = List.copyOf(drops);
    resolves = List.copyOf(resolves);
    elseChanged = List.copyOf(elseChanged);
  }

  /** Returns whether it changes the rules, not only what is done in one case. */
  public boolean isOfRules() {
    return caseId == null;
  }
}

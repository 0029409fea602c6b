package org.equipoise.decision.uncertainty;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Combined.Said;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.revision.Cost;

/**
 * A kind of uncertainty of a decision. They are told in the order in which they are declared: what
 * undoes the rest comes first, and what nobody can settle comes last.
 */
public enum Uncertainty {
  /** Deciding failed. */
  FAULT,

  /** No principle speaks on the case, or nothing at all on an output that is left to a person. */
  GAP,

  /** A fact is disputed or missing, and the answer turns on it. */
  EPISTEMIC,

  /**
   * Values conflict: what speaks for an output and what speaks against it are closer than the
   * escalation margin, nothing separates the best outputs, entrenched rules forbid every output,
   * constitutions of a charter disagree and a person must decide, or equilibria contest the case.
   */
  ESSENTIAL;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the name that JSON and files of wording use, for example {@code epistemic}. */
  public String word() {
    return word;
  }

  /** Returns what {@link #of(Decision, Authority, boolean)} does where no equilibria are known. */
  public static List<Uncertainty> of(Decision decision, Authority authority) {
    return of(decision, authority, false);
  }

  /**
   * Returns the kinds that hold of a decision, in the order of their declaration; none if it is
   * clear. Where an output is chosen, only that output is looked at. That a rule leaves an output
   * to a person is no uncertainty in itself.
   *
   * @param authority the constitution or charter that decided: its settings hold the escalation
   *     margin
   * @param isContested whether equilibria of the constitution decide the case differently; false
   *     where that is not known
   * @throws IllegalArgumentException if the authority does not have a constitution that spoke
   */
  public static List<Uncertainty> of(Decision decision, Authority authority, boolean isContested) {
    EnumSet<Uncertainty> kinds = EnumSet.noneOf(Uncertainty.class);
    boolean hasFailed = decision.state() == DecisionState.ERROR;
    if (hasFailed) {
      kinds.add(FAULT);
    }
    if (!decision.fragile().isEmpty()) {
      kinds.add(EPISTEMIC);
    }
    if (decision.gap() || (!hasFailed && isOpenGap(decision))) {
      kinds.add(GAP);
    }
    if (isContested || (!hasFailed && isEssential(decision, authority))) {
      kinds.add(ESSENTIAL);
    }
    return List.copyOf(kinds);
  }

  /** The outputs on which the answer rests. */
  private static List<OutputDecision> relevant(Decision decision) {
    return decision.choice() == null
        ? decision.outputs()
        : List.of(decision.output(decision.choice()));
  }

  private static boolean isOpenGap(Decision decision) {
    return decision.choice() == null
        && decision.outputs().stream().anyMatch(it -> it.verdict() == Verdict.ABSTAIN);
  }

  private static boolean isEssential(Decision decision, Authority authority) {
    if (decision.state() == DecisionState.DILEMMA) {
      return true;
    }
    if (decision.isOfSeveral()) {
      return isDividing(decision, authority);
    }
    return !balanced(decision, authority).isEmpty() || isTied(decision);
  }

  /**
   * Returns the outputs on which the answer rests and whose margin is within the escalation margin
   * though something speaks on either side; none where several constitutions decided, or none.
   */
  static List<OutputDecision> balanced(Decision decision, Authority authority) {
    if (decision.isOfSeveral() || decision.state() == DecisionState.ERROR) {
      return List.of();
    }
    double margin = deciding(decision, authority).settings().escalationMargin();
    return relevant(decision).stream().filter(it -> isBalanced(it, margin)).toList();
  }

  private static boolean isBalanced(OutputDecision output, double margin) {
    boolean isTwoSided =
        !output.allowing().cost().equals(Cost.ZERO) && !output.blocking().cost().equals(Cost.ZERO);
    return isTwoSided && (output.margin() == 0 || Math.abs(output.margin()) < margin);
  }

  private static Constitution deciding(Decision decision, Authority authority) {
    if (authority instanceof Constitution constitution) {
      return constitution;
    }
    if (decision.combined() == null) {
      throw new IllegalArgumentException("`" + authority.name() + "` did not decide this case");
    }
    return named(authority, decision.combined().says().get(0).name());
  }

  private static Constitution named(Authority authority, String name) {
    Map<String, Constitution> byName =
        authority instanceof Charter charter ? charter.byName() : Map.of();
    Constitution found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "`" + authority.name() + "` has no constitution `" + name + "`");
    }
    return found;
  }

  /** Whether nothing separates the best of several outputs though something speaks on them. */
  @SuppressWarnings("ReferenceEquality") // another output, also one with the same decision
  private static boolean isTied(Decision decision) {
    if (decision.choice() != null
        || decision.outputs().size() < 2
        || decision.state() == DecisionState.DECIDED) {
      return false;
    }
    boolean areAllBlocked = decision.state() == DecisionState.ALL_BLOCKED;
    List<OutputDecision> open =
        decision.outputs().stream()
            .filter(it -> areAllBlocked || it.verdict() != Verdict.BLOCK)
            .filter(it -> it.verdict() != Verdict.ABSTAIN)
            .toList();
    for (OutputDecision one : open) {
      boolean isBest =
          open.stream().allMatch(it -> one.allowing().cost().compareTo(it.allowing().cost()) <= 0);
      boolean hasEqual =
          open.stream()
              .anyMatch(
                  it ->
                      it != one
                          && it.allowing().cost().equals(one.allowing().cost())
                          && it.blocking().cost().equals(one.blocking().cost()));
      if (isBest && hasEqual) {
        return true;
      }
    }
    return false;
  }

  /** Whether constitutions of a charter disagree, or hesitate, where a person must decide. */
  private static boolean isDividing(Decision decision, Authority authority) {
    List<Said> heard =
        Objects.requireNonNull(decision.combined()).says().stream()
            .filter(it -> it.decision().state() != DecisionState.ERROR)
            .toList();
    boolean doHesitate =
        heard.stream()
            .anyMatch(
                it -> of(it.decision(), named(authority, it.name()), false).contains(ESSENTIAL));
    boolean isLeft = decision.state() != DecisionState.DECIDED;
    return isLeft && (doHesitate || doDisagree(decision, heard));
  }

  /** Whether those that speak of an output say different things, or choose different outputs. */
  private static boolean doDisagree(Decision decision, List<Said> heard) {
    long choices =
        heard.stream()
            .map(it -> it.decision().choice())
            .filter(Objects::nonNull)
            .distinct()
            .count();
    return choices > 1
        || decision.outputs().stream()
            .anyMatch(
                output ->
                    heard.stream()
                            .map(it -> it.decision().output(output.output()))
                            .filter(it -> it.verdict() != Verdict.ABSTAIN)
                            .map(OutputDecision::action)
                            .distinct()
                            .count()
                        > 1);
  }
}

package org.equipoise.authoring.comparison;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How decisions of the same cases differ between two sides. Lists are in an order that does not
 * depend on that of the cases; examples are the first ids in order, at most three.
 *
 * @param cases how many were compared
 * @param differing how many differ in anything
 * @param aspects in how many cases each aspect differs; an aspect in which none does is left out
 * @param groups what brings the differences about, most changed answers first
 * @param newCases what becomes of cases that it was not before, each kind that occurs
 */
public record DecisionComparison(
    long cases,
    long differing,
    SortedMap<Aspect, Long> aspects,
    List<Group> groups,
    List<NewCases> newCases)
    implements Serializable {
  public DecisionComparison {
    aspects = Collections.unmodifiableSortedMap(new TreeMap<>(aspects));
    groups = List.copyOf(groups);
    newCases = List.copyOf(newCases);
  }

  /** In how many cases one aspect differs. */
  public long differing(Aspect aspect) {
    return aspects.getOrDefault(aspect, 0L);
  }

  /**
   * The differences that have one cause.
   *
   * @param causes what brings them about; empty if no cause was looked for
   * @param together whether no cause does so alone; then those are named that make some difference
   *     in the case. Otherwise each of them alone brings about what both sides differ in.
   * @param cases in how many cases
   * @param aspects in how many cases each aspect differs for this cause
   * @param answers how often one answer turns into another: {@code allow → block}, or of cases with
   *     several outputs {@code another output}; most first
   * @param examples cases whose answer differs, or if none does, others
   */
  public record Group(
      List<String> causes,
      boolean together,
      long cases,
      SortedMap<Aspect, Long> aspects,
      List<AnswerChange> answers,
      List<String> examples)
      implements Serializable {
    public Group {
      aspects = Collections.unmodifiableSortedMap(new TreeMap<>(aspects));
      causes = List.copyOf(causes);
      answers = List.copyOf(answers);
      examples = List.copyOf(examples);
    }

    /** In how many cases the answer differs. */
    public long changedAnswers() {
      return aspects.getOrDefault(Aspect.ANSWER, 0L);
    }
  }

  /** How often a case turns from one thing to another. */
  public record AnswerChange(String change, long cases) implements Serializable {}

  /** What a case may newly become. */
  public enum Condition {
    /** Entrenched rules forbid every output. */
    DILEMMA,
    /** Every output is blocked. */
    ALL_BLOCKED,
    /** No principle speaks any more. */
    GAP,
    /** Of some output a person has to decide. */
    ESCALATION,
    /** Nothing separates the outputs any more. */
    UNDECIDED,
    /** Deciding fails. */
    ERROR;

    /** What it is, as it is written. */
    public String word() {
      return this == ALL_BLOCKED ? "allBlocked" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Cases that newly become something. */
  public record NewCases(Condition condition, long cases, List<String> examples)
      implements Serializable {
    public NewCases {
      examples = List.copyOf(examples);
    }
  }
}

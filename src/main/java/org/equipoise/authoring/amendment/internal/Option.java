package org.equipoise.authoring.amendment.internal;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * Something that may be chosen, at a price. Sorted: what concerns one case, then changes to rules.
 */
public sealed interface Option extends Comparable<Option> {

  /** What it costs by itself, in billionths. */
  long cost();

  /** What it costs besides: the judgments that lose their last principle by it, in billionths. */
  long charge();

  /** What it is chosen by. */
  default long price() {
    return Math.addExact(cost(), charge());
  }

  /** An element that is given up in its case. */
  record Local(AppliedElement element, long cost, long charge) implements Option {}

  /**
   * A judgment for which no principle speaks, and that stays so.
   *
   * @param judgment its number
   */
  record Unaccounted(int judgment, long cost) implements Option {
    @Override
    public long charge() {
      return 0;
    }
  }

  /** A new principle that is overridden in one case. */
  record FreshOverride(Candidate principle, String caseId, long cost) implements Option {
    @Override
    public long charge() {
      return 0;
    }
  }

  /**
   * A condition that a rule is widened by dropping.
   *
   * @param number among those of its rule that can be dropped, as they are written, from 0
   * @param text in one line
   */
  record Dropped(int number, String text) {}

  /** How a rule may change. */
  enum Kind {
    EXCEPT,
    YIELD,
    WIDEN,
    ENACT,
    SUSPEND
  }

  /**
   * A change to the rules.
   *
   * @param rule the rule; of a new principle, its name before it has one
   * @param before the rule to which it yields, or null
   * @param status what a new principle claims, or a rule that speaks more often; or null
   * @param where the conjunction, in order; empty where there is none
   * @param drops the conditions that are dropped, as they are written
   * @param silences the applications that fall silent
   * @param speaks the outputs on which it speaks anew
   */
  record Candidate(
      Kind kind,
      Element rule,
      @Nullable Element before,
      @Nullable DeonticStatus status,
      List<Ground> where,
      List<Dropped> drops,
      long cost,
      long charge,
      BitSet silences,
      BitSet speaks)
      implements Option {
    private static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::kind)
            .thenComparing(Candidate::rule)
            .thenComparing(Candidate::before, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Candidate::status, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(it -> it.where().size())
            .thenComparing(Candidate::where, Candidate::compareTests)
            .thenComparing(it -> it.drops().size())
            .thenComparing(it -> it.drops().toString());

    private static int compareTests(List<Ground> one, List<Ground> another) {
      for (int i = 0; i < Math.min(one.size(), another.size()); i++) {
        int difference = one.get(i).compareTo(another.get(i));
        if (difference != 0) {
          return difference;
        }
      }
      return Integer.compare(one.size(), another.size());
    }

    public Candidate {
      where = List.copyOf(where);
      drops = List.copyOf(drops);
    }

    /** Whether a new principle, or one that speaks more often, is for the output. */
    public boolean isFor() {
      return status != DeonticStatus.FORBIDDEN;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Candidate that && ORDER.compare(this, that) == 0;
    }

    @Override
    public int hashCode() {
      return 31 * rule.hashCode() + where.hashCode();
    }
  }

  @Override
  default int compareTo(Option other) {
    int byRank = Integer.compare(rank(this), rank(other));
    if (byRank != 0) {
      return byRank;
    }
    if (this instanceof Local a && other instanceof Local b) {
      return a.element().compareTo(b.element());
    }
    if (this instanceof Unaccounted a && other instanceof Unaccounted b) {
      return Integer.compare(a.judgment(), b.judgment());
    }
    if (this instanceof FreshOverride a && other instanceof FreshOverride b) {
      int byPrinciple = Candidate.ORDER.compare(a.principle(), b.principle());
      return byPrinciple != 0 ? byPrinciple : a.caseId().compareTo(b.caseId());
    }
    return Candidate.ORDER.compare((Candidate) this, (Candidate) other);
  }

  private static int rank(Option it) {
    return it instanceof Local
        ? 0
        : it instanceof Unaccounted ? 1 : it instanceof FreshOverride ? 2 : 3;
  }
}

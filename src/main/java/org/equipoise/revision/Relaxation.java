package org.equipoise.revision;

import java.util.Comparator;
import java.util.Locale;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.internal.RuleReach;
import org.jspecify.annotations.Nullable;

/**
 * One element that is given up. Immutable and safe to share between threads. Sorted by element,
 * then by case; the suspension of a rule comes after its overrides.
 *
 * @param kind how it is given up
 * @param element the element
 * @param caseId the case in which it is given up, or null for a suspension, which applies to all
 *     cases
 * @param cost the cost
 */
public record Relaxation(Kind kind, Element element, @Nullable String caseId, Cost cost)
    implements Comparable<Relaxation> {
  private static final Comparator<Relaxation> ORDER =
      Comparator.comparing(Relaxation::element)
          .thenComparing(Relaxation::caseId, Comparator.nullsLast(Comparator.naturalOrder()));

  /** How an element is given up. */
  public enum Kind {
    /** The stakeholder gives up a judgment. */
    REVISE,
    /** A rule does not apply in one case and stays in force. */
    OVERRIDE,
    /** The asserted value of a disputed attribute is given up. */
    SETTLE,
    /** A rule is given up in all cases. */
    SUSPEND;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the name that JSON uses, such as {@code override}. */
    public String word() {
      return word;
    }
  }

  static Relaxation of(AppliedElement applied, Cost cost) {
    return of(applied.element(), applied.caseId(), cost);
  }

  static Relaxation of(Element element, String caseId, Cost cost) {
    Kind kind =
        switch (element.kind()) {
          case JUDGMENT -> Kind.REVISE;
          case PRINCIPLE, THEORY -> Kind.OVERRIDE;
          case ATTRIBUTE -> Kind.SETTLE;
        };
    return new Relaxation(kind, element, caseId, cost);
  }

  static Relaxation suspension(Element rule, Cost cost) {
    return new Relaxation(Kind.SUSPEND, rule, null, cost);
  }

  /** How far it reaches into the rules. */
  RuleReach reach() {
    return switch (kind) {
      case REVISE, SETTLE -> RuleReach.NO_RULE;
      case OVERRIDE -> RuleReach.ONE_PLACE;
      case SUSPEND -> RuleReach.EVERYWHERE;
    };
  }

  /** Returns whether this relaxation gives up an element in its case. */
  public boolean covers(AppliedElement applied) {
    return element.equals(applied.element()) && (caseId == null || caseId.equals(applied.caseId()));
  }

  @Override
  public int compareTo(Relaxation other) {
    return ORDER.compare(this, other);
  }
}

package org.equipoise.revision;

import java.util.Comparator;
import java.util.Locale;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.internal.RuleReach;
import org.jspecify.annotations.Nullable;

/**
 * One thing given up. Ordered by element, then case; a suspension comes after overrides of its
 * rule.
 *
 * @param caseId the case in which it is given up, or null for a suspension
 */
public record Relaxation(Kind kind, Element element, @Nullable String caseId, Cost cost)
    implements Comparable<Relaxation> {
  private static final Comparator<Relaxation> ORDER =
      Comparator.comparing(Relaxation::element)
          .thenComparing(Relaxation::caseId, Comparator.nullsLast(Comparator.naturalOrder()));

  /** What giving something up amounts to. */
  public enum Kind {
    /** A judgment's holder gives it up. */
    REVISE,
    /** A rule is outweighed in one case, and still in force. */
    OVERRIDE,
    /** A disputed attribute's asserted value is given up. */
    SETTLE,
    /** A rule is given up everywhere. */
    SUSPEND;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The kind as decisions and advice write it: {@code override}, say. */
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

  /** Whether giving this up gives up an element in its case. */
  public boolean covers(AppliedElement applied) {
    return element.equals(applied.element()) && (caseId == null || caseId.equals(applied.caseId()));
  }

  @Override
  public int compareTo(Relaxation other) {
    return ORDER.compare(this, other);
  }
}

package org.equipoise.inference;

import java.util.Comparator;
import org.equipoise.language.Element;

/**
 * An element in one case, written {@code principle:ID@CASE}. A judgment belongs to one case only
 * and is written without it. Immutable and safe to share between threads. Sorted by element, then
 * by case.
 */
public record AppliedElement(Element element, String caseId) implements Comparable<AppliedElement> {
  private static final Comparator<AppliedElement> ORDER =
      Comparator.comparing(AppliedElement::element).thenComparing(AppliedElement::caseId);

  @Override
  public int compareTo(AppliedElement other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return element.kind() == Element.Kind.JUDGMENT ? element.toString() : element + "@" + caseId;
  }
}

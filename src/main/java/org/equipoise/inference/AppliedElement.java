package org.equipoise.inference;

import java.util.Comparator;
import org.equipoise.language.Element;

/**
 * An element as it stands in one case: {@code principle:ID@CASE}. Judgments are on one case anyway,
 * and are written without it.
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

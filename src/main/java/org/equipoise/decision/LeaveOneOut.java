package org.equipoise.decision;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.language.Element;

/**
 * What is decided in a case, and what would be if any one of some elements were given up.
 *
 * @param actual with everything standing
 * @param without by the element given up, sorted
 */
public record LeaveOneOut(DecisionSummary actual, SortedMap<Element, DecisionSummary> without) {
  public LeaveOneOut {
    without = Collections.unmodifiableSortedMap(new TreeMap<>(without));
  }

  /** Whether the answer would be another if an element were given up. */
  public boolean dependsOn(Element element) {
    DecisionSummary other = without.get(element);
    return other != null && !other.answer().equals(actual.answer());
  }
}

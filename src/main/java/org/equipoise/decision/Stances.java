package org.equipoise.decision;

import java.util.List;
import java.util.Set;
import org.equipoise.facts.Output;
import org.equipoise.inference.WorldRegion;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/** In which worlds something is against an output, and something for it. */
record Stances(Output output, List<WorldRegion> against, List<WorldRegion> infavour) {

  /** Whether environments are missing in some world. */
  boolean truncated() {
    return isAnyTruncated(against) || isAnyTruncated(infavour);
  }

  private static boolean isAnyTruncated(List<WorldRegion> regions) {
    for (WorldRegion region : regions) {
      if (region.truncated()) {
        return true;
      }
    }
    return false;
  }

  /** The same, in those worlds alone in which an element stands, or is relaxed. */
  Stances where(Element element, boolean stands) {
    return new Stances(output, where(against, element, stands), where(infavour, element, stands));
  }

  private static List<WorldRegion> where(
      List<WorldRegion> regions, Element element, boolean stands) {
    return regions.stream()
        .filter(it -> !(stands ? it.relaxed() : it.standing()).contains(element))
        .toList();
  }

  /**
   * A disputed attribute by which the worlds are parted, other than some; null if there is none.
   */
  @Nullable Element partedBy(Set<Element> others) {
    Element parting = partedBy(against, others);
    return parting == null ? partedBy(infavour, others) : parting;
  }

  private static @Nullable Element partedBy(List<WorldRegion> regions, Set<Element> others) {
    for (WorldRegion region : regions) {
      Element parting = firstAttribute(region.standing(), others);
      parting = parting == null ? firstAttribute(region.relaxed(), others) : parting;
      if (parting != null) {
        return parting;
      }
    }
    return null;
  }

  private static @Nullable Element firstAttribute(List<Element> elements, Set<Element> others) {
    for (Element element : elements) {
      if (element.kind() == Element.Kind.ATTRIBUTE && !others.contains(element)) {
        return element;
      }
    }
    return null;
  }
}

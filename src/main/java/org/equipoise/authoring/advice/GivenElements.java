package org.equipoise.authoring.advice;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.equipoise.authoring.advice.CorpusEquilibria.Extent;
import org.equipoise.authoring.advice.CorpusEquilibria.Given;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.RevisionPart;
import org.equipoise.revision.equilibria.RevisionSpace;
import org.jspecify.annotations.Nullable;

/** In how many revisions of a space each element of a conflict is given up. */
final class GivenElements {
  private final BigInteger count;

  /** What ways out of incomplete parts give up: whether all would is not known. */
  private final Set<AppliedElement> open = new HashSet<>();

  private final Set<Element> openRules = new HashSet<>();

  private GivenElements(RevisionSpace space) {
    this.count = space.count();
    for (RevisionPart part : space.parts()) {
      if (!part.complete()) {
        part.ways().forEach(way -> way.relaxations().forEach(this::leaveOpen));
      }
    }
  }

  private void leaveOpen(Relaxation relaxation) {
    if (relaxation.caseId() == null) {
      openRules.add(relaxation.element());
    } else {
      open.add(new AppliedElement(relaxation.element(), relaxation.caseId()));
    }
  }

  /**
   * The elements, sorted. A rule that every revision suspends stands for its applications.
   *
   * @param inConflict which are there in any case
   */
  static List<Given> of(RevisionSpace space, Collection<AppliedElement> inConflict) {
    GivenElements elements = new GivenElements(space);
    SortedMap<Relaxation, BigInteger> relaxed = space.relaxed();
    SortedMap<AppliedElement, BigInteger> numbers = space.givenUp();
    Set<AppliedElement> applied = new TreeSet<>(inConflict);
    Set<Element> suspended = new HashSet<>();
    List<Given> given = new ArrayList<>();
    relaxed.forEach(
        (relaxation, number) -> {
          Element element = relaxation.element();
          if (relaxation.caseId() != null) {
            applied.add(new AppliedElement(element, relaxation.caseId()));
            return;
          }
          Given rule = elements.given(element, null, number);
          given.add(rule);
          if (rule.extent() == Extent.ALL) {
            suspended.add(element);
          }
        });
    for (AppliedElement each : applied) {
      if (!suspended.contains(each.element())) {
        BigInteger number = numbers.getOrDefault(each, BigInteger.ZERO);
        given.add(elements.given(each.element(), each.caseId(), number));
      }
    }
    given.sort(
        Comparator.comparing(Given::element)
            .thenComparing(Given::caseId, Comparator.nullsFirst(Comparator.naturalOrder())));
    return given;
  }

  private Given given(Element element, @Nullable String caseId, BigInteger number) {
    boolean isOpen =
        openRules.contains(element)
            || (caseId != null && open.contains(new AppliedElement(element, caseId)));
    Extent extent =
        number.signum() == 0
            ? Extent.NONE
            : number.equals(count) && !isOpen ? Extent.ALL : Extent.SOME;
    return new Given(element, caseId, extent, number, EquilibriaFinder.quotient(number, count));
  }
}

package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advice.CorpusConflict;
import org.equipoise.authoring.advice.Advice.Explanation;
import org.equipoise.authoring.advice.Advice.Price;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.jspecify.annotations.Nullable;

/** Explains why each relaxation of a revision is advised. */
final class Explanations {
  private final AdvisedCases cases;
  private final Revision best;
  private final Map<AppliedElement, Price> prices = new HashMap<>();

  Explanations(AdvisedCases cases, Revision best, List<Price> prices) {
    this.cases = cases;
    this.best = best;
    prices.forEach(it -> this.prices.put(it.element(), it));
  }

  /**
   * The explanations of all relaxations, in their order.
   *
   * @param conflicts of the whole corpus, numbered from 0
   */
  List<Explanation> of(List<CorpusConflict> conflicts) {
    Map<AppliedElement, Integer> inOneCase = new HashMap<>();
    Map<Element, Integer> everywhere = new HashMap<>();
    List<Reasons> reasons = new ArrayList<>();
    for (Relaxation relaxation : best.relaxations()) {
      if (relaxation.caseId() == null) {
        everywhere.put(relaxation.element(), reasons.size());
      } else {
        AppliedElement applied = new AppliedElement(relaxation.element(), relaxation.caseId());
        inOneCase.put(applied, reasons.size());
      }
      reasons.add(new Reasons());
    }
    for (int i = 0; i < conflicts.size(); i++) {
      for (List<AppliedElement> environment : conflicts.get(i).environments()) {
        TreeSet<Integer> covering = new TreeSet<>();
        for (AppliedElement element : environment) {
          Meter.step();
          addIfThere(covering, inOneCase.get(element));
          addIfThere(covering, everywhere.get(element.element()));
        }
        for (int each : covering) {
          reasons.get(each).add(i, environment, best.relaxations().get(each), prices);
        }
      }
    }
    List<Explanation> explanations = new ArrayList<>();
    for (int i = 0; i < reasons.size(); i++) {
      Relaxation relaxation = best.relaxations().get(i);
      explanations.add(
          new Explanation(
              relaxation,
              List.copyOf(reasons.get(i).resolves),
              reasons.get(i).against.stream()
                  .sorted(
                      Comparator.comparing(cases::cost, Comparator.reverseOrder())
                          .thenComparing(Comparator.naturalOrder()))
                  .toList(),
              reasons.get(i).price,
              relaxation.caseId() == null
                  ? null
                  : cases.of(relaxation.caseId()).weights().of(relaxation.element())));
    }
    return explanations;
  }

  private static void addIfThere(Set<Integer> numbers, @Nullable Integer number) {
    if (number != null) {
      numbers.add(number);
    }
  }

  /** Why a relaxation is advised, as it is gathered. */
  private static final class Reasons {
    private final TreeSet<Integer> resolves = new TreeSet<>();
    private final TreeSet<AppliedElement> against = new TreeSet<>();
    private Optional<Cost> price = Optional.empty();

    void add(
        int conflict,
        List<AppliedElement> environment,
        Relaxation relaxation,
        Map<AppliedElement, Price> prices) {
      resolves.add(conflict);
      for (AppliedElement element : environment) {
        if (!relaxation.covers(element)) {
          against.add(element);
        } else if (prices.containsKey(element)) {
          Optional<Cost> keeping = prices.get(element).priceOfKeeping();
          price = price.isEmpty() || keeping.isPresent() ? keeping : price;
        }
      }
    }
  }

  /** An explanation of a relaxation that nobody had time to explain. */
  static Explanation none(Relaxation relaxation) {
    return new Explanation(relaxation, List.of(), List.of(), Optional.empty(), null);
  }
}

package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advice.CorpusConflict;
import org.equipoise.authoring.advice.Advice.Irreconcilable;
import org.equipoise.constitution.Constitution;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Precedents;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.RevisionVerifier;
import org.equipoise.revision.internal.Phases;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.solver.SolveLimits;

/** The conflicts of all cases, and what is searched for ways out. Not safe for several threads. */
final class ConflictingCorpus {
  private final Constitution constitution;
  private final AdvisedCases cases;
  private final double suspensionFactor;
  private final List<CorpusConflict> conflicts;
  private final Map<AppliedElement, Cost> costs = new HashMap<>();
  private boolean isComplete = true;

  /**
   * @param suspensionFactor how many overrides a suspension is worth; infinite for none
   * @param limits until when conflicts are looked for: in half of the time that is left
   * @throws TruncatedLabelException if a conflict's label was cut
   */
  ConflictingCorpus(
      Constitution constitution, AdvisedCases cases, double suspensionFactor, SolveLimits limits) {
    this.constitution = constitution;
    this.suspensionFactor = suspensionFactor;
    this.cases = cases;
    this.conflicts = find(limits.firstHalf(), limits);
    for (CorpusConflict conflict : conflicts) {
      if (conflict.truncated()) {
        throw new TruncatedLabelException(conflict.kind(), conflict.cases());
      }
      for (List<AppliedElement> environment : conflict.environments()) {
        environment.forEach(it -> costs.computeIfAbsent(it, cases::cost));
      }
    }
    isComplete = isComplete && new Phases(limits).inTime(this::addAllThatMayComeUp).isPresent();
  }

  /** Whether all conflicts, and what may come up, were found before a limit was reached. */
  boolean isComplete() {
    return isComplete;
  }

  /** The conflicts that were found, within cases and across cases, sorted. */
  List<CorpusConflict> conflicts() {
    return conflicts;
  }

  /** What cannot all stand. */
  List<ConflictSet> sets() {
    return conflicts.stream()
        .flatMap(it -> it.environments().stream())
        .map(ConflictSet::of)
        .toList();
  }

  /** The elements of conflicts. */
  Set<AppliedElement> elements() {
    Set<AppliedElement> elements = new HashSet<>();
    conflicts.forEach(it -> it.environments().forEach(elements::addAll));
    return elements;
  }

  /** Whether relaxing can bring up nothing new in any case. */
  boolean isMonotone() {
    return cases.all().stream().allMatch(AdvisedCase::monotone);
  }

  /** The search for the cheapest revisions of everything. */
  RevisionSearch search(RevisionCheck verification, Phases phases, SolveLimits limits) {
    RevisionSearch search = search(inTime(verification, phases), limits);
    search.add(sets());
    return search;
  }

  /** The search where not everything was found: nothing is inferred again. */
  RevisionSearch searchOfAPart(SolveLimits limits) {
    RevisionSearch search = search(given -> Optional.empty(), limits);
    search.add(sets());
    return search;
  }

  private static RevisionVerifier inTime(RevisionCheck verification, Phases phases) {
    return new RevisionVerifier() {
      @Override
      public Optional<List<ConflictSet>> unbroken(Collection<Relaxation> given) {
        return phases.inTime(() -> verification.unbroken(given)).flatMap(it -> it);
      }

      @Override
      public Optional<List<ConflictSet>> unbrokenAfter(
          List<Relaxation> given, Collection<Relaxation> dropped, Collection<Relaxation> added) {
        return phases
            .inTime(() -> verification.unbrokenAfter(given, dropped, added))
            .flatMap(it -> it);
      }
    };
  }

  /** The same where nobody holds any judgment. */
  RevisionSearch searchWithoutJudgments(
      RevisionCheck verification, Phases phases, SolveLimits limits) {
    List<Relaxation> judgments =
        costs.entrySet().stream()
            .filter(it -> isJudgment(it.getKey()))
            .map(
                it ->
                    new Relaxation(
                        Relaxation.Kind.REVISE,
                        it.getKey().element(),
                        it.getKey().caseId(),
                        it.getValue()))
            .toList();
    RevisionSearch search =
        search(
            given -> {
              List<Relaxation> all = new ArrayList<>(given);
              all.addAll(judgments);
              return phases
                  .inTime(() -> verification.unbroken(all))
                  .flatMap(it -> it)
                  .map(sets -> sets.stream().map(ConflictingCorpus::withoutJudgments).toList());
            },
            limits);
    search.add(
        sets().stream()
            .filter(it -> it.elements().stream().noneMatch(ConflictingCorpus::isJudgment))
            .toList());
    return search;
  }

  private static boolean isJudgment(AppliedElement applied) {
    return applied.element().kind() == Element.Kind.JUDGMENT;
  }

  private static ConflictSet withoutJudgments(ConflictSet set) {
    return new ConflictSet(
        set.elements(), set.whileRelaxed().stream().filter(it -> !isJudgment(it)).toList());
  }

  private RevisionSearch search(RevisionVerifier verifier, SolveLimits limits) {
    return new RevisionSearch(
        costs, dearest(costs.keySet()), suspensionFactor, isMonotone(), verifier, limits);
  }

  static List<Irreconcilable> irreconcilable(RevisionSearch search) {
    return search.irreconcilable().stream()
        .map(it -> new Irreconcilable(it.elements()))
        .sorted(Comparator.comparing(it -> it.elements().toString()))
        .toList();
  }

  /** A conflict, and the texts by which conflicts of one kind are ordered. */
  private record Ordered(String cases, String about, CorpusConflict conflict) {
    static Ordered of(CorpusConflict conflict) {
      return new Ordered(conflict.cases().toString(), conflict.about().toString(), conflict);
    }
  }

  private boolean stops(SolveLimits limits) {
    isComplete &= !limits.reached();
    return !isComplete;
  }

  private List<CorpusConflict> find(SolveLimits limits, SolveLimits atMost) {
    Phases phases = new Phases(limits);
    List<Ordered> found = new ArrayList<>();
    Precedents precedents = new Precedents(constitution);
    for (AdvisedCase one : cases.all()) {
      if (!one.isCalm() && isComplete) {
        Optional<List<Ordered>> own = phases.inTime(() -> within(one, precedents));
        own.ifPresent(found::addAll);
        isComplete = own.isPresent();
      }
    }
    Optional<List<Precedents.AcrossCases>> across =
        new Phases(atMost).inTime(() -> precedents.conflicts(() -> stops(limits)));
    isComplete = isComplete && across.isPresent();
    for (Precedents.AcrossCases each : across.orElse(List.of())) {
      found.add(
          Ordered.of(
              new CorpusConflict(
                  each.conflict().kind(),
                  each.conflict().about(),
                  each.cases(),
                  each.reasons(),
                  each.environments(),
                  each.truncated())));
    }
    found.sort(
        Comparator.comparing((Ordered it) -> it.conflict().kind())
            .thenComparing(Ordered::cases)
            .thenComparing(Ordered::about));
    return found.stream().map(Ordered::conflict).toList();
  }

  /** The conflicts within a case, of which the precedents learn. */
  private static List<Ordered> within(AdvisedCase one, Precedents precedents) {
    List<Ordered> found = new ArrayList<>();
    precedents.add(one.findings());
    for (FoundConflict each : one.open().conflicts()) {
      found.add(
          Ordered.of(
              new CorpusConflict(
                  each.conflict().kind(),
                  each.conflict().about(),
                  List.of(one.caseId()),
                  each.reasons(),
                  each.label().environments().stream().map(one::applied).toList(),
                  each.label().truncated())));
    }
    return found;
  }

  /** Adds all elements of the cases in which relaxing may bring up something new. */
  private boolean addAllThatMayComeUp() {
    for (AdvisedCase one : cases.all()) {
      if (!one.monotone()) {
        constitution.rules().values().forEach(it -> put(one, it.rule().element()));
        one.judgments().forEach(it -> put(one, Element.judgment(it.id())));
        one.findings().disputes().forEach(it -> put(one, it));
      }
    }
    return true;
  }

  /** The most that each rule among elements costs to relax in any case, in a conflict or not. */
  private Map<Element, Cost> dearest(Collection<AppliedElement> elements) {
    TreeSet<Element> rules = new TreeSet<>();
    elements.stream().map(AppliedElement::element).filter(Element::isRule).forEach(rules::add);
    Map<Element, Cost> dearest = new TreeMap<>();
    Set<CaseWeights> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (AdvisedCase one : cases.all()) {
      if (seen.add(one.ofRules())) {
        for (Element rule : rules) {
          dearest.merge(rule, one.costOfRule(rule), (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
      }
    }
    return dearest;
  }

  private void put(AdvisedCase one, Element element) {
    costs.put(one.applied(element), one.weights().cost(element));
  }
}

package org.equipoise.authoring.advice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advice.Change;
import org.equipoise.authoring.advice.Advice.CorpusConflict;
import org.equipoise.authoring.advice.Advice.Disequilibrium;
import org.equipoise.authoring.advice.Advice.Explanation;
import org.equipoise.authoring.advice.Advice.Irreconcilable;
import org.equipoise.authoring.advice.Advice.Price;
import org.equipoise.authoring.advice.Advice.Share;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.decision.LeaveOneOut;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Precedents;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conflicts of a corpus and its cheapest revisions. Add the cases one by one, in any
 * order; the advice does not depend on the order. Not safe for use by several threads at once; it
 * keeps what it needs of each case in memory.
 */
public final class Advisor {
  private final Constitution constitution;
  private final Options options;
  private final Decider decider;
  private final Map<String, AdvisedCase> dockets = new TreeMap<>();

  /**
   * What is asked of the advisor.
   *
   * @param top how many revisions to return, at least 1
   * @param suspensionFactor how many overrides a suspension is worth, at least 1; infinite for none
   * @param limits how widely to search, and until when
   * @param time how long to search from when the conflicts are known; null for no such limit
   */
  public record Options(
      int top, double suspensionFactor, SolveLimits limits, @Nullable Duration time) {

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Options {
      if (top < 1) {
        throw new IllegalArgumentException("top " + top + " is less than 1");
      }
      if (!(suspensionFactor >= 1)) {
        throw new IllegalArgumentException(
            "the suspension factor " + suspensionFactor + " is not a number of at least 1");
      }
      if (time != null && (time.isNegative() || time.isZero())) {
        throw new IllegalArgumentException("a time of " + time + " leaves none to search");
      }
    }

    /** Options without a time of their own. */
    public Options(int top, double suspensionFactor, SolveLimits limits) {
      this(top, suspensionFactor, limits, null);
    }

    /** The constitution's suspension factor, five revisions, and no limit. */
    public static Options of(Constitution constitution) {
      return new Options(5, constitution.settings().suspensionFactor(), SolveLimits.none());
    }

    /** The same with another number of revisions. */
    public Options withTop(int wanted) {
      return new Options(wanted, suspensionFactor, limits, time);
    }

    /**
     * The same with a time that begins once all cases are read and inferred and their conflicts
     * known. What is not computed when it is over is named in {@link Advice#notComputed}.
     */
    public Options withTime(Duration longest) {
      return new Options(top, suspensionFactor, limits, longest);
    }

    /** The limits of a search that begins now. */
    private SolveLimits begun() {
      return time == null
          ? limits
          : SolveLimits.within(System::nanoTime, Math.min(time.toNanos(), limits.left()))
              .withCancellation(limits::reached)
              .withThreads(limits.threads());
    }
  }

  public Advisor(Constitution constitution, Options options) {
    this.constitution = constitution;
    this.options = options;
    this.decider = new Decider(constitution);
  }

  /**
   * Adds a case with the judgments on it.
   *
   * @throws org.equipoise.inference.InferenceException if a rule fails or a limit is met
   * @throws org.equipoise.revision.internal.UnsettledWeightsException if theories form a cycle
   *     whose weights do not come to rest
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Case given, List<Judgment> judgments) {
    add(CountedJudgments.infer(constitution, given, judgments));
  }

  /**
   * Adds what was found in a case under the same constitution.
   *
   * @throws org.equipoise.revision.internal.UnsettledWeightsException if theories form a cycle
   *     whose weights do not come to rest
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Findings findings) {
    AdvisedCase docket = AdvisedCase.of(findings, CaseWeights.of(constitution, findings));
    if (dockets.putIfAbsent(docket.caseId(), docket) != null) {
      throw new IllegalArgumentException("there are two cases `" + docket.caseId() + "`");
    }
  }

  /**
   * The advice on all cases added so far.
   *
   * @throws TruncatedLabelException if a conflict's label was cut
   */
  public Advice advise() {
    List<CorpusConflict> conflicts = conflicts();
    for (CorpusConflict conflict : conflicts) {
      if (conflict.truncated()) {
        throw new TruncatedLabelException(conflict.kind(), conflict.cases());
      }
    }
    SolveLimits limits = options.begun();
    Phases phases = new Phases(limits);
    Map<AppliedElement, Cost> elements = elements(conflicts);
    RevisionCheck verification = new RevisionCheck(constitution, dockets.values(), limits::reached);
    RevisionSearch program =
        new RevisionSearch(
            elements,
            dearest(elements.keySet()),
            options.suspensionFactor(),
            dockets.values().stream().allMatch(it -> it.monotone()),
            given -> phases.inTime(() -> verification.unbroken(given)).flatMap(it -> it),
            limits);
    for (CorpusConflict conflict : conflicts) {
      program.add(conflict.environments().stream().map(ConflictSet::of).toList());
    }
    List<Irreconcilable> irreconcilable =
        program.irreconcilable().stream()
            .map(it -> new Irreconcilable(it.elements()))
            .sorted(Comparator.comparing(it -> it.elements().toString()))
            .toList();
    List<Revision> revisions = program.revisions(options.top());
    if (revisions.size() < options.top() && limits.reached()) {
      phases.leaveOut("revisions");
    }
    List<Price> prices = revisions.isEmpty() ? List.of() : prices(program, conflicts, revisions);
    if (limits.reached() && prices.stream().anyMatch(it -> it.priceOfKeeping().isEmpty())) {
      phases.leaveOut("prices");
    }
    List<String> informative =
        phases.run("informative", this::informativePrinciples).orElse(List.of());
    List<Explanation> explanations = List.of();
    List<Change> changes = List.of();
    if (!revisions.isEmpty()) {
      Revision best = revisions.get(0);
      explanations =
          phases
              .run("explanations", () -> explanations(best, conflicts, prices))
              .orElseGet(() -> best.relaxations().stream().map(Advisor::unexplained).toList());
      changes = phases.run("changes", () -> changes(best)).orElse(List.of());
    }
    return new Advice(
        constitution.digest(),
        dockets.size(),
        dockets.values().stream().mapToInt(it -> it.findings().judgments().size()).sum(),
        conflicts,
        revisions,
        prices,
        weights(conflicts),
        disequilibrium(revisions, irreconcilable.isEmpty()),
        coverage(),
        informative,
        irreconcilable,
        explanations,
        changes,
        List.copyOf(phases.leftOut()));
  }

  private List<CorpusConflict> conflicts() {
    List<CorpusConflict> conflicts = new ArrayList<>();
    Precedents precedents = new Precedents(constitution);
    for (AdvisedCase docket : dockets.values()) {
      precedents.add(docket.findings());
      for (FoundConflict found : docket.findings().conflicts()) {
        conflicts.add(
            new CorpusConflict(
                found.conflict().kind(),
                found.conflict().about(),
                List.of(docket.caseId()),
                found.reasons(),
                found.label().environments().stream().map(docket::applied).toList(),
                found.label().truncated()));
      }
    }
    for (Precedents.AcrossCases found : precedents.conflicts()) {
      conflicts.add(
          new CorpusConflict(
              found.conflict().kind(),
              found.conflict().about(),
              found.cases(),
              found.reasons(),
              found.environments(),
              found.truncated()));
    }
    conflicts.sort(
        Comparator.comparing(CorpusConflict::kind)
            .thenComparing(it -> it.cases().toString())
            .thenComparing(it -> it.about().toString()));
    return conflicts;
  }

  /** What may come up in the search: the elements of conflicts, or of all cases where need be. */
  private Map<AppliedElement, Cost> elements(List<CorpusConflict> conflicts) {
    Map<AppliedElement, Cost> elements = new HashMap<>();
    for (CorpusConflict conflict : conflicts) {
      for (List<AppliedElement> environment : conflict.environments()) {
        environment.forEach(it -> elements.put(it, cost(it)));
      }
    }
    for (AdvisedCase docket : dockets.values()) {
      if (!docket.monotone()) {
        constitution.rules().values().forEach(it -> put(elements, docket, it.rule().element()));
        docket
            .findings()
            .judgments()
            .forEach(it -> put(elements, docket, Element.judgment(it.id())));
        docket.findings().disputes().forEach(it -> put(elements, docket, it));
      }
    }
    return elements;
  }

  /** The most that each rule among elements costs to relax in any case, in a conflict or not. */
  private Map<Element, Cost> dearest(Collection<AppliedElement> elements) {
    TreeSet<Element> rules = new TreeSet<>();
    elements.stream().map(AppliedElement::element).filter(Element::isRule).forEach(rules::add);
    Map<Element, Cost> dearest = new TreeMap<>();
    for (AdvisedCase docket : dockets.values()) {
      for (Element rule : rules) {
        Cost cost = docket.weights().cost(rule);
        dearest.merge(rule, cost, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return dearest;
  }

  private static void put(Map<AppliedElement, Cost> elements, AdvisedCase docket, Element element) {
    elements.put(docket.applied(element), docket.weights().cost(element));
  }

  private Cost cost(AppliedElement applied) {
    return docket(applied.caseId()).weights().cost(applied.element());
  }

  private AdvisedCase docket(String caseId) {
    AdvisedCase docket = dockets.get(caseId);
    if (docket == null) {
      throw new IllegalArgumentException("there is no case `" + caseId + "`");
    }
    return docket;
  }

  private List<Price> prices(
      RevisionSearch program, List<CorpusConflict> conflicts, List<Revision> revisions) {
    TreeSet<AppliedElement> inConflict = new TreeSet<>();
    conflicts.forEach(it -> it.environments().forEach(inConflict::addAll));
    Revision best = revisions.get(0);
    boolean known = best.certified() && best.verified();
    List<AppliedElement> elements = List.copyOf(inConflict);
    List<Optional<Cost>> costs =
        known
            ? program.pricesOfKeeping(elements, best)
            : elements.stream().map(it -> Optional.<Cost>empty()).toList();
    List<Price> prices = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      prices.add(new Price(elements.get(i), cost(elements.get(i)), costs.get(i)));
    }
    prices.sort(
        Comparator.comparing(
                (Price it) -> it.priceOfKeeping().orElse(Cost.ZERO), Comparator.reverseOrder())
            .thenComparing(Price::element));
    return prices;
  }

  private SortedMap<AppliedElement, TheoreticalWeight> weights(List<CorpusConflict> conflicts) {
    SortedMap<AppliedElement, TheoreticalWeight> weights = new TreeMap<>();
    for (CorpusConflict conflict : conflicts) {
      for (List<AppliedElement> environment : conflict.environments()) {
        environment.forEach(it -> weights.put(it, docket(it.caseId()).weights().of(it.element())));
      }
    }
    return weights;
  }

  private Disequilibrium disequilibrium(List<Revision> revisions, boolean isReconcilable) {
    Cost asserted = Cost.ZERO;
    for (AdvisedCase docket : dockets.values()) {
      Set<Element> speaking = new HashSet<>(docket.findings().speakers());
      docket.findings().claims().forEach(it -> speaking.add(it.claim().claimant()));
      for (Element element : speaking) {
        asserted = asserted.plus(docket.weights().asserted(element));
      }
    }
    if (revisions.isEmpty()) {
      return new Disequilibrium(Cost.INFINITE, asserted, false, List.of());
    }
    Map<List<String>, Cost> shares = new TreeMap<>(Comparator.comparing(List::toString));
    for (Relaxation relaxation : revisions.get(0).relaxations()) {
      shares.merge(bearer(relaxation), relaxation.cost(), Cost::plus);
    }
    List<Share> byElement = new ArrayList<>();
    shares.forEach((who, cost) -> byElement.add(new Share(who.get(0), who.get(1), cost)));
    byElement.sort(
        Comparator.comparing(Share::cost, Comparator.reverseOrder())
            .thenComparing(Share::kind)
            .thenComparing(Share::bearer));
    return new Disequilibrium(revisions.get(0).cost(), asserted, isReconcilable, byElement);
  }

  private List<String> bearer(Relaxation relaxation) {
    Element element = relaxation.element();
    if (element.kind() == Element.Kind.JUDGMENT && relaxation.caseId() != null) {
      String stakeholder =
          docket(relaxation.caseId()).findings().judgments().stream()
              .filter(it -> it.id().equals(element.name()))
              .map(it -> it.stakeholder() == null ? "unnamed" : it.stakeholder())
              .findFirst()
              .orElse("unnamed");
      return List.of("stakeholder", stakeholder);
    }
    return List.of(element.kind().word(), element.name());
  }

  private double coverage() {
    long outputs = 0;
    long spokenOf = 0;
    for (AdvisedCase docket : dockets.values()) {
      outputs += docket.findings().given().outputs().size();
      spokenOf += CoverageBuilder.spokenOf(docket.findings()).size();
    }
    return outputs == 0 ? 0 : (double) spokenOf / outputs;
  }

  private List<String> informativePrinciples() {
    TreeSet<String> informative = new TreeSet<>();
    for (AdvisedCase docket : dockets.values()) {
      List<Element> open =
          docket.findings().speakers().stream()
              .filter(it -> it.kind() == Element.Kind.PRINCIPLE)
              .filter(it -> !informative.contains(it.name()))
              .toList();
      LeaveOneOut outcomes = decider.outcomes(docket.findings(), open);
      open.stream().filter(outcomes::hangsOn).forEach(it -> informative.add(it.name()));
    }
    return List.copyOf(informative);
  }

  private List<Explanation> explanations(
      Revision best, List<CorpusConflict> conflicts, List<Price> prices) {
    Map<AppliedElement, Price> byElement = new LinkedHashMap<>();
    prices.forEach(it -> byElement.put(it.element(), it));
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
          reasons.get(each).add(i, environment, best.relaxations().get(each), byElement);
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
                      Comparator.comparing(this::cost, Comparator.reverseOrder())
                          .thenComparing(Comparator.naturalOrder()))
                  .toList(),
              reasons.get(i).price,
              relaxation.caseId() == null
                  ? null
                  : docket(relaxation.caseId()).weights().of(relaxation.element())));
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

  private static Explanation unexplained(Relaxation relaxation) {
    return new Explanation(relaxation, List.of(), List.of(), Optional.empty(), null);
  }

  private List<Change> changes(Revision best) {
    Map<String, List<Relaxation>> byCase = new HashMap<>();
    for (Relaxation relaxation : best.relaxations()) {
      byCase.computeIfAbsent(relaxation.caseId(), it -> new ArrayList<>()).add(relaxation);
    }
    List<Relaxation> everywhere = byCase.getOrDefault(null, List.of());
    List<Change> changes = new ArrayList<>();
    for (AdvisedCase docket : dockets.values()) {
      Meter.step();
      List<Relaxation> here = new ArrayList<>(everywhere);
      here.addAll(byCase.getOrDefault(docket.caseId(), List.of()));
      List<Element> relaxed = docket.relaxed(here);
      if (!relaxed.isEmpty()) {
        CaseAnswer before = decider.answerWithout(docket.findings(), List.of());
        CaseAnswer after = decider.answerWithout(docket.findings(), relaxed);
        if (!before.equals(after)) {
          changes.add(new Change(docket.caseId(), before.toString(), after.toString()));
        }
      }
    }
    return changes;
  }
}

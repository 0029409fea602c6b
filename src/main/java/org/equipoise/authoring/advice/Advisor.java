package org.equipoise.authoring.advice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.equipoise.authoring.advice.Advice.Change;
import org.equipoise.authoring.advice.Advice.CorpusConflict;
import org.equipoise.authoring.advice.Advice.Disequilibrium;
import org.equipoise.authoring.advice.Advice.Equals;
import org.equipoise.authoring.advice.Advice.Explanation;
import org.equipoise.authoring.advice.Advice.Irreconcilable;
import org.equipoise.authoring.advice.Advice.Price;
import org.equipoise.authoring.advice.Advice.Share;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.LeaveOneOut;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.internal.Phases;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.weight.TheoreticalWeight;

/**
 * Finds the conflicts of a corpus and its cheapest revisions. Add the cases one by one, in any
 * order; the advice does not depend on the order. Not safe for use by several threads at once; it
 * keeps what it needs of each case in memory.
 */
public final class Advisor {
  private final Constitution constitution;
  private final Options options;
  private final Decider decider;
  private final AdvisedCases cases = new AdvisedCases();
  private final Phases reading;

  /**
   * What is asked of the advisor.
   *
   * @param top how many revisions to return, at least 1
   * @param suspensionFactor how many overrides a suspension is worth, at least 1; infinite for none
   * @param limits how widely to search, and until when to do anything
   */
  public record Options(int top, double suspensionFactor, SolveLimits limits) {

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
    }

    /** The constitution's suspension factor, five revisions, and no limit. */
    public static Options of(Constitution constitution) {
      return new Options(5, constitution.settings().suspensionFactor(), SolveLimits.none());
    }

    /** The same with another number of revisions. */
    public Options withTop(int wanted) {
      return new Options(wanted, suspensionFactor, limits);
    }

    /**
     * The same with a time that begins now, for everything that is done: see {@link #addInTime} and
     * {@link Advice#notComputed}.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Options withTime(Duration longest) {
      if (longest.isNegative() || longest.isZero()) {
        throw new IllegalArgumentException("a time of " + longest + " leaves none to search");
      }
      return new Options(
          top,
          suspensionFactor,
          SolveLimits.within(System::nanoTime, Math.min(longest.toNanos(), limits.left()))
              .withCancellation(limits::reached)
              .withThreads(limits.threads()));
    }
  }

  public Advisor(Constitution constitution, Options options) {
    this.constitution = constitution;
    this.options = options;
    this.decider = new Decider(constitution);
    this.reading = new Phases(options.limits().firstHalf());
  }

  /**
   * Adds a case with the judgments on it. A truth value that is unknown counts as disputed, as true
   * with a credence of one half; another unknown attribute as absent.
   *
   * @throws org.equipoise.inference.InferenceException if a rule fails or a limit is met
   * @throws org.equipoise.revision.internal.UnsettledWeightsException if theories form a cycle
   *     whose weights do not come to rest
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Case given, List<Judgment> judgments) {
    Case open = constitution.declarations().disputed(given);
    add(CountedJudgments.infer(constitution, open, judgments));
  }

  /**
   * Adds a case as {@link #add(Case, List)} does, unless half of the time was over before that was
   * done: the other half is for what follows. Once a case was left out, all others are, and the
   * advice is on those that were added.
   *
   * @return whether the case was added
   */
  public boolean addInTime(Case given, List<Judgment> judgments) {
    return reading.leftOut().isEmpty()
        && reading
            .run(
                "cases",
                () -> {
                  add(given, judgments);
                  return true;
                })
            .orElse(false);
  }

  /**
   * Adds what was found in a case under the same constitution.
   *
   * @throws org.equipoise.revision.internal.UnsettledWeightsException if theories form a cycle
   *     whose weights do not come to rest
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Findings findings) {
    Findings open = isAnsweredDilemma(findings) ? findings.whereNoneIsFine() : findings;
    CaseWeights weights = CaseWeights.of(constitution, findings);
    cases.add(AdvisedCase.of(constitution, findings, open, weights, cases.shared()));
  }

  /**
   * Whether a case has a dilemma and is answered all the same, by the lesser evil. To relax what
   * forbids that output would leave the answer as it is.
   */
  private boolean isAnsweredDilemma(Findings findings) {
    if (findings.conflicts().stream().noneMatch(it -> it.conflict().kind().equals("dilemma"))) {
      return false;
    }
    try {
      CaseAnswer answer = decider.answerWithout(findings, List.of());
      return answer.state() == DecisionState.ALL_BLOCKED && answer.choice() != null;
    } catch (TruncatedLabelException e) {
      return false;
    }
  }

  /**
   * The advice on all cases added so far.
   *
   * @throws TruncatedLabelException if a conflict's label was cut
   */
  public Advice advise() {
    return advise(stage -> {});
  }

  /**
   * The same, which tells what it is doing.
   *
   * @param stages is told, in the thread that asks, what begins: {@code "finding revisions"}, say
   * @throws TruncatedLabelException if a conflict's label was cut
   */
  public Advice advise(Consumer<String> stages) {
    return advise(stages, false);
  }

  /**
   * The same without {@code prices}, {@code explanations} and {@code changes}, which take most of
   * the time where many cases conflict; and nothing is said of revisions of equal cost.
   *
   * @throws TruncatedLabelException if a conflict's label was cut
   */
  public Advice adviseInBrief() {
    return advise(stage -> {}, true);
  }

  private Advice advise(Consumer<String> stages, boolean isBrief) {
    stages.accept("finding conflicts");
    SolveLimits limits = options.limits();
    Phases phases = new Phases(limits);
    reading.leftOut().forEach(phases::leaveOut);
    ConflictingCorpus corpus = corpus(phases);
    List<CorpusConflict> conflicts = corpus.conflicts();
    List<AppliedElement> inConflict = corpus.elements().stream().sorted().toList();
    stages.accept("finding revisions");
    boolean isWhole = phases.leftOut().isEmpty();
    RevisionCheck verification = new RevisionCheck(constitution, cases.all(), limits::reached);
    RevisionSearch program =
        isWhole ? corpus.search(verification, phases, limits) : corpus.searchOfAPart(limits);
    List<Irreconcilable> irreconcilable = ConflictingCorpus.irreconcilable(program);
    List<Revision> revisions = program.revisions(options.top());
    if (!isWhole) {
      revisions = revisions.stream().map(Revision::ofAPart).toList();
    }
    if (revisions.size() < options.top() && (limits.reached() || phases.isCut() || !isWhole)) {
      phases.leaveOut("revisions");
    }
    stages.accept("finding prices");
    List<Price> prices =
        revisions.isEmpty() || isBrief ? List.of() : prices(program, inConflict, revisions);
    if (isBrief) {
      List.of("changes", "explanations", "prices").forEach(phases::leaveOut);
    }
    if (prices.stream().anyMatch(it -> it.priceOfKeeping().isEmpty())) {
      phases.leaveOut("prices");
    }
    stages.accept("finding what each principle alone decides");
    List<String> informative =
        phases.run("informative", this::informativePrinciples).orElse(List.of());
    List<Explanation> explanations = List.of();
    List<Change> changes = List.of();
    Optional<Equals> equals = Optional.empty();
    if (!revisions.isEmpty() && !isBrief) {
      Revision best = revisions.get(0);
      stages.accept("explaining the best revision");
      explanations =
          phases
              .run("explanations", () -> new Explanations(cases, best, prices).of(conflicts))
              .orElseGet(() -> best.relaxations().stream().map(Explanations::none).toList());
      changes = phases.run("changes", () -> changes(best)).orElse(List.of());
      stages.accept("finding revisions of equal cost");
      equals =
          phases
              .inTime(() -> finder(corpus, program, verification, limits).equals(best, prices))
              .flatMap(it -> it);
    }
    return new Advice(
        constitution.digest(),
        constitution.settings().levels(),
        cases.all().size(),
        cases.all().stream().mapToInt(it -> it.judgments().size()).sum(),
        conflicts,
        revisions,
        prices,
        weights(inConflict),
        disequilibrium(revisions, irreconcilable.isEmpty()),
        coverage(),
        informative,
        irreconcilable,
        explanations,
        changes,
        equals,
        List.copyOf(phases.leftOut()));
  }

  /** What is in conflict, as far as it is found in half of the time that is left. */
  private ConflictingCorpus corpus(Phases phases) {
    ConflictingCorpus corpus =
        new ConflictingCorpus(constitution, cases, options.suspensionFactor(), options.limits());
    if (!corpus.isComplete()) {
      phases.leaveOut("conflicts");
    }
    return corpus;
  }

  private EquilibriaFinder finder(
      ConflictingCorpus corpus,
      RevisionSearch search,
      RevisionCheck verification,
      SolveLimits limits) {
    return new EquilibriaFinder(constitution, cases, corpus, search, verification, limits);
  }

  /**
   * All equilibria that the cases added so far can come to at the least cost, or within a surplus.
   * The options of the advisor say how much suspensions cost and how long to search.
   *
   * @throws TruncatedLabelException if a conflict's label was cut
   */
  public CorpusEquilibria equilibria(EquilibriaOptions sought) {
    Phases phases = new Phases(options.limits());
    reading.leftOut().forEach(phases::leaveOut);
    ConflictingCorpus corpus = corpus(phases);
    SolveLimits limits =
        phases.leftOut().isEmpty()
            ? options.limits()
            : SolveLimits.none().withCancellation(() -> true);
    RevisionCheck verification = new RevisionCheck(constitution, cases.all(), limits::reached);
    RevisionSearch search =
        phases.leftOut().isEmpty()
            ? corpus.search(verification, new Phases(limits), limits)
            : corpus.searchOfAPart(limits);
    return finder(corpus, search, verification, limits)
        .find(search.revisions(1), sought, phases.leftOut());
  }

  private List<Price> prices(
      RevisionSearch program, List<AppliedElement> elements, List<Revision> revisions) {
    Revision best = revisions.get(0);
    boolean known = best.certified() && best.verified();
    List<Optional<Cost>> costs =
        known
            ? program.pricesOfKeeping(elements, best)
            : elements.stream().map(it -> Optional.<Cost>empty()).toList();
    List<Price> prices = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      prices.add(new Price(elements.get(i), cases.cost(elements.get(i)), costs.get(i)));
    }
    prices.sort(
        Comparator.comparing(
                (Price it) -> it.priceOfKeeping().orElse(Cost.ZERO), Comparator.reverseOrder())
            .thenComparing(Price::element));
    return prices;
  }

  private SortedMap<AppliedElement, TheoreticalWeight> weights(List<AppliedElement> elements) {
    SortedMap<AppliedElement, TheoreticalWeight> weights = new TreeMap<>();
    elements.forEach(it -> weights.put(it, cases.of(it.caseId()).weights().of(it.element())));
    return weights;
  }

  private Disequilibrium disequilibrium(List<Revision> revisions, boolean isReconcilable) {
    Cost asserted = Cost.ZERO;
    for (AdvisedCase one : cases.all()) {
      asserted = asserted.plus(one.asserted());
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
          cases.of(relaxation.caseId()).judgments().stream()
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
    for (AdvisedCase one : cases.all()) {
      outputs += one.outputs();
      spokenOf += one.spokenOf();
    }
    return outputs == 0 ? 0 : (double) spokenOf / outputs;
  }

  private List<String> informativePrinciples() {
    TreeSet<String> informative = new TreeSet<>();
    for (AdvisedCase one : cases.all()) {
      List<Element> open =
          one.speakers().stream()
              .sorted()
              .filter(it -> it.kind() == Element.Kind.PRINCIPLE)
              .filter(it -> !informative.contains(it.name()))
              .toList();
      if (open.isEmpty() && one.isCalm()) {
        continue;
      }
      LeaveOneOut outcomes = decider.outcomes(one.findings(), open);
      open.stream().filter(outcomes::dependsOn).forEach(it -> informative.add(it.name()));
    }
    return List.copyOf(informative);
  }

  private List<Change> changes(Revision best) {
    Map<String, List<Relaxation>> byCase = new HashMap<>();
    for (Relaxation relaxation : best.relaxations()) {
      byCase.computeIfAbsent(relaxation.caseId(), it -> new ArrayList<>()).add(relaxation);
    }
    List<Relaxation> everywhere = byCase.getOrDefault(null, List.of());
    List<Change> changes = new ArrayList<>();
    for (AdvisedCase one : cases.all()) {
      Meter.step();
      List<Relaxation> here = new ArrayList<>(everywhere);
      here.addAll(byCase.getOrDefault(one.caseId(), List.of()));
      List<Element> relaxed = one.relaxed(here);
      if (!relaxed.isEmpty()) {
        Findings findings = one.findings();
        CaseAnswer before = decider.answerWithout(findings, List.of());
        CaseAnswer after = decider.answerWithout(findings, relaxed);
        if (!before.equals(after)) {
          changes.add(new Change(one.caseId(), before.toString(), after.toString()));
        }
      }
    }
    return changes;
  }
}

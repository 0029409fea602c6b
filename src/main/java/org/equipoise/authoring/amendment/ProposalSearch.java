package org.equipoise.authoring.amendment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.Amender.Judged;
import org.equipoise.authoring.amendment.Amender.Options;
import org.equipoise.authoring.amendment.ProposedChange.Trust;
import org.equipoise.authoring.amendment.ProposedChanges.Alternative;
import org.equipoise.authoring.amendment.ProposedChanges.Figures;
import org.equipoise.authoring.amendment.ProposedChanges.Pair;
import org.equipoise.authoring.amendment.internal.AmendedFiles;
import org.equipoise.authoring.amendment.internal.AmendmentNames;
import org.equipoise.authoring.amendment.internal.Corpus;
import org.equipoise.authoring.amendment.internal.Model;
import org.equipoise.authoring.amendment.internal.Option;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Prices;
import org.equipoise.authoring.amendment.internal.Program;
import org.equipoise.authoring.amendment.internal.Program.Solution;
import org.equipoise.authoring.amendment.internal.RuleWords;
import org.equipoise.authoring.amendment.internal.Settled;
import org.equipoise.authoring.amendment.internal.UnifiedDiff;
import org.equipoise.authoring.amendment.internal.Widening;
import org.equipoise.authoring.amendment.internal.Widenings;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.internal.Phases;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/**
 * One search for the cheapest changes, and what is told of them. Every part of it ends when the
 * time is over, and is then left out by name; what has no time of its own takes the rest. Not safe
 * for use by several threads.
 */
final class ProposalSearch {
  /** How often changes are replaced that do not hold when everything is inferred again. */
  private static final int MAX_REJECTED = 5;

  private final Constitution constitution;
  private final Options options;
  private final Collection<Judged> cases;
  private final List<Judged> heldOut;
  private final SolveLimits limits;
  private final Phases phases;

  /**
   * @param phases what was left out before
   */
  ProposalSearch(
      Constitution constitution,
      Options options,
      Collection<Judged> cases,
      List<Judged> heldOut,
      SolveLimits limits,
      Phases phases) {
    this.constitution = constitution;
    this.options = options;
    this.cases = cases;
    this.heldOut = heldOut;
    this.limits = limits;
    this.phases = phases;
  }

  /** What a search stands on. */
  private record Basis(
      List<Fixture> fixtures, Settled settled, List<Widening> widenings, Model model) {}

  /**
   * What was found.
   *
   * @param solutions the cheapest choices, in order; none if there are none
   * @param result what comes of the first; null if the time was over
   */
  private record Found(List<Solution> solutions, Examination.@Nullable Result result) {}

  ProposedChanges propose(Map<String, String> sources, Consumer<String> stages) {
    stages.accept("finding what changes may do");
    Optional<Basis> basis = phases.run("changes", this::basis);
    Optional<Examination> examination =
        basis.map(it -> new Examination(constitution, cases, it.fixtures(), it.model()));
    List<Pair> inseparable =
        examination
            .flatMap(it -> phases.run("inseparable", it::inseparable))
            .orElseGet(() -> leftOut("inseparable", List.of()));
    Optional<Program> program =
        basis.flatMap(it -> phases.run("changes", () -> new Program(it.model(), search())));
    if (basis.isEmpty() || examination.isEmpty() || program.isEmpty()) {
      leftOut("alternatives", List.of());
      figuresLeftOut();
      return nothing(null, 0, inseparable);
    }
    stages.accept("finding changes");
    List<Solution> solutions = first(program.get());
    if (solutions.isEmpty()) {
      return nothing(before(examination.get()), basis.get().fixtures().size(), inseparable);
    }
    stages.accept("applying the best changes to all cases");
    Found found = examined(program.get(), examination.get(), solutions);
    stages.accept("measuring how far to trust them");
    return proposal(program.get(), basis.get(), examination.get(), found, inseparable, sources);
  }

  private <T> T leftOut(String name, T otherwise) {
    phases.leaveOut(name);
    return otherwise;
  }

  private void figuresLeftOut() {
    List.of("coverage", "index", "informative").forEach(phases::leaveOut);
  }

  private Basis basis() {
    List<Fixture> fixtures = settled();
    Settled settled = places(fixtures);
    Corpus corpus = corpus(cases);
    List<Widening> widenings =
        constitution.settings().revision().account() > 0
            ? Widenings.of(corpus, settled, exceptable(), options.tests())
            : List.of();
    return new Basis(fixtures, settled, widenings, model(corpus, settled, widenings));
  }

  /** A search takes half of the time that is left. */
  private SolveLimits search() {
    return limits.firstHalf();
  }

  /** The cheapest choices, as far as they are found in time. */
  private List<Solution> first(Program program) {
    Phases searching = new Phases(limits.firstThreeQuarters());
    SolveLimits half = search();
    program.until(half);
    List<Solution> solutions =
        searching
            .inTime(() -> program.first(options.top()))
            .orElseGet(() -> program.known().stream().toList());
    if (half.reached() || searching.isCut()) {
      if (solutions.isEmpty()) {
        phases.leaveOut("changes");
      }
      if (solutions.size() < options.top()) {
        phases.leaveOut("alternatives");
      }
    }
    return solutions;
  }

  private Found examined(Program program, Examination examination, List<Solution> first) {
    List<Solution> solutions = first;
    Examination.@Nullable Result result = examined(examination, first.get(0));
    for (int tries = 0; result != null && result.isBreach() && tries < MAX_REJECTED; tries++) {
      program.reject(solutions.get(0));
      List<Solution> others = first(program);
      if (others.isEmpty()) {
        break;
      }
      solutions = others;
      result = examined(examination, solutions.get(0));
    }
    if (result == null) {
      List.of("elseChanged", "settled", "verified").forEach(phases::leaveOut);
    }
    return new Found(solutions, result);
  }

  private Examination.@Nullable Result examined(Examination examination, Solution solution) {
    AmendmentNames names = names(solution);
    return phases
        .inTime(() -> examination.of(solution, names, files(solution, names)))
        .orElse(null);
  }

  private @Nullable Figures before(Examination examination) {
    return figures(() -> examination.before(limits));
  }

  private @Nullable Figures figures(Supplier<Optional<Figures>> computed) {
    Optional<Figures> figures = phases.inTime(computed).flatMap(it -> it);
    if (figures.isEmpty()) {
      figuresLeftOut();
    }
    return figures.orElse(null);
  }

  private List<Fixture> settled() {
    FixtureRunner runner = new FixtureRunner(constitution);
    List<Fixture> passing = new ArrayList<>();
    for (Fixture fixture : Fixtures.settled(constitution)) {
      if (runner.passes(fixture)) {
        passing.add(fixture);
      }
      Meter.ask(); // whether it fails, or the time is over
    }
    return passing;
  }

  /** What settled fixtures hold fast. */
  private Settled places(List<Fixture> settled) {
    List<Settled.Place> places = new ArrayList<>();
    for (Fixture fixture : settled) {
      for (Case given : fixture.cases()) {
        List<Judgment> own =
            fixture.judgments().stream().filter(it -> it.caseId().equals(given.id())).toList();
        Findings findings = CountedJudgments.infer(constitution, given, own);
        places.addAll(Settled.of(findings, fixture.decisions(given.id())));
      }
    }
    return new Settled(places);
  }

  private Model model(Corpus corpus, Settled settled, List<Widening> widenings) {
    Settings.Revision revision = constitution.settings().revision();
    Prices prices =
        new Prices(
            revision.exceptionTest(),
            revision.spoiling(),
            revision.account(),
            revision.newPrincipleWeight(),
            constitution.settings().suspensionFactor());
    return new Model(
        corpus, prices, settled, exceptable(), widenings, revision.notGrounds(), options.tests());
  }

  private Corpus corpus(Collection<Judged> some) {
    return new Corpus(constitution, some.stream().map(Judged::findings).toList());
  }

  /** The rules to which there may be exceptions. */
  private Set<Element> exceptable() {
    return constitution.rules().values().stream()
        .filter(it -> !it.rule().entrenched() && RuleWords.of(it).isPresent())
        .map(it -> it.rule().element())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private AmendmentNames names(Solution solution) {
    return AmendmentNames.of(constitution.digest(), candidates(solution));
  }

  private AmendedFiles files(Solution solution, AmendmentNames names) {
    return new AmendedFiles(
        constitution,
        names,
        candidates(solution),
        constitution.settings().revision().newPrincipleWeight());
  }

  private static List<Candidate> candidates(Solution solution) {
    return solution.options().stream()
        .filter(Candidate.class::isInstance)
        .map(Candidate.class::cast)
        .toList();
  }

  /** That there are no changes that would do, or that none were found in time. */
  private ProposedChanges nothing(@Nullable Figures before, int settled, List<Pair> inseparable) {
    return new ProposedChanges(
        AmendmentNames.NONE,
        constitution.digest(),
        cases.size(),
        judgments(),
        List.of(),
        Cost.INFINITE,
        Cost.ZERO,
        Cost.ZERO,
        false,
        false,
        phases.leftOut().contains("changes")
            ? List.of()
            : List.of("no changes were found that hold"),
        before,
        null,
        settled,
        inseparable,
        "",
        List.of(),
        new TreeMap<>(),
        List.of(),
        List.copyOf(phases.leftOut()));
  }

  private int judgments() {
    return cases.stream().mapToInt(it -> it.findings().judgments().size()).sum();
  }

  private ProposedChanges proposal(
      Program program,
      Basis basis,
      Examination examination,
      Found found,
      List<Pair> inseparable,
      Map<String, String> sources) {
    Model model = basis.model();
    List<Solution> solutions = found.solutions();
    Solution best = solutions.get(0);
    Examination.@Nullable Result result = found.result();
    Examination.@Nullable Amended amended = result == null ? null : result.amended();
    Figures before = before(examination);
    Figures after = amended == null ? null : figures(() -> Examination.after(amended, limits));
    List<Option> chosen =
        best.options().stream().filter(it -> !(it instanceof Option.Unaccounted)).toList();
    List<OptionalLong> prices = prices(program, best, chosen);
    List<@Nullable Trust> trust =
        new Trusting(cases, heldOut, some -> mined(some, basis), options.folds(), phases)
            .of(chosen);
    AmendmentNames names = names(best);
    Described described = new Described(model, names);
    List<ProposedChange> changes = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Optional<Cost> price =
          prices.get(i).isPresent()
              ? Optional.of(new Cost(prices.get(i).getAsLong()))
              : Optional.empty();
      Set<String> changed = result == null ? Set.of() : result.changed();
      changes.add(described.of(chosen.get(i), price, changed, trust.get(i)));
    }
    changes.sort(Described.ORDER);
    List<Alternative> alternatives = new ArrayList<>();
    for (Solution each : solutions.subList(1, solutions.size())) {
      Described other = new Described(model, names(each));
      alternatives.add(
          new Alternative(
              each.options().stream()
                  .filter(it -> !(it instanceof Option.Unaccounted))
                  .map(other::brief)
                  .sorted(Described.ORDER)
                  .toList(),
              new Cost(each.cost())));
    }
    AmendedFiles files = files(best, names);
    SortedMap<String, String> changed = new TreeMap<>();
    if (files.isPatch()) {
      if (result != null) {
        SoughtFixtures.of(names.id(), cases, changes, result)
            .ifPresent(it -> files.add("fixtures/" + names.id() + ".json", it));
      }
      changed.putAll(files.changed(sources));
    }
    long account = best.cost() - chosen.stream().mapToLong(Option::cost).sum();
    boolean areAll = !phases.leftOut().contains("cases");
    return new ProposedChanges(
        names.id(),
        constitution.digest(),
        cases.size(),
        judgments(),
        changes,
        new Cost(best.cost()),
        new Cost(account),
        areAll ? new Cost(best.lowerBound()) : Cost.ZERO,
        areAll && best.isCertified(),
        areAll && result != null && result.doubts().isEmpty(),
        result == null ? List.of() : result.doubts().stream().map(Examination.Doubt::why).toList(),
        before,
        after,
        result == null ? 0 : result.settled(),
        inseparable,
        UnifiedDiff.of(sources, changed),
        files.tables(),
        changed,
        alternatives,
        List.copyOf(phases.leftOut()));
  }

  private List<OptionalLong> prices(Program program, Solution best, List<Option> chosen) {
    SolveLimits half = search();
    program.until(half);
    Phases pricing = new Phases(limits.firstThreeQuarters());
    List<OptionalLong> prices =
        pricing
            .inTime(() -> program.prices(best, chosen))
            .orElseGet(() -> chosen.stream().map(it -> OptionalLong.empty()).toList());
    boolean isOver = half.reached() || pricing.isCut() || limits.reached();
    if (isOver && prices.stream().anyMatch(OptionalLong::isEmpty)) {
      phases.leaveOut("priceOfDoingWithout");
    }
    return prices;
  }

  /** The exceptions that some of the cases alone would lead to; empty if the time is over. */
  private Optional<List<Candidate>> mined(Collection<Judged> some, Basis basis) {
    return phases.run(
        "trust",
        () ->
            new Program(model(corpus(some), basis.settled(), basis.widenings()), limits)
                .best()
                .map(ProposalSearch::candidates)
                .orElse(List.of()));
  }
}

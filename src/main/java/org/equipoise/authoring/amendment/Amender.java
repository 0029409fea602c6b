package org.equipoise.authoring.amendment;

import java.time.Duration;
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
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.ProposedChanges.Alternative;
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
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest changes that make rules and judgments hang together, and writes them as a
 * patch. Add the cases one by one, in any order; the proposal does not depend on the order. Not
 * safe for use by several threads at once; it keeps what it needs of each case in memory.
 */
public final class Amender {
  /** How often changes are replaced that do not hold when everything is inferred again. */
  private static final int MAX_REJECTED = 5;

  private final Constitution constitution;
  private final Options options;
  private final Map<String, Judged> cases = new TreeMap<>();
  private final List<Judged> heldOut = new ArrayList<>();

  /** A case, the judgments on it, and what follows. */
  record Judged(Case given, List<Judgment> judgments, Findings findings) {}

  /**
   * What is asked of the amender.
   *
   * @param tests how many tests an exception or new principle has at most, from 1 to 5
   * @param top how many sets of changes to return, at least 1
   * @param folds into how many parts the cases are divided to measure the error of what the other
   *     parts lead to, from 2; 0 for no such measure
   * @param time how long to search; null for no limit
   */
  public record Options(int tests, int top, int folds, @Nullable Duration time) {
    /** Three tests, three sets of changes, five folds, and no limit of time. */
    public static final Options DEFAULT = new Options(3, 3, 5, null);

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Options {
      if (tests < 1 || tests > 5) {
        throw new IllegalArgumentException(tests + " tests are not from 1 to 5");
      }
      if (top < 1) {
        throw new IllegalArgumentException("top " + top + " is less than 1");
      }
      if (folds < 0 || folds == 1) {
        throw new IllegalArgumentException(folds + " folds are neither 0 nor at least 2");
      }
      if (time != null && (time.isNegative() || time.isZero())) {
        throw new IllegalArgumentException("a time of " + time + " leaves none to search");
      }
    }
  }

  /**
   * An amender without cases.
   *
   * @throws IllegalArgumentException if the constitution declares levels: costs on several levels
   *     are not yet weighed here
   */
  public Amender(Constitution constitution, Options options) {
    if (constitution.settings().levels().areDeclared()) {
      throw new IllegalArgumentException(
          "`"
              + constitution.name()
              + "` declares levels, and changes are not weighed by levels yet");
    }
    this.constitution = constitution;
    this.options = options;
  }

  /**
   * Adds a case with the judgments on it.
   *
   * @throws org.equipoise.inference.InferenceException if a rule fails or a limit is met
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Case given, List<Judgment> judgments) {
    if (cases.putIfAbsent(given.id(), judged(given, judgments)) != null) {
      throw new IllegalArgumentException("there are two cases `" + given.id() + "`");
    }
  }

  /** Adds a case that changes are only measured by. */
  public void addHeldOut(Case given, List<Judgment> judgments) {
    heldOut.add(judged(given, judgments));
  }

  private Judged judged(Case given, List<Judgment> judgments) {
    return new Judged(
        given, List.copyOf(judgments), CountedJudgments.infer(constitution, given, judgments));
  }

  /** The proposal, with a patch of the files as the constitution keeps them. */
  public ProposedChanges propose() {
    return propose(constitution.files());
  }

  /**
   * The proposal.
   *
   * @param sources the text of each file of the constitution by its path, with the line ends that
   *     it has; the patch is one of these
   */
  public ProposedChanges propose(Map<String, String> sources) {
    return propose(sources, stage -> {});
  }

  /**
   * The same, which tells what it is doing.
   *
   * @param stages is told, in the thread that asks, what begins: {@code "finding changes"}, say
   */
  public ProposedChanges propose(Map<String, String> sources, Consumer<String> stages) {
    stages.accept("finding what changes may do");
    SolveLimits limits =
        options.time() == null
            ? SolveLimits.none()
            : SolveLimits.within(System::nanoTime, options.time().toNanos());
    List<Fixture> fixtures = settled();
    Settled settled = places(fixtures);
    List<Widening> widenings = widenings(settled);
    Model model = model(cases.values(), settled, widenings);
    Program program = new Program(model, limits);
    Examination examination = new Examination(constitution, cases.values(), fixtures, model);
    stages.accept("finding changes");
    List<Solution> solutions = program.first(options.top());
    if (solutions.isEmpty()) {
      return nothing(examination, fixtures.size());
    }
    stages.accept("applying the best changes to all cases");
    Examination.Result result = examined(examination, solutions.get(0));
    for (int tries = 0; result.isBreach() && tries < MAX_REJECTED; tries++) {
      program.reject(solutions.get(0));
      List<Solution> others = program.first(options.top());
      if (others.isEmpty()) {
        break;
      }
      solutions = others;
      result = examined(examination, solutions.get(0));
    }
    stages.accept("measuring how far to trust them");
    Trusting trusting =
        new Trusting(
            cases.values(),
            heldOut,
            some -> mined(some, settled, widenings, limits),
            options.folds(),
            limits);
    return proposal(program, model, solutions, result, sources, trusting, examination);
  }

  private Examination.Result examined(Examination examination, Solution solution) {
    AmendmentNames names = names(solution);
    return examination.of(solution, names, files(solution, names));
  }

  private List<Fixture> settled() {
    FixtureRunner runner = new FixtureRunner(constitution);
    return Fixtures.settled(constitution).stream().filter(runner::passes).toList();
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

  /** The model of some cases. */
  private Model model(Collection<Judged> some, Settled settled, List<Widening> widenings) {
    Settings.Revision revision = constitution.settings().revision();
    Prices prices =
        new Prices(
            revision.exceptionTest(),
            revision.spoiling(),
            revision.account(),
            revision.newPrincipleWeight(),
            constitution.settings().suspensionFactor());
    return new Model(
        corpus(some),
        prices,
        settled,
        exceptable(),
        widenings,
        revision.notGrounds(),
        options.tests());
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

  private List<Widening> widenings(Settled settled) {
    return constitution.settings().revision().account() > 0
        ? Widenings.of(corpus(cases.values()), settled, exceptable(), options.tests())
        : List.of();
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

  /** That there are no changes that would do. */
  private ProposedChanges nothing(Examination examination, int settled) {
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
        List.of("no changes were found that hold"),
        examination.before(),
        null,
        settled,
        examination.inseparable(),
        "",
        List.of(),
        new TreeMap<>(),
        List.of());
  }

  private int judgments() {
    return cases.values().stream().mapToInt(it -> it.findings().judgments().size()).sum();
  }

  private ProposedChanges proposal(
      Program program,
      Model model,
      List<Solution> solutions,
      Examination.Result result,
      Map<String, String> sources,
      Trusting trusting,
      Examination examination) {
    Solution best = solutions.get(0);
    List<Option> chosen =
        best.options().stream().filter(it -> !(it instanceof Option.Unaccounted)).toList();
    List<OptionalLong> prices = program.prices(best, chosen);
    AmendmentNames names = names(best);
    Described described = new Described(model, names);
    List<ProposedChange> changes = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Optional<Cost> price =
          prices.get(i).isPresent()
              ? Optional.of(new Cost(prices.get(i).getAsLong()))
              : Optional.empty();
      changes.add(described.of(chosen.get(i), price, result.changed(), trusting.of(chosen.get(i))));
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
      SoughtFixtures.of(names.id(), cases.values(), changes, result)
          .ifPresent(it -> files.add("fixtures/" + names.id() + ".json", it));
      changed.putAll(files.changed(sources));
    }
    long account = best.cost() - chosen.stream().mapToLong(Option::cost).sum();
    return new ProposedChanges(
        names.id(),
        constitution.digest(),
        cases.size(),
        judgments(),
        changes,
        new Cost(best.cost()),
        new Cost(account),
        new Cost(best.lowerBound()),
        best.isCertified(),
        result.doubts().isEmpty(),
        result.doubts().stream().map(Examination.Doubt::why).toList(),
        examination.before(),
        result.after(),
        result.settled(),
        examination.inseparable(),
        UnifiedDiff.of(sources, changed),
        files.tables(),
        changed,
        alternatives);
  }

  /** The exceptions that some of the cases alone would lead to. */
  private List<Candidate> mined(
      Collection<Judged> some, Settled settled, List<Widening> widenings, SolveLimits limits) {
    return new Program(model(some, settled, widenings), limits)
        .best()
        .map(Amender::candidates)
        .orElse(List.of());
  }
}

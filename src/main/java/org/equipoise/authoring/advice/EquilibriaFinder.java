package org.equipoise.authoring.advice;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.authoring.advice.Advice.Price;
import org.equipoise.authoring.advice.CorpusEquilibria.Apart;
import org.equipoise.authoring.advice.CorpusEquilibria.Contested;
import org.equipoise.authoring.advice.CorpusEquilibria.Diameter;
import org.equipoise.authoring.advice.CorpusEquilibria.Equilibrium;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.equilibria.EquilibriaSearch;
import org.equipoise.revision.equilibria.RevisionPart;
import org.equipoise.revision.equilibria.RevisionSpace;
import org.equipoise.revision.equilibria.RevisionSpace.Selection;
import org.equipoise.revision.internal.Phases;
import org.equipoise.revision.solver.SolveLimits;

/** Finds all equilibria of a corpus, beginning with its best revision. Not for several threads. */
final class EquilibriaFinder {
  /** Steps of the search for the number of equals that advice names. */
  private static final long FEW_STEPS = 100_000;

  private static final int FEW_WAYS = 1_000;
  private static final long MANY_STEPS = 20_000_000;

  private final Constitution constitution;
  private final AdvisedCases cases;
  private final ConflictingCorpus corpus;
  private final Set<AppliedElement> inConflict;
  private final RevisionSearch search;
  private final RevisionCheck check;
  private final Decider decider;
  private final SolveLimits limits;

  EquilibriaFinder(
      Constitution constitution,
      AdvisedCases cases,
      ConflictingCorpus corpus,
      RevisionSearch search,
      RevisionCheck check,
      SolveLimits limits) {
    this.constitution = constitution;
    this.cases = cases;
    this.corpus = corpus;
    this.inConflict = corpus.elements();
    this.search = search;
    this.check = check;
    this.decider = new Decider(constitution);
    this.limits = limits;
  }

  /**
   * How many revisions cost as little as the best one, and how many cases they decide differently;
   * empty if it is not proven and verified, or if that is not soon known.
   */
  Optional<Advice.Equals> equals(Revision best, List<Price> prices) {
    if (!best.certified() || !best.verified()) {
      return Optional.empty();
    }
    EquilibriaSearch.Found found = found(best, prices, Cost.ZERO, FEW_WAYS, FEW_STEPS);
    RevisionSpace space = space(found.parts(), Cost.ZERO);
    if (!space.isComplete() || !found.verified()) {
      return Optional.empty();
    }
    EquilibriumDecisions decisions =
        new EquilibriumDecisions(decider, space, new CaseWays(cases, found.parts()), () -> false);
    int differ = decisions.contested().size();
    return decisions.isComplete()
        ? Optional.of(new Advice.Equals(space.count(), differ))
        : Optional.empty();
  }

  private EquilibriaSearch.Found found(
      Revision best, List<Price> prices, Cost within, int limit, long steps) {
    Map<AppliedElement, Optional<Cost>> known = new HashMap<>();
    prices.forEach(it -> known.put(it.element(), it.priceOfKeeping()));
    return new EquilibriaSearch(
            search,
            corpus.sets(),
            best,
            known,
            new EquilibriaSearch.Options(within, limit, steps, limits))
        .find(new EquilibriumCheck(constitution, cases, check, within, limits::reached));
  }

  private RevisionSpace space(List<RevisionPart> parts, Cost within) {
    Map<Relaxation, Map<AppliedElement, Cost>> known = new HashMap<>();
    return new RevisionSpace(parts, within, it -> known.computeIfAbsent(it, this::givenUp));
  }

  /** What a relaxation gives up; of a suspension, every application of the rule that speaks. */
  private Map<AppliedElement, Cost> givenUp(Relaxation relaxation) {
    Element element = relaxation.element();
    if (relaxation.caseId() != null) {
      AppliedElement applied = new AppliedElement(element, relaxation.caseId());
      return Map.of(applied, cases.cost(applied));
    }
    Map<AppliedElement, Cost> all = new TreeMap<>();
    for (AdvisedCase one : cases.all()) {
      if (one.speakers().contains(element)) {
        all.put(one.applied(element), one.costOfRule(element));
      }
    }
    for (AppliedElement applied : inConflict) {
      if (applied.element().equals(element)) {
        all.put(applied, cases.cost(applied));
      }
    }
    return all;
  }

  /**
   * All equilibria, beginning with the first of some revisions. What takes long is left out, by
   * name, once the time is over.
   *
   * @param leftOut what was left out before
   */
  CorpusEquilibria find(List<Revision> revisions, EquilibriaOptions options, Set<String> leftOut) {
    Phases phases = new Phases(limits);
    leftOut.forEach(phases::leaveOut);
    Cost within = options.within();
    List<RevisionPart> parts = List.of();
    int components = 0;
    boolean isFound = !revisions.isEmpty() && revisions.get(0).verified();
    boolean isVerified = isFound;
    boolean isComplete = isFound || (revisions.isEmpty() && !limits.reached());
    if (isFound && revisions.get(0).certified()) {
      EquilibriaSearch.Found found =
          found(revisions.get(0), List.of(), within, options.limit(), MANY_STEPS);
      parts = found.parts();
      components = found.components();
      isVerified = found.verified();
    } else if (isFound) {
      parts = List.of(only(revisions.get(0)));
      components = 1;
    }
    List<RevisionPart> all = parts;
    boolean isCutByTime = limits.reached() && !all.stream().allMatch(RevisionPart::complete);
    if ((!isFound && !isComplete) || isCutByTime) {
      phases.leaveOut("count");
    }
    Optional<RevisionSpace> whole = phases.run("count", () -> space(all, within));
    RevisionSpace space =
        whole.orElseGet(() -> space(all.stream().map(RevisionPart::cheapest).toList(), Cost.ZERO));
    Optional<EquilibriumDecisions> decisions = phases.run("contested", () -> decisions(space));
    List<Contested> contested = decisions.map(EquilibriumDecisions::contested).orElseGet(List::of);
    if (limits.reached() && !decisions.map(EquilibriumDecisions::isComplete).orElse(false)) {
      phases.leaveOut("contested");
    }
    int outputs = cases.all().stream().mapToInt(it -> it.outputs()).sum();
    Diameter diameter = diameter("diameter", phases, space, decisions, outputs);
    List<Selection> some =
        isFound
            ? phases
                .run("representatives", () -> space.representatives(options.representatives()))
                .orElseGet(List::of)
            : List.of();
    return new CorpusEquilibria(
        constitution.digest(),
        constitution.settings().levels(),
        cases.all().size(),
        cases.all().stream().mapToInt(it -> it.judgments().size()).sum(),
        outputs,
        corpus.conflicts().size(),
        ConflictingCorpus.irreconcilable(search),
        isFound ? space.count() : BigInteger.ZERO,
        isFound ? isCounted(space) && whole.isPresent() : isComplete,
        isComplete
            && whole.isPresent()
            && space.isComplete()
            && decisions.map(EquilibriumDecisions::isComplete).orElse(false),
        isVerified,
        revisions.isEmpty() ? Cost.INFINITE : revisions.get(0).cost(),
        leastCost(revisions),
        within,
        components,
        all,
        isFound ? given(phases, space) : List.of(),
        1 - share(contested.size(), cases.all().size()),
        robustByWeight(contested),
        contested,
        diameter,
        isFound
            ? phases.run(
                "medoid", () -> equilibrium(space, decisions, space.medoid(), some, outputs))
            : Optional.empty(),
        phases
            .run(
                "representatives",
                () ->
                    some.stream()
                        .map(it -> equilibrium(space, decisions, it, some, outputs))
                        .toList())
            .orElseGet(List::of),
        options.starts() == 0
            ? Optional.empty()
            : Optional.of(starts(options, phases, leastCost(revisions), outputs)),
        List.copyOf(phases.leftOut()));
  }

  /** Where rules are not monotone, ways that are not listed may leave conflicts. */
  private boolean isCounted(RevisionSpace space) {
    return space.isComplete() || (space.isCounted() && corpus.isMonotone());
  }

  private EquilibriumDecisions decisions(RevisionSpace space) {
    CaseWays ways = new CaseWays(cases, space.parts());
    return new EquilibriumDecisions(decider, space, ways, limits::reached);
  }

  static Diameter diameter(
      String name,
      Phases phases,
      RevisionSpace space,
      Optional<EquilibriumDecisions> decisions,
      int outputs) {
    RevisionSpace.Diameter byRevision =
        phases
            .run(name, space::diameter)
            .orElseGet(() -> new RevisionSpace.Diameter(Cost.ZERO, false));
    EquilibriumDecisions.Diameter byDecision =
        decisions
            .flatMap(it -> phases.run(name, it::diameter))
            .orElseGet(() -> new EquilibriumDecisions.Diameter(0, false));
    return new Diameter(
        new Apart(byRevision.distance(), share(byDecision.outputs(), outputs)),
        byRevision.exact(),
        byDecision.exact());
  }

  private List<CorpusEquilibria.Given> given(Phases phases, RevisionSpace space) {
    Optional<List<CorpusEquilibria.Given>> given =
        phases.inTime(() -> GivenElements.of(space, inConflict));
    if (given.isEmpty()) {
      List.of("inAll", "inSome", "inNone", "shares").forEach(phases::leaveOut);
    }
    return given.orElseGet(List::of);
  }

  private Cost leastCost(List<Revision> revisions) {
    return revisions.isEmpty()
        ? limits.reached() ? Cost.ZERO : Cost.INFINITE
        : revisions.get(0).lowerBound();
  }

  private CorpusEquilibria.Starts starts(
      EquilibriaOptions options, Phases phases, Cost least, int outputs) {
    List<Revision> beginning =
        corpus.searchWithoutJudgments(check, new Phases(limits), limits).revisions(1);
    return new RandomStarts(
            phases,
            cases,
            corpus,
            search,
            new EquilibriumCheck(constitution, cases, check, Cost.ZERO, limits::reached),
            decider,
            limits)
        .run(
            options,
            beginning.isEmpty() ? List.of() : beginning.get(0).relaxations(),
            least,
            this::givenUp,
            outputs);
  }

  private static RevisionPart only(Revision best) {
    return new RevisionPart(
        List.of(new RevisionPart.Way(best.relaxations(), best.cost(), Cost.ZERO)), false);
  }

  static double share(int some, int all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private static Equilibrium equilibrium(
      RevisionSpace space,
      Optional<EquilibriumDecisions> decisions,
      Selection one,
      List<Selection> others,
      int outputs) {
    List<Apart> distances = new ArrayList<>();
    for (Selection other : others) {
      int different = decisions.map(it -> it.distance(one, other)).orElse(0);
      distances.add(new Apart(space.distance(one, other), share(different, outputs)));
    }
    return new Equilibrium(space.cost(one), space.relaxations(one), distances);
  }

  /** The share of cases decided alike, each counting by what is asserted on it. */
  private double robustByWeight(List<Contested> contested) {
    Set<String> ids = new HashSet<>();
    contested.forEach(it -> ids.add(it.caseId()));
    BigInteger alike = BigInteger.ZERO;
    BigInteger all = BigInteger.ZERO;
    for (AdvisedCase one : cases.all()) {
      BigInteger weight = amount(one.asserted());
      all = all.add(weight);
      alike = ids.contains(one.caseId()) ? alike : alike.add(weight);
    }
    return all.signum() == 0 ? 1 : quotient(alike, all);
  }

  /** What a cost is on all levels together. */
  private static BigInteger amount(Cost cost) {
    BigInteger sum = BigInteger.ZERO;
    for (int rank = 0; rank < cost.levels().count(); rank++) {
      sum = sum.add(BigInteger.valueOf(cost.billionths(rank)));
    }
    return sum;
  }

  static double quotient(BigInteger some, BigInteger all) {
    return new BigDecimal(some).divide(new BigDecimal(all), MathContext.DECIMAL64).doubleValue();
  }
}

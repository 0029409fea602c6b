package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.equipoise.authoring.advice.CorpusEquilibria.Apart;
import org.equipoise.authoring.advice.CorpusEquilibria.Contested;
import org.equipoise.authoring.advice.CorpusEquilibria.Diameter;
import org.equipoise.authoring.advice.CorpusEquilibria.End;
import org.equipoise.authoring.advice.CorpusEquilibria.Starts;
import org.equipoise.decision.Decider;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.equilibria.GradualAdoption;
import org.equipoise.revision.equilibria.RevisionPart;
import org.equipoise.revision.equilibria.RevisionPart.Way;
import org.equipoise.revision.equilibria.RevisionSpace;
import org.equipoise.revision.internal.Phases;
import org.equipoise.revision.solver.SolveLimits;

/** Adopts the judgments of a corpus one at a time, in random orders. */
final class RandomStarts {
  private final Phases phases;
  private final AdvisedCases cases;
  private final ConflictingCorpus corpus;
  private final RevisionSearch search;
  private final EquilibriumCheck check;
  private final Decider decider;
  private final SolveLimits limits;

  RandomStarts(
      Phases phases,
      AdvisedCases cases,
      ConflictingCorpus corpus,
      RevisionSearch search,
      EquilibriumCheck check,
      Decider decider,
      SolveLimits limits) {
    this.phases = phases;
    this.cases = cases;
    this.corpus = corpus;
    this.search = search;
    this.check = check;
    this.decider = decider;
    this.limits = limits;
  }

  /**
   * Where the orders end. Once the time is over, orders that were not gone through are left out.
   *
   * @param beginning the cheapest revision of what is held without judgments
   * @param least the least cost of a revision of everything
   */
  Starts run(
      EquilibriaOptions options,
      Collection<Relaxation> beginning,
      Cost least,
      Function<Relaxation, Map<AppliedElement, Cost>> givenUp,
      int outputs) {
    Set<ConflictSet> sets = new HashSet<>(corpus.sets());
    search.irreconcilable().forEach(sets::remove);
    long seed = options.seed();
    GradualAdoption adoption =
        new GradualAdoption(search.relaxations(), sets, check::unbroken, limits);
    List<AppliedElement> judgments = judgments();
    Map<List<Relaxation>, Integer> ends = new LinkedHashMap<>();
    int starts = 0;
    while (starts < options.starts()) {
      Random random = new Random(seed + starts);
      Optional<List<Relaxation>> end =
          phases.run("starts", () -> adoption.end(beginning, judgments, random));
      if (end.isEmpty() || limits.reached()) { // what was searched last may be cut
        phases.leaveOut("starts");
        break;
      }
      ends.merge(end.get(), 1, Integer::sum);
      starts++;
    }
    List<End> found = new ArrayList<>();
    ends.forEach(
        (relaxations, number) -> {
          Cost cost = relaxations.stream().map(Relaxation::cost).reduce(Cost.ZERO, Cost::plus);
          found.add(new End(number, cost, relaxations, cost.compareTo(least) <= 0));
        });
    found.sort(
        Comparator.comparing(End::starts, Comparator.reverseOrder())
            .thenComparing(End::cost)
            .thenComparing(it -> it.relaxations().toString()));
    if (found.isEmpty()) {
      return new Starts(
          0, seed, found, List.of(), new Diameter(new Apart(Cost.ZERO, 0), false, false));
    }
    RevisionPart all =
        new RevisionPart(
            found.stream().map(it -> new Way(it.relaxations(), it.cost(), Cost.ZERO)).toList(),
            true);
    RevisionSpace space = new RevisionSpace(List.of(all), Cost.ZERO, givenUp);
    Optional<EquilibriumDecisions> decisions =
        phases.run(
            "starts",
            () ->
                new EquilibriumDecisions(
                    decider, space, new CaseWays(cases, List.of(all)), limits::reached));
    List<Contested> contested = decisions.map(EquilibriumDecisions::contested).orElseGet(List::of);
    if (limits.reached()) {
      phases.leaveOut("starts");
    }
    return new Starts(
        starts,
        seed,
        found,
        contested,
        EquilibriaFinder.diameter("starts", phases, space, decisions, outputs));
  }

  private List<AppliedElement> judgments() {
    List<AppliedElement> judgments = new ArrayList<>();
    for (AdvisedCase one : cases.all()) {
      one.judgments().forEach(it -> judgments.add(one.applied(Element.judgment(it.id()))));
    }
    return judgments;
  }
}

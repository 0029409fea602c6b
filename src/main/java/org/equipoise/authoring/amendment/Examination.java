package org.equipoise.authoring.amendment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.amendment.Amender.Judged;
import org.equipoise.authoring.amendment.ProposedChanges.Figures;
import org.equipoise.authoring.amendment.ProposedChanges.Pair;
import org.equipoise.authoring.amendment.internal.AmendedFiles;
import org.equipoise.authoring.amendment.internal.AmendmentNames;
import org.equipoise.authoring.amendment.internal.Corpus;
import org.equipoise.authoring.amendment.internal.Corpus.Application;
import org.equipoise.authoring.amendment.internal.Corpus.Held;
import org.equipoise.authoring.amendment.internal.Model;
import org.equipoise.authoring.amendment.internal.Option;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.FreshOverride;
import org.equipoise.authoring.amendment.internal.Option.Local;
import org.equipoise.authoring.amendment.internal.Program.Solution;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.InferenceException;
import org.equipoise.inference.Precedents;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/** Runs the amended rules on everything, and compares with what was predicted. */
final class Examination {
  private final Constitution constitution;
  private final Collection<Judged> cases;
  private final List<Fixture> settled;
  private final Model model;
  private @Nullable Map<String, Decision> decided;

  Examination(
      Constitution constitution, Collection<Judged> cases, List<Fixture> settled, Model model) {
    this.constitution = constitution;
    this.cases = cases;
    this.settled = settled;
    this.model = model;
  }

  /**
   * What did not come as predicted.
   *
   * @param isBreach whether the changes do not do what they are for, so that others must be sought
   */
  record Doubt(String why, boolean isBreach) {}

  /** The amended rules, and what follows from them in each case. */
  record Amended(Constitution rules, List<Findings> findings) {}

  /**
   * What came of the amended rules.
   *
   * @param amended null if they do not compile, or fail
   * @param settled how many settled fixtures pass
   * @param changed the cases that are decided otherwise
   * @param decisions of the amended rules by case; empty if they do not compile
   */
  record Result(
      List<Doubt> doubts,
      @Nullable Amended amended,
      int settled,
      Set<String> changed,
      Map<String, Decision> decisions) {

    /** Nothing came of rules that are refused or that fail. */
    static Result refused(String why) {
      return new Result(List.of(new Doubt(why, false)), null, 0, Set.of(), Map.of());
    }

    boolean isBreach() {
      return doubts.stream().anyMatch(Doubt::isBreach);
    }
  }

  /** How all hangs together now. */
  Optional<Figures> before(SolveLimits limits) {
    return figures(constitution, cases.stream().map(Judged::findings).toList(), limits);
  }

  /** How all hangs together under amended rules. */
  static Optional<Figures> after(Amended amended, SolveLimits limits) {
    return figures(amended.rules(), amended.findings(), limits);
  }

  /** Empty if the limits were reached before all was known. */
  private static Optional<Figures> figures(
      Constitution rules, List<Findings> findings, SolveLimits limits) {
    Advisor.Options options = new Advisor.Options(1, rules.settings().suspensionFactor(), limits);
    Advisor advisor = new Advisor(rules, options);
    for (Findings each : findings) {
      Meter.ask();
      advisor.add(each);
    }
    Advice advice = advisor.adviseInBrief();
    return limits.reached()
        ? Optional.empty()
        : Optional.of(
            new Figures(
                advice.disequilibrium().index(),
                advice.coverage(),
                advice.informativePrinciples().size()));
  }

  private static Map<String, Decision> decided(Constitution rules, List<Findings> findings) {
    Decider decider = new Decider(rules);
    Map<String, Decision> decided = new HashMap<>();
    for (Findings each : findings) {
      Meter.ask();
      decided.put(each.given().id(), decider.decide(each));
    }
    return decided;
  }

  Result of(Solution solution, AmendmentNames names, AmendedFiles files) {
    Constitution amended;
    List<Findings> findings = new ArrayList<>();
    try {
      amended =
          solution.options().stream().anyMatch(Candidate.class::isInstance)
              ? constitution.with(files.verifiable())
              : constitution;
      for (Judged judged : cases) {
        Meter.ask();
        findings.add(
            amended == constitution
                ? judged.findings()
                : CountedJudgments.infer(amended, judged.given(), judged.judgments()));
      }
    } catch (InvalidInputException e) {
      String first = e.problems().isEmpty() ? "" : ": " + e.problems().get(0);
      return Result.refused("the amended rules are refused" + first);
    } catch (InferenceException e) {
      Meter.ask(); // whether it is the rules that fail, or the time that is over
      return Result.refused("the amended rules fail: " + e.getMessage());
    }
    List<Doubt> doubts = new ArrayList<>();
    conflicts(amended, findings, solution, names, doubts);
    int passing = 0;
    FixtureRunner runner = new FixtureRunner(amended);
    for (Fixture fixture : settled) {
      boolean isPassed = runner.passes(fixture);
      Meter.ask();
      if (isPassed) {
        passing++;
      } else {
        doubts.add(new Doubt("the settled fixture `" + fixture.name() + "` fails", true));
      }
    }
    Map<String, Decision> now = decided();
    Map<String, Decision> then = decided(amended, findings);
    Set<String> changed = new TreeSet<>();
    now.forEach(
        (caseId, decision) -> {
          if (!answers(decision).equals(answers(Objects.requireNonNull(then.get(caseId))))) {
            changed.add(caseId);
          }
        });
    predicted(amended, findings, solution, doubts);
    return new Result(doubts, new Amended(amended, findings), passing, changed, then);
  }

  private Map<String, Decision> decided() {
    if (decided == null) {
      decided = decided(constitution, cases.stream().map(Judged::findings).toList());
    }
    return decided;
  }

  /** The verdict on each output, and the choice. */
  private static String answers(Decision decision) {
    StringBuilder answers = new StringBuilder(decision.state() + " " + decision.choice());
    for (OutputDecision each : decision.outputs()) {
      answers.append(' ').append(each.output()).append(' ').append(each.verdict());
    }
    return answers.toString();
  }

  /**
   * Whether nothing conflicts under the amended rules, once all is given up that the rest names.
   */
  private void conflicts(
      Constitution amended,
      List<Findings> findings,
      Solution solution,
      AmendmentNames names,
      List<Doubt> doubts) {
    Precedents precedents = new Precedents(amended);
    Map<String, CaseWeights> weights = new HashMap<>();
    for (Findings each : findings) {
      Meter.ask();
      String caseId = each.given().id();
      List<Element> relaxed = relaxed(solution, caseId, names);
      CaseWeights own = CaseWeights.of(amended, each);
      weights.put(caseId, own);
      precedents.add(each, relaxed);
      for (Findings.ConflictInWorld conflict : each.conflictsWithout(relaxed)) {
        for (List<Element> environment : conflict.region().environments()) {
          boolean isLeft =
              environment.stream().noneMatch(relaxed::contains)
                  && environment.stream().anyMatch(it -> !own.cost(it).isInfinite());
          if (isLeft) {
            doubts.add(
                new Doubt(
                    "a conflict is left in case " + caseId + ": " + conflict.conflict().kind(),
                    true));
          }
        }
      }
    }
    for (Precedents.AcrossCases conflict : precedents.conflicts()) {
      for (List<AppliedElement> environment : conflict.environments()) {
        if (environment.stream()
            .anyMatch(
                it ->
                    !Objects.requireNonNull(weights.get(it.caseId()))
                        .cost(it.element())
                        .isInfinite())) {
          doubts.add(new Doubt("a conflict is left between cases " + conflict.cases(), true));
        }
      }
    }
  }

  private static List<Element> relaxed(Solution solution, String caseId, AmendmentNames names) {
    List<Element> relaxed = new ArrayList<>();
    for (Option option : solution.options()) {
      if (option instanceof Local it && it.element().caseId().equals(caseId)) {
        relaxed.add(it.element().element());
      } else if (option instanceof FreshOverride it && it.caseId().equals(caseId)) {
        relaxed.add(names.principle(it.principle()));
      }
    }
    return relaxed;
  }

  /** Whether rules that only fall silent leave decisions as overriding them would. */
  private void predicted(
      Constitution amended, List<Findings> findings, Solution solution, List<Doubt> doubts) {
    List<Candidate> candidates =
        solution.options().stream()
            .filter(Candidate.class::isInstance)
            .map(Candidate.class::cast)
            .toList();
    if (candidates.isEmpty()
        || candidates.stream().anyMatch(it -> it.kind() == Option.Kind.YIELD)) {
      return;
    }
    BitSet silent = new BitSet();
    Set<String> touchedAnew = new TreeSet<>();
    candidates.forEach(
        it -> {
          silent.or(it.silences());
          it.speaks().stream().forEach(site -> touchedAnew.add(model.corpus().caseOf(site)));
        });
    Map<String, Map<Element, Boolean>> byCase = new HashMap<>();
    List<Application> applications = model.corpus().applications();
    for (int a = 0; a < applications.size(); a++) {
      byCase
          .computeIfAbsent(applications.get(a).caseId(), it -> new HashMap<>())
          .merge(applications.get(a).rule(), silent.get(a), Boolean::logicalAnd);
    }
    Decider old = new Decider(constitution);
    Decider now = new Decider(amended);
    for (Findings each : findings) {
      Meter.ask();
      String caseId = each.given().id();
      Map<Element, Boolean> rules = byCase.getOrDefault(caseId, Map.of());
      boolean isWhole =
          silent.stream()
              .filter(a -> applications.get(a).caseId().equals(caseId))
              .allMatch(a -> rules.getOrDefault(applications.get(a).rule(), false));
      if (!isWhole || touchedAnew.contains(caseId)) {
        continue;
      }
      List<Element> given =
          rules.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
      Findings was = Objects.requireNonNull(model.corpus().cases().get(caseId)).findings();
      if (!old.answerWithout(was, given).equals(now.answerWithout(each, List.of()))) {
        doubts.add(new Doubt("case " + caseId + " is decided otherwise than predicted", false));
      }
    }
  }

  /** Pairs of cases with contrary judgments that no ground parts. */
  List<Pair> inseparable() {
    Corpus corpus = model.corpus();
    int[] alike = model.alike();
    Map<Integer, Set<String>> judgedFor = new HashMap<>();
    Map<Integer, Set<String>> judgedAgainst = new HashMap<>();
    for (Held held : corpus.judgments()) {
      (held.isFor() ? judgedFor : judgedAgainst)
          .computeIfAbsent(alike[held.site()], it -> new TreeSet<>())
          .add(held.caseId());
    }
    Set<List<String>> pairs = new TreeSet<>(Comparator.comparing(List::toString));
    judgedFor.forEach(
        (group, ones) -> {
          Set<String> others = judgedAgainst.getOrDefault(group, Set.of());
          for (String one : ones) {
            Meter.steps(1 + others.size());
            for (String other : others) {
              if (!one.equals(other) && !pairs.contains(List.of(other, one))) {
                pairs.add(List.of(one, other));
              }
            }
          }
        });
    return pairs.stream().map(it -> new Pair(it.get(0), it.get(1))).toList();
  }
}

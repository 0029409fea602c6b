package org.equipoise.audit.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.equipoise.audit.explanation.ChangeCandidates.Option;
import org.equipoise.audit.explanation.ChangeCandidates.Slot;
import org.equipoise.audit.explanation.Counterfactuals.ChangeKind;
import org.equipoise.audit.explanation.Counterfactuals.Found;
import org.equipoise.audit.explanation.Counterfactuals.Limits;
import org.equipoise.audit.explanation.Counterfactuals.SearchResult;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.inference.Findings;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;

/**
 * Searches for changes. It tries single changes first, then pairs and so on, and decides each
 * again. Not thread-safe.
 */
final class ChangeSearch {
  private final Constitution constitution;
  private final DecisionInput actual;
  private final WantedOutcome goal;
  private final Limits limits;
  private final LongConsumer progress;
  private final Decider decider;
  private final long started = System.nanoTime();
  private long made;
  private long endNanos = Long.MAX_VALUE;

  ChangeSearch(
      Constitution constitution,
      DecisionInput actual,
      WantedOutcome goal,
      Limits limits,
      LongConsumer progress) {
    this.constitution = constitution;
    this.actual = actual;
    this.goal = goal;
    this.limits = limits;
    this.progress = progress;
    this.decider = new Decider(constitution);
  }

  SearchResult over(ChangeKind of) {
    if (limits.time() != null) {
      endNanos =
          limits
              .time()
              .dividedBy(ChangeKind.values().length)
              .multipliedBy(1L + Arrays.asList(ChangeKind.values()).indexOf(of))
              .toNanos();
    }
    ChangeCandidates candidates = new ChangeCandidates(constitution, actual);
    return switch (of) {
      case FACTS -> over(of, candidates.facts(), candidates, List.of());
      case JUDGMENTS -> over(of, candidates.judgments(), candidates, List.of());
      case RULES -> {
        List<String> entrenched = new ArrayList<>();
        List<Slot> rules = rules(entrenched);
        yield over(of, rules, candidates, entrenched);
      }
    };
  }

  private Decision decide(DecisionInput situation) {
    Decider by =
        situation.silenced().isEmpty()
            ? decider
            : new Decider(constitution.withoutRules(situation.silenced()));
    return by.under(situation.semantics()).decide(situation.given(), situation.judgments());
  }

  /**
   * The results so far: those of the smallest size, among them the cheapest, and among these the
   * first.
   */
  private final class Finds {
    final List<Trial> met = new ArrayList<>();
    final List<Trial> neared = new ArrayList<>();
    int tried;

    boolean isSpent() {
      return tried >= limits.tries() || System.nanoTime() - started > endNanos;
    }

    void judge(List<Option> options) {
      Decision decision = decide(applied(options));
      tried++;
      progress.accept(++made);
      Trial trial = new Trial(options, decision);
      if (goal.isMetBy(decision)) {
        add(trial, met);
      } else if (goal.isPartlyMetBy(decision)
          && (neared.isEmpty() || neared.get(0).options().size() == options.size())) {
        add(trial, neared);
      }
    }

    private void add(Trial trial, List<Trial> trials) {
      trials.add(trial);
      trials.sort(Comparator.comparing(Trial::cost));
      if (trials.size() > limits.top()) {
        trials.remove(trials.size() - 1);
      }
    }

    SearchResult result(
        ChangeKind of,
        int things,
        int complete,
        boolean isCut,
        List<String> incomplete,
        List<String> fixed) {
      boolean isLess =
          !neared.isEmpty()
              && (met.isEmpty() || neared.get(0).options().size() < met.get(0).options().size());
      return new SearchResult(
          of,
          first(met),
          isLess ? first(neared) : List.of(),
          things,
          complete,
          tried,
          isCut,
          incomplete,
          fixed);
    }

    private List<Found> first(List<Trial> trials) {
      return trials.stream()
          .map(it -> new Found(it.options().stream().map(Option::change).toList(), it.decision()))
          .toList();
    }
  }

  /** A change with its decision. */
  private record Trial(List<Option> options, Decision decision) {
    Cost cost() {
      Cost cost = Cost.ZERO;
      for (Option option : options) {
        if (option.change() instanceof CounterfactualChange.Overridden overridden) {
          cost = cost.plus(overridden.cost());
        }
      }
      return cost;
    }
  }

  private SearchResult over(
      ChangeKind of, List<Slot> slots, ChangeCandidates candidates, List<String> entrenched) {
    Finds finds = new Finds();
    int complete = 0;
    boolean isCut = false;
    while (finds.met.isEmpty() && complete < slots.size() && !isCut) {
      isCut = !choose(slots, 0, complete + 1, new ArrayList<>(), finds);
      complete += isCut ? 0 : 1;
    }
    lower(finds.met, candidates);
    lower(finds.neared, candidates);
    return finds.result(
        of, slots.size(), complete, isCut, List.copyOf(candidates.incomplete()), entrenched);
  }

  /**
   * Tries all combinations of a number of further changes, starting at one slot. Returns false if
   * the search was cut.
   */
  private boolean choose(List<Slot> slots, int from, int more, List<Option> chosen, Finds finds) {
    if (more == 0) {
      if (finds.isSpent()) {
        return false;
      }
      finds.judge(List.copyOf(chosen));
      return true;
    }
    for (int i = from; i + more <= slots.size(); i++) {
      for (Option option : slots.get(i).options()) {
        if (chosen.stream().anyMatch(it -> excludes(it.change(), option.change()))) {
          continue;
        }
        chosen.add(option);
        boolean all = choose(slots, i + 1, more - 1, chosen, finds);
        chosen.remove(chosen.size() - 1);
        if (!all) {
          return false;
        }
      }
    }
    return true;
  }

  private DecisionInput applied(List<Option> options) {
    DecisionInput changed = actual;
    for (Option option : options) {
      changed = option.apply().apply(changed);
    }
    return changed;
  }

  /** Returns whether one change is to an object and the other is to a part of it. */
  private static boolean excludes(CounterfactualChange one, CounterfactualChange other) {
    return one instanceof CounterfactualChange.Fact a
        && other instanceof CounterfactualChange.Fact b
        && a.subject() == b.subject()
        && a.id().equals(b.id())
        && (a.attribute().startsWith(b.attribute() + ".")
            || b.attribute().startsWith(a.attribute() + "."));
  }

  /** Lowers the confidence of judgments that nobody holds to the least that is enough. */
  private void lower(List<Trial> trials, ChangeCandidates candidates) {
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      boolean isMet = goal.isMetBy(trial.decision());
      for (int tenths = 1; tenths < 10; tenths++) {
        double confidence = tenths / 10.0;
        List<Option> options =
            trial.options().stream()
                .map(
                    it ->
                        it.change() instanceof CounterfactualChange.Held held
                            ? candidates.held(held, confidence)
                            : it)
                .toList();
        if (options.equals(trial.options())) {
          break;
        }
        Decision decision = decide(applied(options));
        if (isMet ? goal.isMetBy(decision) : goal.isPartlyMetBy(decision)) {
          trials.set(i, new Trial(options, decision));
          break;
        }
      }
    }
  }

  // ---- rules

  /**
   * Returns the rules whose override may have an effect. If relaxing a rule can only remove
   * conclusions, these are the rules that speak. Otherwise these are all rules, since a rule may be
   * silent only because another speaks.
   *
   * @param entrenched receives the rules that may not be overridden
   */
  private List<Slot> rules(List<String> entrenched) {
    Findings findings = CountedJudgments.infer(constitution, actual.given(), actual.judgments());
    CaseWeights weights = CaseWeights.of(constitution, findings);
    List<Element> rules =
        findings.isMonotone()
            ? findings.speakers()
            : constitution.rules().values().stream().map(it -> it.rule().element()).toList();
    List<Slot> slots = new ArrayList<>();
    for (Element rule : rules) {
      Cost cost = weights.cost(rule);
      if (cost.isInfinite()) {
        entrenched.add(rule.name());
      } else {
        slots.add(
            new Slot(
                List.of(
                    new Option(
                        new CounterfactualChange.Overridden(rule, cost),
                        it -> it.withoutRule(rule.name())))));
      }
    }
    return slots;
  }
}

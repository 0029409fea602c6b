package org.equipoise.decision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Combination;
import org.equipoise.decision.Combined.Said;
import org.equipoise.decision.DecisionError.Cause;
import org.equipoise.language.Levels;
import org.equipoise.revision.CheapestRelaxation;
import org.jspecify.annotations.Nullable;

/** Makes one decision of what the constitutions of a charter say. */
final class Combining {
  private final Charter charter;
  private final Combined combined;
  private final List<Decision> decisions;

  /** Those that could decide the case. */
  private final List<Said> heard;

  Combining(Charter charter, Combined combined) {
    this.charter = charter;
    this.combined = combined;
    this.decisions = combined.says().stream().map(Said::decision).toList();
    this.heard = combined.says().stream().filter(it -> !hasFailed(it.decision())).toList();
  }

  private static boolean hasFailed(Decision decision) {
    return decision.state() == DecisionState.ERROR;
  }

  Decision decision() {
    Decision first = decisions.get(0);
    if (heard.size() == 1 && decisions.size() == 1) {
      return first.under(charter.digest(), combined);
    }
    List<OutputDecision> outputs =
        IntStream.range(0, first.outputs().size()).mapToObj(this::output).toList();
    return heard.size() < decisions.size()
        ? of(outputs, null, DecisionState.ERROR)
        : chosen(outputs);
  }

  // ---- what is said of one output

  /** A constitution's say in what is combined. */
  record Voice(Action action, BigDecimal weight) {}

  private OutputDecision output(int place) {
    List<Said> speaking =
        heard.stream().filter(it -> verdict(it, place) != Verdict.ABSTAIN).toList();
    List<Voice> voices =
        heard.stream()
            .filter(it -> speaking.isEmpty() || !isSilentAllow(it, place))
            .map(it -> new Voice(action(it, place), charter.weight(it.name())))
            .toList();
    Stream<Action> floor =
        decisions.stream()
            .filter(Combining::hasFailed)
            .flatMap(it -> Stream.of(it.outputs().get(place).action(), Action.ESCALATE));
    Action action =
        Stream.concat(
                voices.isEmpty() ? Stream.of() : Stream.of(combine(combined.combine(), voices)),
                floor)
            .max(Action.STRICTNESS)
            .orElseThrow();
    String id = decisions.get(0).outputs().get(place).output();
    return Stream.concat(speaking.stream(), heard.stream())
        .filter(it -> action(it, place) == action)
        .findFirst()
        .map(it -> withoutCosts(it.decision().outputs().get(place)))
        .orElseGet(() -> withoutReasons(id, action));
  }

  private static Verdict verdict(Said said, int place) {
    return said.decision().outputs().get(place).verdict();
  }

  private static Action action(Said said, int place) {
    return said.decision().outputs().get(place).action();
  }

  /** Whether a constitution says nothing of an output and would let it pass. */
  private static boolean isSilentAllow(Said said, int place) {
    return verdict(said, place) == Verdict.ABSTAIN && action(said, place) == Action.ALLOW;
  }

  /** What constitutions weigh differs, so that no cost stands for all of them. */
  private static OutputDecision withoutCosts(OutputDecision it) {
    return new OutputDecision(
        it.output(),
        it.verdict(),
        it.action(),
        it.margin(),
        CheapestRelaxation.OPEN,
        CheapestRelaxation.OPEN,
        it.claims(),
        it.guidance());
  }

  private static OutputDecision withoutReasons(String output, Action action) {
    return new OutputDecision(
        output,
        Verdict.valueOf(action.name()),
        action,
        0,
        CheapestRelaxation.OPEN,
        CheapestRelaxation.OPEN,
        List.of(),
        List.of());
  }

  /**
   * Combines actions.
   *
   * @param voices at least one
   */
  static Action combine(Combination how, List<Voice> voices) {
    Stream<Action> actions = voices.stream().map(Voice::action);
    return switch (how) {
      case STRICTEST -> actions.max(Action.STRICTNESS).orElseThrow();
      case MOST_PERMISSIVE -> actions.min(Action.STRICTNESS).orElseThrow();
      case UNANIMOUS_OR_ESCALATE, BRIDGE ->
          actions.distinct().count() == 1 ? voices.get(0).action() : Action.ESCALATE;
      case MAJORITY ->
          actions
              .distinct()
              .filter(
                  it -> 2 * voices.stream().filter(v -> v.action() == it).count() > voices.size())
              .findFirst()
              .orElse(Action.ESCALATE);
      case WEIGHTED -> median(voices);
    };
  }

  /** The most permissive action that less than half of the weight finds too permissive. */
  private static Action median(List<Voice> voices) {
    BigDecimal all = weight(voices.stream());
    return Stream.of(Action.values())
        .sorted(Action.STRICTNESS)
        .filter(
            action -> {
              BigDecimal stricter =
                  weight(
                      voices.stream()
                          .filter(it -> Action.STRICTNESS.compare(it.action(), action) > 0));
              return stricter.add(stricter).compareTo(all) < 0;
            })
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal weight(Stream<Voice> voices) {
    return voices.map(Voice::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  // ---- what is said of the case

  private Decision chosen(List<OutputDecision> outputs) {
    if (outputs.size() == 1) {
      Verdict verdict = outputs.get(0).verdict();
      boolean isDecided = verdict == Verdict.ALLOW || verdict == Verdict.BLOCK;
      return of(outputs, null, isDecided ? DecisionState.DECIDED : DecisionState.UNDECIDED);
    }
    Set<String> open = ids(outputs, it -> it.action() != Action.BLOCK);
    if (open.isEmpty()) {
      return allBlocked(outputs);
    }
    String choice = open.size() == 1 ? open.iterator().next() : elected(open);
    return of(outputs, choice, choice == null ? DecisionState.UNDECIDED : DecisionState.DECIDED);
  }

  private Decision allBlocked(List<OutputDecision> outputs) {
    if (decisions.stream().anyMatch(it -> it.state() == DecisionState.DILEMMA)) {
      return of(outputs, null, DecisionState.DILEMMA);
    }
    boolean isNoneFine =
        decisions.stream()
            .allMatch(it -> it.state() == DecisionState.DECIDED && it.choice() == null);
    return isNoneFine
        ? of(outputs, null, DecisionState.DECIDED)
        : of(outputs, elected(ids(outputs, it -> true)), DecisionState.ALL_BLOCKED);
  }

  private static Set<String> ids(List<OutputDecision> outputs, Predicate<OutputDecision> isOne) {
    return outputs.stream().filter(isOne).map(OutputDecision::output).collect(Collectors.toSet());
  }

  /**
   * The output that the constitutions choose: all of those that choose one that is open; under
   * {@code majority} and {@code weighted} more than half of them.
   */
  private @Nullable String elected(Set<String> open) {
    Map<String, BigDecimal> votes = new TreeMap<>();
    for (Said said : combined.says()) {
      String choice = said.decision().choice();
      if (choice != null && open.contains(choice)) {
        boolean isWeighted = combined.combine() == Combination.WEIGHTED;
        BigDecimal weight = isWeighted ? charter.weight(said.name()) : BigDecimal.ONE;
        votes.merge(choice, weight, BigDecimal::add);
      }
    }
    boolean isByNumber =
        combined.combine() == Combination.MAJORITY || combined.combine() == Combination.WEIGHTED;
    BigDecimal all = votes.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return votes.entrySet().stream()
        .filter(
            it ->
                isByNumber
                    ? it.getValue().add(it.getValue()).compareTo(all) > 0
                    : votes.size() == 1)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private Decision of(List<OutputDecision> outputs, @Nullable String choice, DecisionState state) {
    return new Decision(
        decisions.get(0).caseId(),
        outputs,
        choice,
        null,
        state,
        decisions.stream().allMatch(Decision::gap),
        union(Decision::fragile).stream().sorted().toList(),
        union(Decision::conflicts),
        union(Decision::misread).stream().sorted().toList(),
        union(Decision::notInForce).stream().sorted().toList(),
        union(Decision::raised).stream().sorted().toList(),
        charter.digest(),
        Levels.NONE,
        error(),
        combined);
  }

  private <T> List<T> union(Function<Decision, Collection<T>> of) {
    return decisions.stream().flatMap(it -> of.apply(it).stream()).distinct().toList();
  }

  /** The error of the first that failed; of one that the machine caused, if there is any. */
  private @Nullable DecisionError error() {
    List<Said> failed = new ArrayList<>(combined.says());
    failed.removeAll(heard);
    Optional<Said> ofMachine = failed.stream().filter(Combining::isOfMachine).findFirst();
    return ofMachine.or(() -> failed.stream().findFirst()).map(Combining::error).orElse(null);
  }

  private static boolean isOfMachine(Said said) {
    DecisionError error = said.decision().error();
    return error != null && error.code().cause() == Cause.MACHINE;
  }

  private static DecisionError error(Said said) {
    DecisionError own = Objects.requireNonNull(said.decision().error());
    return new DecisionError(
        own.code(),
        own.rule(),
        own.limit(),
        own.place(),
        "under `" + said.name() + "`: " + own.sentence());
  }
}

package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;

/**
 * Random rule sets: the engine against the definition of a label, computed over every world by an
 * interpreter that shares nothing with it. The number of rule sets is the system property {@code
 * equipoise.seeds} if that is 2,000 or more, and otherwise a share of it; one seed alone is {@code
 * equipoise.seed}.
 */
class RandomRulesTest {
  private static final Set<String> REFUSED = Set.of("cycle-through-absence", "wrong-lift");
  private static final int WHOLE = 2000;
  private static final int SHARE = 10;
  private static final int SITUATIONS = 4;
  private static final int MOST_FAILURES = Integer.getInteger("equipoise.failures", 1);

  @Test
  void everyLabelIsWhatItsDefinitionSaysOverAllWorlds() {
    int wanted = Integer.getInteger("equipoise.seeds", 200);
    int seeds = wanted >= WHOLE ? wanted : Math.max(1, wanted / SHARE);
    Integer only = Integer.getInteger("equipoise.seed");
    int from = Integer.getInteger("equipoise.from", 0);
    Map<Integer, String> failures = new ConcurrentSkipListMap<>();
    Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    int last = only == null ? from + seeds : only + 1;
    IntStream.range(only == null ? from : only, last)
        .parallel()
        .forEach(
            seed -> {
              if (failures.size() < MOST_FAILURES) {
                failure(seed, counts).ifPresent(it -> failures.put(seed, it));
              }
            });
    System.out.println("random rule sets: " + counts);
    if (!failures.isEmpty()) {
      fail(failures.size() + " rule sets failed:\n" + String.join("\n\n", failures.values()));
    }
    if (only == null && seeds >= WHOLE) {
      for (Features feature : Features.values()) {
        assertTrue(
            counts.getOrDefault(feature.name(), 0) * 100 >= seeds,
            () -> feature + " is in too few rule sets: " + counts);
      }
    }
  }

  private static Optional<String> failure(int seed, Map<String, Integer> counts) {
    Generator generator = new Generator(seed);
    Script script = generator.script();
    Trial trial = new Trial(seed, script);
    List<List<String>> strata = Dependences.strata(script);
    Constitution.Checked checked;
    try {
      checked = trial.check(seed);
    } catch (RuntimeException e) {
      return Optional.of(trial.shown(seed) + "\n  check throws " + e);
    }
    counts.merge("rule sets", 1, Integer::sum);
    if (strata == null) {
      counts.merge("refused", 1, Integer::sum);
      List<Problem> cycles =
          checked.problems().stream().filter(it -> REFUSED.contains(it.code())).toList();
      boolean named =
          cycles.size() == checked.problems().size()
              && !cycles.isEmpty()
              && cycles.stream().allMatch(it -> it.message().contains("`" + it.subject() + "`"));
      return named
          ? Optional.empty()
          : Optional.of(trial.shown(seed) + "\n  should be refused: " + checked.problems());
    }
    if (checked.constitution().isEmpty()) {
      return Optional.of(trial.shown(seed) + "\n  should not be refused: " + checked.problems());
    }
    Features.of(script).forEach(it -> counts.merge(it.name(), 1, Integer::sum));
    if (checked.constitution().get().ruleBase().compiled().isDirect()) {
      counts.merge("matched without the engine", 1, Integer::sum);
    }
    for (int i = 0; i < SITUATIONS; i++) {
      Situation situation = generator.situation(script);
      Oracle oracle = new Oracle(script, strata, situation);
      List<String> differences;
      try {
        differences =
            Trial.differences(checked.constitution().get(), situation, oracle, seed % 8 == 0);
      } catch (RuntimeException e) {
        differences = List.of("inference throws " + e);
      }
      counts.merge("cases", 1, Integer::sum);
      counts.merge("worlds", oracle.worlds(), Integer::sum);
      oracle
          .labels()
          .forEach(
              (conclusion, label) -> {
                counts.merge("labels", 1, Integer::sum);
                counts.merge("environments", label.size(), Integer::sum);
              });
      if (!differences.isEmpty()) {
        return Optional.of(
            trial.shown(seed)
                + "\n  "
                + situation
                + "\n  strata "
                + strata
                + "\n    "
                + String.join("\n    ", differences));
      }
    }
    return Optional.empty();
  }
}

package org.equipoise.authoring.mutation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Variants;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * Runs fixtures against every mutant of a constitution, to find changes that no fixture detects.
 */
public final class MutationRunner {
  private MutationRunner() {}

  /**
   * What came of the mutants; each list in order of place.
   *
   * @param killed by some fixture that failed
   * @param survived under which every fixture passes
   * @param stillborn that do not compile
   */
  public record Result(List<Mutant> killed, List<Mutant> survived, List<Mutant> stillborn) {

    public Result {
      killed = List.copyOf(killed);
      survived = List.copyOf(survived);
      stillborn = List.copyOf(stillborn);
    }
  }

  /** Every mutant of a constitution's rules, by place. */
  public static List<Mutant> mutants(Constitution constitution) {
    return constitution.rules().values().stream()
        .flatMap(it -> Mutants.of(it).stream())
        .sorted()
        .toList();
  }

  /** Every mutant that makes a weight, or a theory's strength, a tenth of what it is; by place. */
  public static List<Mutant> ofWeights(Constitution constitution) {
    return constitution.rules().values().stream()
        .flatMap(it -> Mutants.ofWeight(it).stream())
        .sorted()
        .toList();
  }

  /** So many of the mutants, drawn by a seed, in their order; all if there are no more. */
  public static List<Mutant> sample(List<Mutant> mutants, int most, long seed) {
    List<Mutant> shuffled = new ArrayList<>(mutants);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.stream().limit(most).sorted().toList();
  }

  /**
   * Runs fixtures on mutants. All mutants are compiled together, so that they cost little more than
   * one constitution of as many rules.
   *
   * @param folder the constitution's
   * @param permissions what its rules may use besides
   * @param mutants of this constitution
   * @param fixtures that the constitution passes
   */
  public static Result run(
      Path folder, Permissions permissions, List<Mutant> mutants, List<Fixture> fixtures) {
    return run(folder, permissions, null, mutants, fixtures);
  }

  /**
   * Runs fixtures on mutants.
   *
   * @param asOf as of when cases without a time are decided; null for the time of the clock
   */
  public static Result run(
      Path folder,
      Permissions permissions,
      @Nullable Instant asOf,
      List<Mutant> mutants,
      List<Fixture> fixtures) {
    Variants variants =
        Variants.compile(folder, permissions, mutants.stream().map(Mutant::variant).toList());
    List<Fixture> order = new ArrayList<>(fixtures);
    List<Mutant> killed = new ArrayList<>();
    List<Mutant> survived = new ArrayList<>();
    List<Mutant> stillborn = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Optional<Constitution> mutated =
          variants.with(mutant.variant()).map(it -> asOf == null ? it : it.asOf(asOf));
      if (mutated.isEmpty()) {
        stillborn.add(mutant);
      } else {
        (notices(mutated.get(), order) ? killed : survived).add(mutant);
      }
    }
    return new Result(List.copyOf(killed), List.copyOf(survived), List.copyOf(stillborn));
  }

  /**
   * Whether a fixture fails; it is tried first on the next mutant, which is often its neighbour.
   */
  private static boolean notices(Constitution mutated, List<Fixture> fixtures) {
    FixtureRunner trial = new FixtureRunner(mutated);
    for (int i = 0; i < fixtures.size(); i++) {
      if (!trial.passes(fixtures.get(i))) {
        fixtures.add(0, fixtures.remove(i));
        return true;
      }
    }
    return false;
  }
}

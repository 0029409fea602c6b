package org.equipoise.authoring.ratchet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.authoring.mutation.Mutant;
import org.equipoise.authoring.mutation.MutationRunner;
import org.equipoise.authoring.ratchet.Effects.Shift;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;

/**
 * The folders of two constitutions, for what is in them besides the constitutions: their fixtures.
 * Immutable.
 *
 * @param permissions what rules of both may use
 * @param asOf as of when cases without a time are decided
 */
public record TriedFolders(Path before, Path after, Permissions permissions, Instant asOf) {

  /**
   * Of which rules the changes that fixtures notice are counted, which takes longer.
   *
   * @param areCounted whether they are counted at all
   * @param dropped rules whose changes do not count
   */
  public record Mutants(boolean areCounted, Set<String> dropped) {
    /** Of none. */
    public static final Mutants NONE = new Mutants(false, Set.of());

    /** Of all. */
    public static final Mutants ALL = new Mutants(true, Set.of());

    public Mutants {
      dropped = Set.copyOf(dropped);
    }

    /** Of all but some that are dropped. */
    public static Mutants without(Set<String> dropped) {
      return new Mutants(true, dropped);
    }
  }

  /**
   * The input of a ratchet, with the fixtures of both.
   *
   * @throws org.equipoise.problem.InvalidInputException if a fixture cannot be read
   */
  public RatchetInput input(
      List<JudgedCase> cases,
      List<JudgedCase> heldOut,
      Mutants mutants,
      double level,
      double fall) {
    List<Fixture> was = fixtures(before);
    List<Fixture> is = fixtures(after);
    return new RatchetInput(
        cases,
        heldOut,
        was,
        is,
        mutants.areCounted() ? killed(was, is, mutants.dropped()) : null,
        level,
        fall);
  }

  private static List<Fixture> fixtures(Path folder) {
    Path fixtures = folder.resolve("fixtures");
    return Files.isDirectory(fixtures) && hasFiles(fixtures) ? Fixtures.read(fixtures) : List.of();
  }

  private static boolean hasFiles(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(Files::isRegularFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Shift killed(List<Fixture> was, List<Fixture> is, Set<String> dropped) {
    return was.isEmpty()
        ? null
        : new Shift(killed(before, was, dropped), killed(after, is, dropped));
  }

  private double killed(Path folder, List<Fixture> fixtures, Set<String> dropped) {
    Constitution constitution = Constitution.load(folder, permissions).asOf(asOf);
    FixtureRunner runner = new FixtureRunner(constitution);
    List<Fixture> passing = fixtures.stream().filter(runner::passes).toList();
    List<Mutant> counted =
        MutationRunner.mutants(constitution).stream()
            .filter(it -> !dropped.contains(it.rule()))
            .toList();
    return passing.isEmpty()
        ? 0
        : MutationRunner.run(folder, permissions, asOf, counted, passing).killed().size();
  }
}

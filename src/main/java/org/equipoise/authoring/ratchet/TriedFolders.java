package org.equipoise.authoring.ratchet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
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
 */
public record TriedFolders(Path before, Path after, Permissions permissions) {

  /**
   * The input of a ratchet, with the fixtures of both.
   *
   * @param isMutating whether to count the changes of rules that fixtures notice, which takes
   *     longer
   * @throws org.equipoise.problem.InvalidInputException if a fixture cannot be read
   */
  public RatchetInput input(
      List<JudgedCase> cases,
      List<JudgedCase> heldOut,
      boolean isMutating,
      double level,
      double fall) {
    List<Fixture> was = fixtures(before);
    List<Fixture> is = fixtures(after);
    return new RatchetInput(
        cases, heldOut, was, is, isMutating ? killed(was, is) : null, level, fall);
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

  private @Nullable Shift killed(List<Fixture> was, List<Fixture> is) {
    return was.isEmpty() ? null : new Shift(killed(before, was), killed(after, is));
  }

  private double killed(Path folder, List<Fixture> fixtures) {
    Constitution constitution = Constitution.load(folder, permissions);
    FixtureRunner runner = new FixtureRunner(constitution);
    List<Fixture> passing = fixtures.stream().filter(runner::passes).toList();
    return passing.isEmpty()
        ? 0
        : MutationRunner.run(folder, permissions, MutationRunner.mutants(constitution), passing)
            .killed()
            .size();
  }
}

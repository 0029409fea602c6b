package org.equipoise.integration.junit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureResult;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * Runs fixtures as JUnit 5 tests:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> rules() {
 *   return FixtureTests.of(Path.of("rules"), Path.of("rules/fixtures"));
 * }
 * }</pre>
 */
public final class FixtureTests {
  private FixtureTests() {}

  /**
   * Returns a container for each file, with a test for each of its fixtures. The source of a test
   * is the line of the fixture.
   *
   * @param constitution the folder of the constitution
   * @param fixtures a file of fixtures or a folder with such files
   * @throws org.equipoise.problem.InvalidInputException with every problem of the constitution or
   *     the fixtures; also if there is no fixture
   */
  public static Stream<DynamicNode> of(Path constitution, Path fixtures) {
    return of(Constitution.load(constitution), fixtures);
  }

  /** Returns the tests for a loaded constitution. */
  public static Stream<DynamicNode> of(Constitution constitution, Path fixtures) {
    FixtureRunner trial = new FixtureRunner(constitution);
    Map<String, List<DynamicNode>> byFile = new LinkedHashMap<>();
    for (Fixture fixture : Fixtures.read(fixtures)) {
      byFile
          .computeIfAbsent(fixture.file(), it -> new ArrayList<>())
          .add(
              DynamicTest.dynamicTest(
                  fixture.name(),
                  source(fixture),
                  () -> run(trial, constitution.names(), fixture)));
    }
    return byFile.entrySet().stream()
        .map(
            it ->
                DynamicContainer.dynamicContainer(
                    it.getKey(), Path.of(it.getKey()).toUri(), it.getValue().stream()));
  }

  private static URI source(Fixture fixture) {
    return URI.create(Path.of(fixture.file()).toUri() + "?line=" + fixture.line());
  }

  private static void run(FixtureRunner trial, KnownNames names, Fixture fixture) {
    FixtureResult outcome = trial.run(fixture);
    if (outcome.passed()) {
      return;
    }
    StringBuilder message = new StringBuilder(fixture.toString());
    StringBuilder expected = new StringBuilder();
    StringBuilder came = new StringBuilder();
    for (FixtureResult.Mismatch miss : outcome.mismatches()) {
      message.append('\n').append(miss);
      expected.append(miss.about()).append(": ").append(miss.expected()).append('\n');
      came.append(miss.about()).append(": ").append(miss.actual()).append('\n');
    }
    message.append(unknown(names, fixture));
    outcome.firings().forEach(it -> message.append("\nfired: ").append(it));
    outcome.silent().forEach(it -> message.append("\ndid not fire: ").append(it));
    throw new AssertionFailedError(message.toString(), expected.toString(), came.toString());
  }

  /** What the cases of a fixture bring that nothing in the constitution speaks of, by lines. */
  private static String unknown(KnownNames names, Fixture fixture) {
    StringBuilder lines = new StringBuilder();
    fixture.cases().stream()
        .flatMap(it -> names.unknown(it, fixture.judgments()).stream())
        .distinct()
        .forEach(
            it -> {
              String hint = names.hint(it);
              lines.append('\n').append(names.inWords(it)).append(hint == null ? "" : "; " + hint);
            });
    return lines.toString();
  }
}

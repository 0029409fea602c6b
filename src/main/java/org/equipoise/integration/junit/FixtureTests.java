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
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * Fixtures as tests of JUnit 5:
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
   * A container for each file, with a test for each of its fixtures; a test's source is the
   * fixture's line.
   *
   * @param constitution its folder
   * @param fixtures a file of fixtures, or a folder of them
   * @throws org.equipoise.problem.InvalidInputException with every problem of the constitution or
   *     the fixtures; also if there is no fixture
   */
  public static Stream<DynamicNode> of(Path constitution, Path fixtures) {
    return of(Constitution.load(constitution), fixtures);
  }

  /** The same for a constitution that is loaded. */
  public static Stream<DynamicNode> of(Constitution constitution, Path fixtures) {
    FixtureRunner trial = new FixtureRunner(constitution);
    Map<String, List<DynamicNode>> byFile = new LinkedHashMap<>();
    for (Fixture fixture : Fixtures.read(fixtures)) {
      byFile
          .computeIfAbsent(fixture.file(), it -> new ArrayList<>())
          .add(DynamicTest.dynamicTest(fixture.name(), source(fixture), () -> run(trial, fixture)));
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

  private static void run(FixtureRunner trial, Fixture fixture) {
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
    outcome.firings().forEach(it -> message.append("\nfired: ").append(it));
    outcome.silent().forEach(it -> message.append("\ndid not fire: ").append(it));
    throw new AssertionFailedError(message.toString(), expected.toString(), came.toString());
  }
}

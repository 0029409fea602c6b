package org.equipoise.integration.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** The bundled constitutions pass their own fixtures, as a service's rules would. */
class FixtureTestsTest {
  private static final Path MORALITY = Path.of("rules/common-morality");

  @TestFactory
  Stream<DynamicNode> commonMorality() {
    return FixtureTests.of(MORALITY, MORALITY.resolve("fixtures"));
  }

  @TestFactory
  Stream<DynamicNode> assistantConduct() {
    Path conduct = Path.of("rules/assistant-conduct");
    return FixtureTests.of(conduct, conduct.resolve("fixtures"));
  }

  @TestFactory
  Stream<DynamicNode> chainOfCommand() {
    Path command = Path.of("rules/chain-of-command");
    return FixtureTests.of(command, command.resolve("fixtures"));
  }

  @Test
  void aFailureLeadsToItsLineAndSaysWhatWasExpected(@TempDir Path folder) throws Throwable {
    Path file = folder.resolve("a b.yaml");
    Files.writeString(
        file,
        """
        - given: {case: first, outputs: [{output: a}]}
          expect: {a: abstain}
        - given: {case: second, outputs: [{output: a, attributes: {violates: {deceive: true}, volates: {deceive: true}}}]}
          expect: {a: allow}
        """);
    List<DynamicNode> nodes = FixtureTests.of(MORALITY, file).toList();
    assertEquals(1, nodes.size());
    List<? extends DynamicNode> tests = ((DynamicContainer) nodes.get(0)).getChildren().toList();
    assertEquals(
        List.of("first", "second"), tests.stream().map(DynamicNode::getDisplayName).toList());
    assertEquals("line=3", tests.get(1).getTestSourceUri().orElseThrow().getQuery());
    assertEquals(file.toUri().getPath(), tests.get(1).getTestSourceUri().orElseThrow().getPath());
    ((DynamicTest) tests.get(0)).getExecutable().execute();
    AssertionFailedError failure =
        assertThrows(AssertionFailedError.class, ((DynamicTest) tests.get(1)).getExecutable());
    assertEquals("a: allow\n", failure.getExpected().getValue());
    assertTrue(failure.getMessage().contains("do-not-deceive (trust.drl:"), failure.getMessage());
    assertTrue(
        failure
            .getMessage()
            .contains("`volates.deceive` of outputs; did you mean `violates.deceive`"),
        failure.getMessage());
  }

  @Test
  void aFolderWithoutFixturesIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{}");
    assertThrows(
        org.equipoise.problem.InvalidInputException.class, () -> FixtureTests.of(MORALITY, folder));
  }
}

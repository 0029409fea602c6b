package org.equipoise.authoring.plurality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.authoring.plurality.Bridge.Settlement;
import org.equipoise.constitution.Constitution;
import org.equipoise.moralchoice.Scenario;
import org.junit.jupiter.api.Test;

/** Three constitutions on the hard choices of MoralChoice: what divides them, and the bridge. */
class MoralChoicePluralTest {
  private static List<NamedConstitution> constitutions() {
    return Stream.of("harm-first", "duty-first", "freedom-first")
        .map(
            it -> new NamedConstitution(it, Constitution.load(Path.of("test-fixtures/plural", it))))
        .toList();
  }

  @Test
  void onHardChoicesTheyAreDividedAndTheBridgeIsProven() throws IOException {
    List<Scenario> hard = Scenario.high().stream().limit(150).toList();
    SideBySide sideBySide = new SideBySide(constitutions(), SideBySide.Options.DEFAULT);
    hard.forEach(it -> sideBySide.add(it.asCase(), List.of()));

    Plurality found = sideBySide.compare();

    assertEquals(150, found.cases());
    assertEquals(150, found.alike().size() + found.divided().size());
    assertTrue(found.divided().size() > found.alike().size(), found.divided().size() + " divided");
    for (Plurality.Division each : found.divided()) {
      assertTrue(!each.rules().isEmpty() && each.isComplete(), each.toString());
    }
    Settlement cheapest = found.bridge().cheapest().orElseThrow();
    assertTrue(cheapest.certified() && cheapest.verified(), cheapest.toString());
    Settlement fairest = found.bridge().fairest().orElseThrow();
    assertTrue(fairest.verified(), fairest.toString());
    assertTrue(fairest.greatest().compareTo(cheapest.greatest()) <= 0);
  }
}

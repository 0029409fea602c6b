package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRulesTest {

  /**
   * From 3,000 rules on the engine writes them into several classes, and a list that joins them.
   */
  @Test
  void moreRulesThanTheEngineWritesIntoOneClassAreLoadedAndDecide(@TempDir Path folder)
      throws IOException {
    int last = 3_000;
    String rules =
        IntStream.rangeClosed(0, last)
            .mapToObj(
                i ->
                    """
                    rule "r%1$d"
                        @Principle
                    when
                        $o : Output( attr("n") == %1$d )
                    then
                        forbid( $o, "it is %1$d" );
                    end
                    """
                        .formatted(i))
            .collect(Collectors.joining("\n", "package many\n\n", ""));
    Files.writeString(folder.resolve("rules.drl"), rules);
    Files.writeString(
        folder.resolve("constitution.json"), "{ \"name\": \"many\", \"version\": \"1\" }");
    Decider decider = new Decider(Constitution.load(folder));
    List<Output> outputs =
        List.of(0, 999, 1_000, last, last + 1).stream()
            .map(n -> Output.of("o" + n, Attributes.of(Map.of("n", n))))
            .toList();
    Decision decision = decider.decide(Case.of("c", outputs.toArray(Output[]::new)), List.of());
    assertNull(decision.error());
    assertEquals(
        List.of(Action.BLOCK, Action.BLOCK, Action.BLOCK, Action.BLOCK, Action.ESCALATE),
        decision.outputs().stream().map(OutputDecision::action).toList());
  }
}

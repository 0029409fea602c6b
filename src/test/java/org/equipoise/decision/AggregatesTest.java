package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is aggregated beside other conditions, in which order, and how its failures are told. */
class AggregatesTest {
  @TempDir Path folder;

  private Constitution constitution(String... rules) throws IOException {
    StringBuilder drl = new StringBuilder("package some\n");
    for (String rule : rules) {
      String[] parts = rule.split(": ", 2);
      drl.append("rule \"" + parts[0] + "\" @Principle when $o : Output() " + parts[1] + " end\n");
    }
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("some.drl"), drl);
    return Constitution.load(folder);
  }

  private static Decision decide(Constitution constitution, Output... outputs) {
    Case given =
        new Case("C", null, Attributes.none(), List.of(outputs), List.of(), Attributes.none());
    return new Decider(constitution).decide(given, List.of());
  }

  private static Output output(String id, Map<String, Object> attributes) {
    return Output.of(id, Attributes.of(attributes));
  }

  @Test
  void anAggregateOverAJoinStandsBesideWhatAsksForTheSameJoin() throws IOException {
    String join = "$p : Output( attr(\"k\") == 1 ) and Output( attr(\"of\") == $p.id )";
    Constitution constitution =
        constitution(
            "counts: accumulate( ( " + join + " ); $n : count( 1 ); $n == 1 ) then permit( $o );",
            "exists: exists( " + join + " ) then permit( $o );",
            "lacks: not( " + join + " ) then permit( $o );",
            "more: accumulate( ( " + join + " ); $n : count( 1 ); $n > 1 ) then permit( $o );",
            "sums: accumulate( ( " + join + " ); $n : sum( 1 ); $n == 1 ) then permit( $o );");
    Decision decision =
        decide(constitution, output("a", Map.of("k", 1)), output("b", Map.of("k", 2, "of", "a")));
    assertNull(decision.error());
    Set<String> spoke = new TreeSet<>();
    decision.outputs().get(0).claims().forEach(it -> spoke.add(it.claim().claimant().name()));
    assertEquals(Set.of("counts", "exists", "sums"), spoke);
  }

  @Test
  void whatIsCollectedStandsInAnOrderOfItsOwn() throws IOException {
    Constitution constitution =
        constitution(
            "list: accumulate( $p : Output(); $l : collectList( $p ) ) then permit( $o, \"\" + $l );",
            "set: accumulate( Output( $k : attr(\"k\") ); $l : collectSet( $k ) ) then permit( $o,"
                + " \"\" + $l );");
    Decision decision =
        decide(
            constitution,
            output("b", Map.of("k", 2)),
            output("c", Map.of("k", "x")),
            output("a", Map.of("k", 10)));
    assertNull(decision.error());
    assertEquals(
        List.of("[output a, output b, output c]", "[2, 10, x]"),
        decision.outputs().get(0).claims().stream().flatMap(it -> it.reasons().stream()).toList());
  }

  @Test
  void aFailureNamesRuleAndArgument() throws IOException {
    Constitution evaluated =
        constitution("evaluates: Output( $k : attr(\"k\") ) eval( $k > 3 ) then permit( $o );");
    String failure = String.valueOf(decide(evaluated, output("a", Map.of("k", "x"))).error());
    assertTrue(failure.contains("in rule `evaluates`: "), failure);
    assertTrue(failure.contains("the text `x` and the number 3 have no order"), failure);
    Constitution summed =
        constitution(
            "sums: accumulate( Output( $k : attr(\"k\") ); sum( $k ) ) then permit( $o );");
    String none = String.valueOf(decide(summed, output("a", Map.of("k", "x"))).error());
    assertTrue(
        none.contains("in rule `sums`: `sum( $k )` is asked of numbers, and the text `x` is none"),
        none);
  }

  @Test
  void codeWithinAnAggregateThatTheEngineCannotCompileIsRefusedWithWhatToWrite() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () ->
                constitution(
                    "inline: $n : Integer() from accumulate( Output(), init( int n = 0; ), action("
                        + " n = n + 1; ), result( n ) ) then permit( $o );"));
    assertTrue(refused.getMessage().contains("$s : sum( $n )"), refused::getMessage);
    assertTrue(refused.getMessage().contains("[not-allowed] inline"), refused::getMessage);
  }
}

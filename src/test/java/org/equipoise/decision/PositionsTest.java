package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.warning.Warnings;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** Fields of declared facts that a pattern names by their position. */
class PositionsTest {
  private static final String RULES =
      """
      package some
      declare Place
        of : String @position( 0 )
        rank : int @position( 1 )
      end
      rule "first" @Theory when Output( index == 0, $id : id ) then insert( new Place( $id, 3 ) ); end
      rule "binds" @Principle when Place( $a, $b; ) $o : Output( id == $a ) then permit( $o, "of" + $b ); end
      rule "joins" @Principle when $o : Output( $id : id ) Place( $id, 3; ) then permit( $o, "j" ); end
      rule "more" @Principle when Place( "a", $b; $b > 2 ) $o : Output() then permit( $o, "m" ); end
      rule "none" @Principle when Place( $a, 4; ) $o : Output() then permit( $o, "n" ); end
      """;

  @Test
  void aVariableInThePlaceOfAFieldTakesItsValueOrIsComparedWithIt() {
    Constitution constitution =
        Constitution.of(
            Map.of("constitution.json", "{\"name\": \"p\", \"version\": \"1\"}", "r.drl", RULES));
    assertEquals(List.of(), Warnings.of(Path.of("."), constitution.rules().values(), null));
    Decision decision =
        new Decider(constitution)
            .decide(
                Case.of("C", Output.of("a", Attributes.none()), Output.of("b", Attributes.none())),
                List.of());
    assertNull(decision.error());
    Map<String, TreeSet<String>> rules = new TreeMap<>();
    decision
        .outputs()
        .forEach(
            output ->
                output
                    .claims()
                    .forEach(
                        it ->
                            rules
                                .computeIfAbsent(output.output(), any -> new TreeSet<>())
                                .add(it.claim().claimant().name())));
    assertEquals("{a=[binds, joins, more], b=[more]}", rules.toString());
  }
}

package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Rules that the engine matches meet the budget too, though none of their own code runs. */
class JoinLimitsTest {
  private static final Budget BUDGET = new Budget(600_000_000_000L, 1_000_000, 64 << 20);
  private static final String QUERY = "query both( String $s ) Item( text == $s ) end\n";

  @TempDir Path folder;

  private static Map<String, String> joins() {
    Map<String, String> joins = new LinkedHashMap<>();
    joins.put("patterns and a query", "Item( $a : number ) Item( $s : text ) both( $s; )");
    joins.put(
        "patterns and eval", "Item( $a : number ) Item( $b : number ) eval( $a > $b + 9999 )");
    joins.put("patterns and from", "$a : Item() $b : Item() Item() from List.of( $a, $b )");
    joins.put("patterns and forall", "$a : Item() $b : Item() forall( Item( number >= 0 ) )");
    joins.put(
        "under not", "not( Item( $a : number ) and Item( number > $a + 9999 ) and both( \"\"; ) )");
    joins.put(
        "under exists",
        "exists( Item( $a : number ) and Item( number > $a + 9999 ) and both( \"\"; ) )");
    return joins;
  }

  private Decision decided(String conditions, int items) throws IOException {
    Path here = Files.createTempDirectory(folder, "joins");
    Files.writeString(
        here.resolve("constitution.json"), "{\"name\": \"joins\", \"version\": \"1\"}");
    Files.writeString(
        here.resolve("rules.drl"),
        """
        package joins

        declare Item
            number : int
            text : String
        end

        %s
        rule "items"
            @Theory
        when
            Output()
        then
            for ( int i = 0; i < %d; i++ ) {
                insert( new Item( i, "" ) );
            }
        end

        rule "joined"
            @Principle
        when
            $o : Output()
            %s
        then
            forbid( $o, "joined" );
        end
        """
            .formatted(QUERY, items, conditions));
    Constitution constitution = Constitution.load(here);
    return new Decider(constitution)
        .decideWithin(BUDGET, Case.of("c", Output.of("o", Attributes.none())), List.of());
  }

  @TestFactory
  Stream<DynamicTest> aJoinOfTooManyPairsEndsInAnError() {
    return joins().entrySet().stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.getKey(),
                    () -> {
                      DecisionError error = decided(it.getValue(), 2_000).error();
                      assertNotNull(error);
                      assertNotNull(error.limit(), error.sentence());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aJoinOfFewPairsIsDecided() {
    return joins().entrySet().stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.getKey(), () -> assertNull(decided(it.getValue(), 20).error())));
  }
}

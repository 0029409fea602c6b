package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;

/** Nothing in a fact changes once rules may match it, and no name stands for a word. */
class UnchangingFactsTest {
  private static final String TYPES =
      """
      package tried

      declare Bag
          n : int
          items : ArrayList
          tags : List
          cells : int[]
          it : Object
      end

      """;

  private static String rule(String name, String conditions, String body) {
    return "rule \"%s\"\n    @Principle\nwhen\n    %s\nthen\n    %s\nend\n"
        .formatted(name, conditions, body);
  }

  private static Decision decide(String rules) {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"t\",\"version\":\"1\"}",
                "rules.drl",
                TYPES + rules));
    return new Decider(constitution).decide(Case.of("c", Output.of("a", Attributes.none())));
  }

  private static Set<String> reasons(Decision decision) {
    Set<String> reasons = new TreeSet<>();
    decision.outputs().forEach(it -> it.claims().forEach(claim -> reasons.addAll(claim.reasons())));
    return reasons;
  }

  @Test
  void aFactKeepsWhatItHeldWhenItWasInserted() {
    Decision decision =
        decide(
            rule(
                    "a-makes",
                    "$o : Output()",
                    """
                    Bag b = new Bag();
                    b.setN( 2 );
                    b.setItems( new ArrayList() );
                    b.getItems().add( "q" );
                    b.setCells( new int[] { 1, 2 } );
                    ArrayList tags = new ArrayList();
                    tags.add( "a" );
                    b.setTags( tags );
                    insert( b );
                    tags.add( "later" );
                    """)
                + rule(
                    "b-changes",
                    "$b : Bag() $o : Output()",
                    """
                    $b.getItems().add( "later" );
                    $b.getCells()[1] = 9;
                    Bag alias = (Bag) $b;
                    try { alias.setN( 3 ); } catch ( IllegalStateException e ) { permit( $o, "set" ); }
                    try { $b.getTags().clear(); }
                    catch ( UnsupportedOperationException e ) { permit( $o, "cleared" ); }
                    """)
                + rule(
                    "c-reads",
                    "$b : Bag( n == 2, items contains \"q\", tags contains \"a\" ) $o : Output()",
                    "forbid( $o, $b.getN() + \" \" + $b.getItems() + $b.getTags() +"
                        + " $b.getCells()[1] );"));
    assertEquals(Set.of("2 [q][a]2", "set", "cleared"), reasons(decision));
  }

  @Test
  void whatCouldChangeAndCannotBeCopiedEndsTheDecision() {
    Decision decision =
        decide(
            rule(
                "a-makes",
                "$o : Output()",
                "class Box { int n; } insert( new Bag( 1, null, null, null, new Box() ) );"));
    String error = String.valueOf(decision.error());
    assertEquals(DecisionState.ERROR, decision.state());
    assertTrue(error.contains("`Bag.it`") && error.contains("a-makes"), error);
  }

  @Test
  void aListOfOneRuleIsNotChangedByAnother() {
    String list =
        "$o : Output() $l : ArrayList() from accumulate( Output( $i : id ),"
            + " init( ArrayList r = new ArrayList(); ) action( r.add( $i ); ) result( r ) )";
    Decision decision =
        decide(
            rule("a-clears", list, "$l.clear(); permit( $o, \"cleared\" );")
                + rule("b-reads", list, "forbid( $o, \"\" + $l.size() );"));
    assertEquals(Set.of("1", "cleared"), reasons(decision));
  }

  private static void refused(String rules, String code) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, () -> decide(rules));
    assertTrue(
        refused.problems().stream().anyMatch(it -> it.code().equals(code)), refused.getMessage());
  }

  @Test
  void noNameStandsForAWord() {
    String say = rule("r", "$o : Output()", "forbid( $o, \"x\" );");
    refused(
        "function void forbid( Output o, String why ) { permit( o, why ); }\n" + say,
        "reserved-name");
    refused("query permit( Output $o )\n    $o := Output()\nend\n" + say, "reserved-name");
    refused("declare forbid\n    n : int\nend\n" + say, "reserved-name");
    refused("declare String\n    n : int\nend\n" + say, "reserved-name");
    refused("declare a.b.Sly\n    n : int\nend\n" + say, "reserved-name");
    refused("function int a$b( int n ) { return n; }\n" + say, "reserved-name");
    refused(
        rule(
            "r",
            "$o : Output()",
            "class L { void forbid( Output o, String w ) { permit( o, w ); } }"),
        "reserved-name");
  }

  @Test
  void aPrincipleUnderminesByNoFunctionEither() {
    refused(
        "function void weaken( Principle p ) { undermine( p, 0.5, \"x\" ); }\n"
            + rule("r", "$p : Principle()", "weaken( $p );"),
        "not-a-theory");
  }
}

package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drools drops some tests that it does not understand, and compares the first value of others: a
 * rule that permits then permits always. Such tests are refused; what is accepted decides as it
 * reads.
 */
class KeptConditionsTest {
  private static final Case GIVEN =
      Case.of(
          "c",
          Output.of("a", Attributes.of(Map.of("n", 3, "x", true))),
          Output.of("b", Attributes.of(Map.of("n", 8))));

  private static Map<String, String> permitting(String conditions) {
    return Map.of(
        "constitution.json",
        "{\"name\":\"t\",\"version\":\"1\"}",
        "rules.drl",
        "package tried\n\nquery seven( Output $p )\n    Output( this == $p, index == 7 )\nend\n"
            + "rule \"r\"\n    @Principle\nwhen\n    "
            + conditions
            + "\nthen\n    permit( $o );\nend\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$o : Output() eval( sly == 3 )",
        "$o : Output() eval( sly > 3 && $o.getIndex() == 7 )",
        "$o : Output() eval( !sly )",
        "$o : Output() eval( sly )",
        "$o : Output() eval( index == 7 )",
        "$o : Output() eval( id matches \"z\" )",
        "$o : Output() eval( $p == 3 )",
        "$o : Output() eval( attr( \"x\" ) == false )",
        "$o : Output() eval( $o.getIndex() == MAX_VALUE )",
        "$o : Output() eval( ( $o.getIndex() == 7 ) == true )",
        "$o : Output() eval( true == ( $o.getIndex() == 7 ) )",
        "$o : Output() eval( $o.getIndex() == 7 == true )",
        "$o : Output() eval( $o.getIndex() == 7 ? true : false )",
        "$o : Output() eval( null )",
        "$o : Output() eval( \"x\" )",
        "$o : Output() not( eval( sly == 3 ) )",
        "eval( sly == 3 ) $o : Output()",
        "$o : Output() accumulate( Output( $i : index ); $n : sum( $i ); sly > 100 )",
        "$o : Output() accumulate( Output( $i : index ); $n : sum( $i ); sum > 100 )",
        "$o : Output() accumulate( Output( $i : index ); $n : sum( $i ); null )",
        "$o : Output() accumulate( ( Output( $i : index ) and eval( sly == 3 ) ); $n : sum( $i ) )",
        "$o : Output() accumulate( Output( $s : id ); $l : collectList( $s ); $l contains \"z\" )",
        "$o : Output() accumulate( Output( $s : id ); $l : collectList( $s ); \"z\" memberOf $l )",
        "$o : Output( ( id == \"z\" ) != false )",
        "$o : Output( id == \"z\" != false )",
        "$o : Output( ( id matches \"z\" ) != false )",
        "$o : Output( ( id in ( \"z\" ) ) != false )",
        "$o : Output( ( id contains \"z\" ) != false )",
        "$o : Output( ( id == \"z\" && index == 7 ) != false )",
        "$o : Output( !( id == \"z\" ) == false )",
        "$o : Output( index < 9 && ( ( id == \"z\" ) != false ) )",
        "$o : Output() Output( ( id == \"z\" ) != false )",
        "$o : Output() exists( Output( ( id == \"z\" ) != false ) )",
        "$o : Output() $l : List() from collect( Output( ( id == \"z\" ) != false ) )",
        "$o : Output() $s : String() from ( \"\" + $o.getClass() )"
      })
  void whatWouldBeDroppedOrMisreadIsRefused(String conditions) {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> Constitution.of(permitting(conditions)), conditions);
    assertFalse(refused.problems().isEmpty());
    refused.problems().forEach(it -> assertEquals("rules.drl", it.file(), it.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$o : Output( $i : index ) eval( $i == 0 )",
        "$o : Output( $i : index ) eval( $i == 0 || $i > 7 )",
        "$o : Output( $i : index ) eval( !( $i != 0 ) )",
        "$o : Output( $i : index ) not( eval( $i == 1 ) )",
        "$o : Output() eval( $o.flag( \"x\" ) == true )",
        "$o : Output() eval( $o.num( \"n\" ) < java.lang.Math.max( 4, 5 ) )",
        "$o : Output( $i : index ) accumulate( Output( $k : index ); $n : sum( $k ); $n > $i )",
        "$o : Output( index == 0 ) accumulate( Output( $k : index ); $n : sum( $k ), $m : max( $k );"
            + " $n == 1, $m == 1 )",
        "$o : Output( $i : index )"
            + " accumulate( ( Output( $k : index ) and eval( $k > $i ) ); $n : count( $k ); $n == 1 )",
        "$o : Output( index == 0 ) accumulate( Output( $s : id ); $l : collectList( $s ) )"
            + " eval( $l contains \"b\" )",
        "$o : Output( index == 0 )"
            + " $l : Set( this contains \"b\" ) from accumulate( Output( $s : id ), collectSet( $s ) )",
        "$o : Output( ( id == \"a\" ) || ( id == \"z\" ) )",
        "$o : Output( !( id == \"b\" ) )",
        "$o : Output( ( num( \"n\" ) + 1 ) == 4 )",
        "$o : Output( ( flag( \"x\" ) ) != null )",
        "$o : Output( id.equals( \"a\" ) != false )",
        "$o : Output( index == ( 3 - 3 ) )",
        "$o : Output( $b : ( id == \"a\" ), index == 0 )",
        "$o : Output( new String( new char[] { 97 } ) == id )",
        "$o : Output( index == 0 ) not( seven( $o; ) )"
      })
  void whatIsAcceptedDecidesAsItReads(String conditions) {
    List<Action> actions =
        new Decider(Constitution.of(permitting(conditions)))
            .decide(GIVEN, List.of()).outputs().stream().map(it -> it.action()).toList();
    assertEquals(List.of(Action.ALLOW, Action.ESCALATE), actions, conditions);
  }
}

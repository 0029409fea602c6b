package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What rules write into a reason is the same whenever the case is decided: where that cannot be,
 * the decision is an error that names the rule. Each expression is a rule of its own, which fires
 * where the attribute {@code n} is its number.
 */
class RepeatableTest {
  private static final String NO_TEXT = "has no text that is always the same";
  private static final String NO_HASH = "has no hash that is always the same";
  private static final String JAVAS = "what Java says of an error";

  private static final String DIFFERS = "in a pattern for dates differs between machines";
  private static final String OF_TIMES = "depends on the machine's zone and language";

  private static final String HASHED = "a hash that is not always the same cannot be written";

  /** Reasons, and what comes of each: a text, or part of an error. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("\"\" + new Object()", NO_TEXT),
          Map.entry("\"\" + (Object) new int[1]", NO_TEXT),
          Map.entry("\"\" + List.of( 1, new Object() )", NO_TEXT),
          Map.entry("\"\" + Map.of( \"k\", java.util.Optional.of( new Object() ) )", NO_TEXT),
          Map.entry("String.valueOf( (Object) (Runnable) () -> { } )", NO_TEXT),
          Map.entry("new Object().toString()", NO_TEXT),
          Map.entry("java.util.Objects.toString( new Object() )", NO_TEXT),
          Map.entry("java.util.Arrays.toString( new Object[] { new Object() } )", NO_TEXT),
          Map.entry("String.format( \"%s\", new Object() )", NO_TEXT),
          Map.entry("new StringBuilder( \"a\" ).append( new Object() ).toString()", NO_TEXT),
          Map.entry("\"\" + List.of( 1 ).stream()", NO_TEXT),
          Map.entry("\"\" + List.of( 1 ).iterator()", NO_TEXT),
          Map.entry(
              "List.of( new Object() ).stream().map( Object::toString ).findFirst().get()",
              NO_TEXT),
          Map.entry(
              "List.of( new Object() ).stream().map( String::valueOf ).findFirst().get()", NO_TEXT),
          Map.entry("\"\" + java.util.Objects.hash( new Object() )", NO_HASH),
          Map.entry("\"\" + java.util.Objects.hashCode( $o )", NO_HASH),
          Map.entry("\"\" + List.of( new Object() ).hashCode()", NO_HASH),
          Map.entry("\"\" + java.util.Arrays.hashCode( new Object[] { new int[0] } )", NO_HASH),
          Map.entry(
              "\"\" + List.of( new Object() ).stream().map( java.util.Objects::hashCode ).toList()",
              NO_HASH),
          Map.entry("text( new Object() )", NO_TEXT),
          Map.entry("text( List.of( new int[0] ) )", NO_TEXT),
          Map.entry("text( List.of( 1 ) )", "Held[it=[1], n=2]"),
          Map.entry("\"\" + ( hash( java.time.Month.MAY ) - 31 * \"MAY\".hashCode() )", "2"),
          Map.entry("String.format( \"%s\", held( new Object() ) )", NO_TEXT),
          Map.entry("String.format( \"%h\", named() )", NO_HASH),
          Map.entry("String.format( \"%S %<h\", java.time.Month.MAY )", HASHED),
          Map.entry("String.format( \"%H\", List.of( java.time.Month.MAY ) )", HASHED),
          Map.entry("String.format( \"%h\", \"a\" )", "61"),
          Map.entry("failure( 0 )", JAVAS),
          Map.entry("failure( 1 )", JAVAS),
          Map.entry("failure( 2 )", JAVAS),
          Map.entry("failure( 3 )", "of our own"),
          Map.entry("\"TITLE\".toLowerCase() + \"i\".toUpperCase()", "titleI"),
          Map.entry("String.format( \"%,d %.2f\", 1234567, 1.5 )", "1,234,567 1.50"),
          Map.entry("\"%,d\".formatted( 1234567 )", "1,234,567"),
          Map.entry(
              "java.util.stream.Stream.of( \"I\" ).map( String::toLowerCase ).toList().get( 0 )",
              "i"),
          Map.entry(
              "java.time.format.DateTimeFormatter.ofPattern( \"d MMM uuuu\" ).format("
                  + " java.time.LocalDate.of( 2026, 1, 31 ) )",
              "31 Jan 2026"),
          Map.entry(
              "java.time.format.DateTimeFormatter.ofPattern( \"EEEE d MMMM uuuu, h:mm a\" ).format("
                  + " java.time.LocalDateTime.of( 2026, 9, 7, 23, 5 ) )",
              "Monday 7 September 2026, 11:05 PM"),
          Map.entry(
              "java.time.format.DateTimeFormatter.ofPattern( \"YYYY 'week' w\" ).format("
                  + " java.time.LocalDate.of( 2026, 9, 7 ) )",
              DIFFERS),
          Map.entry("String.format( \"%tB\", java.time.LocalDate.of( 2026, 9, 7 ) )", OF_TIMES),
          Map.entry("String.format( \"100%% true\" )", "100% true"),
          Map.entry("\"\" + Set.of( 5, 3, 9, 1 )", "[5, 3, 9, 1]"),
          Map.entry("\"\" + Map.of( \"z\", 1, \"a\", 2, \"m\", 3 )", "{z=1, a=2, m=3}"),
          Map.entry(
              "\"\" + new java.util.HashSet<>( List.of( \"z\", \"a\", \"m\" ) )", "[z, a, m]"),
          Map.entry("filled( new java.util.HashMap<>() )", "{z=1, a=2}"),
          Map.entry(
              "\"\" + java.util.stream.Stream.of( \"z\", \"a\" ).collect("
                  + " java.util.stream.Collectors.toSet() )",
              "[z, a]"),
          Map.entry(
              "\"\" + java.util.stream.Stream.of( \"zz\", \"a\" ).collect("
                  + " java.util.stream.Collectors.groupingBy( String::length ) )",
              "{2=[zz], 1=[a]}"),
          Map.entry(
              "\"\" + java.util.stream.Stream.of( \"zz\", \"a\" ).collect("
                  + " java.util.stream.Collectors.toMap( it -> it, String::length ) )",
              "{zz=2, a=1}"),
          Map.entry("\"\" + java.util.Objects.hash( 1, \"a\" )", "1089"),
          Map.entry(
              "\"\" + ( List.of( java.time.Month.MAY ).hashCode() - \"MAY\".hashCode() )", "31"),
          Map.entry("\"\" + List.of( 1, \"a\" ).hashCode()", "1089"),
          Map.entry("\"\" + $o.getId() + $o.attr( \"n\" ).getClass().getSimpleName()", "oInteger"),
          Map.entry("\"\" + new Named( \"x\" )", "Named( name=x )"));

  private static final List<String> ORDER = REASONS.keySet().stream().sorted().toList();
  private static Decider decider;

  @BeforeAll
  static void load() {
    StringBuilder rules =
        new StringBuilder(
            """
            package repeatable

            declare Named
                name : String @key
            end

            function String failure( int kind ) {
                try {
                    switch ( kind ) {
                        case 0: return "" + (String) (Object) 1;
                        case 1: return "" + Integer.parseInt( "q" );
                        case 2: return "" + 1 / ( kind - 2 );
                        default: throw new IllegalStateException( "of our own" );
                    }
                } catch ( RuntimeException e ) {
                    return e.getMessage();
                }
            }

            function String filled( Map map ) {
                map.put( "z", 1 );
                map.put( "a", 2 );
                return "" + map;
            }

            function Object held( Object it ) {
                record Held( Object it, int n ) { }
                return new Held( it, 2 );
            }

            function String text( Object it ) {
                return held( it ).toString();
            }

            function int hash( Object it ) {
                record Hashed( Object it, int n ) { }
                return new Hashed( it, 2 ).hashCode();
            }

            function Object named() {
                return new Object() { public String toString() { return "named"; } };
            }

            rule "a hash of its own"
                @Principle
            when
                $o : Output( attr("n") == -2 )
            then
                class Sly { int h; public int hashCode() { h = super.hashCode(); return h; } }
                Sly s = new Sly();
                new java.util.HashSet<Object>().add( s );
                forbid( $o, "" + s.h );
            end
            """);
    for (int i = 0; i < ORDER.size(); i++) {
      rules.append(
          "rule \"r%d\"\n    @Principle\nwhen\n    $o : Output( attr(\"n\") == %d )\nthen\n"
              .formatted(i, i));
      rules.append("    forbid( $o, ").append(ORDER.get(i)).append(" );\nend\n\n");
    }
    decider =
        new Decider(
            Constitution.of(
                Map.of(
                    "constitution.json",
                    "{\"name\": \"repeatable\", \"version\": \"1\"}",
                    "r.drl",
                    rules.toString())));
  }

  private static Decision decide(int number) {
    return decider.decide(
        Case.of("c", Output.of("o", Attributes.of(Map.<String, Object>of("n", number)))));
  }

  @Test
  void aReasonIsTheSameEverywhereOrTheDecisionIsAnError() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ORDER.size(); i++) {
      Decision decision = decide(i);
      String found =
          decision.error() != null
              ? decision.error().sentence()
              : decision.outputs().get(0).claims().get(0).reasons().get(0);
      String expected = REASONS.get(ORDER.get(i));
      boolean isError =
          List.of(NO_TEXT, NO_HASH, HASHED, JAVAS, DIFFERS, OF_TIMES).contains(expected);
      boolean isRight =
          isError
              ? decision.error() != null
                  && found.contains(expected)
                  && found.contains("`r" + i + "`")
              : found.equals(expected);
      if (!isRight) {
        wrong.add(ORDER.get(i) + " gives " + found);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theHashOfWhatHasNoneOfItsOwnCountsAsNothing() {
    Decision decision = decide(-2);
    assertNull(decision.error());
    assertEquals("0", decision.outputs().get(0).claims().get(0).reasons().get(0));
  }
}

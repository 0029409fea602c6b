package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.DecisionError.Code;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** How deep the code of rules may call itself, in all forms in which it can. */
class CallDepthTest {
  private static final String FUNCTIONS =
      """
      package deep

      import java.util.*
      import java.util.function.*
      import java.util.stream.*

      function int down( int n ) {
          return n == 0 ? 0 : 1 + down( n - 1 );
      }

      function int even( int n ) {
          return n == 0 ? 0 : 1 + odd( n - 1 );
      }

      function int odd( int n ) {
          return n == 0 ? 0 : 1 + even( n - 1 );
      }

      function int held( int n ) {
          try {
              return n == 0 ? 0 : 1 + held( n - 1 );
          } finally {
              if ( n < 0 ) { return 7; }
          }
      }

      function int returning( int n ) {
          try {
              return n == 0 ? 0 : 1 + returning( n - 1 );
          } finally {
              return 7;
          }
      }

      function int throwing( int n ) {
          if ( n == 0 ) { throw new IllegalStateException( "at the bottom" ); }
          return 1 + throwing( n - 1 );
      }

      function int catching( int times, int n ) {
          int caught = 0;
          for ( int i = 0; i < times; i++ ) {
              try { throwing( n ); } catch ( IllegalStateException e ) { caught++; }
          }
          return caught;
      }

      function int streamed( int n ) {
          return n == 0 ? 0 : List.of( n - 1 ).stream().mapToInt( it -> 1 + streamed( it ) ).sum();
      }

      function int mapped( Map m, int n ) {
          return n == 0 ? 0 : List.of( 1 ).stream().map( it -> mapped( m, n - 1 ) ).toList().size();
      }

      function int sequential( int n ) {
          int sum = 0;
          for ( int i = 0; i < n; i++ ) { sum += down( 3 ); }
          return sum;
      }

      function int constructed( int n ) {
          class Made {
              int depth;
              Made( int n ) { depth = 1 + new Made( n - 1 ).depth; }
          }
          return new Made( n ).depth;
      }

      function int method( int n ) {
          class Made {
              int of( int n ) { return 1 + this.of( n - 1 ); }
          }
          return new Made().of( n );
      }

      function int lambda( int n ) {
          List<IntUnaryOperator> own = new ArrayList<>();
          own.add( it -> it == 0 ? 0 : 1 + own.get( 0 ).applyAsInt( it - 1 ) );
          return own.get( 0 ).applyAsInt( n );
      }

      function int passed( int n ) {
          List<Function<Integer, Integer>> own = new ArrayList<>();
          own.add( it -> it == 0 ? 0 : Optional.of( it - 1 ).map( own.get( 0 ) ).get() + 1 );
          return own.get( 0 ).apply( n );
      }

      function int anonymous( int n ) {
          IntUnaryOperator own = new IntUnaryOperator() {
              public int applyAsInt( int it ) { return it == 0 ? 0 : 1 + this.applyAsInt( it - 1 ); }
          };
          return own.applyAsInt( n );
      }

      function int text( int n ) {
          class Made {
              Made inner;
              public String toString() { return "a" + inner; }
          }
          Made made = null;
          for ( int i = 0; i < n; i++ ) { Made outer = new Made(); outer.inner = made; made = outer; }
          return made.toString().length();
      }

      function int constructedBefore( int n ) {
          class Made {
              int depth;
              Made( String s ) { depth = s.length(); }
              Made( int n ) { this( "" + new Made( n - 1 ).depth ); }
          }
          return new Made( n ).depth;
      }

      function int compared( int n ) {
          class Made implements Comparable<Made> {
              public int compareTo( Made that ) {
                  return 1 + Comparator.<Made>naturalOrder().compare( that, this );
              }
          }
          return new Made().compareTo( new Made() );
      }
      """;

  private static final String RULE =
      """

      rule "%s"
          @Principle
      when
          $o : Output( attr("form") == "%s" )
      then
          String s = "none";
          try { s = "" + %s; } catch ( RuntimeException e ) { s = "caught"; } finally { s += "."; }
          forbid( $o, s );
      end
      """;

  private static Constitution of(Map<String, String> calls) {
    String rules =
        calls.entrySet().stream()
            .map(it -> RULE.formatted(it.getKey(), it.getKey(), it.getValue()))
            .collect(Collectors.joining());
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"deep\", \"version\": \"1\"}",
            "deep.drl",
            FUNCTIONS + rules));
  }

  private static Decision decide(Constitution constitution, String form) {
    Output output = Output.of("a", Attributes.of(Map.of("form", form)));
    return new Decider(constitution).decide(Case.of("C", output));
  }

  @Test
  void everyFormOfDeepRecursionIsAMetLimitWhateverTheRuleDoesThen() {
    Map<String, String> calls = new TreeMap<>();
    for (String form :
        List.of(
            "down",
            "even",
            "held",
            "returning",
            "throwing",
            "streamed",
            "constructed",
            "constructedBefore",
            "method",
            "lambda",
            "passed",
            "anonymous",
            "text",
            "compared")) {
      calls.put(form, form + "( 1500 )");
    }
    calls.put("mapped", "mapped( Map.of(), 1500 )");
    Constitution constitution = of(calls);
    for (String form : calls.keySet()) {
      DecisionError error = decide(constitution, form).error();
      assertNotNull(error, form);
      assertEquals(Code.DEPTH_LIMIT, error.code(), form);
      assertEquals(form, error.rule());
      assertEquals(1_000, error.limit(), form);
    }
  }

  @Test
  void honestRecursionAndManyCallsInARowAreDecided() {
    Map<String, String> calls = new TreeMap<>();
    for (String form :
        List.of(
            "down",
            "even",
            "held",
            "returning",
            "streamed",
            "lambda",
            "passed",
            "anonymous",
            "text")) {
      calls.put(form, form + "( 300 )");
    }
    calls.put("sequential", "sequential( 5000 )");
    calls.put("catching", "catching( 200, 300 )");
    Constitution constitution = of(calls);
    for (String form : calls.keySet()) {
      assertNull(decide(constitution, form).error(), form);
    }
  }
}

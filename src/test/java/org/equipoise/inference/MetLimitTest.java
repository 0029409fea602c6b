package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.inference.LibraryLimits.Trial;
import org.junit.jupiter.api.Test;

/** Whatever a rule does after it met a limit, the decision is an error. */
class MetLimitTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 40);
  private static final Budget BUDGET = new Budget(60_000_000_000L, 20_000, 1 << 20);

  /** Programs that meet a limit, and then leave it by any way that Java has. */
  private static final class Programs {
    private static final List<String> MEETING =
        List.of(
            "while ( true ) { if ( n[0] < 0 ) { break; } }",
            "for ( ; n[0] >= 0; ) { n[1]++; }",
            "keep.add( new int[1000000] );",
            "n[1] = deeper( 1 );",
            "n[1] = \"x\".repeat( 4000000 ).length();",
            "List.of( keep, keep ).forEach( it -> { while ( n[0] >= 0 ) { n[1]++; } } );");
    private static final List<String> AFTER =
        List.of(
            "n[1]++;",
            "permit( $o, \"at last\" );",
            "Integer.parseInt( \"q\" );",
            "if ( n[0] >= 0 ) { break out; }",
            "if ( n[0] >= 0 ) { continue out; }",
            "if ( n[0] >= 0 ) { throw new IllegalStateException(); }");

    private final Random random;

    Programs(long seed) {
      random = new Random(seed);
    }

    String program() {
      return """
      int[] n = { 0, 0 };
      List<Object> keep = new ArrayList<>();
      out: for ( int turn = 0; turn < 2; turn++ ) {
          %s
      }
      permit( $o, "after" );
      """
          .formatted(around(1 + random.nextInt(4)));
    }

    private String around(int depth) {
      if (depth == 0) {
        return any(MEETING);
      }
      String inner = around(depth - 1);
      return switch (random.nextInt(6)) {
        case 0, 1 -> "try { " + inner + " } finally { " + any(AFTER) + " }";
        case 2 ->
            "try { "
                + inner
                + " } catch ( RuntimeException e"
                + depth
                + " ) { "
                + any(AFTER)
                + " }";
        case 3 ->
            "try { try { "
                + inner
                + " } finally { Integer.parseInt( \"q\" ); } } catch ( Exception e"
                + depth
                + " ) { permit( $o, \"caught\" ); }";
        case 4 ->
            "for ( int i"
                + depth
                + " = 0; i"
                + depth
                + " < 3; i"
                + depth
                + "++ ) { "
                + inner
                + " }";
        default -> "if ( n[0] == 0 ) { " + inner + " } else { permit( $o ); }";
      };
    }

    private String any(List<String> some) {
      return some.get(random.nextInt(some.size()));
    }
  }

  @Test
  void noProgramThatMeetsALimitIsDecided() {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      trials.add(new Trial("seed-" + seed, new Programs(seed).program()));
    }
    trials.add(new Trial("honest", "permit( $o, \"honest\" );"));
    Constitution constitution =
        LibraryLimits.constitution(
            "function int deeper( int n ) { return deeper( n + 1 ) + 1; }", trials);
    List<String> decided = new ArrayList<>();
    for (Trial trial : trials.subList(0, SEEDS)) {
      Decision decision =
          new Decider(constitution)
              .decideWithin(BUDGET, LibraryLimits.given(trial.name()), List.of());
      if (decision.error() == null) {
        decided.add(trial.name() + ": " + trial.consequence());
      } else {
        boolean isLimit =
            decision.error().code().cause() == DecisionError.Cause.MACHINE
                || decision.error().limit() != null;
        assertTrue(isLimit, decision.error().sentence());
      }
      Decision honest =
          new Decider(constitution).decideWithin(BUDGET, LibraryLimits.given("honest"), List.of());
      assertEquals(null, honest.error(), "after " + trial.name());
    }
    assertEquals(List.of(), decided);
  }
}

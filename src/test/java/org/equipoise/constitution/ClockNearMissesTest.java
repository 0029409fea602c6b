package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only looks like a reading of the clock is accepted, and holds as it reads. */
class ClockNearMissesTest {
  private static final String DECLARED =
      """
      package some
      import java.time.LocalDate
      import java.time.Instant
      import java.time.Duration
      // @role( event ) and System.currentTimeMillis() in a comment
      declare Visit
        name : String @key
        after : int @position( 0 )
        before : int
        during : boolean
        duration : long
        timestamp : String
        expires : LocalDate
        role : String
        now : int
        window : int
        over : int
        starts : String
        includes : String
      end
      function int daysBefore( int after, int before ) { return before - after; }
      rule "make" @Principle when Case() then
        insert( new Visit( "v", 1, 2, true, 3L, "now", LocalDate.parse( "2026-01-31" ), "event", 5, 6,
            7, "starts", "includes" ) );
      end
      """;

  private static final List<String> CONDITIONS =
      List.of(
          "Visit( after == 1 )",
          "Visit( after < before )",
          "Visit( before > after, during == true )",
          "Visit( $after : after, $before : before ) Visit( before == $before, after == $after )",
          "Visit( duration == 3 )",
          "Visit( timestamp == \"now\" )",
          "Visit( role == \"event\" )",
          "Visit( role in ( \"event\", \"before\", \"after\" ) )",
          "Visit( now == 5 && window == 6 && over == 7 )",
          "Visit( starts str[startsWith] \"start\" )",
          "Visit( starts matches \"st.*s\" )",
          "Visit( starts != includes )",
          "Visit( includes contains \"clude\" )",
          "Visit( includes not in ( \"meets\", \"overlaps\" ) )",
          "Visit( after in ( 1, 2 ) )",
          "Visit( before memberOf $o.attr(\"list\") )",
          "Output( attr(\"before\") == \"after\" )",
          "Output( attr(\"before\") matches \"aft.*\" )",
          "Output( attr(\"now\") == \"System.nanoTime()\" )",
          "Output( attr(\"at\") < \"2026-02-01\" )",
          "Output( attr(\"over.window:time\") == 10 )",
          "Output( attr(\"x\") == \"this after $o over window:time( 10s )\" )",
          "Visit( expires == LocalDate.parse( \"2026-01-31\" ) )",
          "Visit( expires.year == 2026 )",
          "Visit( expires.isBefore( LocalDate.parse( \"2026-02-01\" ) ) )",
          "Visit( $a : after, $b : before ) eval( daysBefore( $a, $b ) == 1 )",
          "Visit( Duration.ofDays( 1 ).toHours() == 24 )",
          "Visit( Instant.parse( \"2026-01-31T10:00:00Z\" ).getEpochSecond() > 0 )",
          "Visit( /* after */ name == \"v\" ) // before",
          "not Visit( after == 2 )");

  @Test
  void namesTextsCommentsAndFixedTimesAreNoClock(@TempDir Path folder) throws IOException {
    StringBuilder drl = new StringBuilder(DECLARED);
    for (int i = 0; i < CONDITIONS.size(); i++) {
      drl.append("rule \"before-" + i + "\" @Principle when\n  $o : Output()\n  ")
          .append(CONDITIONS.get(i))
          .append("\nthen\n  permit( $o, \"the clock says System.nanoTime(), after all\" ); end\n");
    }
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("after.drl"), drl);
    Constitution constitution = Constitution.load(folder);
    Map<String, Object> attributes =
        Map.of(
            "before",
            "after",
            "now",
            "System.nanoTime()",
            "at",
            "2026-01-31",
            "over.window:time",
            10,
            "list",
            List.of(2),
            "x",
            "this after $o over window:time( 10s )");
    Case given =
        new Case(
            "C",
            null,
            Attributes.none(),
            List.of(Output.of("o", Attributes.of(attributes))),
            List.of(),
            Attributes.none());
    Decision decision = new Decider(constitution).decide(given, List.of());
    assertEquals(null, decision.error(), decision::toString);
    Set<String> spoke = new TreeSet<>();
    decision.outputs().get(0).claims().forEach(it -> spoke.add(it.claim().claimant().name()));
    Set<String> expected = new TreeSet<>(constitution.rules().keySet());
    expected.remove("make");
    assertEquals(expected, spoke);
  }
}

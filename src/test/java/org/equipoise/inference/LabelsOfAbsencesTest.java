package org.equipoise.inference;

import static org.equipoise.facts.DeonticStatus.FORBIDDEN;
import static org.equipoise.facts.DeonticStatus.PERMITTED;
import static org.equipoise.inference.LabelExamples.PLAIN;
import static org.equipoise.inference.LabelExamples.claim;
import static org.equipoise.inference.LabelExamples.conflict;
import static org.equipoise.inference.LabelExamples.given;
import static org.equipoise.inference.LabelExamples.infer;
import static org.equipoise.inference.LabelExamples.judgment;
import static org.equipoise.inference.LabelExamples.pressed;
import static org.equipoise.inference.LabelExamples.rule;
import static org.equipoise.inference.LabelExamples.theory;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, worked out by hand, of what rests on absences, counts and sums. */
class LabelsOfAbsencesTest {
  @TempDir Path folder;

  @Test
  void anAbsenceRestsOnWhatKeepsTheThingAbsent() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$j : Judgment( attr(\"pressed\") == true )", "exclude( $j, \"why\" );")
                + rule(
                    "r",
                    "$o : Output( id == \"a\" ) not Claim( status == \"permitted\" )",
                    "forbid( $o );"),
            pressed("J", "a", PERMITTED));
    assertEquals("[[principle:r, theory:t]]", claim(found, "a forbidden by principle:r"));
  }

  @Test
  void anAbsenceThatNothingCouldEndRestsOnNothing() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule(
                "r",
                "$o : Output( id == \"a\" ) not Judgment( status == \"forbidden\" )",
                "forbid( $o );"),
            judgment("J", "a", PERMITTED));
    assertEquals("[[principle:r]]", claim(found, "a forbidden by principle:r"));
  }

  @Test
  void theAbsenceOfAJoinNeedsOneOfItsPartsAbsent() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t1", "$j : Judgment( id == \"J1\" )", "exclude( $j, \"why\" );")
                + theory("t2", "$j : Judgment( id == \"J2\" )", "exclude( $j, \"why\" );")
                + rule(
                    "r",
                    "$o : Output( id == \"a\" )"
                        + " not( Claim( by == \"judgment:J1\" )"
                        + " and Claim( by == \"judgment:J2\" ) )",
                    "conflict( \"why\", $o );"),
            judgment("J1", "a", PERMITTED),
            judgment("J2", "b", PERMITTED));
    assertEquals(
        "[[principle:r, theory:t1], [principle:r, theory:t2]]",
        conflict(found, "authored [a, principle:r]"));
  }

  @Test
  void existsRestsOnAnyOneThatExists() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule("r", "$o : Output( id == \"a\" ) exists Judgment()", "forbid( $o );"),
            judgment("J1", "b", PERMITTED),
            judgment("J2", "b", PERMITTED));
    assertEquals(
        "[[judgment:J1, principle:r], [judgment:J2, principle:r]]",
        claim(found, "a forbidden by principle:r"));
  }

  @Test
  void anExclusionThatARuleLooksForRestsOnItsJudgmentToo() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$j : Judgment( attr(\"pressed\") == true )", "exclude( $j, \"why\" );")
                + rule(
                    "r",
                    "$o : Output( id == \"a\" ) exists Exclusion( judgment == \"J\" )",
                    "conflict( \"why\", $o );"),
            pressed("J", "a", PERMITTED));
    assertEquals(
        "[[judgment:J, principle:r, theory:t]]", conflict(found, "authored [a, principle:r]"));
  }

  @Test
  void forallRestsOnEveryThingItNeedsWhateverElseIsRelaxed() throws IOException {
    Case given = given(Map.of("risky", new Disputed(true, 0.5)), Map.of("risky", true));
    Findings found =
        infer(
            folder,
            given,
            rule("ra", "$o : Output( id == \"a\" )", "forbid( $o );")
                + rule("rb", "$o : Output( id == \"b\" )", "forbid( $o );")
                + rule(
                    "q",
                    "forall( $o : Output( attr(\"risky\") == true )"
                        + " Claim( output == $o.id, status == \"forbidden\" ) ) $p : Output( id =="
                        + " \"a\" )",
                    "permit( $p );"),
            judgment("J", "a", FORBIDDEN));
    assertEquals(
        "[[judgment:J, principle:q, principle:rb], [principle:q, principle:ra, principle:rb]]",
        claim(found, "a permitted by principle:q"));
  }

  @Test
  void thatAllClaimsAreOfOneStatusRestsOnWhatKeepsOthersAway() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$j : Judgment( attr(\"pressed\") == true )", "exclude( $j, \"why\" );")
                + rule(
                    "r",
                    "$o : Output( id == \"a\" ) forall( Claim( status == \"forbidden\" ) )",
                    "conflict( \"why\", $o );"),
            pressed("J", "a", PERMITTED));
    assertEquals("[[principle:r, theory:t]]", conflict(found, "authored [a, principle:r]"));
  }

  @Test
  void thatNoClaimIsOfAStatusLeavesOtherRulesTheirMatches() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule(
                "r",
                "$o : Output( id == \"a\" ) forall( Claim( status != \"forbidden\" ) )",
                "conflict( \"why\", $o );"),
            judgment("J1", "a", FORBIDDEN),
            judgment("J2", "a", PERMITTED));
    assertEquals("[[judgment:J1, judgment:J2]]", conflict(found, "clash [a]"));
    assertEquals("absent", conflict(found, "authored [a, principle:r]"));
  }

  @Test
  void aNegatedTestOfAStatusLooksAtAllTheOthers() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$j : Judgment( attr(\"pressed\") == true )", "exclude( $j, \"why\" );")
                + rule(
                    "r",
                    "$o : Output( id == \"a\" ) not Claim( !( status == \"forbidden\" ) )",
                    "conflict( \"why\", $o );"),
            pressed("J", "a", PERMITTED));
    assertEquals("[[principle:r, theory:t]]", conflict(found, "authored [a, principle:r]"));
  }

  @Test
  void aCountRestsOnEnoughOfWhatIsCounted() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule(
                "r",
                "$o : Output( id == \"b\" )"
                    + " accumulate( $j : Judgment( output == \"a\" ); $n : count( $j ); $n >= 2 )",
                "forbid( $o );"),
            judgment("J1", "a", PERMITTED),
            judgment("J2", "a", PERMITTED),
            judgment("J3", "a", PERMITTED));
    assertEquals(
        "[[judgment:J1, judgment:J2, principle:r], [judgment:J1, judgment:J3, principle:r],"
            + " [judgment:J2, judgment:J3, principle:r]]",
        claim(found, "b forbidden by principle:r"));
  }

  @Test
  void anExactCountRestsOnJudgmentsAndOnWhatKeepsOthersOut() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$j : Judgment( attr(\"pressed\") == true )", "exclude( $j, \"why\" );")
                + rule(
                    "r",
                    "$o : Output( id == \"b\" )"
                        + " accumulate( $c : Claim( output == \"a\" ); $n : count( $c ); $n == 1 )",
                    "conflict( \"why\", $o );"),
            judgment("J1", "a", PERMITTED),
            pressed("J2", "a", PERMITTED));
    assertEquals(
        "[[judgment:J1, principle:r, theory:t]]", conflict(found, "authored [b, principle:r]"));
  }

  @Test
  void aSumTellsItsValueToWhatIsDerived() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            "declare Vote\n  k : String @key\n  n : int @key\nend\n"
                + "declare Sum\n  n : int @key\nend\n"
                + rule("v1", "Case()", "insert( new Vote( \"x\", 2 ) );")
                + rule("v2", "Judgment( id == \"J\" )", "insert( new Vote( \"y\", 3 ) );")
                + rule(
                    "s",
                    "accumulate( Vote( $n : n ); $s : sum( $n ) )",
                    "insert( new Sum( $s.intValue() ) );")
                + rule("r", "Sum( n == 5 ) $o : Output( id == \"a\" )", "forbid( $o );"),
            judgment("J", "b", PERMITTED));
    assertEquals(
        "[[judgment:J, principle:r, principle:s, principle:v1, principle:v2]]",
        claim(found, "a forbidden by principle:r"));
  }

  @Test
  void aGreatestIsKeptByAnyOneThatIsGreatEnough() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            "declare Vote\n  k : String @key\n  n : int @key\nend\n"
                + rule("v1", "Case()", "insert( new Vote( \"x\", 2 ) );")
                + rule("v2", "Case()", "insert( new Vote( \"y\", 3 ) );")
                + rule("v3", "Case()", "insert( new Vote( \"y\", 1 ) );")
                + rule(
                    "r",
                    "accumulate( Vote( $n : n ); $m : max( $n ); $m >= 2 ) $o : Output( id == \"a\""
                        + " )",
                    "forbid( $o );"));
    assertEquals(
        "[[principle:r, principle:v1], [principle:r, principle:v2]]",
        claim(found, "a forbidden by principle:r"));
  }

  @Test
  void whatIsTakenFromCollectedClaimsRestsOnEachOfThem() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule("r1", "$o : Output()", "forbid( $o );")
                + theory(
                    "t",
                    "$l : List( size >= 2 ) from collect( Claim( status == \"forbidden\" ) )"
                        + " $c : Claim( output == \"a\" ) from $l",
                    "conflict( \"why\", $c );"),
            judgment("J", "a", FORBIDDEN));
    assertEquals("[[principle:r1, theory:t]]", conflict(found, "authored [a, theory:t]"));
  }
}

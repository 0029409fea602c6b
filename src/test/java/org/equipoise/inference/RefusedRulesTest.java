package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that would not mean what they say, and so are refused; found by random rule sets. */
class RefusedRulesTest {
  @TempDir Path folder;

  @Test
  void aRuleThatLooksForTheAbsenceOfWhatItDerivesIsNamed() throws IOException {
    Problem problem =
        refused(
            "$o : Output() not Claim( output == $o.id, status == \"permitted\" )", "permit( $o );");
    assertEquals("cycle-through-absence", problem.code());
    assertTrue(problem.message().contains("`r` derives `Claim`"), problem.message());
  }

  @Test
  void theAbsenceOfOneStatusMayLeadToAnother() throws IOException {
    assertEquals(
        List.of(),
        problems(
            "$o : Output() not Claim( output == $o.id || over == $o.id, status == \"permitted\" )",
            "forbid( $o );"));
  }

  @Test
  void thatAllClaimsAreOfAStatusLooksAtEveryStatus() throws IOException {
    Problem problem =
        refused("$o : Output() forall( Claim( status == \"forbidden\" ) )", "permit( $o );");
    assertEquals("cycle-through-absence", problem.code());
  }

  @Test
  void aBranchCannotLookAtAVariable() throws IOException {
    Problem problem =
        refused(
            "$o : Output( $x : attr(\"harm\") ) if ( $x == true ) do[early] Case()",
            "permit( $o );\nthen[early]\n  forbid( $o );");
    assertEquals("not-allowed", problem.code());
    assertEquals(
        "`if` can look at the fact before it only, not at the variable `$x`", problem.message());
    assertEquals(4, problem.line());
  }

  @Test
  void aBranchMayNameTheFactBeforeIt() throws IOException {
    assertEquals(
        List.of(),
        problems(
            "Case() $o : Output() if ( $o.id == \"a\" ) do[early] Case()",
            "permit( $o );\nthen[early]\n  forbid( $o );"));
  }

  @Test
  void aBranchCannotFollowTheAbsenceOfAJoin() throws IOException {
    Problem problem =
        refused(
            "not( Output( id == \"x\" ) and Judgment() ) $o : Output()"
                + " if ( attr(\"harm\") == true ) do[early] Case()",
            "permit( $o );\nthen[early]\n  forbid( $o );");
    assertEquals("not-allowed", problem.code());
    assertTrue(problem.message().startsWith("`if` does not go together"), problem.message());
  }

  @Test
  void anAccumulateOverAJoinCannotStandBesideAlternatives() throws IOException {
    Problem problem =
        refused(
            "( Judgment() or ( Case() and Output() ) )"
                + " accumulate( Case() and Output( $i : index ); $s : sum( $i ) ) $o : Output()",
            "permit( $o );");
    assertEquals("not-allowed", problem.code());
    assertTrue(problem.message().contains("several patterns"), problem.message());
  }

  @Test
  void testsOnTwoResultsCannotStandBesideAlternatives() throws IOException {
    Problem problem =
        refused(
            "accumulate( Output( $i : index ); $s : sum( $i ), $c : count( $i ); $s >= 1, $c >= 1 )"
                + " ( Judgment() or Case() ) $o : Output()",
            "permit( $o );");
    assertEquals("not-allowed", problem.code());
    assertTrue(problem.message().contains("two results"), problem.message());
  }

  @Test
  void factsWithOneKeyAreToldApartByTheirOtherFields() throws IOException {
    write(
        "declare Score\n  k : String @key\n  n : int\nend\n\n"
            + rule(
                "$o : Output()",
                "insert( new Score( \"x\", 1 ) ); insert( new Score( \"x\", 2 ) );"
                    + " insert( new Score( \"x\", 2 ) );")
            + "rule \"two\" @Principle when $o : Output() accumulate( Score(); $n : count(); $n == 2 )"
            + " then forbid( $o ); end\n");
    Findings findings =
        Inference.infer(
            Constitution.load(folder), Case.of("C", Output.of("a", Attributes.none())), List.of());
    assertEquals(1, findings.claims().size());
  }

  private Problem refused(String conditions, String consequences) throws IOException {
    List<Problem> problems = problems(conditions, consequences);
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  private List<Problem> problems(String conditions, String consequences) throws IOException {
    write(rule(conditions, consequences));
    return Constitution.check(folder).problems();
  }

  private static String rule(String conditions, String consequences) {
    return "rule \"r\" @Principle( weight = 1 )\nwhen "
        + conditions
        + "\nthen\n  "
        + consequences
        + "\nend\n";
  }

  private void write(String rules) throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"refused\", \"version\": \"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package refused\n\n" + rules);
  }
}

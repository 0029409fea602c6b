package org.equipoise.inference;

import static org.equipoise.facts.DeonticStatus.FORBIDDEN;
import static org.equipoise.facts.DeonticStatus.OBLIGATORY;
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
import static org.equipoise.inference.LabelExamples.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels worked out by hand, one construct of the rule language at a time. */
class LabelsTest {
  @TempDir Path folder;

  @Test
  void aClaimRestsOnTheRuleThatMakesIt() throws IOException {
    Findings found = infer(folder, PLAIN, rule("r", "$o : Output( id == \"a\" )", "forbid( $o );"));
    assertEquals("[[principle:r]]", claim(found, "a forbidden by principle:r"));
    assertEquals("absent", claim(found, "b forbidden by principle:r"));
  }

  @Test
  void rulesThatEachSufficeGiveOneEnvironmentEach() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule("r1", "$o : Output( id == \"a\" )", "forbid( $o );")
                + rule("r2", "$o : Output( id == \"a\" )", "forbid( $o );"),
            judgment("J", "a", PERMITTED));
    assertEquals(
        "[[judgment:J, principle:r1], [judgment:J, principle:r2]]", conflict(found, "clash [a]"));
  }

  @Test
  void aJoinRestsOnEverythingItMatches() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule(
                "r",
                "$x : Judgment( status == \"forbidden\" ) $y : Judgment( output == $x.output, id !="
                    + " $x.id )",
                "conflict( \"why\", $x, $y );"),
            judgment("J1", "a", FORBIDDEN),
            judgment("J2", "a", FORBIDDEN));
    assertEquals(
        "[[judgment:J1, judgment:J2, principle:r]]",
        conflict(found, "authored [judgment:J1, judgment:J2, principle:r]"));
  }

  @Test
  void aChainInheritsWhatItsLinksRestOn() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            type("Link")
                + rule("r1", "Judgment( id == \"J1\" )", "insert( new Link( \"one\" ) );")
                + rule("r2", "Judgment( id == \"J2\" )", "insertLogical( new Link( \"one\" ) );")
                + rule("r3", "Link( k == \"one\" )", "insert( new Link( \"two\" ) );")
                + rule("r4", "Link( k == \"two\" ) $o : Output( id == \"a\" )", "forbid( $o );"),
            judgment("J1", "b", PERMITTED),
            judgment("J2", "b", PERMITTED));
    assertEquals(
        "[[judgment:J1, principle:r1, principle:r3, principle:r4],"
            + " [judgment:J2, principle:r2, principle:r3, principle:r4]]",
        claim(found, "a forbidden by principle:r4"));
  }

  @Test
  void anAlternativeToAnAbsenceMakesTheClaimHoldEitherWay() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            type("Spoilt")
                + rule("t", "Case()", "insert( new Spoilt( \"x\" ) );")
                + rule(
                    "r",
                    "$o : Output( id == \"a\" ) ( ( Judgment( id == \"J\" ) and not Spoilt() ) or"
                        + " ( Spoilt() and Judgment( id == \"J2\" ) ) )",
                    "forbid( $o );"),
            judgment("J", "b", PERMITTED),
            judgment("J2", "b", PERMITTED));
    assertEquals(
        "[[judgment:J, judgment:J2, principle:r], [judgment:J2, principle:r, principle:t]]",
        claim(found, "a forbidden by principle:r"));
  }

  @Test
  void aPositiveCycleDoesNotSupportItself() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            type("Egg")
                + type("Hen")
                + rule("seed", "Judgment( id == \"J\" )", "insert( new Egg( \"x\" ) );")
                + rule("hatch", "Egg( $k : k )", "insert( new Hen( $k ) );")
                + rule("lay", "Hen( $k : k )", "insert( new Egg( $k ) );")
                + rule("r", "Egg() Hen() $o : Output( id == \"a\" )", "forbid( $o );"),
            judgment("J", "b", PERMITTED));
    assertEquals(
        "[[judgment:J, principle:hatch, principle:r, principle:seed]]",
        claim(found, "a forbidden by principle:r"));
  }

  @Test
  void aCycleWithoutASeedHoldsNothing() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            type("Egg")
                + type("Hen")
                + rule("hatch", "Egg( $k : k )", "insert( new Hen( $k ) );")
                + rule("lay", "Hen( $k : k )", "insert( new Egg( $k ) );")
                + rule("r", "Egg() $o : Output( id == \"a\" )", "forbid( $o );"));
    assertEquals(List.of(), found.claims());
  }

  @Test
  void aCycleWhoseLabelsAreCutStillComesToAnEnd() throws IOException {
    StringBuilder rules = new StringBuilder(type("Egg") + type("Hen"));
    for (int i = 0; i < 4; i++) {
      rules.append(
          rule(
              "seed" + i,
              "Judgment( id == \"J" + i + "\" )",
              "insert( new " + (i % 2 == 0 ? "Egg" : "Hen") + "( \"x\" ) );"));
      rules.append(rule("hatch" + i, "Egg( $k : k )", "insert( new Hen( $k ) );"));
      rules.append(rule("lay" + i, "Hen( $k : k )", "insert( new Egg( $k ) );"));
    }
    rules.append(rule("r", "Hen() $o : Output( id == \"a\" )", "forbid( $o );"));
    Judgment[] held = {
      judgment("J0", "b", PERMITTED),
      judgment("J1", "b", PERMITTED),
      judgment("J2", "b", PERMITTED),
      judgment("J3", "b", PERMITTED)
    };
    Label whole = labelOf(infer(folder, PLAIN, rules.toString(), held));
    assertEquals(10, whole.environments().size(), whole.toString());
    CaseElements caseElements =
        new CaseElements(Constitution.load(folder).ruleBase(), PLAIN, List.of(held));
    for (int size = 1; size < 10; size++) {
      Limits limits = new Limits(10_000, 10_000, 10_000, size, 100);
      Label cut =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> labelOf(new Findings(caseElements, limits)));
      assertTrue(cut.truncated());
      assertTrue(whole.environments().containsAll(cut.environments()), cut.toString());
    }
  }

  private static Label labelOf(Findings findings) {
    return findings.claims().stream()
        .filter(it -> it.claim().getBy().equals("principle:r"))
        .findFirst()
        .orElseThrow()
        .label();
  }

  @Test
  void whatATheoryRulesOutClaimsNothingAndNeedsFewWorlds() throws IOException {
    List<Judgment> held = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      held.add(pressed(String.format("J%02d", i), i % 2 == 0 ? "a" : "b", FORBIDDEN));
    }
    held.add(judgment("K", "a", FORBIDDEN));
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$j : Judgment( attr(\"pressed\") == true )", "exclude( $j, \"why\" );")
                + rule("r", "$o : Output( id == \"a\" )", "permit( $o );"),
            held.toArray(new Judgment[0]));
    assertEquals("[[judgment:K, principle:r]]", conflict(found, "clash [a]"));
    assertEquals("absent", claim(found, "a forbidden by judgment:J00"));
    assertEquals(12, found.excluded().size());
    assertTrue(found.worldsRun() <= 4, "worlds run: " + found.worldsRun());
  }

  @Test
  void eachWayOfAnOrSuffices() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule(
                "r",
                "$o : Output( id == \"a\" ) ( Judgment( id == \"J1\" ) or Judgment( id == \"J2\" )"
                    + " )",
                "forbid( $o );"),
            judgment("J1", "b", PERMITTED),
            judgment("J2", "b", PERMITTED));
    assertEquals(
        "[[judgment:J1, principle:r], [judgment:J2, principle:r]]",
        claim(found, "a forbidden by principle:r"));
  }

  @Test
  void aNamedConsequenceRestsOnWhatWasMatchedBeforeItOnly() throws IOException {
    Case given = given(Map.of("harm", new Disputed(true, 0.5)), Map.of());
    Findings found =
        infer(
            folder,
            given,
            rule(
                "r",
                "$o : Output( id == \"a\" ) if ( attr(\"harm\") == true ) do[early] Judgment( id =="
                    + " \"J\" )",
                "permit( $o );\nthen[early]\n  forbid( $o );"),
            judgment("J", "b", PERMITTED));
    assertEquals("[[attribute:a/harm, principle:r]]", claim(found, "a forbidden by principle:r"));
    assertEquals("[[judgment:J, principle:r]]", claim(found, "a permitted by principle:r"));
  }

  @Test
  void aBreakEndsTheRuleForWhatItTakesAway() throws IOException {
    Case given = given(Map.of("harm", new Disputed(false, 0.5)), Map.of());
    Findings found =
        infer(
            folder,
            given,
            rule(
                "r",
                "$o : Output( id == \"a\" ) if ( attr(\"harm\") == true ) break[early] Case()",
                "permit( $o );\nthen[early]\n  forbid( $o );"));
    assertEquals("[[attribute:a/harm, principle:r]]", claim(found, "a permitted by principle:r"));
    assertEquals("absent", claim(found, "a forbidden by principle:r"));
  }

  @Test
  void aConflictThatNamesAPrincipleRestsOnIt() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule("r", "$o : Output( id == \"zz\" )", "forbid( $o );")
                + theory("t", "$p : Principle( id == \"r\" )", "conflict( \"why\", $p );"));
    assertEquals("[[principle:r, theory:t]]", conflict(found, "authored [principle:r, theory:t]"));
  }

  @Test
  void toPreferWhatIsForbiddenIsAConflictOfBoth() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule(
                "r",
                "$a : Output( id == \"a\" ) $b : Output( id == \"b\" )",
                "prefer( $a, $b, \"why\" );"),
            judgment("J1", "a", FORBIDDEN),
            judgment("J2", "b", OBLIGATORY));
    assertEquals(
        "[[judgment:J1, principle:r], [judgment:J2, principle:r]]",
        conflict(found, "preference [a, b]"));
  }

  @Test
  void outputsThatAreAlikeMustBeJudgedAlike() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            theory("t", "$o : Output()", "alike( $o, \"key\", \"why\" );"),
            judgment("J1", "a", FORBIDDEN),
            judgment("J2", "b", PERMITTED));
    assertEquals(
        "[[judgment:J1, judgment:J2, theory:t]]",
        conflict(found, "precedent [key @ C/a is forbidden, key @ C/b is not]"));
  }

  @Test
  void aDilemmaRestsOnAClaimAgainstEveryOutput() throws IOException {
    Findings found =
        infer(
            folder,
            PLAIN,
            rule("r", "$o : Output( id == \"b\" )", "forbid( $o );"),
            judgment("J1", "a", FORBIDDEN),
            judgment("J2", "a", FORBIDDEN));
    assertEquals(
        "[[judgment:J1, principle:r], [judgment:J2, principle:r]]",
        conflict(found, "dilemma [a, b]"));
  }

  @Test
  void aDisputedAttributeCountsUnderNotAsElsewhere() throws IOException {
    Case given = given(Map.of("harm", new Disputed(false, 0.5)), Map.of());
    Findings found =
        infer(
            folder,
            given,
            rule(
                "r",
                "$o : Output( id == \"b\" ) not Output( attr(\"harm\") == true )",
                "permit( $o );"));
    assertEquals("[[attribute:a/harm, principle:r]]", claim(found, "b permitted by principle:r"));
  }

  @Test
  void aDisputedAttributeReadInAConsequenceIsRestedOn() throws IOException {
    Case given = given(Map.of("harm", new Disputed(true, 0.5)), Map.of());
    Findings found =
        infer(
            folder,
            given,
            rule(
                "r",
                "$o : Output()",
                "if ( Boolean.TRUE.equals( $o.attr(\"harm\") ) ) forbid( $o );"));
    assertEquals("[[attribute:a/harm, principle:r]]", claim(found, "a forbidden by principle:r"));
    assertEquals("absent", claim(found, "b forbidden by principle:r"));
  }

  @Test
  void aDisputedNumberThatIsGivenUpIsNoNumber() throws IOException {
    Case given = given(Map.of("n", new Disputed(3, 0.5)), Map.of());
    Findings found =
        infer(
            folder,
            given,
            rule("r1", "$o : Output( id == \"a\", attr(\"n\") > 2 )", "forbid( $o );")
                + rule("r2", "$o : Output( id == \"a\", attr(\"n\") <= 2 )", "permit( $o );")
                + rule("r3", "$o : Output( id == \"b\", attr(\"n\") == null )", "permit( $o );"));
    assertEquals("[[attribute:a/n, principle:r1]]", claim(found, "a forbidden by principle:r1"));
    assertEquals("absent", claim(found, "a permitted by principle:r2"));
    assertEquals("[[principle:r3]]", claim(found, "b permitted by principle:r3"));
  }

  @Test
  void aDisputeThatChangesNothingIsNotRestedOn() throws IOException {
    Case given = given(Map.of("harm", new Disputed(true, 0.5)), Map.of());
    Findings found =
        infer(
            folder,
            given,
            rule("r", "$o : Output( id == \"a\", attr(\"harm\") == true )", "forbid( $o );")
                + rule("s", "$o : Output( id == \"a\", attr(\"harm\") == false )", "forbid( $o );"),
            judgment("J", "a", PERMITTED));
    assertEquals(
        "[[attribute:a/harm, judgment:J, principle:r],"
            + " [judgment:J, principle:r, principle:s]]",
        conflict(found, "clash [a]"));
  }
}

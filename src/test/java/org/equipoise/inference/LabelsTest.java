package org.equipoise.inference;

import static org.equipoise.facts.DeonticStatus.FORBIDDEN;
import static org.equipoise.facts.DeonticStatus.OBLIGATORY;
import static org.equipoise.facts.DeonticStatus.PERMITTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels worked out by hand, one construct of the rule language at a time. */
class LabelsTest {
  private static final Case PLAIN = given(Map.of(), Map.of());

  @TempDir Path folder;

  @Test
  void aClaimRestsOnTheRuleThatMakesIt() throws IOException {
    Findings found = infer(PLAIN, rule("r", "$o : Output( id == \"a\" )", "forbid( $o );"));
    assertEquals("[[principle:r]]", claim(found, "a forbidden by principle:r"));
    assertEquals("absent", claim(found, "b forbidden by principle:r"));
  }

  @Test
  void rulesThatEachSufficeGiveOneEnvironmentEach() throws IOException {
    Findings found =
        infer(
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
    Label whole = labelOf(infer(PLAIN, rules.toString(), held));
    assertEquals(10, whole.environments().size(), whole.toString());
    CaseElements cast =
        new CaseElements(Constitution.load(folder).ruleBase(), PLAIN, List.of(held));
    for (int size = 1; size < 10; size++) {
      Limits limits = new Limits(10_000, 10_000, 10_000, size, 100);
      Label cut =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> labelOf(new Findings(cast, limits)));
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
  void anAbsenceRestsOnWhatKeepsTheThingAbsent() throws IOException {
    Findings found =
        infer(
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

  @Test
  void eachWayOfAnOrSuffices() throws IOException {
    Findings found =
        infer(
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
            PLAIN,
            rule("r", "$o : Output( id == \"zz\" )", "forbid( $o );")
                + theory("t", "$p : Principle( id == \"r\" )", "conflict( \"why\", $p );"));
    assertEquals("[[principle:r, theory:t]]", conflict(found, "authored [principle:r, theory:t]"));
  }

  @Test
  void toPreferWhatIsForbiddenIsAConflictOfBoth() throws IOException {
    Findings found =
        infer(
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
            given,
            rule("r", "$o : Output( id == \"a\", attr(\"harm\") == true )", "forbid( $o );")
                + rule("s", "$o : Output( id == \"a\", attr(\"harm\") == false )", "forbid( $o );"),
            judgment("J", "a", PERMITTED));
    assertEquals(
        "[[attribute:a/harm, judgment:J, principle:r],"
            + " [judgment:J, principle:r, principle:s]]",
        conflict(found, "clash [a]"));
  }

  private static final String RULE =
      """
      rule "%s"
          @%s( weight = 0.5 )
      when
          %s
      then
          %s
      end

      """;

  private static String rule(String name, String conditions, String consequences) {
    return String.format(RULE, name, "Principle", conditions, consequences);
  }

  private static String theory(String name, String conditions, String consequences) {
    return String.format(RULE, name, "Theory", conditions, consequences);
  }

  private static String type(String name) {
    return "declare " + name + "\n    k : String @key\nend\n\n";
  }

  private static Case given(Map<String, Object> ofA, Map<String, Object> ofB) {
    return Case.of("C", Output.of("a", Attributes.of(ofA)), Output.of("b", Attributes.of(ofB)));
  }

  private static Judgment judgment(String id, String output, DeonticStatus status) {
    return Judgment.of(id, "C", new Judgment.OnOutput(output, status), 0.5);
  }

  private static Judgment pressed(String id, String output, DeonticStatus status) {
    return new Judgment(
        id,
        "C",
        new Judgment.OnOutput(output, status),
        null,
        0.5,
        null,
        Attributes.of(Map.of("pressed", true)),
        Attributes.none());
  }

  private Findings infer(Case given, String rules, Judgment... held) throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"labels\", \"version\": \"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package labels\n\n" + rules);
    return Inference.infer(Constitution.load(folder), given, List.of(held));
  }

  private static String claim(Findings findings, String text) {
    return findings.claims().stream()
        .filter(
            it ->
                text.equals(
                    it.claim().output()
                        + " "
                        + it.claim().getStatus()
                        + " by "
                        + it.claim().getBy()))
        .findFirst()
        .map(it -> shown(it.label()))
        .orElse("absent");
  }

  private static String conflict(Findings findings, String text) {
    return findings.conflicts().stream()
        .filter(it -> text.equals(it.conflict().kind() + " " + it.conflict().about()))
        .findFirst()
        .map(it -> shown(it.label()))
        .orElse("absent");
  }

  private static String shown(Label label) {
    return label.environments().stream()
        .map(it -> it.stream().map(Element::toString).toList().toString())
        .sorted()
        .toList()
        .toString();
  }
}

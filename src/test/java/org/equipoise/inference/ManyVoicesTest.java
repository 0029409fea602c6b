package org.equipoise.inference;

import static org.equipoise.inference.LabelExamples.rule;
import static org.equipoise.inference.LabelExamples.theory;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.language.Conflict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many judgments on one output, with rules that discount, exclude and report some of them. */
class ManyVoicesTest {
  private static final Case GIVEN = Case.of("C", Output.of("a", Attributes.of(Map.of("x", true))));

  @TempDir static Path folder;
  private static Constitution constitution;

  @BeforeAll
  static void load() throws Exception {
    String rules =
        rule("r", "$o : Output( flag(\"x\") )", "forbid( $o );")
            + theory("t", "$j : Judgment( flag(\"pressed\") )", "exclude( $j, \"why\" );")
            + theory(
                "bare",
                "$j : Judgment( status == \"forbidden\", flag(\"bare\") )"
                    + " Claim( by == ( \"judgment:\" + $j.id ) )"
                    + " not Claim( output == $j.output, status == \"permitted\","
                    + " by matches \"principle:.*\" )",
                "conflict( \"why\", $j );")
            + theory(
                "same",
                "$j : Judgment( stakeholder != null )"
                    + " $k : Judgment( stakeholder == $j.stakeholder, status == \"forbidden\","
                    + " id > $j.id )",
                "conflict( \"twice\", $j, $k );");
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package p\n\n" + rules);
    constitution = Constitution.load(folder);
  }

  @Test
  void theSameFollowsAsInTheEngineWhereFactsAreLookedUp() {
    RuleBase rules = constitution.ruleBase(GIVEN);
    Findings direct = findings(rules, judgments(50));
    Findings engine = findings(rules.inEngine(), judgments(50));
    assertEquals(conflicts(engine), conflicts(direct));
    assertFalse(conflicts(direct).isEmpty());
    // The engine does not say what an absence looks for, so it has to part more worlds.
    Findings fewDirect = findings(rules, judgments(12));
    Findings fewInEngine = findings(rules.inEngine(), judgments(12));
    assertEquals(fewInEngine.claims(), fewDirect.claims());
    assertEquals(fewInEngine.conflicts(), fewDirect.conflicts());
  }

  private static List<Conflict> conflicts(Findings found) {
    return found.conflicts().stream().map(Findings.FoundConflict::conflict).toList();
  }

  @Test
  void judgmentsThatNoAbsenceLooksForPartNoWorlds() {
    Findings found = findings(constitution.ruleBase(GIVEN), judgments(200));
    found.claims();
    assertTrue(
        found.conflicts().stream()
            .filter(it -> it.conflict().kind().equals("authored"))
            .noneMatch(it -> it.label().truncated()));
    assertTrue(found.worldsRun() <= 3, () -> "worlds: " + found.worldsRun());
  }

  private static Findings findings(RuleBase rules, List<Judgment> judgments) {
    return new Findings(
        new CaseElements(rules, GIVEN, judgments, false), constitution.settings().limits());
  }

  private static List<Judgment> judgments(int number) {
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      DeonticStatus status = i % 3 == 0 ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN;
      judgments.add(
          new Judgment(
              "J" + i,
              "C",
              new Judgment.OnOutput("a", status),
              i % 5 == 0 ? null : "s" + i % 20,
              0.1 + (i % 9) / 10.0,
              null,
              Attributes.of(Map.of("pressed", i % 4 == 0, "bare", i % 7 == 0)),
              Attributes.none()));
    }
    return judgments;
  }
}
